namespace Arc.Engines.Tests.Support;

/// <summary>Instructions as bytes.</summary>
public static class Op
{
    public const byte Unreachable = 0x00;
    public const byte Nop = 0x01;
    public const byte Else = 0x05;
    public const byte End = 0x0B;
    public const byte Return = 0x0F;
    public const byte Drop = 0x1A;
    public const byte Select = 0x1B;
    public const byte I32Eqz = 0x45;
    public const byte I32Add = 0x6A;
    public const byte I32Sub = 0x6B;
    public const byte I32DivS = 0x6D;
    public const byte I32RemS = 0x6F;
    public const byte I64Add = 0x7C;
    public const byte I64Sub = 0x7D;

    public static byte[] Block => [0x02, 0x40];

    public static byte[] Loop => [0x03, 0x40];

    public static byte[] If => [0x04, 0x40];

    public static byte[] Branch(int depth) => [0x0C, .. WasmBuilder.Unsigned((ulong)depth)];

    public static byte[] BranchIf(int depth) => [0x0D, .. WasmBuilder.Unsigned((ulong)depth)];

    public static byte[] Call(int function) => [0x10, .. WasmBuilder.Unsigned((ulong)function)];

    public static byte[] Get(int local) => [0x20, .. WasmBuilder.Unsigned((ulong)local)];

    public static byte[] Set(int local) => [0x21, .. WasmBuilder.Unsigned((ulong)local)];

    public static byte[] Tee(int local) => [0x22, .. WasmBuilder.Unsigned((ulong)local)];

    public static byte[] I32(int value) => [0x41, .. WasmBuilder.Signed(value)];

    public static byte[] I64(long value) => [0x42, .. WasmBuilder.Signed(value)];

    public static byte[] Load(uint offset = 0) => [0x28, 0x02, .. WasmBuilder.Unsigned(offset)];

    public static byte[] Store(uint offset = 0) => [0x36, 0x02, .. WasmBuilder.Unsigned(offset)];

    public static byte[] MemoryGrow => [0x40, 0x00];

    public static byte[] MemorySize => [0x3F, 0x00];

    public static byte[] MemoryFill => [0xFC, 0x0B, 0x00];

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    public static byte[] Repeat(int count, params byte[] part)
    {
        var bytes = new byte[part.Length * count];
        for (var i = 0; i < count; i++) part.CopyTo(bytes, i * part.Length);
        return bytes;
    }
}
