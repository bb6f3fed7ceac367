using Arc.Dataflow;
using Benchmarks.Measuring;

namespace Benchmarks.Dataflow;

/// <summary>What a node costs when it fires, a sample through a compiled function, an idle cycle, and loading.</summary>
internal static class DataflowComparisons
{
    private const string Native = "math.clamp{lo=-1000000000, hi=1000000000}";
    private const string Compiled = "f{}";
    private const string Function = "func f(x f64) f64 { return x * 0.5 + 1.0 }";
    private const string Import = "import math";

    public static IEnumerable<Comparison> All()
    {
        yield return Chain();
        yield return ChainOfBatches();
        yield return Fan();
        yield return Sparse(10);
        yield return Sparse(100);
        yield return CompiledNode();
        yield return Batch();
        yield return Idle();
        foreach (var nodes in new[] { 1_000, 10_000 }) yield return Loading(nodes);
        yield return Edit();
    }

    private static Comparison Chain()
    {
        const int Messages = 100;
        var program = new FlowProgram(FlowProgram.Chains(1, 1000, Native, Import));
        var peer = TplNetwork.Chain(1000);
        return new Comparison("a sample through a chain of 1,000 nodes, a node", 1000.0 * Messages,
            Measure.InProcess("Arc", () => program.Run(Messages)), Measure.InProcess("TPL Dataflow, one by one", () => peer.OneByOne(Messages)),
            Measure.InProcess("TPL Dataflow, streamed", () => peer.Stream(Messages)));
    }

    private static Comparison ChainOfBatches()
    {
        var program = new FlowProgram(FlowProgram.Chains(1, 1000, Native, Import));
        var batch = Enumerable.Range(1, 1000).Select(static i => (double)i).ToArray();
        var peer = TplNetwork.Chain(1000);
        return new Comparison("1,000 samples through a chain of 1,000 nodes, a sample and node", 1000.0 * batch.Length,
            Measure.InProcess("Arc, in one batch", () =>
            {
                program.Feed(batch);
                return program.Last;
            }),
            Measure.InProcess("TPL Dataflow, streamed", () => peer.Stream(batch.Length)));
    }

    private static Comparison Fan()
    {
        const int Messages = 100;
        var program = new FlowProgram(FlowProgram.Fan(1000, Native, Import));
        var peer = TplNetwork.Broadcast(1000);
        return new Comparison("a sample to 1,000 flows of a reader and a node, a flow", 1000.0 * Messages,
            Measure.InProcess("Arc", () => program.Run(Messages)), Measure.InProcess("TPL Dataflow, streamed", () => peer.Stream(Messages, 1000)));
    }

    // One node in ten or in a hundred fires; those in between have nothing to do.
    private static Comparison Sparse(int chains)
    {
        const int Messages = 1000;
        var program = new FlowProgram(FlowProgram.Chains(chains, 100, Native, Import), chains);
        return new Comparison(
            FormattableString.Invariant($"1 of {chains} chains of 100 nodes, a fired node"), 100.0 * Messages, Measure.InProcess("Arc", () => program.Run(Messages, chains)));
    }

    private static Comparison CompiledNode()
    {
        const int Messages = 1000;
        var program = new FlowProgram(FlowProgram.Chains(1, 100, Compiled, Function));
        var unbound = new FlowProgram(FlowProgram.Chains(1, 100, Compiled, Function), options: new SessionOptions { CycleBudget = 0 });
        return new Comparison("a sample through 100 compiled functions, a function", 100.0 * Messages,
            Measure.InProcess("Arc", () => program.Run(Messages)), Measure.InProcess("Arc, no budget of the cycle", () => unbound.Run(Messages)));
    }

    private static Comparison Batch()
    {
        const int Messages = 10;
        var program = new FlowProgram(FlowProgram.Chains(1, 100, Compiled, Function));
        var batch = Enumerable.Range(1, 1000).Select(static i => (double)i).ToArray();
        return new Comparison("1,000 samples through 100 compiled functions, a sample", 100.0 * 1000 * Messages, Measure.InProcess("Arc", () =>
        {
            for (var i = 0; i < Messages; i++) program.Feed(batch);
            return program.Last;
        }));
    }

    private static Comparison Idle()
    {
        const int Cycles = 100_000;
        var program = new FlowProgram(FlowProgram.Chains(1, 1000, Native, Import));
        return new Comparison("a cycle with nothing to do, 1,000 nodes", Cycles, Measure.InProcess("Arc", () =>
        {
            for (var i = 0; i < Cycles; i++) program.Cycle();
            return program.Last;
        }));
    }

    private static Comparison Edit()
    {
        var live = new LiveEdit();
        return new Comparison(
            FormattableString.Invariant($"a program of {LiveEdit.Lines:N0} lines from saving to its first answer in a live session"), 1, Measure.InProcess("Arc", live.Save));
    }

    private static Comparison Loading(int nodes)
    {
        var program = FlowProgram.Compile(FlowProgram.Chains(nodes / 100, 100, Native, Import), nodes / 100);
        var sink = new NoSink();
        return new Comparison(FormattableString.Invariant($"loading a compiled program of {nodes:N0} nodes"), 1, Measure.InProcess("Arc", () =>
        {
            using var session = program.Load(sink);
            return session.Nodes.Count;
        }));
    }
}
