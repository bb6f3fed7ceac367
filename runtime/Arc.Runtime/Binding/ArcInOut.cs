namespace Arc.Runtime;

/// <summary>A channel that the program reads and writes, such as a set point that an operator changes as well.</summary>
/// <typeparam name="T">The C# type of the samples.</typeparam>
public sealed class ArcInOut<T> : ArcInput<T>
{
    /// <summary>Looks a channel up.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">The channel's name.</param>
    /// <exception cref="ArgumentException">There is no such channel, or it carries another type.</exception>
    public ArcInOut(ArcSession session, string name)
        : base(session, name)
    {
    }

    /// <summary>What the program writes from now on, a batch for each cycle that writes.</summary>
    /// <param name="options">How much the subscriber may fall behind.</param>
    public Subscription<ChannelSamples<T>> Subscribe(SubscriptionOptions? options = null) => Session.Subscribe<T>(Name, options);
}
