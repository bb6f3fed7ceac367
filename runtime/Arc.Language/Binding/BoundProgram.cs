using System.Collections.Immutable;
using Arc.Language.Syntax;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Language.Binding;

/// <summary>What a variable is.</summary>
public enum BoundVariableKind : byte
{
    /// <summary>A config parameter.</summary>
    Config,

    /// <summary>An input.</summary>
    Input,

    /// <summary>A named output.</summary>
    Output,

    /// <summary>Declared with <c>:=</c>.</summary>
    Local,

    /// <summary>Declared with <c>$=</c>.</summary>
    Stateful,

    /// <summary>Of a loop; not assignable.</summary>
    Loop,
}

/// <summary>A variable of one function. Variables compare by identity.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its type; a <see cref="ChannelType"/> for a channel parameter or an alias of one.</param>
/// <param name="kind">What it is.</param>
/// <param name="span">Where it is declared.</param>
public sealed class BoundVariable(string name, ArcType type, BoundVariableKind kind, SourceSpan span)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its type.</summary>
    public ArcType Type { get; } = type;

    /// <summary>What it is.</summary>
    public BoundVariableKind Kind { get; } = kind;

    /// <summary>Where it is declared.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>For a stateful variable its number, unique across the whole program from 0 (arc-stl.md, section 3.2); else -1.</summary>
    public int StateId { get; init; } = -1;

    /// <summary>For a config parameter or an input the value when it is left out.</summary>
    public Constant? Default { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Type}";
}

/// <summary>A channel that is read or written: one that the host declares, or the one in a channel parameter.</summary>
/// <param name="Info">The host's channel; null for a parameter.</param>
/// <param name="Parameter">The parameter, or a local alias of one; null for a host's channel.</param>
public sealed record BoundChannel(ChannelInfo? Info, BoundVariable? Parameter);

/// <summary>A function of the program.</summary>
public sealed record BoundFunction
{
    /// <summary>Its name, under which it is exported.</summary>
    public required string Name { get; init; }

    /// <summary>Config parameters.</summary>
    public ImmutableArray<BoundVariable> Config { get; init; } = [];

    /// <summary>Inputs.</summary>
    public ImmutableArray<BoundVariable> Inputs { get; init; } = [];

    /// <summary>Named outputs; empty for none or an unnamed one.</summary>
    public ImmutableArray<BoundVariable> Outputs { get; init; } = [];

    /// <summary>The type of the unnamed output; null if there is none.</summary>
    public ArcType? Result { get; init; }

    /// <summary>The body.</summary>
    public required BoundBlock Body { get; init; }

    /// <summary>Channels that it reads, transitively through calls.</summary>
    public ImmutableSortedDictionary<int, string> Reads { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Channels that it writes, transitively through calls.</summary>
    public ImmutableSortedDictionary<int, string> Writes { get; init; } = ImmutableSortedDictionary<int, string>.Empty;

    /// <summary>Whether it was made from an expression in a flow (<c>expression_N</c>, <c>fmt$fmt_N</c>).</summary>
    public bool IsGenerated { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourceSpan Span { get; init; }
}

/// <summary>A global constant.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">Its value, scaled to the type's unit.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundGlobalConstant(string Name, PrimitiveType Type, Constant Value, SourceSpan Span);

/// <summary>A program after analysis, without errors.</summary>
/// <param name="Functions">Functions in order of declaration, then generated ones.</param>
/// <param name="Constants">Global constants.</param>
/// <param name="Source">The source, for bodies and positions.</param>
public sealed record BoundProgram(ImmutableArray<BoundFunction> Functions, ImmutableArray<BoundGlobalConstant> Constants, string Source)
{
    /// <summary>Names of the stateful variables by their numbers.</summary>
    public ImmutableArray<string> StateNames { get; init; } = [];
}
