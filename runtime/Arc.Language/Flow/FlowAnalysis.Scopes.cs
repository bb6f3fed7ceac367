using System.Collections.Immutable;
using System.Globalization;
using Arc.Language.Analysis;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;

namespace Arc.Language.Flow;

/// <summary>Sequences, stages and their steps (language section 18).</summary>
internal sealed partial class FlowAnalysis
{
    private readonly Dictionary<TopLevelItemSyntax, FlowScope> _topLevel = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(FlowScope Scope, TopLevelItemSyntax Syntax)> _inlineBodies = new();
    private readonly Dictionary<string, SourceSpan> _steps = new(StringComparer.Ordinal);

    /// <summary>Makes the targets of transitions known before anything is analysed, and keeps generated keys clear of their names.</summary>
    private void CollectScopes()
    {
        foreach (var item in _analysis.Syntax.Items)
        {
            if (NameOf(item) is { } name)
            {
                _topLevel.Add(item, new FlowScope(name.Name, ModeOf(item), IrLiveness.Gated, _graph.Root, new Scope(_analysis.Root)));
                _graph.Reserve(name.Name);
            }

            if (item is not (StageSyntax or SequenceSyntax or FlowStatementSyntax)) continue;
            var pending = new Stack<SyntaxNode>(SyntaxChildren.Of(item));
            while (pending.TryPop(out var node))
            {
                if (node is TopLevelItemSyntax inner && NameOf(inner) is { } step)
                {
                    _steps.TryAdd(step.Name, step.Span);
                    _graph.Reserve(step.Name);
                }

                if (node is not ExpressionSyntax)
                {
                    foreach (var child in SyntaxChildren.Of(node)) pending.Push(child);
                }
            }
        }
    }

    private static Identifier? NameOf(TopLevelItemSyntax item) => item switch
    {
        StageSyntax stage => stage.Name,
        SequenceSyntax sequence => sequence.Name,
        _ => null,
    };

    private static IrMode ModeOf(TopLevelItemSyntax item) => item is SequenceSyntax ? IrMode.Sequential : IrMode.Parallel;

    private static ImmutableArray<TopLevelItemSyntax> ItemsOf(TopLevelItemSyntax item) => item switch
    {
        StageSyntax stage => stage.Items,
        SequenceSyntax sequence => sequence.Items,
        _ => [],
    };

    /// <summary>An item of the root or of a stage.</summary>
    private void Item(TopLevelItemSyntax item)
    {
        switch (item)
        {
            case FlowStatementSyntax flow:
                Chain(flow);
                break;
            case SingleNodeSyntax single:
                Single(single.Node);
                break;
            case StageSyntax or SequenceSyntax:
                if (!_topLevel.TryGetValue(item, out var scope))
                {
                    var name = NameOf(item);
                    var key = name?.Name ?? _graph.NextKey(item is StageSyntax ? "stage" : "seq");
                    scope = NewScope(key, item, name is null ? IrLiveness.Always : IrLiveness.Gated, _scope);
                }

                Enter(scope, item);
                break;
        }
    }

    private static FlowScope NewScope(string key, TopLevelItemSyntax item, IrLiveness liveness, FlowScope parent, bool isInline = false) =>
        new(key, ModeOf(item), liveness, parent, new Scope(parent.Names)) { IsInline = isInline };

    /// <summary>Analyses the body of a stage or sequence as a member of the current scope.</summary>
    private void Enter(FlowScope scope, TopLevelItemSyntax syntax)
    {
        _scope.Members.Add(new FlowMember(null, scope));
        Body(scope, syntax);
    }

    /// <summary>Inline bodies come last (runtime section 2), and so need no stack however deep they nest.</summary>
    private void InlineBodies()
    {
        while (_inlineBodies.TryDequeue(out var inline)) Body(inline.Scope, inline.Syntax);
    }

