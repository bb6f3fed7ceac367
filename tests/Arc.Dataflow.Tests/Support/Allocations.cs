namespace Arc.Dataflow.Tests;

/// <summary>Measures what code allocates once it is warm.</summary>
public static class Allocations
{
    /// <summary>
    /// Bytes that 1,000 runs allocate, the least of several attempts: the runtime now and then grows its own cast cache on whichever
    /// thread casts, which is not the code's doing.
    /// </summary>
    public static long Of(Action run)
    {
        for (var i = 0; i < 1000; i++) run();
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++) run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
