using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Arc.Engines.Decoding;
using Arc.Sdk;
using Arc.Sdk.Hosting;

namespace Arc.Engines.Managed.Execution;

/// <summary>
/// What emitted code works on: the base class of the type emitted for a module, which adds a field for every bound import. Emitted code
/// touches the fields of the first group directly.
/// </summary>
internal abstract unsafe partial class ManagedState
{
    // Stack that an invocation may use before the thread's stack is measured: asking for the thread costs as much as the rest of a short
    // call. Any .NET method assumes as much.
    private const int UnmeasuredBytes = 16 << 10;

    /// <summary><see cref="CurrentCall"/> while a trap of the guest's own is under way.</summary>
    public const int GuestTrap = -1;

    /// <summary>Calls below this address trap.</summary>
    public nuint StackLimit;

    /// <summary>Iterations and calls left until <see cref="Refill"/> must be asked; a loop keeps it in a register.</summary>
    public long Fuel;

    /// <summary>
    /// The part of <see cref="Fuel"/> that merged copies of recursive functions draw on. A counter of their own lets the processor work on
    /// both at once.
    /// </summary>
    public long MergedFuel;

    /// <summary>The number of the host call made last: what an exception that arrives at the boundary came from.</summary>
    public int CurrentCall;

    /// <summary>Address of the innermost invocation's <see cref="HostContext"/>, on the stack of its caller; 0 when the guest does not run.</summary>
    public nint Context;

    /// <summary>The first memory; an empty one if the module has none.</summary>
    public LinearMemory Memory = null!;

    /// <summary>Results after the first, in order; references are in <see cref="ExtraReferences"/>.</summary>
    public ulong[] Extra = [];

    public object?[] ExtraReferences = [];

    public WasmTable[] Tables = [];

    public WasmGlobal[] Globals = [];

    // Constants that the JIT compiler must not see: it drops x - 0, x * 1 and x / 1, which make a signalling NaN quiet.
    public float ZeroF32;
    public float OneF32 = 1;
    public double ZeroF64;
    public double OneF64 = 1;

    private ManagedInstance _instance = null!;
    private InstanceOptions _options = InstanceOptions.Default;
    private FunctionReference?[] _references = [];
    private bool[] _droppedData = [];
    private bool[] _droppedElements = [];
    private GuestMemory _guestMemory = GuestMemory.Unreadable;
    private nuint _ownerStack;
    private nuint _callStackBytes;
    private nuint _allowance;
    private nuint _entry;
    private long _budget;
    private ExecutionAllowance? _shared;

    // The allowance whose whole rest the running invocation got, so that its end is the invocation's.
    private ExecutionAllowance? _lender;
    private long _drawn;
    private long _firstChunk;
    private long _remaining;
    private long _chunk;
    private long _largestChunk;
    private long _lastPoll;
    private long _deadline;
    private volatile bool _expired;
    private bool _timed;
    private bool _disposed;

    // Disposed or timed: whatever needs more than the shortest way in and out.
    private bool _special;

    public ManagedInstance Instance => _instance;

    public ModuleInfo Info => _instance.Code.Info;

    /// <summary>The innermost invocation's context.</summary>
    private ref HostContext Current => ref Unsafe.AsRef<HostContext>((void*)Context);

    /// <summary>Whether the guest is running.</summary>
    public bool Active => Context != 0;

    /// <summary>Called once, after the constructor that emitted code supplies.</summary>
    public void Initialise(ManagedInstance instance, InstanceOptions options, LinearMemory? memory, WasmTable[] tables, WasmGlobal[] globals)
    {
        _instance = instance;
        _options = options;
        Memory = memory ?? new LinearMemory(0, 0, 0);
        _guestMemory = (GuestMemory?)memory ?? GuestMemory.Unreadable;
        Tables = tables;
        Globals = globals;
        var info = Info;
        _references = new FunctionReference?[info.Functions.Count];
        _droppedData = new bool[info.Data.Count];
        _droppedElements = new bool[info.Elements.Count];
        Extra = instance.Code.MaxResults > 1 ? new ulong[instance.Code.MaxResults - 1] : [];
        ExtraReferences = instance.Code.MaxResults > 1 ? new object?[instance.Code.MaxResults - 1] : [];
        _largestChunk = instance.Code.LargestChunk;
        _special = _timed = options.Timeout is not null;
        _callStackBytes = (nuint)options.CallStackBytes;
        _allowance = Math.Min(_callStackBytes, UnmeasuredBytes);
        _budget = instance.Budget;
        _shared = options.Allowance;
        _firstChunk = _chunk = instance.FirstChunk;
    }

    /// <summary>Begins an invocation; nothing has changed if it throws.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(ref InvocationFrame frame, NodeKey node, CancellationToken cancellation)
    {
        frame.Context = new HostContext(node, _guestMemory, cancellation);
        var previous = Context;
        frame.Previous = previous;
        if (previous != 0 || _special || cancellation.IsCancellationRequested) EnterSpecial(ref frame, cancellation);
        else BeginOutermost((nuint)Unsafe.AsPointer(ref frame));
        Context = (nint)Unsafe.AsPointer(ref frame.Context);
    }

    /// <summary>Ends an invocation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit(ref InvocationFrame frame)
    {
        Context = frame.Previous;
        if (frame.Previous != 0 || _special) ExitSpecial(ref frame);
        else if (_shared is not null) Settle(_shared);
    }

    /// <summary>Ends an invocation with an exception and throws the one that the caller should see.</summary>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Fail(ref InvocationFrame frame, Exception exception)
    {
        var seen = Translate(exception);
        Exit(ref frame);
        if (ReferenceEquals(seen, exception)) ExceptionDispatchInfo.Throw(seen);
        throw seen;
    }

    /// <summary>Refuses later calls and frees the memory, at once or when the running invocation ends.</summary>
    public void Dispose()
    {
        _special = _disposed = true;
        Release();
    }

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, typeof(WasmInstance));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void BeginOutermost(nuint here)
    {
        _entry = here;
        _ownerStack = 0;
        StackLimit = here - _allowance;
        _lastPoll = 0;
        if (_shared is not null)
        {
            Draw(_shared);
            return;
        }
        Fuel = _firstChunk;
        // A rest of the last invocation counts towards this one, so that the sum is the budget.
        _remaining = _budget - _firstChunk - MergedFuel;
    }

    /// <summary>Begins a nested invocation, one with a deadline, or none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterSpecial(ref InvocationFrame frame, CancellationToken cancellation)
    {
        ThrowIfDisposed();
        cancellation.ThrowIfCancellationRequested();
        frame.PreviousCall = CurrentCall;
        if (frame.Previous == 0)
        {
            BeginOutermost((nuint)Unsafe.AsPointer(ref frame));
            if (_timed) BeginTimed();
        }
        else
        {
            if (_ownerStack != 0 && _ownerStack != StackBounds.Lowest)
                throw new InvalidOperationException("The instance is running on another thread; an instance serves one thread at a time.");
            if ((nuint)Unsafe.AsPointer(ref frame) < StackLimit) CheckStack();
        }
    }

    private void MeasureStack()
    {
        _ownerStack = StackBounds.Lowest;
        StackLimit = Math.Max(_ownerStack, _entry - _callStackBytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ExitSpecial(ref InvocationFrame frame)
    {
        CurrentCall = frame.PreviousCall;
        if (Active) return;
        if (_shared is not null) Settle(_shared);
        if (_timed) DeadlineWatch.End(this);
        if (_disposed) Release();
    }

    private void Release()
    {
        if (!Active) Memory.Dispose();
    }
}
