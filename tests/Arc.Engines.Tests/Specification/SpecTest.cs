using Arc.Engines.Linking;

namespace Arc.Engines.Tests.Specification;

/// <summary>The host module that the core tests import: functions of the host, the rest from a guest.</summary>
public static class SpecTest
{
    // (table (export "table") 10 20 funcref)  (memory (export "memory") 1 2)
    // (global (export "global_i32") i32 (i32.const 666)) and so on for i64, f32 and f64
    private static readonly byte[] Guest =
    [
        0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0,
        4, 5, 1, 0x70, 1, 10, 20,
        5, 4, 1, 1, 1, 2,
        6, 33, 4,
        0x7F, 0, 0x41, 0x9A, 0x05, 0x0B,
        0x7E, 0, 0x42, 0x9A, 0x05, 0x0B,
        0x7D, 0, 0x43, .. BitConverter.GetBytes(666.6f), 0x0B,
        0x7C, 0, 0x44, .. BitConverter.GetBytes(666.6), 0x0B,
        7, 70, 6,
        5, .. "table"u8, 1, 0,
        6, .. "memory"u8, 2, 0,
        10, .. "global_i32"u8, 3, 0,
        10, .. "global_i64"u8, 3, 1,
        10, .. "global_f32"u8, 3, 2,
        10, .. "global_f64"u8, 3, 3,
    ];

    public static void Print()
    {
    }

    public static void PrintI32(int a)
    {
    }

    public static void PrintI64(long a)
    {
    }

    public static void PrintF32(float a)
    {
    }

    public static void PrintF64(double a)
    {
    }

    public static void PrintI32F32(int a, float b)
    {
    }

    public static void PrintF64F64(double a, double b)
    {
    }

    /// <summary>The instance with all but the functions.</summary>
    public static WasmInstance Instantiate(IWasmEngine engine, InstanceOptions options) => engine.Compile(Guest).Instantiate(new Linker(), options);

    public static void DefineIn(Linker linker, WasmInstance guest)
    {
        linker.Define("spectest", guest);
        linker.Define("spectest", "print", Print);
        linker.Define("spectest", "print_i32", PrintI32);
        linker.Define("spectest", "print_i64", PrintI64);
        linker.Define("spectest", "print_f32", PrintF32);
        linker.Define("spectest", "print_f64", PrintF64);
        linker.Define("spectest", "print_i32_f32", PrintI32F32);
        linker.Define("spectest", "print_f64_f64", PrintF64F64);
    }
}
