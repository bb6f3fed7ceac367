using Arc.Sdk.Types;

namespace Arc.Sdk.Channels;

/// <summary>A channel that the host offers.</summary>
/// <param name="Key">Its numeric key; not 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it carries: a primitive with or without unit, or a series.</param>
/// <param name="IndexKey">Key of the channel that carries its time stamps; 0 if it has none.</param>
public sealed record ChannelInfo(int Key, string Name, ArcType Type, int IndexKey = 0)
{
    /// <summary>The primitive of its samples.</summary>
    public Primitive Element => Type switch
    {
        PrimitiveType type => type.Primitive,
        SeriesType { Element: PrimitiveType element } => element.Primitive,
        _ => throw new InvalidOperationException($"channel '{Name}' has the type {Type}, which no sample can have"),
    };
}
