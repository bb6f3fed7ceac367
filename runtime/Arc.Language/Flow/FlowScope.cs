using System.Collections.Immutable;
using Arc.Language.Analysis;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;

namespace Arc.Language.Flow;

/// <summary>A scope while flows are analysed: the root, a stage, a sequence, a step or an inline body (runtime section 2).</summary>
/// <param name="key">Its key in the IR, unique within its parent.</param>
/// <param name="mode">How its members run.</param>
/// <param name="liveness">How it becomes active.</param>
/// <param name="parent">The scope that it is a member of; null for the root.</param>
/// <param name="names">What the source declares here and further out.</param>
internal sealed class FlowScope(string key, IrMode mode, IrLiveness liveness, FlowScope? parent, Scope names)
{
    public string Key { get; } = key;

    public IrMode Mode { get; } = mode;

    public IrLiveness Liveness { get; } = liveness;

    public FlowScope? Parent { get; } = parent;

    public Scope Names { get; } = names;

    /// <summary>Whether it is a body in a flow or routing table.</summary>
    public bool IsInline { get; init; }

    /// <summary>Nodes and nested scopes in source order.</summary>
    public List<FlowMember> Members { get; } = [];

    /// <summary>Outputs that activate it, each with its place in the source.</summary>
    public List<(int At, IrActivation Activation)> Activations { get; } = [];

    /// <summary>
    /// Transitions, each with its place in the source. Those of a sequence lead to its steps or out of it; one of a top-level stage
    /// leaves the stage, because the same output activates another top-level scope.
    /// </summary>
    public List<(int At, IrTransition Transition)> Transitions { get; } = [];

    /// <summary>The keys of the steps of a sequence.</summary>
    public ImmutableArray<string> StepKeys { get; set; } = [];

    /// <summary>The step that is being analysed.</summary>
    public int CurrentStep { get; set; }

    /// <summary>The innermost sequence around this place; null if there is none.</summary>
    public FlowScope? Sequence
    {
        get
        {
            var scope = this;
            while (scope is { Mode: not IrMode.Sequential }) scope = scope.Parent;
            return scope;
        }
    }

    /// <summary>The member of the root around this place; null at the root.</summary>
    public FlowScope? TopLevel => MemberOf(static parent => parent.Parent is null);

    /// <summary>The member of a scope that this one is or lies in; null if it lies elsewhere.</summary>
    public FlowScope? MemberOf(FlowScope ancestor) => MemberOf(parent => parent == ancestor);

    private FlowScope? MemberOf(Func<FlowScope, bool> isAncestor)
    {
        for (var scope = this; scope.Parent is { } parent; scope = parent)
        {
            if (isAncestor(parent)) return scope;
        }

        return null;
    }
}

/// <summary>A member of a scope: exactly one of the two.</summary>
/// <param name="Node">A node.</param>
/// <param name="Scope">A nested scope.</param>
internal readonly record struct FlowMember(FlowNode? Node, FlowScope? Scope)
{
    public string Key => Node?.Key ?? Scope!.Key;
}

/// <summary>A named step of a sequence, or a named sequence in a stage.</summary>
/// <param name="name">Its name.</param>
/// <param name="declaration">Where it is declared.</param>
/// <param name="isStage">Whether it is a stage.</param>
/// <param name="sequence">The sequence whose step it is; null for a sequence in a stage, which nothing can target.</param>
internal sealed class StepSymbol(string name, SourceSpan declaration, bool isStage, FlowScope? sequence) : DeclaredSymbol(name, declaration)
{
    public FlowScope? Sequence { get; } = sequence;

    public override string Kind => isStage ? "stage" : "sequence";
}
