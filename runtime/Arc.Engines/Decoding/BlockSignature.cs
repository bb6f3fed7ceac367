namespace Arc.Engines.Decoding;

/// <summary>What a block takes and leaves.</summary>
internal static class BlockSignature
{
    private static readonly FunctionType[] SingleResults =
    [
        new([], []), new([], [WasmValueType.I32]), new([], [WasmValueType.I64]), new([], [WasmValueType.F32]),
        new([], [WasmValueType.F64]), new([], [WasmValueType.FuncRef]), new([], [WasmValueType.ExternRef]),
    ];

    /// <summary>Reads a block type (WebAssembly 2.0, section 5.4.1).</summary>
    public static FunctionType Read(ref WasmReader reader, FunctionType[] types)
    {
        var at = reader.Position;
        var shortForm = reader.Peek() switch
        {
            0x40 => 0,
            0x7F => 1,
            0x7E => 2,
            0x7D => 3,
            0x7C => 4,
            0x70 => 5,
            0x6F => 6,
            _ => -1,
        };
        if (shortForm >= 0)
        {
            reader.Skip(1);
            return SingleResults[shortForm];
        }
        var index = reader.S33();
        if (index < 0) throw new WasmFormatException(at, "malformed block type");
        return index < types.Length ? types[index] : throw new WasmFormatException(at, $"unknown type {index}");
    }
}
