using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Arc.Engines;
using Arc.Engines.Wasmtime;

namespace Arc.Runtime;

/// <summary>The WebAssembly engines by name, as settings, command lines and case files choose one.</summary>
public static class ArcEngines
{
    /// <summary>The engine that needs nothing installed: <see cref="ArcProgram.DefaultEngine"/>.</summary>
    public const string Managed = "managed";

    /// <summary>Wasmtime through its C API (<see cref="WasmtimeEngine"/>).</summary>
    public const string Wasmtime = "wasmtime";

    /// <summary>The names that <see cref="TryCreate"/> knows.</summary>
    public static ImmutableArray<string> Names { get; } = [Managed, Wasmtime];

    /// <summary>Makes an engine, which its user keeps: an engine owns compiled code and, with Wasmtime, native memory.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="problem">That there is none of this name, or what it needs and does not find.</param>
    public static bool TryCreate(string? name, [NotNullWhen(true)] out IWasmEngine? engine, [NotNullWhen(false)] out string? problem)
    {
        (engine, problem) = (null, null);
        switch (name)
        {
            case Managed:
                engine = ArcProgram.DefaultEngine;
                break;
            case Wasmtime when WasmtimeEngine.IsAvailable(out problem):
                engine = new WasmtimeEngine();
                break;
            case Wasmtime:
                break;
            default:
                problem = $"there is no engine '{name}'; expected {string.Join(" or ", Names)}";
                break;
        }

        return engine is not null;
    }
}
