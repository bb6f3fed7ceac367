using Arc.Compiler.Tests.Support;
using Arc.Compiler.Wasm;
using Arc.Sdk.Types;

namespace Arc.Compiler.Tests.Emission;

/// <summary>Random programs give the same bits and the same traps on V8 and on the managed engine.</summary>
public sealed class DifferentialTests(NodeHost node) : IClassFixture<NodeHost>
{
    [NodeTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void RandomProgram_OnBothEngines_GivesTheSameBits(int seed)
    {
        var (completed, made) = (0, 0);
        for (var round = 0; round < 25; round++)
        {
            var random = new Random(seed * 1000 + round);
            var functions = new RandomProgram(random).Make(5);
            var program = Tree.Compile(functions);
            NodeCall[] calls =
            [
                .. functions.SelectMany(f => Enumerable.Range(0, 12).Select(_ => new NodeCall(f.Name, [.. f.Inputs.Select(i => Argument(((PrimitiveType)i.Type).Primitive, random))]))),
            ];

            var theirs = node.Run(program, calls);
            var ours = EngineHost.Run(program, calls);

            made += calls.Length;
            completed += ours.Count(r => r is not null);
            for (var i = 0; i < calls.Length; i++)
            {
                var type = WasmTypes.Of(program.Find(calls[i].Function)!.Outputs[0].Type);
                var expected = theirs.Results[i].Trap is null ? theirs.Results[i].Value : default(ulong?);
                var text = $"seed {seed}, round {round}, {calls[i].Function}({string.Join(", ", calls[i].Arguments)}), trap: {theirs.Results[i].Trap}";
                Assert.Equal((text, EngineHost.Canonical(expected, type)), (text, EngineHost.Canonical(ours[i], type)));
            }
        }

        // A generator whose programs mostly trap would test little.
        Assert.True(completed * 3 > made, $"only {completed} of {made} calls completed");
    }

    private static Slot Argument(Primitive type, Random random)
    {
        if (type.IsFloat()) return Numbers.Slot(Numbers.FloatEdges[random.Next(Numbers.FloatEdges.Length)], type);
        var edges = Numbers.Edges(type);
        return Numbers.Slot(edges[random.Next(edges.Length)], type);
    }
}
