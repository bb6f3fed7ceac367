using System.Buffers;

namespace Arc.Stl.Formatting;

/// <summary>Builds UTF-8 text in a buffer of the caller, or in a pooled one when that is too small.</summary>
/// <param name="initial">The caller's buffer.</param>
internal ref struct TextBuilder(Span<byte> initial)
{
    private Span<byte> _buffer = initial;
    private byte[]? _rented;
    private int _length;

    public readonly int Length => _length;

    public readonly Span<byte> Written => _buffer[.._length];

    public void Append(byte value)
    {
        if (_length == _buffer.Length) Grow(1);
        _buffer[_length++] = value;
    }

    public void Append(char ascii) => Append((byte)ascii);

    public void Append(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Fill(byte value, int count)
    {
        if (count > 0) Take(count).Fill(value);
    }

    /// <summary>Drops what was written after a position.</summary>
    public void Truncate(int length) => _length = length;

    /// <summary>The text; the builder must not be used afterwards.</summary>
    public Text ToText()
    {
        var text = Text.From(Written);
        Release();
        return text;
    }

    public void Release()
    {
        if (_rented is null) return;
        ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
        _buffer = default;
        _length = 0;
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _buffer.Length) Grow(count);
        var span = _buffer.Slice(_length, count);
        _length += count;
        return span;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + count, _buffer.Length * 2));
        Written.CopyTo(larger);
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = larger;
        _buffer = larger;
    }
}
