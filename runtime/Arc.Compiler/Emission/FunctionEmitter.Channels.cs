using Arc.Language.Binding;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

internal sealed partial class FunctionEmitter
{
    private void EmitChannelRead(BoundChannelRead read)
    {
        EmitKey(read.Channel);
        _code.Call(_calls.ReadChannel(SampleOf(read.Type!, read.Span)));
    }

    private void EmitChannelWrite(BoundChannelWrite write)
    {
        EmitKey(write.Channel);
        Emit(write.Value);
        _code.Call(_calls.WriteChannel(SampleOf(write.Value.Type!, write.Span)));
    }

    private void EmitKey(BoundChannel channel)
    {
        if (channel.Parameter is { } parameter) _code.LocalGet(_locals[parameter]);
        else _code.I32(channel.Info!.Key);
    }

    private static Primitive SampleOf(ArcType type, SourceSpan span) => type is PrimitiveType primitive
        ? primitive.Primitive
        : throw new CompilationException($"a function body cannot read or write a channel of {type}; only single samples cross the boundary", span);
}
