using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Arc.Engines;

/// <summary>Where the current thread's stack ends, asked of the operating system once a thread.</summary>
internal static unsafe partial class StackBounds
{
    /// <summary>Bytes below an invocation's bound that stay free for the JIT compiler, host functions and exception handling.</summary>
    private const int Reserve = 256 << 10;

    [ThreadStatic]
    private static nuint _lowest;

    /// <summary>The lowest address that guest code may reach on this thread; identifies the thread's stack.</summary>
    public static nuint Lowest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var lowest = _lowest;
            return lowest != 0 ? lowest : Measure();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nuint Measure()
    {
        nuint low, size;
        if (OperatingSystem.IsWindows())
        {
            GetCurrentThreadStackLimits(out low, out var high);
            size = high - low;
        }
        else if (OperatingSystem.IsMacOS())
        {
            var self = pthread_self();
            size = pthread_get_stacksize_np(self);
            low = pthread_get_stackaddr_np(self) - size;
        }
        else if (!OnLinux(out low, out size))
        {
            // Unknown system: assume that as much as the smallest usual thread stack is left.
            byte here;
            size = 512 << 10;
            low = (nuint)(&here) - size;
        }
        // A small thread keeps half of its stack for the host.
        return _lowest = low + Math.Min((nuint)Reserve, size / 2);
    }

    private static bool OnLinux(out nuint low, out nuint size)
    {
        low = size = 0;
        // The structure is opaque; 56 bytes on glibc and musl for 64-bit processes, with room to spare.
        var attributes = stackalloc byte[256];
        try
        {
            if (pthread_getattr_np(pthread_self(), attributes) != 0) return false;
            var found = pthread_attr_getstack(attributes, out low, out size) == 0;
            return pthread_attr_destroy(attributes) == 0 && found && size != 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("kernel32")]
    private static partial void GetCurrentThreadStackLimits(out nuint low, out nuint high);

    [LibraryImport("libc")]
    private static partial nuint pthread_self();

    [LibraryImport("libc")]
    private static partial int pthread_getattr_np(nuint thread, byte* attributes);

    [LibraryImport("libc")]
    private static partial int pthread_attr_getstack(byte* attributes, out nuint address, out nuint size);

    [LibraryImport("libc")]
    private static partial int pthread_attr_destroy(byte* attributes);

    [LibraryImport("libc")]
    private static partial nuint pthread_get_stacksize_np(nuint thread);

    [LibraryImport("libc")]
    private static partial nuint pthread_get_stackaddr_np(nuint thread);
}
