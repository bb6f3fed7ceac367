using System.Collections.Immutable;
using Arc.Sdk.Ir;

namespace Arc.Cli.Graphs;

/// <summary>A program as a picture shows it: nodes with labels, scopes in scopes, and everything that leads from one to another.</summary>
/// <param name="Nodes">The nodes; their ids are their positions.</param>
/// <param name="Scopes">The scopes, each before those inside it; the first is the root. Their ids are their positions.</param>
/// <param name="Links">Edges first, then activations, then transitions.</param>
internal sealed record ProgramGraph(ImmutableArray<GraphNode> Nodes, ImmutableArray<GraphScope> Scopes, ImmutableArray<GraphLink> Links)
{
    /// <summary>Whether the output of a link needs naming: its node has others.</summary>
    public bool IsOneOfSeveral(GraphLink link) => link.Source.Kind == GraphEndKind.Node && Nodes[link.Source.Id].Ir.Outputs.Length > 1;
}

/// <summary>What a node is to somebody who looks at the program from outside.</summary>
internal enum GraphRole : byte
{
    /// <summary>A channel that is read.</summary>
    Source,

    /// <summary>A channel that is written.</summary>
    Sink,

    /// <summary>A literal or a global constant.</summary>
    Constant,

    /// <summary>An expression or a function of the program.</summary>
    Compiled,

    /// <summary>A node of a module.</summary>
    Module,
}

/// <summary>A node.</summary>
/// <param name="Id">Its position among the nodes.</param>
/// <param name="Ir">The node of the program.</param>
/// <param name="Label">Its source form.</param>
/// <param name="Details">Key, types and channels, a line each.</param>
/// <param name="Role">What it is.</param>
/// <param name="Scope">The scope that owns it.</param>
internal sealed record GraphNode(int Id, IrNode Ir, string Label, string Details, GraphRole Role, int Scope);

/// <summary>A scope.</summary>
/// <param name="Id">Its position among the scopes.</param>
/// <param name="Ir">The scope of the program.</param>
/// <param name="Title">Its kind and name; a step's ordinal before it.</param>
/// <param name="Details">Key, mode and liveness, a line each.</param>
/// <param name="Parent">The scope that owns it; -1 for the root.</param>
/// <param name="Depth">Number of scopes around it.</param>
/// <param name="Rows">The strata of a parallel scope; the steps of a sequential one, one in each.</param>
/// <param name="HasExit">Whether a transition leaves it without leading elsewhere.</param>
internal sealed record GraphScope(
    int Id, IrScope Ir, string Title, string Details, int Parent, int Depth, ImmutableArray<ImmutableArray<GraphEnd>> Rows, bool HasExit)
{
    public bool IsSequence => Ir.Mode == IrMode.Sequential;

    public bool IsGated => Ir.Liveness == IrLiveness.Gated;
}

/// <summary>What a <see cref="GraphEnd"/> is.</summary>
internal enum GraphEndKind : byte
{
    Node,
    Scope,

    /// <summary>The exit of a scope.</summary>
    Exit,
}

/// <summary>Something that a link can lead to, or a member of a scope.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The node's or the scope's id.</param>
internal readonly record struct GraphEnd(GraphEndKind Kind, int Id);

/// <summary>What a link means.</summary>
internal enum GraphLinkKind : byte
{
    /// <summary>Data; every emission triggers the target.</summary>
    Continuous,

    /// <summary>Data; truthy emissions trigger the target.</summary>
    Conditional,

    /// <summary>Every emission activates a scope.</summary>
    Activation,

    /// <summary>Truthy emissions activate a scope.</summary>
    ConditionalActivation,

    /// <summary>A truthy emission moves a sequence to another step, or out of it.</summary>
    Transition,
}

/// <summary>An arrow.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Source">The node that it comes from; the exit of a nested sequence, whose end moves the one around it.</param>
/// <param name="Output">The node's output; empty for an exit.</param>
/// <param name="Target">Where it leads.</param>
/// <param name="Input">The target's input; empty unless it carries data.</param>
/// <param name="Details">All of this in words.</param>
internal sealed record GraphLink(GraphLinkKind Kind, GraphEnd Source, string Output, GraphEnd Target, string Input, string Details);
