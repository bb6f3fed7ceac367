using System.Reflection;
using System.Runtime.InteropServices;

namespace Arc.Engines.Wasmtime.Native;

/// <summary>Finds, loads and checks the native library, once a process.</summary>
internal static class WasmtimeLibrary
{
    /// <summary>Names the library's file.</summary>
    public const string Variable = "ARC_WASMTIME_LIBRARY";

    // The C API has no version function and changes its layouts between major versions. These tell the generation that the layouts here
    // belong to; the self-test decides.
    private static readonly string[] Generation = ["wasmtime_context_set_exception", "wasmtime_config_concurrency_support_set", "wasmtime_memory_page_size_log2"];

    private static readonly Lazy<string?> State = new(Load);
    private static nint _handle;

    /// <summary>Why the library cannot be used; null if it can.</summary>
    public static string? Problem => State.Value;

    /// <exception cref="WasmtimeUnavailableException">The library cannot be used.</exception>
    public static void Require()
    {
        if (Problem is { } problem) throw new WasmtimeUnavailableException(problem);
    }

    /// <summary>What to say about a library, given what was found of it; null if it fits.</summary>
    /// <param name="where">Its file, or how it was found.</param>
    /// <param name="has">Whether it has a function.</param>
    internal static string? Misfit(string where, Func<string, bool> has)
    {
        var missing = Api.Symbols.Concat(Generation).FirstOrDefault(symbol => !has(symbol));
        return missing is null ? null : $"The Wasmtime library {where} does not fit: it has no '{missing}'; this engine works with Wasmtime 50.";
    }

    private static string? Load()
    {
        if (!Environment.Is64BitProcess || !BitConverter.IsLittleEndian) return "The wasmtime engine needs a 64-bit process on a little-endian machine.";
        string where;
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file)
        {
            // A file that was asked for by name is never replaced by another one that happens to be there.
            if (!NativeLibrary.TryLoad(file, out _handle)) return $"{Variable} names '{file}', which is not there or is no library for this machine.";
            where = $"'{file}'";
        }
        else if (NativeLibrary.TryLoad(Api.Library, typeof(Api).Assembly, DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory, out _handle))
        {
            where = "beside the program or on the system's library path";
        }
        else
        {
            return $"""
                The engine 'wasmtime' needs Wasmtime's native library, version 50, which was not found. Either
                  set {Variable} to the file, for example {Variable}=/opt/wasmtime/lib/libwasmtime.so
                  or build with the property ArcWasmtimePackage=true, which adds the Wasmtime package for its native asset
                  or install the library where the system looks for libraries
                """;
        }
        if (Misfit(where, symbol => NativeLibrary.TryGetExport(_handle, symbol, out _)) is { } misfit) return misfit;
        NativeLibrary.SetDllImportResolver(typeof(Api).Assembly, Resolve);
        return SelfTest.Run() is { } failure
            ? $"The Wasmtime library {where} does not fit: its self-test failed ({failure}); this engine works with Wasmtime 50."
            : null;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Api.Library ? _handle : 0;
}
