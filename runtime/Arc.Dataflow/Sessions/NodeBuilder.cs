using System.Collections.Immutable;
using Arc.Engines;
using Arc.Sdk.Ir;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Dataflow;

/// <summary>Makes the nodes of a session from the IR.</summary>
internal sealed class NodeBuilder(DataflowProgram program, ModuleInstances modules, SessionServices services, IGuest? guest, ExecutionAllowance? allowance)
{
    private readonly Dictionary<string, IrFunction> _functions = program.Ir.Functions.ToDictionary(f => f.Key, StringComparer.Ordinal);
    private readonly ILookup<string, string> _incoming = program.Ir.Edges.ToLookup(e => e.Target.Node, e => e.Target.Param, StringComparer.Ordinal);

    /// <summary>Makes every node; any failure aborts the start.</summary>
    public Dictionary<string, Node> Build()
    {
        var nodes = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var ir in program.Ir.Nodes)
        {
            if (!nodes.TryAdd(ir.Key, Build(ir))) throw new DataflowException($"two nodes have the key '{ir.Key}'");
        }

        return nodes;
    }

    private Node Build(IrNode ir)
    {
        if (_functions.TryGetValue(ir.Type, out var function)) return Compiled(ir, function);
        var connected = _incoming[ir.Key].ToHashSet(StringComparer.Ordinal);
        Node? node;
        try
        {
            var key = services.Nodes.GetOrAdd(ir.Key);
            var types = modules.Set.Symbols.Resolve(ir.Type) is { } symbol ? Bind(ir, symbol) : ImmutableDictionary<string, Primitive>.Empty;
            node = modules.CreateNode(ir.Type, member => new NodeRequest
            {
                Key = key,
                Member = member,
                Types = types,
                Config = ConfigOf(ir),
                Services = services,
                ConnectedInputs = connected,
            });
        }
        catch (Exception e) when (e is not DataflowException)
        {
            throw new DataflowException($"node '{ir.Key}' ({ir.Type}) could not be made: {e.Message}", e);
        }

        return node ?? throw new DataflowException($"node '{ir.Key}': no module offers the node '{ir.Type}'");
    }

    private CompiledFunctionNode Compiled(IrNode ir, IrFunction function)
    {
        services.Nodes.GetOrAdd(ir.Key);
        var area = program.OutputMemoryBases.TryGetValue(function.Key, out var address) ? address : -1;
        return new CompiledFunctionNode(
            guest ?? throw new DataflowException($"node '{ir.Key}' runs the function '{ir.Type}', but the program has no guest"),
            ir, area, _incoming.Contains(ir.Key), function.Key.StartsWith("expression_", StringComparison.Ordinal), services.Handles.Texts, allowance);
    }

    private static ConfigValues ConfigOf(IrNode ir) =>
        new(ir.Config.Where(p => p.Value is not null).ToDictionary(p => p.Name, p => p.Value!.Value, StringComparer.Ordinal));

    /// <summary>What the type variables of the member's flow signature stand for, read off the node's concrete types.</summary>
    private static ImmutableDictionary<string, Primitive> Bind(IrNode ir, Symbol symbol)
    {
        var bound = ImmutableDictionary.CreateBuilder<string, Primitive>(StringComparer.Ordinal);
        if (symbol.Flow is not { } flow) return bound.ToImmutable();
        Match(flow.Inputs, ir.Inputs);
        Match(flow.Outputs, ir.Outputs);
        Match(flow.Config, ir.Config);
        return bound.ToImmutable();

        void Match(ImmutableArray<Parameter> declared, ImmutableArray<IrParam> concrete)
        {
            foreach (var parameter in declared)
            {
                if (TypeVariables.VariableOf(parameter.Type) is not { } variable || bound.ContainsKey(variable.Name)) continue;
                if (concrete.FirstOrDefault(p => p.Name == parameter.Name) is { } param && ElementOf(param.Type) is { } primitive)
                    bound.Add(variable.Name, primitive);
            }
        }
    }

    private static Primitive? ElementOf(ArcType type) => type switch
    {
        PrimitiveType primitive => primitive.Primitive,
        SeriesType series => ElementOf(series.Element),
        ChannelType channel => ElementOf(channel.Value),
        _ => null,
    };
}
