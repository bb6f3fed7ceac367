using System.Diagnostics;
using System.Reflection;
using Arc.Cli.Tests.Commands;

namespace Arc.Cli.Tests.Binding;

/// <summary>The targets of the build, on projects without anything else: programs are checked, classes written, nothing done twice.</summary>
public sealed class BuildTargetsTests : IDisposable
{
    private static readonly string Root = typeof(BuildTargetsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "ArcRoot").Value!;

    private readonly Shell _shell = new();

    public BuildTargetsTests()
    {
        _shell.File("channels.json", """{ "level": "f64", "valve": "u8" }""");
        _shell.File("plant.proj", $"""
            <Project>
              <PropertyGroup>
                <RootNamespace>Plant</RootNamespace>
                <IntermediateOutputPath>obj/</IntermediateOutputPath>
                <ArcToolPath>{Path.Combine(AppContext.BaseDirectory, "arc.dll")}</ArcToolPath>
              </PropertyGroup>
              <ItemGroup>
                <ArcProgram Include="*.arc" Channels="channels.json" />
              </ItemGroup>
              <Import Project="{Path.Combine(Root, "runtime", "Arc.Runtime", "build", "Arc.Runtime.targets")}" />
              <Target Name="Show" DependsOnTargets="ArcBind">
                <Message Importance="high" Text="compiles @(Compile)" />
              </Target>
            </Project>
            """);
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Program_IsMadeAClass_AndOnlyWhenItChanged()
    {
        var file = _shell.File("tank.arc", "level > 2 -> valve");
        Assert.Contains("compiles obj/arc/tank.g.cs", Build(0), StringComparison.Ordinal);
        var made = Path.Combine(_shell.Folder, "obj", "arc", "tank.g.cs");
        Assert.Contains("namespace Plant;", File.ReadAllText(made), StringComparison.Ordinal);

        File.AppendAllText(made, "// kept");
        Assert.Contains("compiles obj/arc/tank.g.cs", Build(0), StringComparison.Ordinal);
        Assert.EndsWith("// kept", File.ReadAllText(made), StringComparison.Ordinal);

        File.WriteAllText(file, "level > 3 -> valve");
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(made).AddSeconds(2));
        Build(0);
        Assert.Contains("level > 3", File.ReadAllText(made), StringComparison.Ordinal);
    }

    [Fact]
    public void Program_WithAnError_FailsTheBuildAtItsLine()
    {
        _shell.File("good.arc", "level > 2 -> valve");
        var file = _shell.File("tank.arc", "level ->\nvalv");
        Assert.Contains($"{file}(2,1): error ARC4", Build(1), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_shell.Folder, "obj", "arc", "tank.g.cs")));
    }

    private string Build(int expected)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _shell.Folder };
        foreach (var argument in new[] { "msbuild", "plant.proj", "-t:Show", "-nologo", "-v:m", "-nodeReuse:false" }) start.ArgumentList.Add(argument);
        // What an outer build set must not reach this one.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.True(expected == process.ExitCode, output);
        return output;
    }
}
