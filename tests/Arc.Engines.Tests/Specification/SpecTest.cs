using Arc.Engines.Linking;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Tests.Specification;

/// <summary>The host module that the core tests import.</summary>
public sealed class SpecTest
{
    private readonly WasmTable _table = new(WasmValueType.FuncRef, 10, 20, 1000);
    private readonly LinearMemory _memory = new(1, 2, 1 << 20);

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

    public void DefineIn(Linker linker)
    {
        linker.Define("spectest", "print", Print);
        linker.Define("spectest", "print_i32", PrintI32);
        linker.Define("spectest", "print_i64", PrintI64);
        linker.Define("spectest", "print_f32", PrintF32);
        linker.Define("spectest", "print_f64", PrintF64);
        linker.Define("spectest", "print_i32_f32", PrintI32F32);
        linker.Define("spectest", "print_f64_f64", PrintF64F64);
        linker.Define("spectest", "global_i32", new WasmGlobal(WasmValueType.I32, false) { Bits = 666 });
        linker.Define("spectest", "global_i64", new WasmGlobal(WasmValueType.I64, false) { Bits = 666 });
        linker.Define("spectest", "global_f32", new WasmGlobal(WasmValueType.F32, false) { Bits = BitConverter.SingleToUInt32Bits(666.6f) });
        linker.Define("spectest", "global_f64", new WasmGlobal(WasmValueType.F64, false) { Bits = BitConverter.DoubleToUInt64Bits(666.6) });
        linker.Define("spectest", "table", _table);
        linker.Define("spectest", "memory", _memory);
    }
}
