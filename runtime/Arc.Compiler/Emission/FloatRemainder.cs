using Arc.Compiler.Wasm;

namespace Arc.Compiler.Emission;

/// <summary>
/// The guest's own function for <c>%</c> on floats: the exact truncated remainder, as C's <c>fmod</c> gives it. WebAssembly has no
/// instruction for it and the import contract no member; <c>x - trunc(x / y) * y</c> would round.
/// </summary>
/// <remarks>
/// With x = mx * 2^ex and y = my * 2^ey the remainder is (mx * 2^(ex - ey) mod my) * 2^ey. The power is multiplied in eleven bits at
/// a time, which a 64-bit product of a 53-bit remainder has room for. What remains is below 2^53 and a multiple of the least power
/// that y has, so scaling it back is exact as well.
/// </remarks>
internal static class FloatRemainder
{
    /// <summary>Its name; no function of a program can have a dot in it.</summary>
    public const string Name = "arc.fmod";

    private const int X = 0;
    private const int Y = 1;
    private const int Dividend = 2;
    private const int Divisor = 3;
    private const int DividendExponent = 4;
    private const int DivisorExponent = 5;
    private const int Chunk = 6;

    private const long Magnitude = long.MaxValue;
    private const long MantissaMask = (1L << 52) - 1;
    private const long HiddenBit = 1L << 52;
    private const long Infinity = 0x7FFL << 52;
    private const int ChunkBits = 11;

    public static WasmSignature Signature { get; } = new([WasmType.F64, WasmType.F64], WasmType.F64);

    public static WasmBody Emit(CodeWriter code)
    {
        var start = code.Position;
        Magnitudes(code);
        SpecialCases(code);
        Decompose(code, Dividend, DividendExponent);
        Decompose(code, Divisor, DivisorExponent);
        Reduce(code);
        Compose(code);
        code.Emit(Opcode.End);
        WasmType[] locals = [WasmType.I64, WasmType.I64, WasmType.I64, WasmType.I64, WasmType.I64];
        (int, string)[] names =
        [
            (X, "x"), (Y, "y"), (Dividend, "dividend"), (Divisor, "divisor"), (DividendExponent, "dividend_exponent"),
            (DivisorExponent, "divisor_exponent"), (Chunk, "chunk"),
        ];
        return new WasmBody(Name, Signature, IsExported: false, start, code.Position, locals, names);
    }

    private static void Magnitudes(CodeWriter code)
    {
        foreach (var (source, target) in new[] { (X, Dividend), (Y, Divisor) })
        {
            code.LocalGet(source);
            code.Emit(Opcode.I64ReinterpretF64);
            code.I64(Magnitude);
            code.Emit(Opcode.I64And);
            code.LocalSet(target);
        }
    }

    private static void SpecialCases(CodeWriter code)
    {
        // x infinite or not a number, y zero or not a number: magnitudes order as their values do.
        var regular = code.Open(Opcode.Block);
        var invalid = code.Open(Opcode.Block);
        code.LocalGet(Dividend);
        code.I64(Infinity);
        code.Emit(Opcode.I64GeU);
        code.Branch(Opcode.BranchIf, invalid);
        code.LocalGet(Divisor);
        code.Emit(Opcode.I64Eqz);
        code.Branch(Opcode.BranchIf, invalid);
        code.LocalGet(Divisor);
        code.I64(Infinity);
        code.Emit(Opcode.I64LeU);
        code.Branch(Opcode.BranchIf, regular);
        code.Close();
        code.LocalGet(X);
        code.LocalGet(Y);
        code.Emit(Opcode.F64Mul);
        code.LocalTee(X);
        code.LocalGet(X);
        code.Emit(Opcode.F64Div);
        code.Emit(Opcode.Return);
        code.Close();

        code.LocalGet(Dividend);
        code.LocalGet(Divisor);
        code.Emit(Opcode.I64LtU);
        code.Open(Opcode.If);
        code.LocalGet(X);
        code.Emit(Opcode.Return);
        code.Close();
    }

    /// <summary>Splits a magnitude into its mantissa, which replaces it, and its biased exponent; subnormals have the least one.</summary>
    private static void Decompose(CodeWriter code, int magnitude, int exponent)
    {
        code.LocalGet(magnitude);
        code.I64(52);
        code.Emit(Opcode.I64ShrU);
        code.LocalTee(exponent);
        code.Emit(Opcode.I64Eqz);
        code.Open(Opcode.If);
        code.I64(1);
        code.LocalSet(exponent);
        code.Emit(Opcode.Else);
        code.LocalGet(magnitude);
        code.I64(MantissaMask);
        code.Emit(Opcode.I64And);
        code.I64(HiddenBit);
        code.Emit(Opcode.I64Or);
        code.LocalSet(magnitude);
        code.Close();
    }

    private static void Reduce(CodeWriter code)
    {
        code.LocalGet(DividendExponent);
        code.LocalGet(DivisorExponent);
        code.Emit(Opcode.I64Sub);
        code.LocalSet(DividendExponent);
        code.LocalGet(Dividend);
        code.LocalGet(Divisor);
        code.Emit(Opcode.I64RemU);
        code.LocalSet(Dividend);

        var done = code.Open(Opcode.Block);
        var next = code.Open(Opcode.Loop);
        code.LocalGet(DividendExponent);
        code.Emit(Opcode.I64Eqz);
        code.Branch(Opcode.BranchIf, done);
        code.LocalGet(DividendExponent);
        code.I64(ChunkBits);
        code.LocalGet(DividendExponent);
        code.I64(ChunkBits);
        code.Emit(Opcode.I64LtU);
        code.Emit(Opcode.Select);
        code.LocalSet(Chunk);
        code.LocalGet(Dividend);
        code.LocalGet(Chunk);
        code.Emit(Opcode.I64Shl);
        code.LocalGet(Divisor);
        code.Emit(Opcode.I64RemU);
        code.LocalSet(Dividend);
        code.LocalGet(DividendExponent);
        code.LocalGet(Chunk);
        code.Emit(Opcode.I64Sub);
        code.LocalSet(DividendExponent);
        code.Branch(Opcode.Branch, next);
        code.Close();
        code.Close();
    }

    // The weight of the divisor's last bit is 2^(exponent - 1075); below exponent 53 that is a subnormal number.
    private static void Compose(CodeWriter code)
    {
        code.LocalGet(Dividend);
        code.Emit(Opcode.F64ConvertI64U);
        code.LocalGet(DivisorExponent);
        code.I64(52);
        code.Emit(Opcode.I64Sub);
        code.I64(52);
        code.Emit(Opcode.I64Shl);
        code.I64(1);
        code.LocalGet(DivisorExponent);
        code.I64(1);
        code.Emit(Opcode.I64Sub);
        code.Emit(Opcode.I64Shl);
        code.LocalGet(DivisorExponent);
        code.I64(52);
        code.Emit(Opcode.I64GtU);
        code.Emit(Opcode.Select);
        code.Emit(Opcode.F64ReinterpretI64);
        code.Emit(Opcode.F64Mul);
        code.LocalGet(X);
        code.Emit(Opcode.F64CopySign);
    }
}
