using System.Collections.Immutable;
using System.Globalization;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Runtime;

/// <summary>
/// What the outputs are set to when a program no longer looks after them: when its session stops, when its loop fails, when a
/// deadline is missed. Immutable.
/// </summary>
/// <example>
/// <code>
/// var safe = SafeState.None.With("valve", (byte)0).With("heater", 0.0).WithAuthority(0);
/// </code>
/// </example>
public sealed record SafeState
{
    private SafeState()
    {
    }

    /// <summary>Nothing is written: the outputs stay as the program left them.</summary>
    public static SafeState None { get; } = new();

    /// <summary>The values, in the order in which they are written.</summary>
    public ImmutableArray<KeyValuePair<string, ArcValue>> Values { get; private init; } = [];

    /// <summary>The control authorities, 0 to 255, in the order in which they are released; null stands for all channels that the program writes.</summary>
    public ImmutableArray<KeyValuePair<string?, byte>> Authorities { get; private init; } = [];

    /// <summary>This state and one more value.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="value">The value, of the channel's own type.</param>
    public SafeState With<T>(string channel, T value) => With(channel, ArcValue.Of(value));

    /// <summary>This state and one more value.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="value">The value, of the channel's own type.</param>
    public SafeState With(string channel, ArcValue value)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return this with { Values = Values.Add(new(channel, value)) };
    }

    /// <summary>This state and the authority over every channel that the program writes; 0 gives control away.</summary>
    public SafeState WithAuthority(byte authority) => this with { Authorities = Authorities.Add(new(null, authority)) };

    /// <summary>This state and the authority over one channel; 0 gives control away.</summary>
    public SafeState WithAuthority(string channel, byte authority)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return this with { Authorities = Authorities.Add(new(channel, authority)) };
    }

    /// <summary>Checks that every channel exists and carries the type of its value.</summary>
    /// <exception cref="ArgumentException">One does not.</exception>
    internal void Validate(IReadOnlyDictionary<string, ChannelInfo> channels)
    {
        foreach (var (name, value) in Values)
        {
            var channel = Find(name);
            if (value.Type is not PrimitiveType { Primitive: var primitive } || primitive != channel.Element)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"the safe state sets channel '{name}' to a value of type {value.Type}, but it carries {channel.Type}; expected a {channel.Element.Name()}"));
        }

        foreach (var (name, _) in Authorities)
        {
            if (name is not null) Find(name);
        }

        ChannelInfo Find(string name) =>
            channels.TryGetValue(name, out var channel) ? channel : throw new ArgumentException($"the safe state names the channel '{name}', which does not exist");
    }
}

/// <summary>Why outputs were set to the safe state.</summary>
public enum SafeStateCause : byte
{
    /// <summary>The session was stopped, or its input ended.</summary>
    Stopped,

    /// <summary>The loop failed: something other than a node threw.</summary>
    Failed,

    /// <summary>A deadline was missed.</summary>
    DeadlineMissed,
}
