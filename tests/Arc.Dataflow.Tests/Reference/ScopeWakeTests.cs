using Arc.Sdk;
using Arc.Sdk.Ir;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;

namespace Arc.Dataflow.Tests.Reference;

/// <summary>What the random programs found, and what steady stepping costs.</summary>
public class ScopeWakeTests
{
    private static readonly double?[] One = [1, null];
    private static readonly double?[] Zero = [0, null];

    [Fact]
    public void FirstStratum_FedByAConditionalEdgeFromOutside_SeesFalsyEmissions()
    {
        // The relay is in stratum 0 of the inner scope, so it runs in every walk and looks at its input by itself.
        var run = new Run(
            [Spec("source", BehaviourKind.Source, Zero), Spec("relay", BehaviourKind.Relay, One, 1)],
            [new IrEdge(new IrHandle("source", "a"), new IrHandle("relay", "i0"), IrEdgeKind.Conditional)],
            Parallel("root", Member("source"), new IrMember(null, Parallel("inner", Member("relay")))));
        run.Next(0);
        Assert.Equal([new("source", 0, 0), new("relay", 0, 1)], run.Log);
        run.Next(0);
        Assert.Equal([new("source", 0, 0), new("relay", 0, 1)], run.Log);
    }

    [Fact]
    public void FirstStratum_FedFromALaterMember_SeesTheBatchInTheNextCycle()
    {
        // The changed flag of a member that was passed is lost, the batch is not.
        var run = new Run(
            [Spec("relay", BehaviourKind.Relay, One, 1), Spec("late", BehaviourKind.Once, One)],
            [new IrEdge(new IrHandle("late", "a"), new IrHandle("relay", "i0"), IrEdgeKind.Continuous)],
            Parallel("root", new IrMember(null, Parallel("first", Member("relay"))), new IrMember(null, Parallel("second", Member("late")))));
        run.Next(0);
        Assert.Equal([new("late", 0, 1)], run.Log);
        run.Next(0);
        Assert.Equal([new("relay", 0, 1)], run.Log);
        run.Next(0);
        Assert.Empty(run.Log);
    }

    [Fact]
    public void Timer_DueInTheCycleThatEntersItsScopeAgain_WaitsForItsTrigger()
    {
        // In the third cycle the step is left and entered again before the due timer, in stratum 1, is reached: nothing triggers it any more.
        var sequence = Sequential(
            "seq",
            [new IrTransition(new IrHandle("leave", "a"), "body")],
            new IrMember(null, new IrScope("body", IrMode.Parallel, IrLiveness.Gated, [], [[Member("start")], [Member("timer")]], [], [])));
        var run = new Run(
            [
                Spec("leave", BehaviourKind.Source, [null, null, null, null, 1, null, null, null]), Spec("start", BehaviourKind.Source, [1, null, null, null, null, null, null, null]),
                Spec("timer", BehaviourKind.Timer, One),
            ],
            [new IrEdge(new IrHandle("start", "a"), new IrHandle("timer", "trigger"), IrEdgeKind.Continuous)],
            Parallel("root", Member("leave"), new IrMember(null, sequence)));
        run.Next(0);
        Assert.Equal(2, run.Scheduler.NextDeadline);
        run.Next(1);
        // An input cycle at the deadline does not fire the timer.
        run.Next(2, CycleReason.Input);
        Assert.Equal(Scheduler.Never, run.Scheduler.NextDeadline);
        run.Next(10);
        Assert.DoesNotContain(run.Log, e => e.Node == "timer");
    }

    [Fact]
    public void IsActive_OfAnUnknownScope_IsAnArgumentError()
    {
        var run = new Run([Spec("n", BehaviourKind.Source, One)], [], Parallel("root", Member("n")));
        Assert.True(run.Scheduler.IsActive("root"));
        Assert.Null(run.Scheduler.ActiveStep("root"));
        Assert.Throws<ArgumentException>(() => run.Scheduler.IsActive("nowhere"));
    }

