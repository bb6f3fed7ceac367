using Arc.Compiler.Wasm;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

internal sealed partial class FunctionEmitter
{
    private void Emit(BoundExpression expression)
    {
        GuardDepth(expression.Span);
        switch (expression)
        {
            case BoundConstant constant: EmitConstant(constant); break;
            case BoundVariableRead read: EmitRead(read.Variable); break;
            case BoundBinary binary: EmitBinary(binary); break;
            case BoundUnary unary: EmitUnary(unary); break;
            case BoundCast cast: EmitCast(cast); break;
            case BoundUnitConversion conversion: EmitUnitConversion(conversion); break;
            case BoundFunctionCall call: EmitFunctionCall(call); break;
            case BoundMemberCall call: EmitMemberCall(call); break;
            case BoundChannelRead read: EmitChannelRead(read); break;
            case BoundChannelKey key: _code.I32(key.Channel.Info!.Key); break;
            case BoundIndex index: EmitIndex(index); break;
            case BoundSlice slice: EmitSlice(slice); break;
            case BoundSeriesLiteral literal: EmitSeriesLiteral(literal); break;
            case BoundFormat format: EmitFormat(format); break;
            default: throw new ArgumentException($"{expression.GetType().Name} is not an expression that can be compiled");
        }
    }

    private void EmitConstant(BoundConstant constant)
    {
        var value = constant.Value;
        switch (constant.ConstantType.Primitive)
        {
            case Primitive.F32: _code.F32(value.As<float>()); break;
            case Primitive.F64: _code.F64(value.As<double>()); break;
            case Primitive.I64: _code.I64(value.As<long>()); break;
            case Primitive.U64: _code.I64((long)value.As<ulong>()); break;
            case Primitive.U32: _code.I32((int)value.As<uint>()); break;
            case Primitive.Str: EmitText(value.Text); break;
            default: _code.I32(value.As<int>()); break;
        }
    }

    private void EmitRead(BoundVariable variable)
    {
        if (variable.Kind == BoundVariableKind.Stateful)
        {
            EmitStatefulRead(variable);
            return;
        }

        if (_function.Outputs.Contains(variable)) EmitEmptyIfUnassigned(variable);
        _code.LocalGet(_locals[variable]);
    }

    private void EmitZero(ArcType type) => _code.Constant(WasmTypes.Of(type), 0);

    private void EmitFunctionCall(BoundFunctionCall call)
    {
        foreach (var argument in call.Config) Emit(argument);
        foreach (var argument in call.Arguments) Emit(argument);
        _code.Call(_program.HandleOf(call));
    }

    private void EmitMemberCall(BoundMemberCall call)
    {
        foreach (var argument in call.Arguments) Emit(argument);
        _code.Call(_program.HandleOf(call));
    }
}
