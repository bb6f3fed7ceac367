using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Arc.Engines.Wasmtime.Native;
using Arc.Sdk;

namespace Arc.Engines.Wasmtime;

/// <summary>
/// A native store with the instances in it, and the invocation that runs on it: native callbacks find it through the store's data.
/// </summary>
internal sealed unsafe partial class WasmtimeStore : IDisposable
{
    private readonly Handle _handle;
    private readonly List<WasmtimeInstance> _instances = [];
    private readonly List<object> _references = [];
    private readonly Dictionary<object, ulong> _slots = [];
    private readonly int _stackBytes;
    private readonly bool _countsFuel;
    private int _users;
    private int _owner;
    private NodeKey _node;
    private CancellationToken _cancellation;
    private WasmtimeInstance? _outermost;
    private long _deadline;
    private long _started;
    private Exception? _stop;
    private Exception? _hostFailure;
    private string _failedImport = string.Empty;
    private bool _deleted;

    public WasmtimeStore(NativeEngine engine, InstanceOptions options)
    {
        Engine = engine;
        _stackBytes = engine.Variant.StackBytes;
        _countsFuel = engine.Variant.CountsFuel;
        _handle = new Handle(engine, this);
        Context = Api.StoreContext(_handle.Pointer);
        Api.StoreLimiter(_handle.Pointer, options.MaxMemoryBytes, options.MaxTableElements, -1, -1, -1);
        Api.StoreEpochCallback(_handle.Pointer, (nint)(delegate* unmanaged[Cdecl]<nint, nint, ulong*, byte*, nint>)&OnEpoch, _handle.Self, 0);
        Api.ContextSetEpochDeadline(Context, 1);
    }

    public NativeEngine Engine { get; }

    /// <summary>What most native functions want.</summary>
    public nint Context { get; }

    public NodeKey Node => _node;

    public CancellationToken Cancellation => _cancellation;

    /// <summary>Whether an invocation runs.</summary>
    public bool Active => Volatile.Read(ref _owner) != 0;

    public bool Deleted => _deleted;

    /// <exception cref="InvalidOperationException">The store is in use on another thread.</exception>
    public void ThrowIfBusy()
    {
        var owner = Volatile.Read(ref _owner);
        if (owner != 0 && owner != Environment.CurrentManagedThreadId) ThrowBusy();
    }

    /// <summary>One more instance lives here.</summary>
    public void Add(WasmtimeInstance instance)
    {
        _users++;
        _instances.Add(instance);
    }

    /// <summary>One less does; the last one takes the store along, at once or when the running invocation ends.</summary>
    public void Release()
    {
        _users--;
        DeleteIfUnused();
    }

    /// <summary>Keeps native memory until the store is gone.</summary>
    public void Keep(nint block, GCHandle instance) => _handle.Keep(block, instance);

    /// <summary>A slot for a reference: 0 is null, otherwise one more than its position among those handed out.</summary>
    public ulong AddReference(object? reference)
    {
        if (reference is null) return 0;
        if (_slots.TryGetValue(reference, out var slot)) return slot;
        _references.Add(reference);
        return _slots[reference] = (ulong)_references.Count;
    }

    public object? GetReference(ulong slot) => slot == 0 ? null : _references[checked((int)(slot - 1))];

    /// <summary>Calls a function.</summary>
    /// <param name="instance">Whose limits apply if nothing runs yet.</param>
    /// <param name="function">The function.</param>
    /// <param name="values">Its arguments, which its results replace.</param>
    /// <param name="count">How many there is room for.</param>
    /// <param name="node">The invocation's node.</param>
    /// <param name="cancellation">Ends the invocation.</param>
    public void Call(WasmtimeInstance instance, FunctionId* function, RawValue* values, nuint count, NodeKey node, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var nested = _owner == Environment.CurrentManagedThreadId;
        if (!nested && StackIsShort())
        {
            CallOnThreadOfItsOwn(instance, function, values, count, node, cancellation);
            return;
        }
        if (nested)
        {
            CallNested(function, values, count, node, cancellation);
            return;
        }
        Enter(instance);
        (_node, _cancellation) = (node, cancellation);
        Exception? failure;
        try
        {
            failure = Invoke(function, values, count);
        }
        finally
        {
            Exit();
        }
        GC.KeepAlive(this);
        if (failure is not null) Throw(failure);
    }

    /// <summary>Makes an instance; its start function runs as an invocation of its own.</summary>
    public void Instantiate(WasmtimeInstance instance, NativeModule module, ExternId* imports, int count, InstanceId* id)
    {
        var nested = _owner == Environment.CurrentManagedThreadId;
        if (!nested && StackIsShort())
        {
            var (items, result) = ((nint)imports, (nint)id);
            OnThreadOfItsOwn(() => Instantiate(instance, module, (ExternId*)items, count, (InstanceId*)result));
            return;
        }
        if (!nested)
        {
            Enter(instance);
            (_node, _cancellation) = (default, default);
        }
        Exception? failure = null;
        try
        {
            nint trap = 0;
            var error = Api.InstanceNew(Context, module.Pointer, imports, (nuint)count, id, &trap);
            if ((error | trap) != 0) failure = Translate(error, trap);
        }
        finally
        {
            if (!nested) Exit();
        }
        GC.KeepAlive(module);
        GC.KeepAlive(this);
        if (failure is not null) Throw(failure);
    }

