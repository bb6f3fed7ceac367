using Arc.Compiler.Wasm;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

internal sealed partial class FunctionEmitter
{
    // Operators associate to the left, so a long chain is deep on that side only: it is walked down with a list.
    private void EmitBinary(BoundBinary root)
    {
        if (root.Left is not BoundBinary)
        {
            Emit(root.Left);
            EmitRest(root);
            return;
        }

        var chain = new List<BoundBinary>();
        BoundExpression leftmost = root;
        while (leftmost is BoundBinary binary)
        {
            chain.Add(binary);
            leftmost = binary.Left;
        }

        Emit(leftmost);
        for (var i = chain.Count - 1; i >= 0; i--) EmitRest(chain[i]);
    }

    /// <summary>The right operand and the operation; the left operand is on the stack.</summary>
    private void EmitRest(BoundBinary binary)
    {
        if (ScalarInstructions.IsLogical(binary.Operator))
        {
            EmitLogical(binary);
        }
        else if (!IsSeries(binary.Left) && IsSeries(binary.Right) && ScalarInstructions.IsComparison(binary.Operator))
        {
            EmitMirroredComparison(binary);
        }
        else
        {
            Emit(binary.Right);
            EmitOperation(binary.Operator, binary.Left.Type!, binary.Right.Type!);
        }
    }

    /// <summary>The operation on two operands that are on the stack.</summary>
    private void EmitOperation(BoundBinaryOperator operation, ArcType left, ArcType right)
    {
        var type = HostCalls.Element(left);
        if (left is SeriesType || right is SeriesType) EmitSeriesOperation(operation, type, left is SeriesType, right is SeriesType);
        else if (type == Primitive.Str) EmitTextOperation(operation);
        else if (operation == BoundBinaryOperator.Power) _code.Call(_calls.Power(type));
        else if (operation == BoundBinaryOperator.Modulo && type.IsFloat()) EmitRemainder(type);
        else if (ScalarInstructions.IsComparison(operation)) _code.Emit(ScalarInstructions.Comparison(operation, type));
        else EmitArithmetic(operation, type);
    }

    private void EmitArithmetic(BoundBinaryOperator operation, Primitive type)
    {
        _code.Emit(ScalarInstructions.Arithmetic(operation, type));
        // Neither a remainder nor an unsigned quotient leaves the type; the least i8 or i16 divided by -1 does.
        var canOverflow = operation != BoundBinaryOperator.Modulo && (operation != BoundBinaryOperator.Divide || !type.IsUnsigned());
        if (canOverflow) EmitWrap(type);
    }

    // f32 operands are exact in f64, and so is the remainder in f32.
    private void EmitRemainder(Primitive type)
    {
        if (type == Primitive.F64)
        {
            _code.Call(_program.RemainderHandle());
            return;
        }

        var right = _locals.Take(WasmType.F32);
        _code.LocalSet(right);
        _code.Emit(Opcode.F64PromoteF32);
        _code.LocalGet(right);
        _code.Emit(Opcode.F64PromoteF32);
        _code.Call(_program.RemainderHandle());
        _code.Emit(Opcode.F32DemoteF64);
        _locals.Release(right);
    }

    /// <summary>Brings a 32-bit cell back to the width of its type.</summary>
    private void EmitWrap(Primitive type)
    {
        switch (type)
        {
            case Primitive.I8: _code.Emit(Opcode.I32Extend8S); break;
            case Primitive.I16: _code.Emit(Opcode.I32Extend16S); break;
            case Primitive.U8:
                _code.I32(0xFF);
                _code.Emit(Opcode.I32And);
                break;
            case Primitive.U16:
                _code.I32(0xFFFF);
                _code.Emit(Opcode.I32And);
                break;
        }
    }

    private void EmitLogical(BoundBinary binary)
    {
        _code.Open(Opcode.If, WasmType.I32);
        if (binary.Operator == BoundBinaryOperator.And) EmitTruth(binary.Right);
        else _code.I32(1);
        _code.Emit(Opcode.Else);
        if (binary.Operator == BoundBinaryOperator.And) _code.I32(0);
        else EmitTruth(binary.Right);
        _code.Close();
    }

    /// <summary>The operand as 0 or 1.</summary>
    private void EmitTruth(BoundExpression operand)
    {
        Emit(operand);
        if (IsTruth(operand)) return;
        _code.I32(0);
        _code.Emit(Opcode.I32Ne);
    }

    private static bool IsTruth(BoundExpression operand) => operand switch
    {
        BoundBinary { Operator: var operation } => ScalarInstructions.IsComparison(operation) || ScalarInstructions.IsLogical(operation),
        BoundUnary { Operator: BoundUnaryOperator.Not } => true,
        BoundConstant { Value: { Kind: ConstantKind.Integer, Integer: var value } } => value == 0 || value == 1,
        _ => false,
    };

    private void EmitUnary(BoundUnary unary)
    {
        var type = PrimitiveOf(unary.Operand);
        if (IsSeries(unary.Operand))
        {
            Emit(unary.Operand);
            _code.Call(unary.Operator == BoundUnaryOperator.Not ? _calls.ComplementSeries() : _calls.NegateSeries(type));
        }
        else if (unary.Operator == BoundUnaryOperator.Not)
        {
            Emit(unary.Operand);
            _code.Emit(Opcode.I32Eqz);
        }
        else if (type.IsFloat())
        {
            Emit(unary.Operand);
            _code.Emit(type == Primitive.F32 ? Opcode.F32Neg : Opcode.F64Neg);
        }
        else
        {
            _code.Constant(WasmTypes.Of(type), 0);
            Emit(unary.Operand);
            EmitArithmetic(BoundBinaryOperator.Subtract, type);
        }
    }

    private void EmitUnitConversion(BoundUnitConversion conversion)
    {
        var type = HostCalls.Element(conversion.Type!);
        Emit(conversion.Operand);
        switch (type)
        {
            case Primitive.F32: _code.F32((float)conversion.Factor); break;
            case Primitive.F64: _code.F64(conversion.Factor); break;
            case Primitive.U64: _code.I64((long)(ulong)conversion.Factor); break;
            case Primitive.U32: _code.I32((int)(uint)conversion.Factor); break;
            default: _code.Constant(WasmTypes.Of(type), (long)conversion.Factor); break;
        }

        EmitOperation(BoundBinaryOperator.Multiply, conversion.Operand.Type!, ArcType.Of(type));
    }
}
