using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;

namespace Arc.Language.Flow;

/// <summary>Routing tables (language section 17).</summary>
internal sealed partial class FlowAnalysis
{
    /// <summary>The entries of an input routing table: what feeds which parameter.</summary>
    private sealed record InputRouting(List<(FlowNode? Source, Identifier Parameter)> Entries);

    /// <summary>Analyses <c>{ source: chain -> parameter, ... }</c> before an instance.</summary>
    private InputRouting Route(RoutingTableSyntax table)
    {
        var entries = new List<(FlowNode?, Identifier)>();
        foreach (var entry in table.Entries)
        {
            if (entry.Parameter is { } misplaced)
            {
                Error(DiagnosticCodes.Routing, misplaced.Span, "an input routing table names the parameter at the end of the chain, without ':'");
                continue;
            }

            // What is missing has been reported with the syntax.
            if (entry.Nodes.IsEmpty) continue;
            var current = Name(entry.Key, Place.First);
            // The parser has reported what is missing.
            if (entry.Nodes.IsEmpty) continue;
            foreach (var element in entry.Nodes.Take(entry.Nodes.Length - 1))
            {
                var next = Element(element, Place.Middle);
                if (next is not null) ConnectOrForget(current, next, IrEdgeKind.Continuous, element.Span);
                current = next;
            }

            if (entry.Nodes[^1] is not FlowNameSyntax { Name: var parameter })
                Error(DiagnosticCodes.Routing, entry.Nodes[^1].Span, "an entry of an input routing table ends with the name of a parameter");
            else if (!parameter.IsMissing)
                entries.Add((current, parameter));
        }

        return new InputRouting(entries);
    }

    private void Feed(InputRouting routing, FlowNode target, IrEdgeKind kind)
    {
        foreach (var (source, parameter) in routing.Entries)
        {
            if (source is not null) Connect(source, target, kind, parameter.Span, parameter.Name);
            target.Fed.Add(parameter.Name);
        }
    }

    /// <summary>Analyses <c>{ output: chain, ... }</c> behind an instance.</summary>
    private void Distribute(RoutingTableSyntax table, FlowNode? source, bool isGap)
    {
        if (source is null)
        {
            if (!isGap) Error(DiagnosticCodes.Routing, table.Span, "a routing table stands before or behind an instance");
        }
        else if (!source.HasNamedOutputs)
        {
            Error(DiagnosticCodes.Routing, table.Span, $"'{source.Name}' does not have named outputs, cannot use routing table");
            source = null;
        }

        foreach (var entry in table.Entries) Distribute(entry, source);
    }

    private void Distribute(RoutingEntrySyntax entry, FlowNode? source)
    {
        var output = source?.Outputs.Find(o => o.Name == entry.Key.Name);
        if (source is not null && output is null && !entry.Key.IsMissing)
        {
            Error(
                DiagnosticCodes.Routing, entry.Key.Span,
                $"func '{source.Name}' does not have output '{entry.Key}'; it has {string.Join(", ", source.Outputs.Select(static o => o.Name))}");
        }

        FlowNode? previous = null;
        for (var i = 0; i < entry.Nodes.Length; i++)
        {
            var isLast = i == entry.Nodes.Length - 1;
            if (isLast && TryTransfer(entry.Nodes[i], i == 0 ? output is null ? null : source : previous, i == 0 ? output : null, IrEdgeKind.Continuous))
            {
                if (entry.Parameter is { } unfit) Error(DiagnosticCodes.Routing, unfit.Span, $"a transition has no input '{unfit}'; only an instance takes ': parameter'");
                return;
            }

            var node = Element(entry.Nodes[i], isLast ? Place.Last : Place.Middle);
            var parameter = isLast ? entry.Parameter?.Name : null;
            if (node is not null && i == 0 && output is not null) Connect(source!, output, node, IrEdgeKind.Continuous, entry.Nodes[i].Span, parameter);
            else if (node is not null) ConnectOrForget(previous, node, IrEdgeKind.Continuous, entry.Nodes[i].Span, parameter);
            if (node is { HasNamedOutputs: true } && !isLast)
            {
                Error(DiagnosticCodes.Routing, entry.Nodes[i].Span, $"the outputs of '{node.Name}' have names; inside a routing table only the last node may have named outputs");
                node = null;
            }

            previous = node;
        }
    }
}
