using Arc.Engines;
using Arc.Engines.Wasmtime;
using Arc.Runtime;

namespace Arc.Cli.Commands;

/// <summary>The engines that <c>--engine</c> knows.</summary>
internal static class EngineChoice
{
    private const string Wasmtime = "wasmtime";

    public static string[] Names { get; } = ["managed", Wasmtime];

    /// <summary>Makes an engine.</summary>
    /// <exception cref="CliException">What it needs is not installed; the message says what.</exception>
    public static IWasmEngine Of(string? name)
    {
        try
        {
            return name == Wasmtime ? new WasmtimeEngine() : ArcProgram.DefaultEngine;
        }
        catch (WasmtimeUnavailableException e)
        {
            throw new CliException(e.Message, ExitCode.CommandLineWrong);
        }
    }
}
