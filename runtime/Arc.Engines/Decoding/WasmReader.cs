using System.Buffers.Binary;
using System.Text;

namespace Arc.Engines.Decoding;

/// <summary>Reads the binary format's primitives (WebAssembly 2.0, section 5.2) and reports where bytes are wrong.</summary>
internal struct WasmReader(byte[] bytes, int position, int end)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);
    private readonly byte[] _bytes = bytes;

    public int Position { get; private set; } = position;

    public int End { get; } = end;

    public readonly bool AtEnd => Position >= End;

    public readonly int Remaining => End - Position;

    public readonly WasmFormatException Error(string reason) => new(Position, reason);

    public byte Byte() => Position < End ? _bytes[Position++] : throw Error("unexpected end");

    public readonly byte Peek() => Position < End ? _bytes[Position] : throw Error("unexpected end");

    public void Skip(int count)
    {
        if ((uint)count > (uint)Remaining) throw Error("unexpected end");
        Position += count;
    }

    public uint U32()
    {
        var first = Byte();
        if (first < 0x80) return first;
        var result = (uint)first & 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            var next = Byte();
            if (shift == 28 && (next & 0xF0) != 0) throw Bad(next, "integer");
            result |= (uint)(next & 0x7F) << shift;
            if (next < 0x80) return result;
        }
    }

    public int S32()
    {
        int result = 0, shift = 0;
        while (true)
        {
            var next = Byte();
            if (shift == 28)
            {
                if (next >= 0x80) throw Bad(next, "integer");
                var top = next & 0x78;
                if (top != 0 && top != 0x78) throw Bad(next, "integer");
            }
            result |= (next & 0x7F) << shift;
            shift += 7;
            if (next >= 0x80) continue;
            if (shift < 32 && (next & 0x40) != 0) result |= -1 << shift;
            return result;
        }
    }

    public long S64()
    {
        long result = 0;
        var shift = 0;
        while (true)
        {
            var next = Byte();
            if (shift == 63)
            {
                if (next >= 0x80) throw Bad(next, "integer");
                if (next is not (0 or 0x7F)) throw Bad(next, "integer");
            }
            result |= (long)(next & 0x7F) << shift;
            shift += 7;
            if (next >= 0x80) continue;
            if (shift < 64 && (next & 0x40) != 0) result |= -1L << shift;
            return result;
        }
    }

    /// <summary>A block type's or heap type's signed 33-bit integer.</summary>
    public long S33()
    {
        long result = 0;
        var shift = 0;
        while (true)
        {
            var next = Byte();
            if (shift == 28)
            {
                if (next >= 0x80) throw Bad(next, "integer");
                var top = next & 0x70;
                if (top != 0 && top != 0x70) throw Bad(next, "integer");
            }
            result |= (long)(next & 0x7F) << shift;
            shift += 7;
            if (next >= 0x80) continue;
            if (shift < 64 && (next & 0x40) != 0) result |= -1L << shift;
            return result;
        }
    }

    public uint F32Bits()
    {
        var at = Position;
        Skip(4);
        return BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(at));
    }

    public ulong F64Bits()
    {
        var at = Position;
        Skip(8);
        return BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(at));
    }

    /// <summary>A vector's length; every element takes at least one byte, which bounds what a hostile length can make us allocate.</summary>
    public int Count(string what)
    {
        var at = Position;
        var count = U32();
        if (count > (uint)Remaining) throw new WasmFormatException(at, $"unexpected end: {count} {what} do not fit the section");
        return (int)count;
    }

    public string Name()
    {
        var length = Count("bytes of a name");
        var at = Position;
        Skip(length);
        try
        {
            return StrictUtf8.GetString(_bytes, at, length);
        }
        catch (DecoderFallbackException)
        {
            throw new WasmFormatException(at, "malformed UTF-8 encoding");
        }
    }

    public WasmValueType ValueType()
    {
        var code = Byte();
        return code is 0x7F or 0x7E or 0x7D or 0x7C or 0x70 or 0x6F
            ? (WasmValueType)code
            : throw new WasmFormatException(Position - 1, code == 0x7B ? "vector types are not supported" : $"malformed value type 0x{code:X2}");
    }

    public WasmValueType ReferenceType()
    {
        var code = Byte();
        return code is 0x70 or 0x6F
            ? (WasmValueType)code
            : throw new WasmFormatException(Position - 1, $"malformed reference type 0x{code:X2}");
    }

    private readonly WasmFormatException Bad(byte last, string what) =>
        new(Position - 1, last >= 0x80 ? $"{what} representation too long" : $"{what} too large");
}
