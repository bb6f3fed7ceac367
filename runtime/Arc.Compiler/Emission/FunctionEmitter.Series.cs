using Arc.Compiler.Wasm;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

internal sealed partial class FunctionEmitter
{
    private void EmitSeriesOperation(BoundBinaryOperator operation, Primitive type, bool leftIsSeries, bool rightIsSeries)
    {
        var isComparison = ScalarInstructions.IsComparison(operation);
        _code.Call((leftIsSeries, rightIsSeries) switch
        {
            (true, true) => isComparison ? _calls.SeriesComparison(operation, type) : _calls.SeriesArithmetic(operation, type),
            (true, false) => isComparison ? _calls.ScalarComparison(operation, type) : _calls.ElementArithmetic(operation, type),
            _ => _calls.ReversedArithmetic(operation, type),
        });
    }

    // The contract has the series first; the scalar is still evaluated first.
    private void EmitMirroredComparison(BoundBinary binary)
    {
        var type = PrimitiveOf(binary.Left);
        var scalar = _locals.Take(WasmTypes.Of(type));
        _code.LocalSet(scalar);
        Emit(binary.Right);
        _code.LocalGet(scalar);
        _code.Call(_calls.ScalarComparison(ScalarInstructions.Mirror(binary.Operator), type));
        _locals.Release(scalar);
    }

    private void EmitSeriesLiteral(BoundSeriesLiteral literal)
    {
        var type = HostCalls.Element(literal.Series);
        _code.I32(literal.Elements.Length);
        _code.Call(_calls.CreateSeries(type));
        for (var i = 0; i < literal.Elements.Length; i++)
        {
            _code.I32(i);
            Emit(literal.Elements[i]);
            _code.Call(_calls.SetElement(type));
        }
    }

    private void EmitIndex(BoundIndex index)
    {
        Emit(index.Source);
        EmitPosition(index.Index);
        _code.Call(IsSeries(index.Source) ? _calls.GetElement(PrimitiveOf(index.Source)) : _calls.ByteAt());
    }

    private void EmitSlice(BoundSlice slice)
    {
        Emit(slice.Source);
        if (!IsSeries(slice.Source))
        {
            if (slice.Start is null) _code.I64(0);
            else EmitPosition(slice.Start);
            if (slice.End is null) _code.I64(-1);
            else EmitPosition(slice.End);
            _code.Call(_calls.SliceString());
            return;
        }

        if (slice.Start is null) _code.I32(0);
        else EmitBoundary(slice.Start);
        if (slice.End is null) _code.I32(-1);
        else EmitBoundary(slice.End);
        _code.Call(_calls.SliceSeries());
    }

    private void EmitElementWrite(BoundElementWrite write)
    {
        var type = HostCalls.Element(write.Variable.Type);
        EmitRead(write.Variable);
        EmitPosition(write.Index);
        if (write.Compound is { } operation) EmitCompoundElement(write, operation, type);
        else Emit(write.Value);
        _code.Call(_calls.PutElement(type));
        if (write.Variable.Kind == BoundVariableKind.Stateful) EmitStoreBack(write.Variable);
    }

    // Handle and index are on the stack for the write; the read needs them once more.
    private void EmitCompoundElement(BoundElementWrite write, BoundBinaryOperator operation, Primitive type)
    {
        var index = _locals.Take(WasmType.I64);
        _code.LocalTee(index);
        EmitRead(write.Variable);
        _code.LocalGet(index);
        _code.Call(_calls.GetElement(type));
        _locals.Release(index);
        Emit(write.Value);
        EmitOperation(operation, ArcType.Of(type), write.Value.Type!);
    }

    /// <summary>An index as i64, so that an index of any type is compared with the length and named in the error as it is.</summary>
    private void EmitPosition(BoundExpression index)
    {
        if (index is BoundConstant { Value: { Kind: ConstantKind.Integer, Integer: var value } } && value >= long.MinValue && value <= long.MaxValue)
        {
            _code.I64((long)value);
            return;
        }

        Emit(index);
        var type = PrimitiveOf(index);
        if (type != Primitive.I64) EmitIntegerCast(type, Primitive.I64);
    }

    /// <summary>A bound of a slice of a series, saturated to i32.</summary>
    private void EmitBoundary(BoundExpression bound)
    {
        Emit(bound);
        var type = PrimitiveOf(bound);
        switch (type)
        {
            case Primitive.I64:
                EmitAtMost(WasmType.I64, int.MaxValue, unsigned: false);
                EmitAtLeast(WasmType.I64, int.MinValue);
                _code.Emit(Opcode.I32WrapI64);
                break;
            case Primitive.U32 or Primitive.U64:
                EmitIntegerCast(type, Primitive.I32);
                break;
        }
    }
}
