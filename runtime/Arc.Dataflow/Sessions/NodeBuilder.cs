using System.Collections.Frozen;
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

    // Many nodes are of one kind: what they have in common is made once.
    private readonly Dictionary<string, Symbol?> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlySet<string>> _singleInputs = new(StringComparer.Ordinal);
    private readonly Dictionary<(Symbol, Primitive), ImmutableDictionary<string, Primitive>> _singleTypes = [];
    private readonly List<(string Variable, Primitive Type)> _bound = [];

    /// <summary>Makes every node; any failure aborts the start.</summary>
    public Dictionary<string, Node> Build()
    {
        var nodes = new Dictionary<string, Node>(program.Ir.Nodes.Length, StringComparer.Ordinal);
        foreach (var ir in program.Ir.Nodes)
        {
            if (!nodes.TryAdd(ir.Key, Build(ir))) throw new DataflowException($"two nodes have the key '{ir.Key}'");
        }

        return nodes;
    }

    private Node Build(IrNode ir)
    {
        if (_functions.TryGetValue(ir.Type, out var function)) return Compiled(ir, function);
        var connected = ConnectedTo(ir.Key);
        Node? node;
        try
        {
            var key = services.Nodes.GetOrAdd(ir.Key);
            var types = Resolve(ir.Type) is { } symbol ? Bind(ir, symbol) : ImmutableDictionary<string, Primitive>.Empty;
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

    private Symbol? Resolve(string type)
    {
        if (!_symbols.TryGetValue(type, out var symbol)) _symbols.Add(type, symbol = modules.Set.Symbols.Resolve(type));
        return symbol;
    }

    private IReadOnlySet<string> ConnectedTo(string node)
    {
        string? only = null;
        foreach (var input in _incoming[node])
        {
            if (only is not null && only != input) return _incoming[node].ToHashSet(StringComparer.Ordinal);
            only = input;
        }

        if (only is null) return FrozenSet<string>.Empty;
        if (!_singleInputs.TryGetValue(only, out var inputs)) _singleInputs.Add(only, inputs = new HashSet<string>([only], StringComparer.Ordinal));
        return inputs;
    }

    private static ConfigValues ConfigOf(IrNode ir)
    {
        if (ir.Config.IsEmpty) return ConfigValues.Empty;
        var values = new Dictionary<string, Constant>(ir.Config.Length, StringComparer.Ordinal);
        foreach (var parameter in ir.Config)
        {
            if (parameter.Value is { } value) values.Add(parameter.Name, value);
        }

        return new ConfigValues(values);
    }

    /// <summary>What the type variables of the member's flow signature stand for, read off the node's concrete types.</summary>
    private ImmutableDictionary<string, Primitive> Bind(IrNode ir, Symbol symbol)
    {
        if (symbol.Flow is not { } flow) return ImmutableDictionary<string, Primitive>.Empty;
        _bound.Clear();
        Match(flow.Inputs, ir.Inputs);
        Match(flow.Outputs, ir.Outputs);
        Match(flow.Config, ir.Config);
        if (_bound is not [var only]) return _bound.ToImmutableDictionary(b => b.Variable, b => b.Type, StringComparer.Ordinal);
        // A symbol whose only variable is bound to one type has one binding.
        if (!_singleTypes.TryGetValue((symbol, only.Type), out var types) || !types.ContainsKey(only.Variable))
            _singleTypes[(symbol, only.Type)] = types = ImmutableDictionary<string, Primitive>.Empty.WithComparers(StringComparer.Ordinal).Add(only.Variable, only.Type);
        return types;
    }

    private void Match(ImmutableArray<Parameter> declared, ImmutableArray<IrParam> concrete)
    {
        foreach (var parameter in declared)
        {
            if (TypeVariables.VariableOf(parameter.Type) is not { } variable || IsBound(variable.Name)) continue;
            foreach (var param in concrete)
            {
                if (param.Name != parameter.Name) continue;
                if (ElementOf(param.Type) is { } primitive) _bound.Add((variable.Name, primitive));
                break;
            }
        }
    }

    private bool IsBound(string variable)
    {
        foreach (var (name, _) in _bound)
        {
            if (name == variable) return true;
        }

        return false;
    }

    private static Primitive? ElementOf(ArcType type) => type switch
    {
        PrimitiveType primitive => primitive.Primitive,
        SeriesType series => ElementOf(series.Element),
        ChannelType channel => ElementOf(channel.Value),
        _ => null,
    };
}
