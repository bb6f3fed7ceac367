using System.Diagnostics;

namespace Arc.Engines.Managed.Execution;

/// <summary>
/// Tells running invocations that their time is over. A loop cannot ask for the time itself: a call would cost it its registers. The watch
/// is a thread of its own, so that guests that occupy the thread pool do not delay it; it sleeps unless an invocation has a deadline.
/// </summary>
internal static class DeadlineWatch
{
    private const int PeriodMilliseconds = 2;
    private static readonly Lock Gate = new();
    private static readonly List<ManagedState> Running = [];
    private static readonly ManualResetEventSlim Needed = new(false);
    private static Thread? _thread;

    public static void Begin(ManagedState state)
    {
        lock (Gate)
        {
            Running.Add(state);
            Needed.Set();
            if (_thread is not null) return;
            _thread = new Thread(Run) { IsBackground = true, Name = "Arc guest deadlines" };
            _thread.Start();
        }
    }

    public static void End(ManagedState state)
    {
        lock (Gate)
        {
            Running.Remove(state);
            if (Running.Count == 0) Needed.Reset();
        }
    }

    private static void Run()
    {
        while (true)
        {
            Needed.Wait();
            lock (Gate)
            {
                var now = Stopwatch.GetTimestamp();
                foreach (var state in Running) state.Expire(now);
            }
            Thread.Sleep(PeriodMilliseconds);
        }
    }
}
