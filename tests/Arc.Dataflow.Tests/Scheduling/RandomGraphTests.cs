using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Xunit.Abstractions;

namespace Arc.Dataflow.Tests.Scheduling;

/// <summary>The scheduler against a full recomputation of every node in every cycle.</summary>
public class RandomGraphTests(ITestOutputHelper output)
{
    [Fact, Trait("Kind", "Random")]
    public void RandomGraphs_EqualTheNaiveRecomputation()
    {
        var seed = Soak.Seed(output);
        var random = new Random(seed);
        for (var round = 0; round < Soak.Times(150); round++) Check(random, $"seed {seed}, graph {round}");
    }

    private static void Check(Random random, string label)
    {
        var sources = random.Next(1, 5);
        var inner = random.Next(1, 120);
        var operands = new List<int>[sources + inner];
        var conditional = new bool[sources + inner][];
        var emit = new long?[sources];
        var modules = ModuleSet.Empty.Add(TestModule.Describe("rnd",
            ("source", new FlowSignature([new("id", ArcType.Of(Primitive.I64))], [], [new("output", ArcType.Of(Primitive.I64))]), r => new ProbeNode(
                self =>
                {
                    if (emit[r.Config.Get<int>("id")] is { } value) self.Output.Append(value, self.Output.Stamp(0));
                }, [])),
            ("sum", new FlowSignature([], [], [new("output", ArcType.Of(Primitive.I64))]), r => new Sum([.. r.ConnectedInputs.Order(StringComparer.Ordinal)]))));

        // Nodes are declared in a random order: the strata must not depend on it.
        var graph = new GraphBuilder();
        var order = Enumerable.Range(0, sources + inner).ToArray();
        random.Shuffle(order);
        foreach (var id in order)
        {
            if (id < sources) graph.Node($"n{id}", "rnd.source", [GraphBuilder.Param("id", Primitive.I64, Constant.Of(id))], [], [GraphBuilder.Param("output", Primitive.I64)]);
            else graph.Node($"n{id}", "rnd.sum", [], [], [GraphBuilder.Param("output", Primitive.I64)]);
        }

        for (var id = sources; id < sources + inner; id++)
        {
            var count = Math.Min(id, random.Next(1, 4));
            operands[id] = [.. Enumerable.Range(0, count).Select(_ => random.Next(id))];
            conditional[id] = [.. operands[id].Select(_ => random.Next(3) == 0)];
            for (var i = 0; i < count; i++)
                graph.Edge($"n{operands[id][i]}", "output", $"n{id}", $"i{i}", conditional[id][i] ? Sdk.Ir.IrEdgeKind.Conditional : Sdk.Ir.IrEdgeKind.Continuous);
        }

        using var run = new SessionHarness(graph, null, modules);
        // The oracle: value and number of the emission of every node, and the emission that each node took last per input.
        var values = new long[sources + inner];
        var emissions = new int[sources + inner];
        var taken = new int[sources + inner, 4];
        for (var cycle = 0; cycle < 20; cycle++)
        {
            for (var i = 0; i < sources; i++) emit[i] = random.Next(3) == 0 ? random.Next(-1, 2) : null;
            run.Cycle();
            var emitted = new bool[sources + inner];
            for (var id = 0; id < sources + inner; id++)
            {
                if (id < sources)
                {
                    if (emit[id] is not { } value) continue;
                    values[id] = value;
                    emitted[id] = true;
                    emissions[id]++;
                    continue;
                }

                // Triggered by an edge that fired in this cycle, it takes whatever is newer than what it took before, of every input.
                var triggered = Enumerable.Range(0, operands[id].Count).Any(i => emitted[operands[id][i]] && (!conditional[id][i] || values[operands[id][i]] != 0));
                if (!triggered) continue;
                var fresh = false;
                for (var i = 0; i < operands[id].Count; i++)
                {
                    if (emissions[operands[id][i]] > taken[id, i]) fresh = true;
                    taken[id, i] = emissions[operands[id][i]];
                }

                if (!fresh || operands[id].Any(o => emissions[o] == 0)) continue;
                values[id] = operands[id].Sum(o => values[o]) % 3;
                emitted[id] = true;
                emissions[id]++;
            }

            for (var id = sources; id < sources + inner; id++)
            {
                var node = (Sum)run.Session.Nodes[$"n{id}"];
                Assert.True(node.Emissions == emissions[id] && (emissions[id] == 0 || node.Value == values[id]), $"{label}, cycle {cycle}, node {id}: {node.Value} after {node.Emissions} emissions, expected {values[id]} after {emissions[id]}");
                Assert.True(node.ExecutionsInCycle <= 1, $"{label}: node {id} ran {node.ExecutionsInCycle} times in one cycle");
                node.ExecutionsInCycle = 0;
            }
        }

        Assert.Empty(run.Errors);
    }

    private sealed class Sum : Sdk.Nodes.Node
    {
        private readonly OutputPort<long> _output;
        private readonly InputPort<long>[] _ports;

        public Sum(string[] inputs)
        {
            _ports = [.. inputs.Select(AddInput<long>)];
            _output = AddOutput<long>("output");
        }

        public int Emissions { get; private set; }

        public int ExecutionsInCycle { get; set; }

        public long Value => _output.Count == 0 ? 0 : _output.Values[^1];

        public override void Execute(ref NodeContext context)
        {
            ExecutionsInCycle++;
            if (!RefreshInputs()) return;
            Emissions++;
            context.Emit(_output, _ports.Sum(p => p.At(0)) % 3, TimeAt(_output, 0, ref context));
        }
    }
}
