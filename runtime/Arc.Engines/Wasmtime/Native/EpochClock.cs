namespace Arc.Engines.Wasmtime.Native;

/// <summary>
/// Advances the epochs of all native engines while any invocation runs. A thread of its own, so that guests that occupy the thread pool do
/// not delay it; it sleeps when nothing runs.
/// </summary>
internal static class EpochClock
{
    /// <summary>The time between two epochs, if the thread gets a processor.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(2);

    // Ticks without an invocation before the thread goes to sleep, so that short invocations in a row need not wake it each.
    private const int IdleTicks = 50;

    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<NativeEngine>> Engines = [];
    private static readonly ManualResetEventSlim Needed = new(false);
    private static Thread? _thread;
    private static readonly List<WeakReference<Count>> Counts = [];
    private static volatile bool _asleep;
    private static volatile int _now;

    [ThreadStatic]
    private static Count? _count;

    /// <summary>The number of the epoch.</summary>
    public static int Now => _now;

    public static void Add(NativeEngine engine)
    {
        lock (Gate)
        {
            Engines.RemoveAll(static known => !known.TryGetTarget(out _));
            Engines.Add(new WeakReference<NativeEngine>(engine));
            if (_thread is not null) return;
            _asleep = true;
            _thread = new Thread(Run) { IsBackground = true, Name = "Arc Wasmtime epochs" };
            _thread.Start();
        }
    }

    /// <summary>An outermost invocation begins.</summary>
    public static void Enter()
    {
        (_count ?? Register()).Running++;
        if (_asleep) Needed.Set();
    }

    /// <summary>An outermost invocation ends, on the thread on which it began.</summary>
    public static void Exit() => _count!.Running--;

    private static Count Register()
    {
        var count = new Count();
        lock (Gate)
        {
            Counts.RemoveAll(static known => !known.TryGetTarget(out _));
            Counts.Add(new WeakReference<Count>(count));
        }
        return _count = count;
    }

    private static bool AnyRunning()
    {
        lock (Gate)
        {
            foreach (var known in Counts)
                if (known.TryGetTarget(out var count) && Volatile.Read(ref count.Running) > 0) return true;
        }
        return false;
    }

    private static void Run()
    {
        var idle = IdleTicks;
        while (true)
        {
            if (AnyRunning()) idle = 0;
            else idle++;
            if (idle >= IdleTicks) Sleep();
            Thread.Sleep(Period);
            _now++;
            lock (Gate)
            {
                foreach (var known in Engines)
                    if (known.TryGetTarget(out var engine)) engine.Tick();
            }
        }
    }

    private static void Sleep()
    {
        Needed.Reset();
        _asleep = true;
        // Either this sees an invocation that began meanwhile, or the invocation sees that the thread is asleep: the barrier stands in for one
        // between an invocation's two steps, which are too frequent to pay for it.
        Interlocked.MemoryBarrierProcessWide();
        if (!AnyRunning()) Needed.Wait();
        _asleep = false;
    }

    // One a thread: a counter that all share would be fought over.
    private sealed class Count
    {
        public int Running;
    }
}
