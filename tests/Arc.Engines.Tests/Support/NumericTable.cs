using Arc.Engines.Decoding;

namespace Arc.Engines.Tests.Support;

/// <summary>Types of the numeric instructions, for generators.</summary>
internal static class NumericTable
{
    public static WasmValueType Operand(int opcode) => Instructions.Numeric[opcode].Operand;

    public static int Count(int opcode) => Instructions.Numeric[opcode].Count;

    public static WasmValueType Result(int opcode) => Instructions.Numeric[opcode].Result;
}
