using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Arc.Sdk.Testing;

/// <summary>Asks the build what it would give to the compiler, without building anything.</summary>
internal static class ProjectBuild
{
    private const string Arguments = "CscCommandLineArgs";
    private const string AssetsFile = "ProjectAssetsFile";
    private const int MostOutput = 4000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // A test host inherits them from the build that started it; they would send a build of its own to the wrong tools, or profile it.
    private static readonly string[] Inherited = ["MSBUILD", "VSTEST", "TESTINGPLATFORM", "COREHOST_", "CORECLR_", "COR_PROFILER", "COR_ENABLE", "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE"];

    /// <summary>The compiler's command line for a project.</summary>
    /// <exception cref="ProjectLoadException">The build fails, or the project has not been restored.</exception>
    public static IReadOnlyList<string> CompilerArguments(string project, IReadOnlyDictionary<string, string> properties)
    {
        List<string> arguments =
        [
            "msbuild", project, "-nologo", "-nodeReuse:false", "-t:Compile", $"-getItem:{Arguments}", $"-getProperty:{AssetsFile}",
            "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:BuildProjectReferences=false",
            // The target is never up to date with an output that does not exist.
            "-p:NonExistentFile=__NonExistentSubDir__/__NonExistentFile__",
            .. properties.Select(p => $"-p:{p.Key}={p.Value}"),
        ];
        var output = Run(Path.GetDirectoryName(project)!, arguments);
        try
        {
            using var answer = JsonDocument.Parse(output[Math.Max(0, output.IndexOf('{', StringComparison.Ordinal))..]);
            var assets = answer.RootElement.GetProperty("Properties").GetProperty(AssetsFile).GetString();
            if (!File.Exists(assets)) throw new ProjectLoadException($"{project} has not been restored: there is no {assets}; run 'dotnet build' on the tests first");
            List<string> result = [.. answer.RootElement.GetProperty("Items").GetProperty(Arguments).EnumerateArray().Select(i => i.GetProperty("Identity").GetString() ?? "")];
            return result.Count > 0 ? result : throw new ProjectLoadException($"the build of {project} does not run the C# compiler; give the TargetFramework if it has several");
        }
        catch (Exception unexpected) when (unexpected is JsonException or KeyNotFoundException)
        {
            throw new ProjectLoadException($"the build of {project} did not answer as expected:\n{Tail(output)}");
        }
    }

    private static string Run(string folder, List<string> arguments)
    {
        var start = new ProcessStartInfo(Dotnet, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(k => Array.Exists(Inherited, i => k.StartsWith(i, StringComparison.OrdinalIgnoreCase))).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => output.AppendLine(e.Data);
        process.ErrorDataReceived += (_, e) => errors.AppendLine(e.Data);
        var command = $"dotnet {string.Join(' ', arguments)}";
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new ProjectLoadException($"'{command}' cannot be started: {missing.Message}");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new ProjectLoadException($"'{command}' did not end within {Patience.TotalMinutes} minutes");
        }

        // Without a limit, it waits for the end of both streams as well.
        process.WaitForExit();
        return process.ExitCode == 0 ? output.ToString() : throw new ProjectLoadException($"'{command}' failed:\n{Tail(errors.ToString() + output)}");
    }

    private static string Dotnet =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && File.Exists(host) ? host
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : "dotnet";

    private static string Tail(string text) => text.Trim() is var trimmed && trimmed.Length <= MostOutput ? trimmed : "..." + trimmed[^MostOutput..];
}
