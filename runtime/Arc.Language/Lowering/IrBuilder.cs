using System.Collections.Immutable;
using Arc.Language.Analysis;
using Arc.Language.Binding;
using Arc.Language.Flow;
using Arc.Sdk.Ir;
using Arc.Sdk.Types;

namespace Arc.Language.Lowering;

/// <summary>Turns analysed flows into IR (runtime sections 1, 2 and 4).</summary>
internal static class IrBuilder
{
    /// <summary>Lowers a program without errors; null after reporting a cycle.</summary>
    /// <param name="program">The bound program, generated functions included.</param>
    /// <param name="graph">Its flows.</param>
    /// <param name="authorities">The declared authorities.</param>
    /// <param name="analysis">Where errors are reported.</param>
    public static IrProgram? Build(BoundProgram program, FlowGraph graph, IrAuthorities authorities, ProgramAnalysis analysis)
    {
        var root = new ScopeBuilder(graph, analysis).Build();
        if (root is null) return null;
        return new IrProgram(
            [.. program.Functions.Select(f => Function(f, program.Source))], [.. graph.Nodes.Select(Node)], [.. graph.Edges], authorities, root);
    }

    private static IrFunction Function(BoundFunction function, string source)
    {
        var span = function.IsGenerated ? function.Span : function.Body.Span;
        ImmutableArray<IrParam> outputs = function.Result is { } result ? [new IrParam("output", result)] : Params(function.Outputs);
        return new IrFunction(
            function.Name, source.Substring(span.Start, span.Length), Params(function.Config), Params(function.Inputs), outputs,
            new IrChannels(function.Reads, function.Writes));
    }

    private static ImmutableArray<IrParam> Params(ImmutableArray<BoundVariable> variables) =>
        [.. variables.Select(static v => new IrParam(v.Name, v.Type, v.Default))];

    private static IrNode Node(FlowNode node) => new(
        node.Key, node.Type, [.. node.Config.Select(Param)], [.. node.Inputs.Select(Param)], [.. node.Outputs.Select(Param)],
        node.Channels);

    private static IrParam Param(FlowPort port)
    {
        ArcType type = port.Type.Root.Known!;
        return new IrParam(port.Name, port.IsChannel ? new ChannelType(type) : type, port.Value);
    }
}
