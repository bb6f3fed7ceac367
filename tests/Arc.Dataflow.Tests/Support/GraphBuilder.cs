using System.Collections.Immutable;
using Arc.Language.Lowering;
using Arc.Sdk.Ir;
using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests;

/// <summary>Builds the IR of a root-scope program by hand, as lowering would.</summary>
public sealed class GraphBuilder
{
    private readonly List<IrFunction> _functions = [];
    private readonly List<IrNode> _nodes = [];
    private readonly List<IrEdge> _edges = [];
    private readonly Dictionary<string, int> _areas = [];

    public IrAuthorities Authorities { get; set; } = IrAuthorities.None;

    public GraphBuilder On(string key, int channel, Primitive element) => Node(key, "telem.on",
        [Channel(channel, element)], [], [Param("output", element)], IrChannels.None with { Read = One(channel) });

    public GraphBuilder Write(string key, int channel, Primitive element) => Node(key, "telem.write",
        [Channel(channel, element)], [Param("input", element)], [Param("output", Primitive.U8)], IrChannels.None with { Write = One(channel) });

    public GraphBuilder Constant(string key, Primitive element, long value) =>
        Node(key, "op.constant", [Param("value", element, Constant2(value))], [], [Param("output", element)]);

    public GraphBuilder Interval(string key, long period) =>
        Node(key, "time.interval", [new IrParam("period", ArcType.TimeSpan, Constant2(period))], [], [Param("output", Primitive.U8)]);

    public GraphBuilder Node(string key, string type, IrParam[] config, IrParam[] inputs, IrParam[] outputs, IrChannels? channels = null)
    {
        _nodes.Add(new IrNode(key, type, [.. config], [.. inputs], [.. outputs], channels ?? IrChannels.None));
        return this;
    }

    /// <summary>A node that runs a function of its own name with the given parameters.</summary>
    public GraphBuilder Function(string name, IrParam[] config, IrParam[] inputs, IrParam[] outputs, int area = -1, string? key = null)
    {
        _functions.Add(new IrFunction(name, "", [.. config], [.. inputs], [.. outputs], IrChannels.None));
        if (area >= 0) _areas.Add(name, area);
        return Node(key ?? name, name, config, inputs, outputs);
    }

    /// <summary>Connects the first outputs and inputs along a chain written <c>a -> b => c</c>.</summary>
    public GraphBuilder Flow(string chain)
    {
        var parts = chain.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 2; i < parts.Length; i += 2)
        {
            var (source, target) = (Find(parts[i - 2]), Find(parts[i]));
            var param = target.Inputs.IsEmpty ? "input" : target.Inputs[0].Name;
            Edge(source.Key, source.Outputs[0].Name, target.Key, param, parts[i - 1] == "=>" ? IrEdgeKind.Conditional : IrEdgeKind.Continuous);
        }

        return this;
    }

    public GraphBuilder Edge(string source, string output, string target, string input, IrEdgeKind kind = IrEdgeKind.Continuous)
    {
        _edges.Add(new IrEdge(new IrHandle(source, output), new IrHandle(target, input), kind));
        return this;
    }

    public IrProgram Build()
    {
        var strata = Stratifier.Lay([.. _nodes.Select(n => n.Key)], _edges.Select(e => (e.Source.Node, e.Target.Node)), out var cycle);
        Assert.Empty(cycle);
        var root = new IrScope(
            "root", IrMode.Parallel, IrLiveness.Always, [], [.. strata.Select(s => s.Select(k => new IrMember(k, null)).ToImmutableArray())], [], []);
        return new IrProgram([.. _functions], [.. _nodes], [.. _edges], Authorities, root);
    }

    public DataflowProgram Program() => new(Build(), _areas.ToImmutableSortedDictionary(StringComparer.Ordinal));

    public static IrParam Param(string name, Primitive element, Constant? value = null) => new(name, ArcType.Of(element), value);

    private static IrParam Channel(int key, Primitive element) =>
        new("channel", new ChannelType(ArcType.Of(element)), Sdk.Types.Constant.Of(key));

    private static ImmutableSortedDictionary<int, string> One(int channel) =>
        ImmutableSortedDictionary<int, string>.Empty.Add(channel, $"c{channel}");

    private static Constant Constant2(long value) => Sdk.Types.Constant.Of(value);

    private IrNode Find(string key) => _nodes.Find(n => n.Key == key) ?? throw new ArgumentException($"no node '{key}'");
}
