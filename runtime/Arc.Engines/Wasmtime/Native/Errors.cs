using System.Runtime.InteropServices;
using System.Text;

namespace Arc.Engines.Wasmtime.Native;

/// <summary>What the native side says went wrong.</summary>
internal static unsafe class Errors
{
    /// <summary>Takes an error's text and frees it.</summary>
    public static string Take(nint error)
    {
        NativeArray text;
        Api.ErrorMessage(error, &text);
        Api.ErrorDelete(error);
        return TakeText(&text);
    }

    /// <summary>Takes a trap's text; it stays to be freed.</summary>
    public static string TextOfTrap(nint trap)
    {
        NativeArray text;
        Api.TrapMessage(trap, &text);
        return TakeText(&text);
    }

    /// <summary>Throws if there is an error that a correct caller does not see.</summary>
    public static void ThrowIfAny(nint error)
    {
        if (error != 0) throw new InvalidOperationException($"Wasmtime refused: {Take(error)}");
    }

    /// <summary>A trap with a fixed text; what really happened is kept on this side.</summary>
    public static nint NewTrap()
    {
        var text = "host"u8;
        return Api.TrapNew((byte*)Marshal.UnsafeAddrOfPinnedArrayElement(Text, 0), (nuint)text.Length);
    }

    /// <summary>The same as an error.</summary>
    public static nint NewError() => Api.ErrorNew((byte*)Marshal.UnsafeAddrOfPinnedArrayElement(Text, 0));

    private static readonly byte[] Text = Pinned();

    private static byte[] Pinned()
    {
        var text = GC.AllocateArray<byte>(5, pinned: true);
        "host\0"u8.CopyTo(text);
        return text;
    }

    private static string TakeText(NativeArray* text)
    {
        var span = new ReadOnlySpan<byte>(text->Data, (int)text->Size);
        if (span is [.., 0]) span = span[..^1];
        var result = Encoding.UTF8.GetString(span);
        Api.BytesDelete(text);
        return result;
    }
}
