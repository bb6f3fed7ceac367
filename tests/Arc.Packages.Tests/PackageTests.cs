using System.IO.Compression;
using System.Xml.Linq;

namespace Arc.Packages.Tests;

/// <summary>What is published, and what a newcomer does with it: an empty folder, an empty cache, the template, tests, the tool.</summary>
public sealed class PackageTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    public static TheoryData<string> Packages => [.. PackedFeed.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_HasAPageAndADescription(string name)
    {
        using var archive = ZipFile.OpenRead(feed.Package(name));
        Assert.NotNull(archive.GetEntry("README.md"));
        using var stream = archive.Entries.Single(e => e.FullName == $"{name}.nuspec").Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single(e => e.Name.LocalName == "metadata").Elements().ToDictionary(e => e.Name.LocalName, e => e.Value);
        Assert.Equal("README.md", metadata["readme"]);
        Assert.NotEqual("Package Description", metadata["description"]);
    }

    [Fact]
    public void Sdk_BringsGeneratorAnalyzerAndCodeFixes_AndNoDependency()
    {
        using var archive = ZipFile.OpenRead(feed.Package("Arc.Sdk"));
        Assert.NotNull(archive.GetEntry("analyzers/dotnet/cs/Arc.Generator.dll"));
        Assert.NotNull(archive.GetEntry("analyzers/dotnet/cs/Arc.Generator.CodeFixes.dll"));
        Assert.NotNull(archive.GetEntry("lib/net10.0/Arc.Sdk.xml"));
        Assert.Empty(Dependencies("Arc.Sdk"));
    }

    // Build files for any framework would make the package fit every project, and C# say that nothing of it exists.
    [Theory]
    [InlineData("Arc.Sdk", "build/net10.0/Arc.Sdk.props")]
    [InlineData("Arc.Sdk", "build/net10.0/Arc.Sdk.targets")]
    [InlineData("Arc.Sdk.Testing", "build/net10.0/Arc.Sdk.Testing.targets")]
    [InlineData("Arc.Runtime", "buildTransitive/net10.0/Arc.Runtime.targets")]
    public void Package_IsForItsFrameworkOnly(string name, string file)
    {
        using var archive = ZipFile.OpenRead(feed.Package(name));
        Assert.NotNull(archive.GetEntry(file));
        Assert.All(archive.Entries.Where(e => e.FullName.StartsWith("build", StringComparison.Ordinal)), e => Assert.Equal("net10.0", e.FullName.Split('/')[1]));
    }

    /// <summary>A project that stands alone, with every analyzer of .NET switched on and an older language.</summary>
    [Fact]
    public void Module_BuildsWithoutAWarning_WhateverTheProjectAsksFor()
    {
        var folder = Directory.CreateDirectory(Path.Combine(feed.Folder, "Strict")).FullName;
        File.WriteAllText(Path.Combine(folder, "Strict.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <LangVersion>12</LangVersion>
                <Nullable>enable</Nullable>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <IsAotCompatible>true</IsAotCompatible>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Arc.Sdk" Version="0.*-*" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Module.cs"), """
            using System.Numerics;
            using Arc.Sdk;

            [assembly: System.CLSCompliant(false)]
            [assembly: System.Runtime.InteropServices.ComVisible(false)]

            namespace Strict;

            /// <summary>Everything but ports, which need C# 13.</summary>
            [Module("strict")]
            public sealed partial class StrictModule
            {
                [ModuleState]
                private readonly NodeState<long> _runs = new();

                /// <summary>The mean of a series.</summary>
                /// <param name="values">The samples.</param>
                /// <returns>The mean.</returns>
                [HostFunction(Contexts.Call)]
                public static double Mean<T>(Series<T> values)
                    where T : INumber<T>
                {
                    var sum = 0.0;
                    for (var i = 0; i < values.Length; i++)
                    {
                        sum += double.CreateTruncating(values[i]);
                    }

                    return sum / values.Length;
                }

                /// <summary>Divides, and counts how often.</summary>
                /// <param name="context">The node.</param>
                /// <param name="x">The dividend.</param>
                /// <param name="by">The divisor.</param>
                /// <returns>Quotient, remainder and count.</returns>
                [HostFunction]
                public (T Quotient, T Remainder, long Runs) Divide<T>(HostContext context, T x, [Config(Min = "1")] T by)
                    where T : IBinaryInteger<T>
                {
                    var (quotient, remainder) = T.DivRem(x, by);
                    return (quotient, remainder, ++_runs[context.Node]);
                }

                /// <summary>A greeting.</summary>
                /// <param name="name">Of whom.</param>
                /// <returns>The text.</returns>
                [HostFunction]
                public static string Greet(string name) => $"hello {name}";
            }
            """);

        var output = feed.Commands.Run(folder, "dotnet", "build", "-v", "q");

        Assert.Contains("0 Warning(s)", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "obj", "generated", "net10.0", "Arc.Generator", "Arc.Generator.ModuleGenerator", "Strict.StrictModule.Nodes.g.cs")));
    }

    [Fact]
    public void Runtime_IsOneReference_WithoutDatabaseOrEditor()
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        var left = new Queue<string>(["Arc.Runtime"]);
        while (left.TryDequeue(out var name))
        {
            if (!seen.Add(name) || !name.StartsWith("Arc.", StringComparison.Ordinal)) continue;
            foreach (var dependency in Dependencies(name)) left.Enqueue(dependency);
        }

        Assert.Equal(
            ["Arc.Compiler", "Arc.Dataflow", "Arc.Engines", "Arc.Language", "Arc.Runtime", "Arc.Sdk", "Arc.Stl", "System.Numerics.Tensors"], seen);
    }

    /// <summary>The commands of the README, word for word but for the one that packs, which the fixture has done.</summary>
    [BashFact]
    public void Readme_ModuleOfYourOwn_IsTrue()
    {
        var readme = File.ReadAllText(Path.Combine(PackedFeed.Root, "README.md"));
        var section = readme[readme.IndexOf("## A module of your own", StringComparison.Ordinal)..];
        var blocks = section.Split("```");
        var (path, toFeed) = (blocks[1].Trim().Split('\n'), blocks[3].Trim().Split('\n'));
        Assert.Equal(5, path.Length);
        Assert.StartsWith("dotnet pack ", toFeed[0], StringComparison.Ordinal);
        var output = feed.Commands.Run(feed.Folder, "bash", "-e", "-c", string.Join('\n', toFeed[1..].Concat(path)));
        Assert.Contains("limited,10", output, StringComparison.Ordinal);

        GeneratedCode_IsInThePdb_AndOnDiskWhenAskedFor();
        CheckSnapshots(Path.Combine(feed.Folder, "Acme.Signals"));
    }

    [Fact]
    public void Template_WithVerify_RefersToIt()
    {
        // Installed for itself: the README's commands install it for the newcomer.
        string[] hive = ["--debug:custom-hive", Path.Combine(feed.Folder, "hive")];
        feed.Commands.Run(feed.Folder, "dotnet", ["new", "install", feed.Package("Arc.Templates"), .. hive]);
        feed.Commands.Run(feed.Folder, "dotnet", ["new", "arc-module", "-n", "Acme.Verified", "--verify", "true", .. hive]);
        feed.Commands.Run(feed.Folder, "dotnet", ["new", "arc-module", "-n", "Acme.Plain", .. hive]);
        Assert.Contains("Verify.SourceGenerators", References("Acme.Verified"), StringComparison.Ordinal);
        Assert.DoesNotContain("Verify", References("Acme.Plain"), StringComparison.Ordinal);
        Assert.DoesNotContain("verify", File.ReadAllText(TestProject("Acme.Plain")), StringComparison.Ordinal);

        string TestProject(string name) => Path.Combine(feed.Folder, name, "tests", $"{name}.Tests", $"{name}.Tests.csproj");

        string References(string name) => feed.Commands.Run(feed.Folder, "dotnet", "msbuild", TestProject(name), "-getItem:PackageReference");
    }

    // Part of the test above, since it needs what that one makes.
    private void GeneratedCode_IsInThePdb_AndOnDiskWhenAskedFor()
    {
        var module = Path.Combine(feed.Folder, "Acme.Signals", "src", "Acme.Signals");
        var assembly = Path.Combine(module, "bin", "Debug", "net10.0", "Acme.Signals.dll");
        const string Files = "Arc.Generator/Arc.Generator.ModuleGenerator/Acme.Signals.SignalsModule.Bindings.g.cs";
        var arc = Path.Combine(feed.Folder, "Acme.Signals", "arc");
        var explained = feed.Commands.Run(feed.Folder, arc, "explain", "signals.limit", "--modules", assembly);
        Assert.Contains($"{Files}  (source embedded in the PDB)", explained, StringComparison.Ordinal);
        Assert.Contains("Acme.Signals/src/Acme.Signals/SignalsModule.cs:", explained, StringComparison.Ordinal);

        // The last build, and every later one, finds files among the sources that must not be compiled again.
        foreach (var folder in new[] { "obj/generated/net10.0", "Generated", "Generated" })
        {
            string[] asked = folder == "Generated" ? ["-p:CompilerGeneratedFilesOutputPath=Generated"] : [];
            feed.Commands.Run(module, "dotnet", ["build", "--no-restore", "--no-incremental", "-p:EmitCompilerGeneratedFiles=true", .. asked]);
            explained = feed.Commands.Run(feed.Folder, arc, "explain", "signals.limit", "--modules", assembly);
            Assert.Contains($"  in Acme.Signals/src/Acme.Signals/{folder}/{Files}\n", explained.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(module, folder, Files)));
        }
    }

    [Fact]
    public void Runtime_ChecksProgramsInTheBuild_AndMakesClassesOfThem()
    {
        var folder = Directory.CreateDirectory(Path.Combine(feed.Folder, "App")).FullName;
        File.WriteAllText(Path.Combine(folder, "App.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Arc.Runtime.Hosting" Version="0.*-*" />
                <ArcProgram Include="tank.arc" Channels="channels.json" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "channels.json"), """{"pressure": "f64", "alarm": "u8"}""");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            await using var tank = App.TankSession.Open();
            await tank.Pressure.SendAsync(9.0);
            tank.Session.RunUntilIdle();
            Console.WriteLine($"alarm {(tank.Alarm.TryGetLatest(out var alarm) ? alarm : -1)}");
            """);
        var program = Path.Combine(folder, "tank.arc");
        File.WriteAllText(program, "pressure > 8 -> alarm\n");
        Assert.Contains("alarm 1", feed.Commands.Run(folder, "dotnet", "run"), StringComparison.Ordinal);

        File.WriteAllText(program, "pressure > 8 -> alarm\npresure > 9 -> alarm\n");
        var (status, output) = feed.Commands.Try(folder, "dotnet", "build", "--no-restore");
        Assert.NotEqual(0, status);
        Assert.Contains("tank.arc(2,1): error ARC4001: undefined symbol: presure; did you mean: pressure?", output, StringComparison.Ordinal);
    }

    /// <summary>What the module's own test says of a changed contract, a generated line changed by hand, and a deleted member.</summary>
    private void CheckSnapshots(string module)
    {
        var source = Path.Combine(module, "src", "Acme.Signals", "SignalsModule.cs");
        var original = File.ReadAllText(source);
        File.WriteAllText(source, original.Replace("T hi)", "T high)", StringComparison.Ordinal).Replace("lo, hi);", "lo, high);", StringComparison.Ordinal).Replace("\"hi\"", "\"high\"", StringComparison.Ordinal));
        var failed = FailedSnapshots(module);
        Assert.Contains("#signals.limit.verified.txt: differs from the snapshot (- snapshot, + now)", failed, StringComparison.Ordinal);
        Assert.Contains("- call signals.limit(x T, lo T, hi T) -> T where T: numeric", failed, StringComparison.Ordinal);
        Assert.Contains("+ call signals.limit(x T, lo T, high T) -> T where T: numeric", failed, StringComparison.Ordinal);

        File.WriteAllText(source, original);
        var bindings = Assert.Single(Directory.GetFiles(Path.Combine(module, "tests"), "*#Acme.Signals.SignalsModule.Bindings.g.verified.cs", SearchOption.AllDirectories));
        var snapshot = File.ReadAllText(bindings);
        File.WriteAllText(bindings, snapshot.Replace("\"limit_f64\", new", "\"limit_f46\", new", StringComparison.Ordinal));
        failed = FailedSnapshots(module);
        Assert.Contains("Contract_IsTheOneThatWasReviewed: 1 differs from the snapshot", failed, StringComparison.Ordinal);
        Assert.Contains("-         linker.Define(\"signals\", \"limit_f46\", new", failed, StringComparison.Ordinal);
        Assert.Contains("+         linker.Define(\"signals\", \"limit_f64\", new", failed, StringComparison.Ordinal);

        File.WriteAllText(bindings, snapshot);
        var limit = original.IndexOf("    /// <summary>Limits a sample", StringComparison.Ordinal);
        File.WriteAllText(source, original.Remove(limit, original.IndexOf("    /// <summary>An exponential", StringComparison.Ordinal) - limit));
        failed = FailedSnapshots(module);
        Assert.Contains("1 snapshot is unused", failed, StringComparison.Ordinal);
        Assert.Contains("  GeneratedCodeTests.Contract_IsTheOneThatWasReviewed#signals.limit.verified.txt", failed, StringComparison.Ordinal);
        File.WriteAllText(source, original);
    }

    private string FailedSnapshots(string module)
    {
        var (status, output) = feed.Commands.Try(module, "dotnet", "test", "--filter", "FullyQualifiedName~Contract_IsTheOneThatWasReviewed");
        Assert.NotEqual(0, status);
        return output;
    }

    private IEnumerable<string> Dependencies(string name)
    {
        using var archive = ZipFile.OpenRead(feed.Package(name));
        using var stream = archive.Entries.Single(e => e.FullName == $"{name}.nuspec").Open();
        return [.. XDocument.Load(stream).Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value)];
    }

    private sealed class BashFactAttribute : FactAttribute
    {
        public BashFactAttribute() => Skip = File.Exists("/bin/bash") || File.Exists("/usr/bin/bash") ? null : "the README's commands are for bash, which is not here";
    }
}
