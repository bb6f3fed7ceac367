using Arc.Engines.Linking;

namespace Arc.Engines.Wasmtime.Native;

/// <summary>
/// Takes a small module through the very calls that the engine uses, so that a library of another version is refused instead of being fed
/// structures it lays out differently.
/// </summary>
internal static class SelfTest
{
    // (import "h" "f" (func (param i32 f64) (result i64)))  (table 3 funcref)  (memory (export "m") 1)
    // (global (export "g") (mut i64) (i64.const -2))  (data (i32.const 5) "\2a")
    // (func (export "a") (param i32 f64) (result i64) (call 0 (local.get 0) (local.get 1)))
    // (func (export "b") (param externref) (result externref) (local.get 0))
    // (func (export "c") (unreachable))  (func (export "d") (loop (br 0)))
    private static ReadOnlySpan<byte> Module =>
    [
        0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0,
        1, 15, 3, 0x60, 2, 0x7F, 0x7C, 1, 0x7E, 0x60, 1, 0x6F, 1, 0x6F, 0x60, 0, 0,
        2, 7, 1, 1, (byte)'h', 1, (byte)'f', 0, 0,
        3, 5, 4, 0, 1, 2, 2,
        4, 4, 1, 0x70, 0, 3,
        5, 3, 1, 0, 1,
        6, 6, 1, 0x7E, 1, 0x42, 0x7E, 0x0B,
        7, 25, 6, 1, (byte)'m', 2, 0, 1, (byte)'g', 3, 0, 1, (byte)'a', 0, 1, 1, (byte)'b', 0, 2, 1, (byte)'c', 0, 3, 1, (byte)'d', 0, 4,
        10, 27, 4, 8, 0, 0x20, 0, 0x20, 1, 0x10, 0, 0x0B, 4, 0, 0x20, 0, 0x0B, 3, 0, 0x00, 0x0B, 7, 0, 0x03, 0x40, 0x0C, 0, 0x0B, 0x0B,
        11, 7, 1, 0, 0x41, 5, 0x0B, 1, 0x2A,
    ];

    /// <summary>What did not work; null if all did.</summary>
    public static string? Run()
    {
        try
        {
            var linker = new Linker();
            linker.Define("h", "f", static (int a, double b) => a == int.MinValue ? throw new NotSupportedException("host") : a + (long)b);
            var engine = new WasmtimeEngine(WasmtimeOptions.Default, tested: true);
            using var module = engine.Compile(Module.ToArray());
            using var instance = module.Instantiate(linker, new InstanceOptions { ExecutionBudget = 10_000 });
            var results = new ulong[1];
            instance.GetFunction("a").Invoke([0xFFFF_FFFF, BitConverter.DoubleToUInt64Bits(44)], results);
            if (results[0] != 43) return "a call from the guest to the host and back gave another number";
            if (!instance.TryReadGlobal("g", out var global) || (long)global != -2) return "a global has another value";
            if (!instance.Memory.TryRead(5, 1, out var bytes) || bytes[0] != 42) return "a byte of memory has another value";
            if (instance.Memory.TryRead(65536, 1, out _)) return "the memory has another size";
            var reference = instance.AddReference(linker);
            instance.GetFunction("b").Invoke([reference], results);
            if (!ReferenceEquals(instance.GetReference(results[0]), linker)) return "a reference came back as another";
            return Trapped(instance, "c", []) != TrapKind.Unreachable ? "a trap has another code"
                : Trapped(instance, "d", []) != TrapKind.ExecutionBudgetExhausted ? "fuel did not end a loop"
                : Trapped(instance, "a", [0x8000_0000, 0]) != TrapKind.HostFunction ? "a host function's exception was lost"
                : null;
        }
        catch (Exception exception) when (exception is WasmFormatException or WasmTrapException or LinkException or InvalidOperationException)
        {
            return exception.Message;
        }
    }

    private static TrapKind? Trapped(WasmInstance instance, string function, ulong[] args)
    {
        try
        {
            var called = instance.GetFunction(function);
            called.Invoke(args, new ulong[called.Type.Results.Length]);
            return null;
        }
        catch (WasmTrapException trap)
        {
            return trap.Kind;
        }
    }
}
