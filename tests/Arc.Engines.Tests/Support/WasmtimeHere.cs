using Arc.Engines.Wasmtime;

namespace Arc.Engines.Tests.Support;

/// <summary>Wasmtime on this machine. The library beside the checkout is used if the variable names no other.</summary>
internal static class WasmtimeHere
{
    private const string Variable = "ARC_WASMTIME_LIBRARY";

    /// <summary>Why there is none, or null.</summary>
    public static string? Problem { get; } = Look();

    private static string? Look()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null or "" && SharedFolder.Find(Path.Combine("native", "linux-x64")) is { } folder)
            Environment.SetEnvironmentVariable(Variable, Path.Combine(folder, "libwasmtime.so"));
        return WasmtimeEngine.IsAvailable(out var problem) ? null : problem;
    }
}
