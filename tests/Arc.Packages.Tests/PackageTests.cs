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
        var block = section.Split("```")[1].Trim().Split('\n');
        Assert.StartsWith("dotnet pack ", block[0], StringComparison.Ordinal);
        Assert.Equal(6, block.Length);
        var output = feed.Commands.Run(feed.Folder, "bash", "-e", "-c", string.Join('\n', block[1..]));
        Assert.Contains("limited,10", output, StringComparison.Ordinal);

        GeneratedCode_IsInThePdb_AndOnDiskWhenAskedFor();

        // A changed contract fails its snapshot, and says where.
        var module = Path.Combine(feed.Folder, "Acme.Signals");
        var source = Path.Combine(module, "src", "Acme.Signals", "SignalsModule.cs");
        File.WriteAllText(source, File.ReadAllText(source).Replace("T lo,", "T low,", StringComparison.Ordinal).Replace("x, lo,", "x, low,", StringComparison.Ordinal).Replace("\"lo\"", "\"low\"", StringComparison.Ordinal));
        var (status, failed) = feed.Commands.Try(module, "dotnet", "test", "--filter", "FullyQualifiedName~GeneratedCodeTests");
        Assert.NotEqual(0, status);
        Assert.Contains("differs from the snapshot", failed, StringComparison.Ordinal);
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
