namespace Arc.Properties.Tests.Evaluation;

/// <summary>A series: a part of storage that aliases and slices share.</summary>
internal sealed class SeriesValue(object[] storage, int start, int length)
{
    public SeriesValue(IEnumerable<object> elements) : this([.. elements])
    {
    }

    private SeriesValue(object[] elements) : this(elements, 0, elements.Length)
    {
    }

    public int Length => length;

    public IEnumerable<object> Elements => Enumerable.Range(0, length).Select(i => storage[start + i]);

    public object this[int index]
    {
        get => storage[start + index];
        set => storage[start + index] = value;
    }

    public SeriesValue Slice(int from, int to) => new(storage, start + from, to - from);

    public SeriesValue Copy() => new(Elements);
}

/// <summary>A text as its bytes.</summary>
internal readonly record struct Utf8(byte[] Bytes)
{
    public static Utf8 From(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));

    public bool Equals(Utf8 other) => Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override int GetHashCode() => Bytes.Length;

    public override string ToString() => System.Text.Encoding.UTF8.GetString(Bytes);
}

/// <summary>A run-time error of the program.</summary>
/// <param name="message">The stable part of its text.</param>
internal sealed class ArcTrap(string message) : Exception(message);

/// <summary>The program is not worth going on with: it runs too long or makes too much.</summary>
internal sealed class TooMuch() : Exception("too much work");
