using System.Buffers.Binary;
using System.Text;

namespace Arc.Compiler.Wasm;

/// <summary>A growing array of bytes with the encodings of the WebAssembly binary format.</summary>
internal sealed class ByteBuffer
{
    /// <summary>Bytes of an LEB128 number that is padded so that any 32-bit value can be patched in.</summary>
    public const int PaddedLength = 5;

    private byte[] _bytes;

    public ByteBuffer(int capacity = 256) => _bytes = new byte[capacity];

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Byte(byte value)
    {
        if (Length == _bytes.Length) Array.Resize(ref _bytes, Length * 2);
        _bytes[Length++] = value;
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Unsigned(uint value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    public void Unsigned(int value) => Unsigned(checked((uint)value));

    public void Signed(long value)
    {
        while (true)
        {
            var low = (byte)(value & 0x7F);
            value >>= 7;
            var isLast = (low & 0x40) == 0 ? value == 0 : value == -1;
            Byte(isLast ? low : (byte)(low | 0x80));
            if (isLast) return;
        }
    }

    public void Float(float value) => BinaryPrimitives.WriteSingleLittleEndian(Take(4), value);

    public void Float(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);

    public void Name(string name)
    {
        var length = Encoding.UTF8.GetByteCount(name);
        Unsigned(length);
        Encoding.UTF8.GetBytes(name, Take(length));
    }

    /// <summary>Leaves room for a number that <see cref="Patch"/> fills in.</summary>
    /// <returns>Where the room begins.</returns>
    public int Placeholder()
    {
        var at = Length;
        Take(PaddedLength).Clear();
        return at;
    }

    /// <summary>Fills a placeholder with a padded LEB128 number.</summary>
    public void Patch(int at, uint value)
    {
        for (var i = 0; i < PaddedLength; i++)
        {
            _bytes[at + i] = (byte)(value & 0x7F | (i < PaddedLength - 1 ? 0x80u : 0u));
            value >>= 7;
        }
    }

    public ReadOnlySpan<byte> Slice(int start, int end) => _bytes.AsSpan(start, end - start);

    private Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(Length + count)));
        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}
