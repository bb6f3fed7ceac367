using Arc.Sdk.Channels;

namespace Arc.Runtime;

/// <summary>One channel of a session, with the C# type of its samples. Usually a property of a generated session class.</summary>
/// <typeparam name="T">The C# type of the samples: one of the ten numeric types, or <see cref="Sdk.Text"/>.</typeparam>
public abstract class ArcChannel<T>
{
    private protected ArcChannel(ArcSession session, string name)
    {
        ArgumentNullException.ThrowIfNull(session);
        Session = session;
        Name = name;
        // Wrong names and types are found here, not with the first sample.
        session.TryGetLatest<T>(name, out _);
    }

    /// <summary>The channel's name in programs.</summary>
    public string Name { get; }

    /// <summary>Key, type and unit.</summary>
    public ChannelInfo Info => Session.Channels.First(c => c.Name == Name);

    /// <summary>The last sample that was received or written; the type's default before the first.</summary>
    public T? Latest => TryGetLatest(out var value) ? value : default;

    /// <summary>The session.</summary>
    private protected ArcSession Session { get; }

    /// <summary>The last sample that was received or written.</summary>
    /// <param name="value">The sample.</param>
    /// <returns>False before the first.</returns>
    public bool TryGetLatest(out T value) => Session.TryGetLatest(Name, out value);

    /// <summary>The name and the last sample.</summary>
    public override string ToString() => TryGetLatest(out var value) ? $"{Name} = {value}" : Name;
}
