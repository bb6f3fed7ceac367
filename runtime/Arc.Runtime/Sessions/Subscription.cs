using System.Threading.Channels;

namespace Arc.Runtime;

/// <summary>How much a subscriber may fall behind.</summary>
/// <param name="Capacity">Items that wait for the subscriber; at least 1.</param>
/// <remarks>A control program does not wait for those who watch it: beyond the capacity the oldest items are dropped, and counted in <see cref="Subscription{T}.Dropped"/>.</remarks>
public sealed record SubscriptionOptions(int Capacity = SubscriptionOptions.DefaultCapacity)
{
    /// <summary>
    /// Whether a subscription to everything has the samples too, which are copied for it. Without them it has authorities, errors, replacements and the
    /// safe state with its values.
    /// </summary>
    public bool Samples { get; init; } = true;

    /// <summary>Items that wait unless the subscriber says otherwise.</summary>
    public const int DefaultCapacity = 4096;

    /// <summary>The defaults.</summary>
    public static SubscriptionOptions Default { get; } = new();
}

/// <summary>
/// What a session produces, from the moment of subscribing on. It ends when the session does. Read it with <c>await foreach</c>
/// or through <see cref="Reader"/>, from one place; dispose it to stop watching.
/// </summary>
/// <typeparam name="T">The kind of items.</typeparam>
public sealed class Subscription<T> : IAsyncEnumerable<T>, IDisposable
{
    private readonly Channel<T> _items;
    private readonly Action<Subscription<T>> _remove;
    private long _dropped;

    internal Subscription(SubscriptionOptions options, Action<Subscription<T>> remove)
    {
        _remove = remove;
        TakesSamples = options.Samples;
        _items = Channel.CreateBounded<T>(
            new BoundedChannelOptions(options.Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
    }

    /// <summary>The items as a channel.</summary>
    public ChannelReader<T> Reader => _items.Reader;

    /// <summary>Items that were dropped because the subscriber fell behind.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _items.Reader.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Stops watching; what was received stays readable.</summary>
    public void Dispose()
    {
        _remove(this);
        Complete(null);
    }

    internal bool TakesSamples { get; }

    internal void Add(T item) => _items.Writer.TryWrite(item);

    internal void Complete(Exception? error) => _items.Writer.TryComplete(error);
}
