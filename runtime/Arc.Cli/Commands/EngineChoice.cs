using Arc.Engines;
using Arc.Runtime;

namespace Arc.Cli.Commands;

/// <summary>The engines that <c>--engine</c> knows.</summary>
internal static class EngineChoice
{
    public static string[] Names { get; } = [.. ArcEngines.Names];

    /// <summary>Makes an engine.</summary>
    /// <exception cref="CliException">What it needs is not installed; the message says what.</exception>
    public static IWasmEngine Of(string? name) =>
        ArcEngines.TryCreate(name, out var engine, out var problem) ? engine : throw new CliException(problem, ExitCode.CommandLineWrong);
}
