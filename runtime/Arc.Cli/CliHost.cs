using Arc.Cli.Modules;
using Arc.Cli.Testing;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Arc.Cli;

/// <summary>What a command works with: its streams and the module set. A test passes its own.</summary>
public sealed class CliHost
{
    /// <summary>What the <c>arc</c> command itself knows: the standard library and <c>status</c>, which needs a service that the command offers.</summary>
    public static ModuleSet StandardModules { get; } = ModuleSet.Standard.Add<StatusModule>();

    /// <summary>Data, and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Diagnostics, progress, summaries.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input as bytes.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Opens standard output as bytes.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>The modules that programs may use; <c>--modules</c> adds to them.</summary>
    public required ModuleSet Modules { get; init; }

    /// <summary>How <c>arc test</c> starts its worker processes; null runs cases in this one.</summary>
    public WorkerCommandLine? Worker { get; init; }

    /// <summary>Whether a person reads <see cref="Error"/>: colour and progress are wanted.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether a person reads the data on standard output.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Whether the data on standard output may have colour: a person reads it and has not set <c>NO_COLOR</c>.</summary>
    public bool IsOutputColoured { get; init; }

    /// <summary>Columns of the terminal that standard output is; null if it is none, and lines are as long as they are.</summary>
    public int? OutputWidth { get; init; }

    /// <summary>The host of a process: its console.</summary>
    /// <param name="modules">The modules that programs may use.</param>
    public static CliHost ForProcess(ModuleSet modules) => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        OpenInput = Console.OpenStandardInput,
        OpenOutput = Console.OpenStandardOutput,
        Modules = modules,
        Worker = WorkerCommandLine.OfThisProcess(),
        IsOutputTerminal = !Console.IsOutputRedirected,
        IsOutputColoured = !Console.IsOutputRedirected && MayColour(),
        OutputWidth = WidthOfTerminal(),
        IsTerminal = !Console.IsErrorRedirected && MayColour(),
    };

    private static bool MayColour() => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private static int? WidthOfTerminal()
    {
        if (Console.IsOutputRedirected) return null;
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : null;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            // A terminal that does not tell its size.
            return null;
        }
    }
}
