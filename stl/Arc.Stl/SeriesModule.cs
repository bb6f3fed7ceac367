using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Arc.Sdk.Values;

namespace Arc.Stl;

/// <summary>Making, reading and writing series. Indices count from 0.</summary>
/// <param name="store">Charges a new series before its memory is taken.</param>
[Module("series", Internal = true)]
public sealed partial class SeriesModule(SeriesStore store)
{
    /// <summary>A series of zero values.</summary>
    /// <param name="length">Number of elements, unsigned.</param>
    [HostFunction(Contexts.Call)]
    public Series<T> CreateEmpty<T>(uint length) => store.Create<T>(length);

    /// <summary>Sets an element in place and gives the same series back. An index out of range does nothing.</summary>
    /// <param name="series">The series.</param>
    /// <param name="index">The element, unsigned.</param>
    /// <param name="value">Its new value.</param>
    [HostFunction(Contexts.Call)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Series<T>? SetElement<T>([Name("series")] Series<T>? series, uint index, T value)
    {
        if (series is not null && index < (uint)series.Length) ElementAt(series, (nint)index) = value;
        return series;
    }

    /// <summary>An element; the zero value out of range.</summary>
    /// <param name="series">The series.</param>
    /// <param name="index">The element, unsigned.</param>
    [HostFunction(Contexts.Call)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Index<T>([Name("series")] Series<T>? series, uint index) =>
        series is not null && index < (uint)series.Length ? ElementAt(series, (nint)index) : ZeroOf<T>();

    /// <summary>Number of elements; 0 of an unknown series.</summary>
    /// <param name="series">The series.</param>
    [HostFunction(Contexts.Call)]
    [Prelude]
    public static long Len([Name("series")] Series? series) => series?.Length ?? 0;

    /// <summary>The elements [start, end), which share storage with the source. An end beyond the length means the length.</summary>
    /// <param name="series">The series.</param>
    /// <param name="start">First element, unsigned.</param>
    /// <param name="end">End of the range, unsigned and exclusive.</param>
    [HostFunction(Contexts.Call)]
    public static Series? Slice([Name("series")] Series? series, uint start, uint end)
    {
        if (series is null) return null;
        end = Math.Min(end, (uint)series.Length);
        return start >= end ? series.Slice(0, 0) : series.Slice((int)start, (int)end);
    }

    /// <summary>An element: the checked read of <c>s[i]</c>.</summary>
    /// <param name="series">The series.</param>
    /// <param name="index">The element.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    [HostFunction(Contexts.Call)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Get<T>([Name("series")] Series<T>? series, long index)
    {
        if (series is null || (ulong)index >= (ulong)series.Length) throw OutOfBounds(index, series);
        return ElementAt(series, (nint)index);
    }

    /// <summary>Sets an element in place: the checked write of <c>s[i] = e</c>.</summary>
    /// <param name="series">The series.</param>
    /// <param name="index">The element.</param>
    /// <param name="value">Its new value.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    [HostFunction(Contexts.Call)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<T>([Name("series")] Series<T>? series, long index, T value)
    {
        if (series is null || (ulong)index >= (ulong)series.Length) throw OutOfBounds(index, series);
        ElementAt(series, (nint)index) = value;
    }

    // The callers have compared all bits of the index with the length; a second check would cost as much as the access.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T ElementAt<T>(Series<T> series, nint index) => ref Unsafe.Add(ref MemoryMarshal.GetReference(series.Span), index);

    // The zero value of every Arc type, text included, is the default of its C# type.
    private static T ZeroOf<T>() => default!;

    private static ArgumentOutOfRangeException OutOfBounds(long index, Series? series) =>
        new(null, string.Create(CultureInfo.InvariantCulture, $"index {index} out of bounds for series of length {series?.Length ?? 0}"));
}
