using Arc.Dataflow;
using Arc.Sdk.Types;

namespace Arc.Runtime;

/// <summary>Samples whose type is known only at run time: from JSON, from a form.</summary>
public static class ArcSessionValues
{
    extension(ArcSession session)
    {
        /// <summary>Sends a sample to a channel: a frame of its own.</summary>
        /// <param name="channel">The channel's name.</param>
        /// <param name="value">The sample, of the channel's own type; a series is sent as its elements.</param>
        /// <param name="cancellation">Ends waiting.</param>
        /// <exception cref="ArgumentException">There is no such channel, or it carries another type.</exception>
        /// <exception cref="System.Threading.Channels.ChannelClosedException">The input was closed, or the session has ended.</exception>
        public ValueTask SendValueAsync(string channel, ArcValue value, CancellationToken cancellation = default)
        {
            ArgumentNullException.ThrowIfNull(session);
            var info = session.Channels.FirstOrDefault(c => c.Name == channel) ?? throw new ArgumentException($"there is no channel '{channel}'", nameof(channel));
            ArcValue[] values = value.Series is null ? [value] : [.. value.Elements()];
            if (values.Any(v => v.Type is not PrimitiveType { Primitive: var primitive } || primitive != info.Element))
                throw new ArgumentException($"channel '{channel}' carries {info.Type}, not {value.Type}", nameof(value));
            return session.PostAsync(new Frame().AddValues(info, values), cancellation);
        }
    }
}