    [Fact]
    public void NestedSequencesAndStages_ThatKeepTransitioning_AllocateNothing()
    {
        // The outer sequence alternates between a stage and a nested sequence of two steps; an inline body starts whenever the stage does.
        var body = new IrScope("body", IrMode.Parallel, IrLiveness.Gated, [new IrActivation(new IrHandle("go", "a"), IrEdgeKind.Conditional)], [[Member("relay")]], [], []);
        var stage = new IrScope("stage", IrMode.Parallel, IrLiveness.Gated, [], [[Member("go")], [new IrMember(null, body)]], [], []);
        var inner = Sequential(
            "inner", [new IrTransition(new IrHandle("first", "b"), "second"), new IrTransition(new IrHandle("second", "a"), null)], Member("first"), Member("second"));
        var outer = Sequential(
            "outer", [new IrTransition(new IrHandle("go", "b"), "inner"), new IrTransition(new IrHandle("back", "a"), "stage")],
            new IrMember(null, stage), new IrMember(null, inner), Member("back"));
        var ir = Program(
            ["go", "relay", "first", "second", "back"],
            [new IrEdge(new IrHandle("go", "a"), new IrHandle("relay", "i0"), IrEdgeKind.Continuous)], Parallel("root", new IrMember(null, outer)));
        var nodes = new Dictionary<string, Node>
        {
            ["go"] = new Silent(0, 7),
            ["relay"] = new Silent(1, 1),
            ["first"] = new Silent(0, 2),
            ["second"] = new Silent(0, 3),
            ["back"] = new Silent(0, 1),
        };
        var time = new ManualClock { Now = 1_000_000_000 };
        var scheduler = new Scheduler(ir, nodes, new SessionServices(time: time), 0);
        var steps = new HashSet<string?>();
        for (var i = 0; i < 50; i++)
        {
            scheduler.Next(i, CycleReason.Input);
            steps.Add(scheduler.ActiveStep("outer"));
        }

        Assert.Superset(new HashSet<string?> { "stage", "inner" }, steps);
        var before = nodes.Values.Sum(n => ((Silent)n).Resets);
        Assert.Equal(0, Allocations.Of(() => scheduler.Next(++time.Now, CycleReason.Input)));
        Assert.True(nodes.Values.Sum(n => ((Silent)n).Resets) - before > 1000, "the program does not transition");
    }

    private static NodeSpec Spec(string key, BehaviourKind kind, double?[] script, int inputs = 0) => new(key, kind, script, inputs, 2, false);

    private static IrMember Member(string node) => new(node, null);

    private static IrScope Parallel(string key, params IrMember[] members) => new(key, IrMode.Parallel, IrLiveness.Always, [], [[.. members]], [], []);

    private static IrScope Sequential(string key, IrTransition[] transitions, params IrMember[] steps) =>
        new(key, IrMode.Sequential, IrLiveness.Always, [], [], [.. steps], [.. transitions]);

    private static IrProgram Program(IEnumerable<string> nodes, IrEdge[] edges, IrScope root) =>
        new([], [.. nodes.Select(n => new IrNode(n, "test", [], [], [], IrChannels.None))], [.. edges], IrAuthorities.None, root);

    /// <summary>Emits in every so-manieth execution on both outputs, and writes nothing down.</summary>
    private sealed class Silent : Node
    {
        private readonly OutputPort<double> _first;
        private readonly OutputPort<double> _second;
        private readonly int _every;
        private int _executions;

        public Silent(int inputs, int every)
        {
            _every = every;
            for (var i = 0; i < inputs; i++) AddInput<double>($"i{i}");
            _first = AddOutput<double>("a");
            _second = AddOutput<double>("b");
        }

        public int Resets { get; private set; }

        public override void Reset() => Resets++;

        public override void Execute(ref NodeContext context)
        {
            if (!RefreshInputs()) return;
            context.WakeAt(context.Elapsed + 100);
            context.Emit(_first, 1);
            context.Emit(_second, ++_executions % _every == 0 ? 1 : 0);
        }
    }

    private sealed class Run
    {
        private int _cycle;

        public Run(NodeSpec[] specs, IrEdge[] edges, IrScope root)
        {
            var ir = Program(specs.Select(s => s.Key), edges, root);
            var services = new SessionServices(time: new ManualClock { Now = 1_000_000_000 });
            Scheduler = new Scheduler(ir, specs.ToDictionary(s => s.Key, Node (s) => new ScriptedNode(s, services, () => _cycle, Log)), services, 0);
        }

        public List<Emission> Log { get; } = [];

        public Scheduler Scheduler { get; }

        public void Next(long elapsed, CycleReason reason = CycleReason.Timer)
        {
            Log.Clear();
            Scheduler.Next(elapsed, reason);
            _cycle++;
        }
    }
}
