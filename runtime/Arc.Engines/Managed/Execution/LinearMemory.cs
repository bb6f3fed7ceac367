using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Arc.Sdk.Hosting;

namespace Arc.Engines.Managed.Execution;

/// <summary>A linear memory in native memory, so that its base does not move while guest code runs between calls.</summary>
internal sealed unsafe class LinearMemory : GuestMemory
{
    public const int PageBytes = 65536;

    /// <summary>Address of byte 0. Changes only in <see cref="Grow"/> and when the memory is freed.</summary>
    public byte* Base;

    /// <summary>Bytes that may be accessed.</summary>
    public ulong Length;

    private readonly uint _maximumPages;

    // Zeroed bytes at Base; more than Length after growth, so that growing page by page copies a bounded number of times.
    private ulong _capacity;

    public LinearMemory(uint pages, uint? declaredMaximum, long maximumBytes)
    {
        DeclaredMaximum = declaredMaximum;
        _maximumPages = (uint)Math.Min(declaredMaximum ?? 65536, Math.Min(65536, maximumBytes / PageBytes));
        if (pages == 0) return;
        _capacity = Length = (ulong)pages * PageBytes;
        Base = (byte*)NativeMemory.AllocZeroed((nuint)Length);
        GC.AddMemoryPressure((long)Length);
    }

    ~LinearMemory() => Free();

    public uint? DeclaredMaximum { get; }

    public uint Pages => (uint)(Length / PageBytes);

    /// <summary>True once another instance uses the memory, which then lives as long as either does.</summary>
    public bool Shared { get; set; }

    /// <summary>Adds zeroed pages.</summary>
    /// <returns>The former number of pages, or -1 if the maximum or the machine does not allow it.</returns>
    public int Grow(uint pages)
    {
        var before = Pages;
        if ((ulong)before + pages > _maximumPages) return -1;
        var length = ((ulong)before + pages) * PageBytes;
        if (length > _capacity && !Reserve(length)) return -1;
        Length = length;
        return (int)before;
    }

    public override bool TryRead(uint address, uint length, out ReadOnlySpan<byte> bytes)
    {
        if ((ulong)address + length > Length || length > int.MaxValue)
        {
            bytes = default;
            return false;
        }
        bytes = new ReadOnlySpan<byte>(Base + address, (int)length);
        return true;
    }

    /// <summary>Releases the memory; reads fail from then on.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "The type is not disposable; its owner decides when it is no longer shared.")]
    public void Dispose()
    {
        if (Shared) return;
        Free();
        GC.SuppressFinalize(this);
    }

    private bool Reserve(ulong length)
    {
        var capacity = Math.Max(length, Math.Min(_capacity * 2, (ulong)_maximumPages * PageBytes));
        byte* grown;
        try
        {
            grown = (byte*)NativeMemory.AllocZeroed((nuint)capacity);
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
        NativeMemory.Copy(Base, grown, (nuint)Length);
        NativeMemory.Free(Base);
        GC.AddMemoryPressure((long)(capacity - _capacity));
        Base = grown;
        _capacity = capacity;
        return true;
    }

    private void Free()
    {
        if (Base == null) return;
        GC.RemoveMemoryPressure((long)_capacity);
        Length = _capacity = 0;
        NativeMemory.Free(Base);
        Base = null;
    }
}
