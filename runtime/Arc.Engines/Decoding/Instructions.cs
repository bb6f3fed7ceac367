namespace Arc.Engines.Decoding;

/// <summary>What opcodes take and give, for those whose types do not depend on context.</summary>
internal static class Instructions
{
    public const WasmValueType I = WasmValueType.I32;
    public const WasmValueType L = WasmValueType.I64;
    public const WasmValueType F = WasmValueType.F32;
    public const WasmValueType D = WasmValueType.F64;

    /// <summary>Operand type of a numeric opcode 0x45..0xC4, how many operands, and the result.</summary>
    public static readonly (WasmValueType Operand, byte Count, WasmValueType Result)[] Numeric = BuildNumeric();

    /// <summary>Type of a load or store 0x28..0x3E and the logarithm of its width in bytes.</summary>
    public static readonly (WasmValueType Type, byte Log2)[] Memory =
    [
        (I, 2), (L, 3), (F, 2), (D, 3), (I, 0), (I, 0), (I, 1), (I, 1), (L, 0), (L, 0), (L, 1), (L, 1), (L, 2), (L, 2),
        (I, 2), (L, 3), (F, 2), (D, 3), (I, 0), (I, 1), (L, 0), (L, 1), (L, 2),
    ];

    /// <summary>Operand and result of a saturating truncation 0xFC 0..7.</summary>
    public static readonly (WasmValueType Operand, WasmValueType Result)[] Saturating =
        [(F, I), (F, I), (D, I), (D, I), (F, L), (F, L), (D, L), (D, L)];

    public static bool IsKnown(byte opcode) => opcode switch
    {
        <= 0x05 or (>= 0x0B and <= 0x11) or (>= 0x1A and <= 0x1C) or (>= 0x20 and <= 0x26) => true,
        >= 0x28 and <= 0xC4 => true,
        (>= 0xD0 and <= 0xD2) or 0xFC => true,
        _ => false,
    };

    private static (WasmValueType, byte, WasmValueType)[] BuildNumeric()
    {
        var table = new (WasmValueType, byte, WasmValueType)[0xC5];
        void Range(int from, int to, WasmValueType operand, byte count, WasmValueType result)
        {
            for (var i = from; i <= to; i++) table[i] = (operand, count, result);
        }
        Range(0x45, 0x45, I, 1, I);
        Range(0x46, 0x4F, I, 2, I);
        Range(0x50, 0x50, L, 1, I);
        Range(0x51, 0x5A, L, 2, I);
        Range(0x5B, 0x60, F, 2, I);
        Range(0x61, 0x66, D, 2, I);
        Range(0x67, 0x69, I, 1, I);
        Range(0x6A, 0x78, I, 2, I);
        Range(0x79, 0x7B, L, 1, L);
        Range(0x7C, 0x8A, L, 2, L);
        Range(0x8B, 0x91, F, 1, F);
        Range(0x92, 0x98, F, 2, F);
        Range(0x99, 0x9F, D, 1, D);
        Range(0xA0, 0xA6, D, 2, D);
        Range(0xA7, 0xA7, L, 1, I);
        Range(0xA8, 0xA9, F, 1, I);
        Range(0xAA, 0xAB, D, 1, I);
        Range(0xAC, 0xAD, I, 1, L);
        Range(0xAE, 0xAF, F, 1, L);
        Range(0xB0, 0xB1, D, 1, L);
        Range(0xB2, 0xB3, I, 1, F);
        Range(0xB4, 0xB5, L, 1, F);
        Range(0xB6, 0xB6, D, 1, F);
        Range(0xB7, 0xB8, I, 1, D);
        Range(0xB9, 0xBA, L, 1, D);
        Range(0xBB, 0xBB, F, 1, D);
        Range(0xBC, 0xBC, F, 1, I);
        Range(0xBD, 0xBD, D, 1, L);
        Range(0xBE, 0xBE, I, 1, F);
        Range(0xBF, 0xBF, L, 1, D);
        Range(0xC0, 0xC1, I, 1, I);
        Range(0xC2, 0xC4, L, 1, L);
        return table;
    }
}
