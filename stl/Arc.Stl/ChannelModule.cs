using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Stl;

/// <summary>Reading and writing channels from function bodies.</summary>
/// <param name="channels">The session's channel buffers.</param>
[Module("channel", Internal = true)]
public sealed partial class ChannelModule(ChannelStore channels)
{
    /// <summary>The last sample of the channel's latest batch; the zero value if there is none.</summary>
    /// <param name="channel">The channel.</param>
    [HostFunction(Contexts.Call)]
    public T Read<T>([ChannelAccess(ChannelAccess.Read)] Channel<T> channel) => channels.Latest<T>(channel.Key);

    /// <summary>Appends one sample to the channel's write buffer, and a time stamp to its index channel's.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="value">The sample.</param>
    [HostFunction(Contexts.Call)]
    public void Write<T>([ChannelAccess(ChannelAccess.Write)] Channel<T> channel, T value) where T : System.Numerics.INumber<T> =>
        channels.Write(channel.Key, value);

    /// <summary>Appends one text to the channel's write buffer; an unknown one does nothing.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="value">The text.</param>
    [HostFunction("write", Contexts.Call)]
    public void WriteText([ChannelAccess(ChannelAccess.Write)] Channel<Text> channel, Text? value)
    {
        if (value is { } text) channels.Write(channel.Key, text);
    }
}
