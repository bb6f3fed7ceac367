using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Arc.Sdk.Values;

/// <summary>
/// Gives series their i32 handles (arc-stl.md, section 1.2): 1, 2, 3, ..., all forgotten after every cycle. Handle 0 and
/// unknown handles are "no series".
/// </summary>
/// <param name="budget">What series are charged to.</param>
public sealed class SeriesStore(HandleBudget budget)
{
    private static long _epochs;

    private Series?[] _series = new Series?[16];
    private int _count;
    private long _epoch = Interlocked.Increment(ref _epochs);

    /// <summary>Number of handles in use.</summary>
    public int Count => _count;

    /// <summary>Makes a series of zero values, charged before it is allocated.</summary>
    /// <param name="length">Number of elements, unsigned.</param>
    /// <exception cref="HandleBudgetException">The handle budget is exhausted.</exception>
    public Series<T> Create<T>(uint length)
    {
        budget.Charge((long)length * Unsafe.SizeOf<T>() + 64);
        var series = new Series<T>((int)length);
        Register(series);
        return series;
    }

    /// <summary>The handle of a series; a series that is registered already keeps its handle. Null is handle 0.</summary>
    /// <exception cref="HandleBudgetException">The handle budget is exhausted.</exception>
    public int Add(Series? series)
    {
        if (series is null) return 0;
        var (handle, epoch) = series.Registration;
        if (epoch == _epoch) return handle;
        budget.Charge(series.ByteSize + 64);
        return Register(series);
    }

    /// <summary>Looks a handle up; the wrong element type counts as unknown.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet<T>(int handle, [NotNullWhen(true)] out Series<T>? series)
    {
        var all = _series;
        var index = handle - 1;
        series = (uint)index < (uint)all.Length ? all[index] as Series<T> : null;
        return series is not null;
    }

    /// <summary>The series of a handle, or null if it is unknown: what a parameter <c>Series&lt;T&gt;?</c> receives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Series<T>? Find<T>(int handle) => TryGet<T>(handle, out var series) ? series : null;

    /// <summary>The series of a handle, whatever its element type; null if it is unknown.</summary>
    public Series? Find(int handle) => (uint)(handle - 1) < (uint)_count ? _series[handle - 1] : null;

    /// <summary>The series of a handle that a function insists on.</summary>
    /// <exception cref="ArgumentException">The handle is unknown or of another element type.</exception>
    public Series<T> Get<T>(int handle) => TryGet<T>(handle, out var series) ? series : throw new ArgumentException($"unknown series handle {handle}");

    /// <summary>The series of a handle that a function insists on.</summary>
    /// <exception cref="ArgumentException">The handle is unknown.</exception>
    public Series Get(int handle) => Find(handle) ?? throw new ArgumentException($"unknown series handle {handle}");

    /// <summary>Charges bytes that are about to be allocated.</summary>
    /// <exception cref="HandleBudgetException">The handle budget is exhausted.</exception>
    public void Reserve(long bytes) => budget.Charge(bytes);

    /// <summary>Forgets all series; the next handle is 1 again.</summary>
    public void Clear()
    {
        if (_count == 0) return;
        Array.Clear(_series, 0, _count);
        _count = 0;
        _epoch = Interlocked.Increment(ref _epochs);
    }

    private int Register(Series series)
    {
        if (_count == _series.Length) Array.Resize(ref _series, _count * 2);
        _series[_count++] = series;
        series.Registration = (_count, _epoch);
        return _count;
    }
}
