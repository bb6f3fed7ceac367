using Arc.Dataflow;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Runtime;

/// <summary>Frames of samples whose type is known only at run time.</summary>
public static class FrameValues
{
    extension(Frame frame)
    {
        /// <summary>Adds a series of dynamic values.</summary>
        /// <param name="channel">The channel.</param>
        /// <param name="values">The samples, of the channel's own element type.</param>
        /// <returns>The frame.</returns>
        /// <exception cref="InvalidCastException">A value has another type.</exception>
        public Frame AddValues(ChannelInfo channel, params ReadOnlySpan<ArcValue> values)
        {
            ArgumentNullException.ThrowIfNull(frame);
            ArgumentNullException.ThrowIfNull(channel);
            return channel.Element switch
            {
                Primitive.U8 => Add<byte>(frame, channel, values),
                Primitive.U16 => Add<ushort>(frame, channel, values),
                Primitive.U32 => Add<uint>(frame, channel, values),
                Primitive.U64 => Add<ulong>(frame, channel, values),
                Primitive.I8 => Add<sbyte>(frame, channel, values),
                Primitive.I16 => Add<short>(frame, channel, values),
                Primitive.I32 => Add<int>(frame, channel, values),
                Primitive.I64 => Add<long>(frame, channel, values),
                Primitive.F32 => Add<float>(frame, channel, values),
                Primitive.F64 => Add<double>(frame, channel, values),
                _ => Add<Text>(frame, channel, values),
            };
        }
    }

    private static Frame Add<T>(Frame frame, ChannelInfo channel, ReadOnlySpan<ArcValue> values)
    {
        var samples = new T[values.Length];
        for (var i = 0; i < samples.Length; i++) samples[i] = values[i].As<T>();
        return frame.Add(channel.Key, samples);
    }
}
