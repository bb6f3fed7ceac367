using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Arc.Sdk.Types;

namespace Arc.Sdk;

/// <summary>
/// A series of any element type. A host function that takes this type adds no type variable to its import name
/// (arc-stl.md, section 3.4); most functions take <see cref="Series{T}"/>.
/// </summary>
public abstract class Series
{
    private protected Series(int length) => Length = length;

    /// <summary>The element type.</summary>
    public abstract Primitive Element { get; }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>Bytes that the elements occupy, for the handle budget.</summary>
    public abstract long ByteSize { get; }

    /// <summary>The handle under which a store knows this object, and the store's epoch at that time.</summary>
    internal (int Handle, long Epoch) Registration { get; set; }

    /// <summary>The elements [start, end) of the same type. Shares storage with this series.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the series.</exception>
    public abstract Series Slice(int start, int end);

    /// <summary>A series of the same type with storage of its own.</summary>
    public abstract Series Copy();
}

/// <summary>A homogeneous array of a primitive. Slices share storage, as the language's aliases do.</summary>
/// <typeparam name="T">One of the ten numeric C# types or <see cref="Text"/>.</typeparam>
public sealed class Series<T> : Series
{
    private readonly T[] _elements;
    private readonly int _start;

    /// <summary>A series of zero values.</summary>
    /// <param name="length">Number of elements.</param>
    public Series(int length)
        : this(length == 0 ? [] : new T[length], 0, length)
    {
    }

    /// <summary>Takes ownership of an array.</summary>
    public Series(T[] elements)
        : this(elements ?? throw new ArgumentNullException(nameof(elements)), 0, elements.Length)
    {
    }

    private Series(T[] elements, int start, int length)
        : base(length)
    {
        _elements = elements;
        _start = start;
    }

    /// <inheritdoc/>
    public override Primitive Element => PrimitiveFacts.Of<T>();

    /// <inheritdoc/>
    public override long ByteSize => (long)Length * Unsafe.SizeOf<T>();

    /// <summary>The elements; writes are seen by every alias.</summary>
    public Span<T> Span => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_elements), _start), Length);

    /// <summary>One element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public ref T this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Length) Throw(index);
            // The elements [_start, _start + Length) lie within the array: every constructor sees to it.
            return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_elements), _start + index);
        }
    }

    /// <summary>A series that holds a copy of the elements.</summary>
    public static Series<T> From(ReadOnlySpan<T> elements) => new(elements.ToArray());

    /// <inheritdoc/>
    public override Series<T> Slice(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Length);
        return new Series<T>(_elements, _start + start, end - start);
    }

    /// <inheritdoc/>
    public override Series<T> Copy() => From(Span);

    private void Throw(int index) =>
        throw new ArgumentOutOfRangeException(null, string.Create(CultureInfo.InvariantCulture, $"index {index} out of bounds for series of length {Length}"));
}
