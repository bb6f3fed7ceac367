using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Arc.Stl.Elementwise;

/// <summary>Comparisons of whole spans to bytes 0 and 1.</summary>
internal static class Comparison
{
    // Elements a block; one bit each makes a uint.
    private const int Block = 32;

    public static byte[] Of<T, TRelation>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : INumber<T> where TRelation : struct, IRelation
    {
        var results = GC.AllocateUninitializedArray<byte>(a.Length);
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= a.Length - Block; i += Block)
            {
                var bits = 0u;
                for (var lane = 0; lane < Block; lane += Vector256<T>.Count)
                    bits |= TRelation.Lanes(At(a, i + lane), At(b, i + lane)).ExtractMostSignificantBits() << lane;
                Spread(bits, results.AsSpan(i, Block));
            }
        }

        for (; i < results.Length; i++) results[i] = TRelation.Holds(a[i], b[i]) ? (byte)1 : (byte)0;
        return results;
    }

    public static byte[] Of<T, TRelation>(ReadOnlySpan<T> a, T b)
        where T : INumber<T> where TRelation : struct, IRelation
    {
        var results = GC.AllocateUninitializedArray<byte>(a.Length);
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var scalar = Vector256.Create(b);
            for (; i <= a.Length - Block; i += Block)
            {
                var bits = 0u;
                for (var lane = 0; lane < Block; lane += Vector256<T>.Count)
                    bits |= TRelation.Lanes(At(a, i + lane), scalar).ExtractMostSignificantBits() << lane;
                Spread(bits, results.AsSpan(i, Block));
            }
        }

        for (; i < results.Length; i++) results[i] = TRelation.Holds(a[i], b) ? (byte)1 : (byte)0;
        return results;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> At<T>(ReadOnlySpan<T> elements, int index) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(elements), (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(uint bits, Span<byte> results)
    {
        for (var i = 0; i < Block / 8; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(results[(i * 8)..], SpreadByte((byte)(bits >> (i * 8))));
    }

    // Bit i becomes byte i: copy the byte into all eight, keep one bit in each, and move it to the bottom.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SpreadByte(byte bits) =>
        ((((bits * 0x0101010101010101ul) & 0x8040201008040201ul) + 0x7F7F7F7F7F7F7F7Ful) >> 7) & 0x0101010101010101ul;
}
