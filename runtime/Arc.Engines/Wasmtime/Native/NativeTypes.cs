using System.Runtime.InteropServices;

namespace Arc.Engines.Wasmtime.Native;

/// <summary>A value without its type, as compiled code passes it: a union of 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct RawValue
{
    public const int Size = 16;

    [FieldOffset(0)]
    public uint Low;

    [FieldOffset(0)]
    public ulong Bits;
}

/// <summary>A function of a store.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FunctionId
{
    public ulong Store;
    public nint Private;
}

/// <summary>A memory, table or global of a store.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ItemId
{
    public ulong Store;
    public uint Private1;
    public uint Private2;
    public uint Private3;
}

/// <summary>An instance of a store.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InstanceId
{
    public ulong Store;
    public nuint Private;
}

/// <summary>Anything that can be imported and exported.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct ExternId
{
    public const byte FunctionKind = 0;
    public const byte GlobalKind = 1;
    public const byte TableKind = 2;
    public const byte MemoryKind = 3;

    [FieldOffset(0)]
    public byte Kind;

    [FieldOffset(8)]
    public FunctionId Function;

    [FieldOffset(8)]
    public ItemId Item;
}

/// <summary>A reference to a host object, rooted in a store.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExternReference
{
    public ulong Store;
    public uint Private1;
    public uint Private2;
    public nint Private3;
}

/// <summary>A value with its type.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct TypedValue
{
    [FieldOffset(0)]
    public byte Kind;

    [FieldOffset(8)]
    public uint Low;

    [FieldOffset(8)]
    public ulong Bits;

    [FieldOffset(8)]
    public ExternReference ExternReference;

    [FieldOffset(8)]
    public FunctionId Function;
}

/// <summary>An array of the native side: of bytes, or of pointers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeArray
{
    public nuint Size;
    public byte* Data;
}

/// <summary>Codes of traps.</summary>
internal enum NativeTrap : byte
{
    StackOverflow = 0,
    MemoryOutOfBounds = 1,
    TableOutOfBounds = 3,
    IndirectCallToNull = 4,
    BadSignature = 5,
    IntegerOverflow = 6,
    IntegerDivisionByZero = 7,
    BadConversionToInteger = 8,
    Unreachable = 9,
    Interrupt = 10,
    OutOfFuel = 11,
}
