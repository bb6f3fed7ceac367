using System.Diagnostics;
using System.Text;

namespace Arc.Packages.Tests;

/// <summary>Runs commands as a newcomer would, in a folder of their own with caches of their own.</summary>
/// <param name="folder">Where caches and tools go.</param>
internal sealed class CommandLine(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>Whether packages come from a cache that starts empty; packing uses what the build restored.</summary>
    public bool UsesOwnCache { get; init; } = true;

    /// <summary>Runs a command that must succeed, and gives what it printed.</summary>
    public string Run(string directory, string program, params string[] arguments)
    {
        var (status, output) = Try(directory, program, arguments);
        Assert.True(status == 0, $"{program} {string.Join(' ', arguments)} exited with {status}:\n{output}");
        return output;
    }

    public (int Status, string Output) Try(string directory, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_HOME"] = folder;
        if (UsesOwnCache)
        {
            start.Environment["HOME"] = folder;
            start.Environment["NUGET_PACKAGES"] = Path.Combine(folder, "cache");
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["RestoreAdditionalProjectSources"] = Path.Combine(folder, "arc-feed");
        // Inherited from the test run: they would redirect the newcomer's build.
        foreach (var name in new[] { "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "VSTEST_HOST_DEBUG" }) start.Environment.Remove(name);
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Append(e.Data);
        process.ErrorDataReceived += (_, e) => Append(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end in {Patience}:\n{output}");
        }

        process.WaitForExit();
        lock (output) return (process.ExitCode, output.ToString());

        void Append(string? line)
        {
            if (line is null) return;
            lock (output) output.AppendLine(line);
        }
    }
}
