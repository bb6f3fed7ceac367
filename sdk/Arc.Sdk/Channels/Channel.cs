namespace Arc.Sdk;

/// <summary>A channel parameter of a host function or a node: its key, typed. The samples are in the <c>ChannelStore</c> that the constructor asks for.</summary>
/// <typeparam name="T">The type of its samples.</typeparam>
/// <param name="Key">The channel's numeric key; 0 stands for "none".</param>
public readonly record struct Channel<T>(int Key)
{
    /// <summary>True for key 0.</summary>
    public bool IsNone => Key == 0;
}
