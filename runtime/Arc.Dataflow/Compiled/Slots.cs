using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Arc.Sdk;
using Arc.Sdk.Types;
using Arc.Sdk.Values;

namespace Arc.Dataflow;

/// <summary>How values of a type cross the WebAssembly boundary as raw slots (arc-stl.md, section 1.1).</summary>
internal static class Slots
{
    /// <summary>A value as an argument: sub-32-bit integers are extended by their sign, text becomes a handle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong From<T>(T value, TextStore texts)
    {
        // Reinterpreted, not boxed: code that is not optimised yet must not allocate either.
        if (typeof(T) == typeof(byte)) return Unsafe.As<T, byte>(ref value);
        if (typeof(T) == typeof(ushort)) return Unsafe.As<T, ushort>(ref value);
        if (typeof(T) == typeof(uint)) return Unsafe.As<T, uint>(ref value);
        if (typeof(T) == typeof(ulong)) return Unsafe.As<T, ulong>(ref value);
        if (typeof(T) == typeof(sbyte)) return (uint)Unsafe.As<T, sbyte>(ref value);
        if (typeof(T) == typeof(short)) return (uint)Unsafe.As<T, short>(ref value);
        if (typeof(T) == typeof(int)) return (uint)Unsafe.As<T, int>(ref value);
        if (typeof(T) == typeof(long)) return (ulong)Unsafe.As<T, long>(ref value);
        if (typeof(T) == typeof(float)) return BitConverter.SingleToUInt32Bits(Unsafe.As<T, float>(ref value));
        if (typeof(T) == typeof(double)) return BitConverter.DoubleToUInt64Bits(Unsafe.As<T, double>(ref value));
        return (uint)texts.Add(Unsafe.As<T, Text>(ref value));
    }

    /// <summary>A result as a value: truncated to the width of its type.</summary>
    /// <exception cref="InvalidOperationException">The guest gave a text handle that nobody handed out.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T To<T>(ulong slot, TextStore texts)
    {
        if (typeof(T) == typeof(Text))
        {
            var text = TextOf((int)slot, texts);
            return Unsafe.As<Text, T>(ref text);
        }

        // The other types are the low bytes of the slot.
        if (!BitConverter.IsLittleEndian) slot <<= 64 - 8 * Unsafe.SizeOf<T>();
        return Unsafe.As<ulong, T>(ref slot);
    }

    /// <summary>A config value as an argument; text lives as long as the session.</summary>
    public static ulong Config(Constant value, ArcType type, TextStore texts) => type switch
    {
        ChannelType => (uint)value.As<int>(),
        PrimitiveType { Primitive: Primitive.Str } => (uint)texts.AddConfig(value.As<Text>()),
        PrimitiveType primitive => Number(value, primitive.Primitive, texts),
        _ => throw new DataflowException($"a config value cannot have the type {type}"),
    };

    /// <summary>Bytes that an output occupies in the guest's memory (arc-stl.md, section 4).</summary>
    public static int SizeOf(Primitive primitive) => primitive.Bits() / 8;

    /// <summary>Reads an output from the guest's memory.</summary>
    public static ulong Read(ReadOnlySpan<byte> memory, Primitive primitive) => SizeOf(primitive) switch
    {
        1 => memory[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(memory),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(memory),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(memory),
    };

    private static ulong Number(Constant value, Primitive primitive, TextStore texts) => primitive switch
    {
        Primitive.U8 => From(value.As<byte>(), texts),
        Primitive.U16 => From(value.As<ushort>(), texts),
        Primitive.U32 => From(value.As<uint>(), texts),
        Primitive.U64 => From(value.As<ulong>(), texts),
        Primitive.I8 => From(value.As<sbyte>(), texts),
        Primitive.I16 => From(value.As<short>(), texts),
        Primitive.I32 => From(value.As<int>(), texts),
        Primitive.I64 => From(value.As<long>(), texts),
        Primitive.F32 => From(value.As<float>(), texts),
        _ => From(value.As<double>(), texts),
    };

    private static Text TextOf(int handle, TextStore texts) =>
        texts.TryGet(handle, out var text) ? text : throw new InvalidOperationException($"the function returned the string handle {handle}, which nobody handed out");
}
