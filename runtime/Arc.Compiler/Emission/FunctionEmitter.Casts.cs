using Arc.Compiler.Wasm;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

/// <summary>Casts by the table of arc-language.md, section 9.</summary>
internal sealed partial class FunctionEmitter
{
    private void EmitCast(BoundCast cast)
    {
        Emit(cast.Operand);
        var from = PrimitiveOf(cast.Operand);
        var to = cast.Target.Primitive;
        if (from == to) return;
        if (to == Primitive.Str) EmitTextOf(from);
        else if (from.IsInteger() && to.IsInteger()) EmitIntegerCast(from, to);
        else if (from.IsInteger()) _code.Emit(FloatFromInteger(from, to));
        else if (to.IsInteger()) EmitTruncation(from, to);
        else _code.Emit(to == Primitive.F64 ? Opcode.F64PromoteF32 : Opcode.F32DemoteF64);
    }

    private void EmitIntegerCast(Primitive from, Primitive to)
    {
        var cell = WasmTypes.Of(from);
        if (from.IsUnsigned() == to.IsUnsigned())
        {
            EmitCell(from, to);
            if (to.Bits() < from.Bits()) EmitWrap(to);
            return;
        }

        if (from.IsUnsigned())
        {
            if (to.Bits() <= from.Bits()) EmitAtMost(cell, Maximum(to), unsigned: true);
        }
        else
        {
            EmitAtLeast(cell, 0);
            if (to.Bits() < from.Bits()) EmitAtMost(cell, Maximum(to), unsigned: false);
        }

        EmitCell(from, to);
    }

    /// <summary>Moves an integer between cells of 32 and 64 bits.</summary>
    private void EmitCell(Primitive from, Primitive to)
    {
        var (source, target) = (WasmTypes.Of(from), WasmTypes.Of(to));
        if (source == target) return;
        _code.Emit(
            source == WasmType.I64 ? Opcode.I32WrapI64
            : from.IsUnsigned() ? Opcode.I64ExtendI32U
            : Opcode.I64ExtendI32S);
    }

    private void EmitTruncation(Primitive from, Primitive to)
    {
        var wide = from == Primitive.F64;
        _code.Emit((WasmTypes.Of(to), to.IsUnsigned()) switch
        {
            (WasmType.I64, true) => wide ? Opcode.I64TruncSatF64U : Opcode.I64TruncSatF32U,
            (WasmType.I64, false) => wide ? Opcode.I64TruncSatF64S : Opcode.I64TruncSatF32S,
            (_, true) => wide ? Opcode.I32TruncSatF64U : Opcode.I32TruncSatF32U,
            (_, false) => wide ? Opcode.I32TruncSatF64S : Opcode.I32TruncSatF32S,
        });
        if (to.Bits() >= 32) return;
        EmitAtMost(WasmType.I32, Maximum(to), to.IsUnsigned());
        if (!to.IsUnsigned()) EmitAtLeast(WasmType.I32, -Maximum(to) - 1);
    }

    private static Opcode FloatFromInteger(Primitive from, Primitive to) => (WasmTypes.Of(from), from.IsUnsigned(), to == Primitive.F64) switch
    {
        (WasmType.I64, true, true) => Opcode.F64ConvertI64U,
        (WasmType.I64, true, false) => Opcode.F32ConvertI64U,
        (WasmType.I64, false, true) => Opcode.F64ConvertI64S,
        (WasmType.I64, false, false) => Opcode.F32ConvertI64S,
        (_, true, true) => Opcode.F64ConvertI32U,
        (_, true, false) => Opcode.F32ConvertI32U,
        (_, false, true) => Opcode.F64ConvertI32S,
        _ => Opcode.F32ConvertI32S,
    };

    /// <summary>The lesser of the integer on the stack and a bound.</summary>
    private void EmitAtMost(WasmType cell, long maximum, bool unsigned) =>
        EmitBound(cell, maximum, (cell, unsigned) switch
        {
            (WasmType.I64, true) => Opcode.I64LtU,
            (WasmType.I64, false) => Opcode.I64LtS,
            (_, true) => Opcode.I32LtU,
            _ => Opcode.I32LtS,
        });

    /// <summary>The greater of the signed integer on the stack and a bound.</summary>
    private void EmitAtLeast(WasmType cell, long minimum) =>
        EmitBound(cell, minimum, cell == WasmType.I64 ? Opcode.I64GtS : Opcode.I32GtS);

    private void EmitBound(WasmType cell, long bound, Opcode keeps)
    {
        var value = _locals.Take(cell);
        _code.LocalTee(value);
        _code.Constant(cell, bound);
        _code.LocalGet(value);
        _code.Constant(cell, bound);
        _code.Emit(keeps);
        _code.Emit(Opcode.Select);
        _locals.Release(value);
    }

    // As the bits of a cell: the greatest u64 is never a bound, since nothing wider exists.
    private static long Maximum(Primitive type) => type.IsUnsigned()
        ? (1L << type.Bits()) - 1
        : long.MaxValue >> (64 - type.Bits());
}
