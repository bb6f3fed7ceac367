using Arc.Language.Analysis;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;

namespace Arc.Language.Flow;

/// <summary>Ends of chains that hand over control: <c>next</c>, names of steps and top-level scopes, inline bodies (language section 18).</summary>
internal sealed partial class FlowAnalysis
{
    /// <summary>Analyses the last element of a chain if it hands over control; false if it is a node.</summary>
    /// <param name="element">The element.</param>
    /// <param name="source">What stands before it; null if that is broken.</param>
    /// <param name="output">The output that the chain follows; the first one if null.</param>
    /// <param name="kind">The operator before it.</param>
    private bool TryTransfer(FlowElementSyntax element, FlowNode? source, FlowPort? output, IrEdgeKind kind)
    {
        switch (element)
        {
            case NextSyntax:
                Next(element.Span, On(source, output));
                return true;
            case InlineStageSyntax { Stage: var stage }:
                Inline(stage, On(source, output), kind);
                return true;
            case InlineSequenceSyntax { Sequence: var sequence }:
                Inline(sequence, On(source, output), kind);
                return true;
            case FlowNameSyntax { Name: var name }:
                switch (_analysis.Lookup(name.Name, _scope.Names))
                {
                    case StepSymbol { Sequence: { } sequence }:
                        if (On(source, output) is { } on) sequence.Transitions.Add((name.Span.Start, new IrTransition(on, name.Name)));
                        return true;
                    case StepSymbol:
                        NotReachable(name, "a sequence inside a stage is no target; move it to the top level or make it a step");
                        return true;
                    case ScopeSymbol scope:
                        Jump(name, scope, On(source, output), kind);
                        return true;
                    case null when _steps.TryGetValue(name.Name, out var elsewhere):
                        NotReachable(name, "a transition leads to a step of an enclosing sequence, or to a top-level sequence or stage", elsewhere);
                        return true;
                }

                return false;
            default:
                return false;
        }
    }

    /// <summary>The output that a transition watches; null if the chain before it is broken.</summary>
    private IrHandle? On(FlowNode? source, FlowPort? output)
    {
        if (source is null) return null;
        output ??= source.Outputs.FirstOrDefault();
        if (output is not null) return new IrHandle(source.Key, output.Name);
        Error(DiagnosticCodes.Flow, source.Span, $"'{source.Name}' has no output to connect in flow chain");
        return null;
    }

    private void NotReachable(Identifier name, string advice, SourceSpan? declaration = null)
    {
        DiagnosticNote[] notes = declaration is { } span ? [new DiagnosticNote($"'{name}' is declared here", _analysis.Source.PositionAt(span.Start))] : [];
        Error(DiagnosticCodes.Transition, name.Span, $"'{name}' is not reachable from here; {advice}", notes);
    }

    /// <summary><c>next</c>: the following step of the innermost sequence.</summary>
    private void Next(SourceSpan span, IrHandle? on)
    {
        for (var scope = _scope; ; scope = scope.Parent)
        {
            if (scope is null)
            {
                Error(DiagnosticCodes.Transition, span, "'next' can only be used inside a sequence; a top-level stage names its target, as in 'condition => target'");
                return;
            }

            if (scope.Mode == IrMode.Sequential)
            {
                if (NextOf(scope) is not { } target)
                    Error(DiagnosticCodes.Transition, span, $"'next' in last stage '{scope.StepKeys[scope.CurrentStep]}' has no next stage; name a target or add a step behind it");
                else if (on is not null) scope.Transitions.Add((span.Start, new IrTransition(on, target)));
                return;
            }

            if (!scope.IsInline) continue;
            Error(DiagnosticCodes.Transition, span, "'next' cannot be used inside an inline body; name the target instead, or make the body a sequence with a following step");
            return;
        }
    }

    /// <summary>
    /// A jump to a top-level scope activates it, and leaves the innermost sequence or, outside of sequences, the top-level stage.
    /// Where something is left, both happen together, on truthy values only (runtime sections 2 and 5.2).
    /// </summary>
    private void Jump(Identifier name, ScopeSymbol symbol, IrHandle? on, IrEdgeKind kind)
    {
        if (symbol.Syntax is SequenceSyntax { Items.IsEmpty: true })
        {
            Error(DiagnosticCodes.Transition, name.Span, $"sequence '{name}' has no steps; give it at least one");
            return;
        }

        if (on is null || !_topLevel.TryGetValue(symbol.Syntax, out var target)) return;
        var left = _scope.Sequence ?? _scope.TopLevel;
        Activate(target, on, left is null ? kind : IrEdgeKind.Conditional, name.Span.Start);
        // A stage that names itself stays active: the jump leads to no other scope.
        if (left is not null && (left != target || left.Mode == IrMode.Sequential)) left.Transitions.Add((name.Span.Start, new IrTransition(on, null)));
    }

    private void Inline(TopLevelItemSyntax body, IrHandle? on, IrEdgeKind kind)
    {
        if (NameOf(body) is { } name)
            Error(DiagnosticCodes.Transition, name.Span, $"inline routing case body stages must be anonymous; remove name '{name}'");
        var scope = NewScope(_graph.NextKey("__inline"), body, IrLiveness.Gated, _scope, isInline: true);
        if (on is not null) Activate(scope, on, kind, body.Span.Start);
        _scope.Members.Add(new FlowMember(null, scope));
        _inlineBodies.Enqueue((scope, body));
    }

    private void Activate(FlowScope target, IrHandle on, IrEdgeKind kind, int at)
    {
        target.Activations.Add((at, new IrActivation(on, kind)));
        _graph.Activations.Add((at, _scope, on.Node, target));
    }
}
