using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Arc.Engines.Managed.Emission;
using Arc.Engines.Managed.Execution;
using Arc.Sdk;

namespace Arc.Engines.Managed;

/// <summary>A function of the managed engine.</summary>
[RequiresDynamicCode("The managed engine emits IL.")]
internal sealed class ManagedFunction(FunctionReference reference) : WasmFunction
{
    private readonly ManagedState _state = reference.Owner;
    private readonly nint _code = reference.Code;
    private readonly int _parameters = reference.Type.Parameters.Length;
    private readonly int _results = reference.Type.Results.Length;
    private readonly RawEntry _entry = reference.Owner.Instance.Code.Entry(reference.Type);

    public FunctionReference Reference { get; } = reference;

    public override string Name => _state.Info.NameOf(Reference.Index);

    public override FunctionType Type => Reference.Type;

    [SkipLocalsInit]
    public override unsafe void Invoke(
        ReadOnlySpan<ulong> args, Span<ulong> results, NodeKey node = default, CancellationToken cancellation = default)
    {
        if (args.Length != _parameters || results.Length != _results) ThrowArity(args.Length, results.Length);
        Unsafe.SkipInit(out InvocationFrame frame);
        _state.Enter(ref frame, node, cancellation);
        Exception failure;
        try
        {
            fixed (ulong* arguments = args, into = results) _entry(_code, _state, arguments, into);
        }
        catch (Exception exception)
        {
            // Thrown after the handler: until a handler ends, the frames below it stay on the stack, and invocations may be nested deeply.
            failure = exception;
            goto Failed;
        }
        _state.Exit(ref frame);
        return;
    Failed:
        _state.Fail(ref frame, failure);
    }

    public override TDelegate CreateDelegate<TDelegate>()
    {
        _state.ThrowIfDisposed();
        return (TDelegate)EntryEmitter.Typed(Reference, typeof(TDelegate));
    }

    private void ThrowArity(int args, int results) =>
        throw new ArgumentException($"{Name} is {Type}; {args} argument and {results} result slots were given.");
}