    /// <summary>Notes what a host function threw.</summary>
    /// <returns>A native trap that ends the guest.</returns>
    public nint Fail(Exception exception, string import)
    {
        _hostFailure = exception;
        _failedImport = import;
        return Errors.NewTrap();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OnEpoch(nint context, nint data, ulong* delta, byte* kind)
    {
        *delta = 1;
        *kind = 0;
        var store = Unsafe.As<WasmtimeStore>(GCHandle.FromIntPtr(data).Target!);
        try
        {
            store._stop = store.ReasonToStop();
        }
        catch (Exception exception)
        {
            store._stop = exception;
        }
        return store._stop is null ? 0 : Errors.NewError();
    }

    private void CallNested(FunctionId* function, RawValue* values, nuint count, NodeKey node, CancellationToken cancellation)
    {
        var (previousNode, previousCancellation) = (_node, _cancellation);
        (_node, _cancellation) = (node, cancellation);
        Exception? failure;
        try
        {
            failure = Invoke(function, values, count);
        }
        finally
        {
            (_node, _cancellation) = (previousNode, previousCancellation);
        }
        if (failure is not null) Throw(failure);
    }

    /// <summary>Calls a function of the store that is entered; what ended it, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Exception? Invoke(FunctionId* function, RawValue* values, nuint count)
    {
        nint trap = 0;
        var error = Api.FunctionCall(Context, function, values, count, &trap);
        return (error | trap) == 0 ? null : Translate(error, trap);
    }

    [DoesNotReturn]
    private static void Throw(Exception failure)
    {
        if (failure is not WasmTrapException) ExceptionDispatchInfo.Throw(failure);
        throw failure;
    }

    private static void OnThreadOfItsOwn(Action action, int stackBytes)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            stackBytes)
        { IsBackground = true, Name = "Arc guest" };
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    // Wasmtime bounds the stack by a size, and trusts that the thread has that much.
    private bool StackIsShort()
    {
        byte here;
        var lowest = StackBounds.Lowest;
        return (nuint)(&here) < lowest || (nuint)(&here) - lowest < (nuint)_stackBytes;
    }

    private void OnThreadOfItsOwn(Action action) => OnThreadOfItsOwn(action, _stackBytes + (1 << 20));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CallOnThreadOfItsOwn(
        WasmtimeInstance instance, FunctionId* function, RawValue* values, nuint count, NodeKey node, CancellationToken cancellation)
    {
        var (callee, slots) = ((nint)function, (nint)values);
        OnThreadOfItsOwn(() => Call(instance, (FunctionId*)callee, (RawValue*)slots, count, node, cancellation));
    }

    private void Enter(WasmtimeInstance instance)
    {
        instance.Options.Allowance?.ThrowIfExhausted();
        if (Interlocked.CompareExchange(ref _owner, Environment.CurrentManagedThreadId, 0) != 0) ThrowBusy();
        _outermost = instance;
        if (instance.Options.Allowance is { } allowance) Draw(instance, allowance);
        else if (_countsFuel) _ = Api.ContextSetFuel(Context, instance.Fuel);
        _started = 0;
        if (instance.Options.Timeout is { } timeout) _deadline = Stopwatch.GetTimestamp() + (long)(timeout.TotalSeconds * Stopwatch.Frequency);
        EpochClock.Enter();
    }

    private void Exit()
    {
        EpochClock.Exit();
        if (_drawn != 0) Settle(_outermost!.Options.Allowance!);
        _outermost = null;
        Volatile.Write(ref _owner, 0);
        if (_users == 0) DeleteIfUnused();
    }

    private void DeleteIfUnused()
    {
        if (_users == 0 && !Active && !_deleted) Dispose();
    }

    /// <summary>Deletes the store with all its instances.</summary>
    public void Dispose()
    {
        _deleted = true;
        _handle.Dispose();
        _instances.Clear();
        _references.Clear();
        _slots.Clear();
    }

    [DoesNotReturn]
    private static void ThrowBusy() =>
        throw new InvalidOperationException("The instance is running on another thread; an instance serves one thread at a time.");

    private sealed class Handle : SafeHandle
    {
        private readonly List<(nint Block, GCHandle Instance)> _kept = [];
        private readonly GCHandle _self;

        public Handle(NativeEngine engine, WasmtimeStore store)
            : base(0, true)
        {
            // Weak: a store that is forgotten must not keep itself alive.
            _self = GCHandle.Alloc(store, GCHandleType.Weak);
            SetHandle(Api.StoreNew(engine.Pointer, GCHandle.ToIntPtr(_self), 0));
            GC.KeepAlive(engine);
        }

        public nint Pointer => handle;

        public nint Self => GCHandle.ToIntPtr(_self);

        public override bool IsInvalid => handle == 0;

        public void Keep(nint block, GCHandle instance) => _kept.Add((block, instance));

        protected override bool ReleaseHandle()
        {
            Api.StoreDelete(handle);
            foreach (var (block, instance) in _kept)
            {
                NativeMemory.Free((void*)block);
                instance.Free();
            }
            _self.Free();
            return true;
        }
    }
}
