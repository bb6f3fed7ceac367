using System.Runtime.CompilerServices;

namespace Benchmarks.Engines;

/// <summary>The loops of host calls in plain C#: a field, the length of a string, an element of an array.</summary>
internal static class HostKernels
{
    private static readonly Counter State = new();
    private static readonly string Text = string.Concat("a ", "text");
    private static readonly double[] Numbers = [1.0, 2.5, 4.0, 5.5];

    public static long Bound(long n)
    {
        State.Store(0);
        long count = 0;
        for (long i = 0; i < n; i++) State.Store(++count);
        return State.Value;
    }

    public static long Strings(long n)
    {
        long total = 0;
        for (long i = 0; i < n; i++) total += Text.Length;
        return total;
    }

    public static double Series(long n)
    {
        var total = 0.0;
        for (long i = 0; i < n; i++) total += Numbers[i % 4];
        return total;
    }

    private sealed class Counter
    {
        public long Value { get; private set; }

        // As little as a call through a module's field can be.
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Store(long value) => Value = value;
    }
}
