using Arc.Compiler.Wasm;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

internal sealed partial class FunctionEmitter
{
    private void EmitText(string text)
    {
        if (text.Length == 0)
        {
            _code.I32(0);
            return;
        }

        EmitPlace(text);
        _code.Call(_calls.StringFromLiteral());
    }

    private void EmitPlace(string text)
    {
        var (address, length) = _program.Data.Add(text);
        _code.I32(address);
        _code.I32(length);
    }

    private void EmitTextOperation(BoundBinaryOperator operation)
    {
        switch (operation)
        {
            case BoundBinaryOperator.Add:
                _code.Call(_calls.Concatenate());
                break;
            case BoundBinaryOperator.Equal:
                _code.Call(_calls.StringsEqual());
                break;
            case BoundBinaryOperator.NotEqual:
                _code.Call(_calls.StringsEqual());
                _code.Emit(Opcode.I32Eqz);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation, "not defined on str");
        }
    }

    /// <summary>The default text form of the number on the stack.</summary>
    private void EmitTextOf(Primitive type) => _code.Call(_calls.StringFrom(Widened(type)));

    private void EmitFormat(BoundFormat format)
    {
        for (var i = 0; i < format.Parts.Length; i++)
        {
            EmitPart(format.Parts[i]);
            if (i > 0) _code.Call(_calls.Concatenate());
        }

        if (format.Parts.IsEmpty) _code.I32(0);
    }

    private void EmitPart(BoundFormatPart part)
    {
        if (part.Value is not { } value)
        {
            EmitText(part.Literal ?? "");
            return;
        }

        Emit(value);
        var type = Widened(PrimitiveOf(value));
        if (part.Spec is { } spec)
        {
            EmitPlace(spec);
            _code.Call(_calls.Format(type));
        }
        else if (type != Primitive.Str)
        {
            EmitTextOf(type);
        }
    }

    /// <summary>The primitive whose text members a type uses.</summary>
    private static Primitive Widened(Primitive type) => type switch
    {
        Primitive.I8 or Primitive.I16 => Primitive.I32,
        Primitive.U8 or Primitive.U16 => Primitive.U32,
        _ => type,
    };
}
