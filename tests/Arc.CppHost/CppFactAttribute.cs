using Arc.Engines.Tests.Support;

namespace Arc.CppHost;

/// <summary>A fact that needs a C++ compiler and Wasmtime's library; skipped with the reason where one is missing.</summary>
public sealed class CppFactAttribute : FactAttribute
{
    public CppFactAttribute() => Skip = CompilerPath is null ? "g++ is not on the path" : WasmtimeHere.Problem;

    /// <summary>The compiler; null if there is none.</summary>
    public static string? CompilerPath { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "g++")).FirstOrDefault(File.Exists);
}
