using System.Threading.Channels;

namespace Arc.Runtime;

/// <summary>A channel that the program reads: the application sends samples to it.</summary>
/// <typeparam name="T">The C# type of the samples.</typeparam>
public class ArcInput<T> : ArcChannel<T>
{
    /// <summary>Looks a channel up.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">The channel's name.</param>
    /// <exception cref="ArgumentException">There is no such channel, or it carries another type.</exception>
    public ArcInput(ArcSession session, string name)
        : base(session, name) => Writer = session.Input<T>(name);

    /// <summary>The channel as a writer of the base library: every item that is written to it is a frame.</summary>
    public ChannelWriter<T> Writer { get; }

    /// <summary>Sends samples: one frame, one cycle. Waits while too many frames are waiting already.</summary>
    /// <param name="values">The samples; kept, not copied.</param>
    /// <exception cref="ChannelClosedException">The input was closed, or the session has ended.</exception>
    public ValueTask SendAsync(params T[] values) => Session.SendAsync(Name, values);

    /// <summary>Sends everything that a source gives, a frame an item, until the source ends or the session does.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task FeedAsync(IAsyncEnumerable<T> source, CancellationToken cancellation = default) => Session.FeedAsync(Name, source, cancellation);
}
