using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Arc.Engines.Wasmtime.Native;
using Arc.Sdk;

namespace Arc.Engines.Wasmtime;

/// <summary>A function of the Wasmtime engine.</summary>
internal sealed unsafe class WasmtimeFunction : WasmFunction
{
    private const int MaxOnStack = 128;
    private readonly FunctionId _id;
    private readonly int _index;
    private readonly int _parameters;
    private readonly int _results;
    private readonly bool _plain;

    public WasmtimeFunction(WasmtimeInstance instance, int index, FunctionId id)
    {
        Instance = instance;
        _index = index;
        _id = id;
        Type = instance.Info.TypeOf(index);
        _parameters = Type.Parameters.Length;
        _results = Type.Results.Length;
        _plain = !Type.Parameters.ContainsAny(WasmValueType.FuncRef, WasmValueType.ExternRef) &&
            !Type.Results.ContainsAny(WasmValueType.FuncRef, WasmValueType.ExternRef);
    }

    public WasmtimeInstance Instance { get; }

    public FunctionId Id => _id;

    public override string Name => Instance.Info.NameOf(_index);

    public override FunctionType Type { get; }

    [SkipLocalsInit]
    public override void Invoke(
        ReadOnlySpan<ulong> args, Span<ulong> results, NodeKey node = default, CancellationToken cancellation = default)
    {
        if (args.Length != _parameters || results.Length != _results) ThrowArity(args.Length, results.Length);
        Instance.ThrowIfDisposed();
        var count = Math.Max(_parameters, _results);
        if (count > MaxOnStack)
        {
            InvokeWide(args, results, count, node, cancellation);
            return;
        }
        var values = stackalloc RawValue[count];
        Invoke(args, results, values, count, node, cancellation);
    }

    public override TDelegate CreateDelegate<TDelegate>()
    {
        Instance.ThrowIfDisposed();
        return (TDelegate)TypedEntry.Make(this, typeof(TDelegate));
    }

    /// <summary>Calls the function with values in native form; the results replace them.</summary>
    public void InvokeRaw(RawValue* values, int count, NodeKey node, CancellationToken cancellation)
    {
        Instance.ThrowIfDisposed();
        fixed (FunctionId* id = &_id) Instance.Store.Call(Instance, id, values, (nuint)count, node, cancellation);
    }

    private void InvokeWide(ReadOnlySpan<ulong> args, Span<ulong> results, int count, NodeKey node, CancellationToken cancellation)
    {
        var values = (RawValue*)NativeMemory.Alloc((nuint)count, RawValue.Size);
        try
        {
            Invoke(args, results, values, count, node, cancellation);
        }
        finally
        {
            NativeMemory.Free(values);
        }
    }

    private void Invoke(ReadOnlySpan<ulong> args, Span<ulong> results, RawValue* values, int count, NodeKey node, CancellationToken cancellation)
    {
        if (_plain)
        {
            for (var i = 0; i < args.Length; i++) values[i].Bits = args[i];
        }
        else
        {
            for (var i = 0; i < args.Length; i++) values[i] = ToRaw(args[i], Type.Parameters[i]);
        }
        InvokeRaw(values, count, node, cancellation);
        for (var i = 0; i < results.Length; i++) results[i] = FromRaw(values[i], Type.Results[i]);
    }

    private RawValue ToRaw(ulong slot, WasmValueType type)
    {
        if (slot == 0) return default;
        switch (type)
        {
            case WasmValueType.FuncRef:
                return new RawValue { Bits = (ulong)((FunctionAddress)Instance.GetReference(slot)!).Raw };
            case WasmValueType.ExternRef:
                ExternReference reference;
                if (Api.ExternReferenceNew(Instance.Store.Context, (nint)slot, 0, &reference) == 0)
                    throw new InsufficientMemoryException("The guest's references take more memory than there is.");
                var raw = Api.ExternReferenceToRaw(Instance.Store.Context, &reference);
                Api.ExternReferenceUnroot(&reference);
                return new RawValue { Bits = raw };
            default:
                return new RawValue { Bits = slot };
        }
    }

    private ulong FromRaw(RawValue value, WasmValueType type)
    {
        switch (type)
        {
            case WasmValueType.I64 or WasmValueType.F64:
                return value.Bits;
            case WasmValueType.FuncRef:
                return value.Bits == 0 ? 0 : Instance.AddReference(new FunctionAddress((nint)value.Bits));
            case WasmValueType.ExternRef:
                if (value.Low == 0) return 0;
                ExternReference reference;
                Api.ExternReferenceFromRaw(Instance.Store.Context, value.Low, &reference);
                var slot = (ulong)Api.ExternReferenceData(Instance.Store.Context, &reference);
                Api.ExternReferenceUnroot(&reference);
                return slot;
            default:
                return value.Low;
        }
    }

    private void ThrowArity(int args, int results) =>
        throw new ArgumentException($"{Name} is {Type}; {args} argument and {results} result slots were given.");
}
