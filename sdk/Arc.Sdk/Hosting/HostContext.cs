using Arc.Sdk.Hosting;

namespace Arc.Sdk;

/// <summary>
/// What a host function may know about the invocation that called it. It travels with the invocation: a host function that
/// re-enters the guest for another node finds its own context unchanged afterwards. It holds no stores; what a module needs
/// beyond this it takes through its constructor.
/// </summary>
/// <param name="Node">The node on whose behalf the guest runs.</param>
/// <param name="Memory">Reader of the calling instance's memory; <see cref="GuestMemory.Unreadable"/> outside a guest.</param>
/// <param name="Cancellation">Signalled when the invocation should end.</param>
public readonly record struct HostContext(NodeKey Node, GuestMemory Memory, CancellationToken Cancellation)
{
    /// <summary>The context of a call from outside any guest: no node, unreadable memory, no cancellation.</summary>
    public static HostContext Detached { get; } = new(NodeKey.None, GuestMemory.Unreadable, CancellationToken.None);

    /// <summary>The context of a native node: its key, unreadable memory.</summary>
    public static HostContext ForNode(NodeKey node, CancellationToken cancellation = default) =>
        new(node, GuestMemory.Unreadable, cancellation);
}
