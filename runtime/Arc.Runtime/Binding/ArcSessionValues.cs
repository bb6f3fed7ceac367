using Arc.Dataflow;
using Arc.Sdk;
using Arc.Sdk.Channels;
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
            return session.PostAsync(FrameOf(info, values), cancellation);
        }
    }

    private static Frame FrameOf(ChannelInfo channel, ArcValue[] values) => channel.Element switch
    {
        Primitive.U8 => Fill<byte>(channel, values),
        Primitive.U16 => Fill<ushort>(channel, values),
        Primitive.U32 => Fill<uint>(channel, values),
        Primitive.U64 => Fill<ulong>(channel, values),
        Primitive.I8 => Fill<sbyte>(channel, values),
        Primitive.I16 => Fill<short>(channel, values),
        Primitive.I32 => Fill<int>(channel, values),
        Primitive.I64 => Fill<long>(channel, values),
        Primitive.F32 => Fill<float>(channel, values),
        Primitive.F64 => Fill<double>(channel, values),
        _ => Fill<Text>(channel, values),
    };

    private static Frame Fill<T>(ChannelInfo channel, ArcValue[] values) => new Frame().Add(channel.Key, Array.ConvertAll(values, v => v.As<T>()));
}
