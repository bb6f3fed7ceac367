using System.Diagnostics.CodeAnalysis;

namespace Arc.Sdk.Types;

/// <summary>A type of the Arc language (arc-language.md, section 3). Types compare by value.</summary>
public abstract record ArcType
{
    private protected ArcType()
    {
    }

    /// <summary>i64 with unit ns: time stamps and time spans.</summary>
    public static PrimitiveType TimeSpan { get; } = new(Primitive.I64, Unit.Nanoseconds);

    /// <summary>The type of one primitive with an optional unit.</summary>
    public static PrimitiveType Of(Primitive primitive, Unit? unit = null) => new(primitive, unit);

    /// <summary>The name as it is written in source.</summary>
    public abstract override string ToString();

    /// <summary>Reads the name of a concrete type: <c>chan? series? primitive unit?</c>, with single spaces.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ArcType? type)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string Channel = "chan ";
        const string Series = "series ";
        type = null;
        if (text.StartsWith(Channel, StringComparison.Ordinal))
        {
            if (!TryParse(text[Channel.Length..], out var value) || value is ChannelType) return false;
            type = new ChannelType(value);
            return true;
        }

        if (text.StartsWith(Series, StringComparison.Ordinal))
        {
            if (!TryParse(text[Series.Length..], out var element) || element is not PrimitiveType) return false;
            type = new SeriesType(element);
            return true;
        }

        var space = text.IndexOf(' ', StringComparison.Ordinal);
        Unit? unit = null;
        if (!PrimitiveFacts.TryParse(space < 0 ? text : text[..space], out var primitive)) return false;
        if (space >= 0 && !Unit.TryGet(text[(space + 1)..], out unit)) return false;
        type = new PrimitiveType(primitive, unit);
        return true;
    }
}

/// <summary>A numeric type or text, with an optional unit.</summary>
/// <param name="Primitive">The primitive.</param>
/// <param name="Unit">The unit; null if none is declared.</param>
public sealed record PrimitiveType(Primitive Primitive, Unit? Unit = null) : ArcType
{
    /// <inheritdoc/>
    public override string ToString() => Unit is null ? Primitive.Name() : $"{Primitive.Name()} {Unit.Name}";
}

/// <summary>A homogeneous array of a primitive; an i32 handle in WebAssembly.</summary>
/// <param name="Element">A <see cref="PrimitiveType"/>, or a <see cref="VariableType"/> in a polymorphic signature.</param>
public sealed record SeriesType(ArcType Element) : ArcType
{
    /// <inheritdoc/>
    public override string ToString() => $"series {Element}";
}

/// <summary>A series whose element type does not matter and adds no variable to the import name (the C# type <c>Series</c>).</summary>
/// <remarks>As a result it has the element type of the first such parameter.</remarks>
public sealed record AnySeriesType : ArcType
{
    /// <summary>The only instance anyone needs.</summary>
    public static AnySeriesType Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "series";
}

/// <summary>How a channel parameter is used.</summary>
public enum ChannelAccess : byte
{
    /// <summary>Either way.</summary>
    Any,

    /// <summary>The member reads the channel.</summary>
    Read,

    /// <summary>The member writes the channel.</summary>
    Write,
}

/// <summary>A reference to an external channel; an i32 key in WebAssembly.</summary>
/// <param name="Value">What the channel carries: a primitive, a series, or a variable in a polymorphic signature.</param>
/// <param name="Access">Direction that a library member declares for the parameter.</param>
public sealed record ChannelType(ArcType Value, ChannelAccess Access = ChannelAccess.Any) : ArcType
{
    /// <inheritdoc/>
    public override string ToString() => $"chan {Value}";
}

/// <summary>A type variable of a library member's signature. All occurrences of one name in one signature are the same type.</summary>
/// <param name="Name">The variable's name, for example <c>T</c>.</param>
/// <param name="Constraint">The types that it may stand for.</param>
public sealed record VariableType(string Name, TypeSet Constraint) : ArcType
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
