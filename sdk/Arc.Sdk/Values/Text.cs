using System.Text;

namespace Arc.Sdk;

/// <summary>
/// An immutable Arc <c>str</c>: a sequence of UTF-8 bytes. Its length counts bytes, and a slice may cut a character in two
/// (arc-language.md, section 10), which a C# string cannot hold. Authors who do not care take <see cref="string"/> instead.
/// </summary>
public readonly struct Text : IEquatable<Text>
{
    private readonly byte[]? _bytes;
    private readonly int _start;

    private Text(byte[] bytes, int start, int length)
    {
        _bytes = bytes;
        _start = start;
        Length = length;
    }

    /// <summary>The text without bytes.</summary>
    public static Text Empty => default;

    /// <summary>Number of bytes.</summary>
    public int Length { get; }

    /// <summary>The UTF-8 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => new(_bytes, _start, Length);

    /// <summary>Encodes a C# string. Unpaired surrogates become U+FFFD.</summary>
    public static Text From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? default : Wrap(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Copies bytes, which need not be valid UTF-8.</summary>
    public static Text From(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? default : Wrap(bytes.ToArray());

    /// <summary>Takes ownership of an array that its maker will not change any more.</summary>
    public static Text Wrap(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new Text(bytes, 0, bytes.Length);
    }

    /// <summary>The bytes of the first text followed by those of the second.</summary>
    public static Text Concat(Text first, Text second)
    {
        if (first.Length == 0) return second;
        if (second.Length == 0) return first;
        var bytes = new byte[checked(first.Length + second.Length)];
        first.Bytes.CopyTo(bytes);
        second.Bytes.CopyTo(bytes.AsSpan(first.Length));
        return Wrap(bytes);
    }

    /// <summary>The bytes [start, end), without copying them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the text.</exception>
    public Text Slice(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Length);
        return start == end ? default : new Text(_bytes!, _start + start, end - start);
    }

    /// <inheritdoc/>
    public bool Equals(Text other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Text other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>Decodes the bytes; invalid sequences become U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes);

    /// <summary>Same bytes.</summary>
    public static bool operator ==(Text left, Text right) => left.Equals(right);

    /// <summary>Different bytes.</summary>
    public static bool operator !=(Text left, Text right) => !left.Equals(right);

    /// <summary>Encodes a C# string.</summary>
    public static implicit operator Text(string text) => From(text);
}
