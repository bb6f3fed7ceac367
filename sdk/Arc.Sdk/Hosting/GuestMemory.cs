namespace Arc.Sdk.Hosting;

/// <summary>A bounds-checked reader of a calling WebAssembly instance's linear memory.</summary>
public abstract class GuestMemory
{
    /// <summary>A memory that cannot be read: every request fails. Nodes and the synchronous facet get this one.</summary>
    public static GuestMemory Unreadable { get; } = new UnreadableMemory();

    /// <summary>Reads a range of the guest's memory without copying it.</summary>
    /// <param name="address">First byte, unsigned.</param>
    /// <param name="length">Number of bytes, unsigned.</param>
    /// <param name="bytes">The range; valid until the guest runs again.</param>
    /// <returns>False if any byte lies outside the memory, or there is none.</returns>
    public abstract bool TryRead(uint address, uint length, out ReadOnlySpan<byte> bytes);

    private sealed class UnreadableMemory : GuestMemory
    {
        public override bool TryRead(uint address, uint length, out ReadOnlySpan<byte> bytes)
        {
            bytes = default;
            return false;
        }
    }
}
