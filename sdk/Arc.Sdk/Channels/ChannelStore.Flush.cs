namespace Arc.Sdk.Channels;

public sealed partial class ChannelStore
{
    private readonly List<ChannelBuffer> _touched = [];

    /// <summary>Channels that were written in the current cycle, in order of first write.</summary>
    public IReadOnlyList<ChannelBuffer> Written => _touched;

    private void Touch(ChannelBuffer buffer)
    {
        if (!_touched.Contains(buffer)) _touched.Add(buffer);
    }
}
