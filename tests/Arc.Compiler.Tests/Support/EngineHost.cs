using Arc.Compiler.Wasm;
using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Engines.Managed;

namespace Arc.Compiler.Tests.Support;

/// <summary>Runs pure modules on the managed engine.</summary>
public static class EngineHost
{
    /// <summary>The bits of each call's result, or null for a trap.</summary>
    public static List<ulong?> Run(CompiledProgram program, IEnumerable<NodeCall> calls)
    {
        using var module = new ManagedEngine().Compile(program.Wasm);
        using var instance = module.Instantiate(new Linker());
        var results = new List<ulong?>();
        foreach (var call in calls)
        {
            var output = new ulong[1];
            try
            {
                instance.GetFunction(call.Function).Invoke([.. call.Arguments.Select(a => a.Bits)], output);
                results.Add(output[0]);
            }
            catch (WasmTrapException)
            {
                results.Add(null);
            }
        }

        return results;
    }

    /// <summary>The bits with every NaN of a float type made one: which NaN an operation gives is not specified.</summary>
    public static ulong? Canonical(ulong? bits, WasmType type) => (bits, type) switch
    {
        ({ } value, WasmType.F32) when float.IsNaN(BitConverter.UInt32BitsToSingle((uint)value)) => 0x7FC00000,
        ({ } value, WasmType.F64) when double.IsNaN(BitConverter.UInt64BitsToDouble(value)) => 0x7FF8000000000000,
        _ => bits,
    };
}
