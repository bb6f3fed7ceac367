using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Arc.Engines.Decoding;
using Arc.Engines.Wasmtime.Native;

namespace Arc.Engines.Wasmtime;

/// <summary>
/// WebAssembly through Wasmtime's C API: the same modules, limits, traps and host functions as the managed engine, compiled by Cranelift. It
/// needs the native library of Wasmtime 50: the file that <c>ARC_WASMTIME_LIBRARY</c> names, the asset of the Wasmtime package beside the
/// program, or a library on the system's path. It is also the engine of ahead-of-time compiled hosts.
/// </summary>
/// <remarks>
/// <see cref="InstanceOptions.ExecutionBudget"/> is counted in instructions, 16 to a unit, and a budget of 0 compiles code that does not
/// count. Cancellation and <see cref="InstanceOptions.Timeout"/> are looked at every 2 ms.
/// </remarks>
public sealed class WasmtimeEngine : IWasmEngine
{
    private readonly Lock _lock = new();
    private readonly Dictionary<EngineVariant, NativeEngine> _engines = [];
    private readonly ModuleCache? _cache;

    /// <summary>Loads the library, if this is the first engine of the process, and makes an engine.</summary>
    /// <param name="options">Settings; the defaults if null.</param>
    /// <exception cref="WasmtimeUnavailableException">The library is missing or does not fit; the message says what to install.</exception>
    /// <exception cref="IOException">The cache directory cannot be made, or others than the user can write into it.</exception>
    public WasmtimeEngine(WasmtimeOptions? options = null)
        : this(options ?? WasmtimeOptions.Default, tested: false)
    {
    }

    internal WasmtimeEngine(WasmtimeOptions options, bool tested)
    {
        if (!tested) WasmtimeLibrary.Require();
        if (options.CacheDirectory is { } directory) _cache = new ModuleCache(directory);
    }

    /// <summary>Compiles everything in this way; null chooses by the size of functions.</summary>
    internal CompilerKind? Compiler { get; init; }

    /// <inheritdoc/>
    public string Name => "wasmtime";

    /// <summary>Whether the native library can be used.</summary>
    /// <param name="problem">What is missing or does not fit.</param>
    public static bool IsAvailable([NotNullWhen(false)] out string? problem)
    {
        problem = WasmtimeLibrary.Problem;
        return problem is null;
    }

    /// <inheritdoc/>
    public WasmModule Compile(ReadOnlyMemory<byte> bytes, EngineLimits? limits = null)
    {
        // Decoded here first: for the limits, which Wasmtime does not know, and for what a linker wants to know about a module.
        var info = ModuleDecoder.Decode(bytes, limits ?? EngineLimits.Default);
        return new WasmtimeModule(this, info);
    }

    /// <summary>Whether Wasmtime by itself takes the bytes for a valid module.</summary>
    internal bool Validates(ReadOnlySpan<byte> bytes)
    {
        using var module = NativeModule.Compile(EngineOf(EngineVariant.Of(InstanceOptions.Default, CompilerKind.Optimising)), bytes, out _);
        return module is not null;
    }

    internal NativeEngine EngineOf(EngineVariant variant)
    {
        lock (_lock)
        {
            if (!_engines.TryGetValue(variant, out var engine)) _engines.Add(variant, engine = new NativeEngine(variant));
            return engine;
        }
    }

    /// <summary>Compiles a module, or takes it from the cache.</summary>
    /// <exception cref="WasmFormatException">Wasmtime does not take the module.</exception>
    internal NativeModule Compile(NativeEngine engine, ReadOnlySpan<byte> bytes) =>
        TryCompile(engine, bytes, out var error) ?? throw Refused(error!);

    /// <summary>Compiles a module, or takes it from the cache; null if Wasmtime does not take it.</summary>
    internal NativeModule? TryCompile(NativeEngine engine, ReadOnlySpan<byte> bytes, out string? error)
    {
        error = null;
        if (_cache?.Find(engine, bytes) is { } found) return found;
        var module = NativeModule.Compile(engine, bytes, out error);
        if (module is not null) _cache?.Add(module, bytes);
        return module;
    }

    private static WasmFormatException Refused(string error)
    {
        const string Marker = "(at offset 0x";
        var at = error.LastIndexOf(Marker, StringComparison.Ordinal);
        var digits = at < 0 ? [] : error.AsSpan(at + Marker.Length);
        var end = digits.IndexOf(')');
        return end >= 0 && long.TryParse(digits[..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var offset)
            ? new WasmFormatException(offset, error[..at].TrimEnd())
            : new WasmFormatException(0, error);
    }
}