    private void Body(FlowScope scope, TopLevelItemSyntax syntax)
    {
        var items = ItemsOf(syntax);
        var outer = _scope;
        _scope = scope;
        DeclareNames(scope, items);
        if (scope.Mode == IrMode.Sequential) Steps(scope, items);
        else
        {
            foreach (var item in items) Item(item);
        }

        _scope = outer;
    }

    /// <summary>Names of steps are unique in their sequence and may be those of outer steps; any other visible name conflicts.</summary>
    private void DeclareNames(FlowScope scope, ImmutableArray<TopLevelItemSyntax> items)
    {
        foreach (var item in items)
        {
            if (NameOf(item) is not { } name) continue;
            var sequence = scope.Mode == IrMode.Sequential ? scope : null;
            var other = scope.Names.FindDeclared(name.Name);
            if (other is null || other is StepSymbol { Sequence: { } of } && of != sequence)
                scope.Names.Add(new StepSymbol(name.Name, name.Span, item is StageSyntax, sequence));
            else _analysis.ReportConflict(name.Name, name.Span, other);
        }
    }

    private void Steps(FlowScope sequence, ImmutableArray<TopLevelItemSyntax> items)
    {
        sequence.StepKeys = StepKeys(items);
        for (var i = 0; i < items.Length; i++)
        {
            sequence.CurrentStep = i;
            var item = items[i];
            var key = sequence.StepKeys[i];
            if (item is StageSyntax or SequenceSyntax)
            {
                Enter(NewScope(key, item, NameOf(item) is null ? IrLiveness.Always : IrLiveness.Gated, sequence), item);
                continue;
            }

            var step = new FlowScope(key, IrMode.Parallel, IrLiveness.Gated, sequence, sequence.Names);
            sequence.Members.Add(new FlowMember(null, step));
            _scope = step;
            var last = item switch
            {
                FlowStatementSyntax flow => Chain(flow),
                SingleNodeSyntax single => Single(single.Node),
                _ => null,
            };
            _scope = sequence;
            if (last is { Outputs: [var output, ..] })
                sequence.Transitions.Add((item.Span.Start, new IrTransition(new IrHandle(last.Key, output.Name), NextOf(sequence))));
        }
    }

    private static ImmutableArray<string> StepKeys(ImmutableArray<TopLevelItemSyntax> items)
    {
        var names = items.Select(NameOf).OfType<Identifier>().Select(static n => n.Name).ToHashSet(StringComparer.Ordinal);
        return [.. items.Select((item, i) => NameOf(item)?.Name ?? Generated(i))];

        string Generated(int index)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"step_{index}");
            while (names.Contains(key)) key += "_";
            return key;
        }
    }

    private static string? NextOf(FlowScope sequence) =>
        sequence.CurrentStep + 1 < sequence.StepKeys.Length ? sequence.StepKeys[sequence.CurrentStep + 1] : null;

    /// <summary>A node that stands alone: an instance, or an expression that is evaluated in every cycle.</summary>
    private FlowNode? Single(FlowElementSyntax element) => element switch
    {
        FlowNameSyntax { Name: var name } when _analysis.Lookup(name.Name) is null && _scope.Names.FindDeclared(name.Name) is { } step => NoNode(name, step),
        FlowNameSyntax { Name: var name } => Gate(name),
        InlineStageSyntax or InlineSequenceSyntax => null,
        _ => Element(element, Place.Alone),
    };

    private FlowNode? Gate(Identifier name) => _analysis.Lookup(name.Name) switch
    {
        ChannelSymbol => Expression(new NameSyntax(name), Place.Alone),
        ScopeSymbol scope => NoNode(name, scope),
        _ => Name(name, Place.Alone),
    };

    private FlowNode? NoNode(Identifier name, DeclaredSymbol scope) =>
        Fail(DiagnosticCodes.Transition, name.Span, $"'{name}' is a {scope.Kind} and no value; write 'condition => {name}' to go there");
}
