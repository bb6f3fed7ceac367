using System.Collections.Immutable;
using Arc.Sdk.Types;

namespace Arc.Sdk.Ir;

/// <summary>The intermediate representation of a program: what a scheduler runs (arc-runtime.md, section 1).</summary>
/// <param name="Functions">User functions and generated expression functions.</param>
/// <param name="Nodes">The nodes of the dataflow graph.</param>
/// <param name="Edges">What connects them.</param>
/// <param name="Authorities">The declared control authorities.</param>
/// <param name="Root">The root scope: parallel and always live.</param>
public sealed record IrProgram(
    ImmutableArray<IrFunction> Functions, ImmutableArray<IrNode> Nodes, ImmutableArray<IrEdge> Edges, IrAuthorities Authorities, IrScope Root);

/// <summary>A function with a compiled body.</summary>
/// <param name="Key">Its name, under which the guest exports it.</param>
/// <param name="Body">Its source text.</param>
/// <param name="Config">Config parameters.</param>
/// <param name="Inputs">Inputs.</param>
/// <param name="Outputs">Outputs.</param>
/// <param name="Channels">What it reads and writes, transitively.</param>
public sealed record IrFunction(
    string Key, string Body, ImmutableArray<IrParam> Config, ImmutableArray<IrParam> Inputs, ImmutableArray<IrParam> Outputs, IrChannels Channels);

/// <summary>A node.</summary>
/// <param name="Key">Its unique key.</param>
/// <param name="Type">The name of a function of the program, or the canonical <c>module.member</c>.</param>
/// <param name="Config">Config values.</param>
/// <param name="Inputs">Inputs, with defaults.</param>
/// <param name="Outputs">Outputs.</param>
/// <param name="Channels">What it reads and writes.</param>
public sealed record IrNode(
    string Key, string Type, ImmutableArray<IrParam> Config, ImmutableArray<IrParam> Inputs, ImmutableArray<IrParam> Outputs, IrChannels Channels);

/// <summary>A parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its concrete type.</param>
/// <param name="Value">The default or configured value; null if there is none. A channel is given by its key.</param>
public sealed record IrParam(string Name, ArcType Type, Constant? Value = null);

/// <summary>Channels by key, with their names.</summary>
/// <param name="Read">Channels that are read.</param>
/// <param name="Write">Channels that are written.</param>
public sealed record IrChannels(ImmutableSortedDictionary<int, string> Read, ImmutableSortedDictionary<int, string> Write)
{
    /// <summary>No channels.</summary>
    public static IrChannels None { get; } = new(ImmutableSortedDictionary<int, string>.Empty, ImmutableSortedDictionary<int, string>.Empty);
}

/// <summary>One end of an edge.</summary>
/// <param name="Node">The node's key.</param>
/// <param name="Param">The name of its output or input.</param>
public sealed record IrHandle(string Node, string Param);

/// <summary>When an edge triggers its target.</summary>
public enum IrEdgeKind : byte
{
    /// <summary>Not given; the same as <see cref="Continuous"/>.</summary>
    Unspecified = 0,

    /// <summary>On every emission.</summary>
    Continuous = 1,

    /// <summary>On truthy emissions.</summary>
    Conditional = 2,
}

/// <summary>A connection that carries data.</summary>
/// <param name="Source">The output.</param>
/// <param name="Target">The input.</param>
/// <param name="Kind">When it triggers.</param>
public sealed record IrEdge(IrHandle Source, IrHandle Target, IrEdgeKind Kind);

/// <summary>Control authorities.</summary>
/// <param name="Default">For every channel that is written; null if not declared.</param>
/// <param name="Channels">Per channel key.</param>
public sealed record IrAuthorities(byte? Default, ImmutableSortedDictionary<int, byte> Channels)
{
    /// <summary>Nothing declared.</summary>
    public static IrAuthorities None { get; } = new(null, ImmutableSortedDictionary<int, byte>.Empty);
}

/// <summary>How a scope runs its members.</summary>
public enum IrMode : byte
{
    /// <summary>All at once.</summary>
    Parallel = 1,

    /// <summary>One step at a time.</summary>
    Sequential = 2,
}

/// <summary>How a scope becomes active.</summary>
public enum IrLiveness : byte
{
    /// <summary>With the scope that owns it.</summary>
    Always = 1,

    /// <summary>By an activation or a transition.</summary>
    Gated = 2,
}

/// <summary>A scope: the program, a stage, a sequence, a step.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Mode">How its members run.</param>
/// <param name="Liveness">How it becomes active.</param>
/// <param name="Activations">Outputs that activate it.</param>
/// <param name="Strata">Members of a parallel scope, in strata.</param>
/// <param name="Steps">Members of a sequential scope.</param>
/// <param name="Transitions">
/// Transitions of a sequential scope, in source order. A top-level stage has one without target for every output that activates
/// another top-level scope: the stage is deactivated after its walk.
/// </param>
public sealed record IrScope(
    string Key, IrMode Mode, IrLiveness Liveness, ImmutableArray<IrActivation> Activations,
    ImmutableArray<ImmutableArray<IrMember>> Strata, ImmutableArray<IrMember> Steps, ImmutableArray<IrTransition> Transitions);

/// <summary>A member of a scope: exactly one of a node and a nested scope.</summary>
/// <param name="NodeKey">The node; null for a scope.</param>
/// <param name="Scope">The scope; null for a node.</param>
public sealed record IrMember(string? NodeKey, IrScope? Scope)
{
    /// <summary>The key of the node or scope.</summary>
    public string Key => NodeKey ?? Scope!.Key;
}

/// <summary>An output that activates a scope.</summary>
/// <param name="On">The output.</param>
/// <param name="Kind">Whether any emission counts, or only truthy ones.</param>
public sealed record IrActivation(IrHandle On, IrEdgeKind Kind);

/// <summary>A change of step.</summary>
/// <param name="On">The output that causes it.</param>
/// <param name="TargetKey">A step of the same scope; null leaves the scope.</param>
public sealed record IrTransition(IrHandle On, string? TargetKey);
