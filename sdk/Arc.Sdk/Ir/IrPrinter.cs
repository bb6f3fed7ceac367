using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Arc.Sdk.Ir;

/// <summary>Prints the IR for people and for tests of lowering: one line a node, edge and stratum.</summary>
public static class IrPrinter
{
    /// <summary>The whole program.</summary>
    public static string Print(IrProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        var text = new StringBuilder();
        foreach (var function in program.Functions)
            text.Append("func ").Append(function.Key).Append(Signature(function.Config, function.Inputs, function.Outputs)).Append(Channels(function.Channels)).Append('\n');
        foreach (var node in program.Nodes)
            text.Append("node ").Append(node.Key).Append(" = ").Append(node.Type).Append(Signature(node.Config, node.Inputs, node.Outputs)).Append(Channels(node.Channels)).Append('\n');
        foreach (var edge in program.Edges)
            text.Append("edge ").Append(Handle(edge.Source)).Append(edge.Kind == IrEdgeKind.Conditional ? " => " : " -> ").Append(Handle(edge.Target)).Append('\n');
        if (program.Authorities.Default is { } standard) text.Append(CultureInfo.InvariantCulture, $"authority {standard}\n");
        foreach (var (channel, value) in program.Authorities.Channels) text.Append(CultureInfo.InvariantCulture, $"authority #{channel} {value}\n");
        Print(text, program.Root, "");
        return text.ToString();
    }

    private static void Print(StringBuilder text, IrScope scope, string indent)
    {
        text.Append(indent).Append("scope ").Append(scope.Key).Append(scope.Mode == IrMode.Parallel ? " parallel" : " sequential")
            .Append(scope.Liveness == IrLiveness.Always ? " always" : " gated").Append('\n');
        indent += "  ";
        foreach (var activation in scope.Activations)
            text.Append(indent).Append("activated by ").Append(Handle(activation.On)).Append(activation.Kind == IrEdgeKind.Conditional ? " =>\n" : " ->\n");
        for (var i = 0; i < scope.Strata.Length; i++) Members(text, scope.Strata[i], indent, string.Create(CultureInfo.InvariantCulture, $"stratum {i}:"));
        if (scope.Mode == IrMode.Sequential) Members(text, scope.Steps, indent, "steps:");
        foreach (var transition in scope.Transitions)
            text.Append(indent).Append("on ").Append(Handle(transition.On)).Append(" goto ").Append(transition.TargetKey ?? "exit").Append('\n');
    }

    private static void Members(StringBuilder text, ImmutableArray<IrMember> members, string indent, string title)
    {
        text.Append(indent).Append(title);
        foreach (var member in members) text.Append(' ').Append(member.Key);
        text.Append('\n');
        foreach (var member in members)
        {
            if (member.Scope is { } scope) Print(text, scope, indent + "  ");
        }
    }

    private static string Handle(IrHandle handle) => $"{handle.Node}.{handle.Param}";

    private static string Signature(ImmutableArray<IrParam> config, ImmutableArray<IrParam> inputs, ImmutableArray<IrParam> outputs) =>
        $"{(config.IsEmpty ? "" : $"{{{List(config)}}}")}({List(inputs)}){(outputs.IsEmpty ? "" : $" -> {List(outputs)}")}";

    private static string List(ImmutableArray<IrParam> parameters) => string.Join(", ", parameters.Select(p =>
        $"{p.Name} {p.Type}{(p.Value is { } value ? $" = {value.ToSource()}" : "")}"));

    private static string Channels(IrChannels channels)
    {
        var reads = channels.Read.IsEmpty ? "" : $" reads {Names(channels.Read)}";
        var writes = channels.Write.IsEmpty ? "" : $" writes {Names(channels.Write)}";
        return reads + writes;
    }

    private static string Names(ImmutableSortedDictionary<int, string> channels) =>
        string.Join(", ", channels.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value}#{c.Key}")));
}
