using System.Reflection;

namespace Arc.Cli.Testing;

/// <summary>How a worker process is started: this very program again.</summary>
/// <param name="File">The executable.</param>
/// <param name="Arguments">What comes before the command.</param>
public sealed record WorkerCommandLine(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>The program that runs now; null if it cannot be started again, as under a test runner.</summary>
    public static WorkerCommandLine? OfThisProcess()
    {
        if (Environment.ProcessPath is not { } path || Assembly.GetEntryAssembly()?.Location is not { Length: > 0 } entry) return null;
        var isDotnet = Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return new WorkerCommandLine(path, isDotnet ? [entry] : []);
    }
}
