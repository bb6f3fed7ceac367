using System.Text.Json;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.Types;
using Xunit.Abstractions;

namespace Arc.Dataflow.Tests.Reference;

/// <summary>The scheduler against a literal reading of its specification.</summary>
public class ReferenceTests(ITestOutputHelper output)
{
    private const int Cycles = 30;

    private static readonly ChannelInfo[] Channels = [.. Enumerable.Range(1, 3).Select(i => new ChannelInfo(i, $"c{i}", ArcType.Of(Primitive.F64)))];

    [Fact, Trait("Kind", "Random")]
    public void RandomPrograms_EqualTheReference()
    {
        var programs = Soak.Times(1000);
        var seed = Soak.Seed(output);
        long emissions = 0;
        for (var i = 0; i < programs; i++) emissions += Check(seed + i, new Random(0), restores: 0);
        Assert.True(emissions > programs, "the programs do nothing");
    }

    /// <summary>Between two cycles, now and then, everything is thrown away and made again from what was saved.</summary>
    [Fact, Trait("Kind", "Random")]
    public void RandomPrograms_RestoredBetweenCycles_EqualTheReference()
    {
        var programs = Soak.Times(500);
        var seed = Soak.Seed(output);
        long emissions = 0;
        for (var i = 0; i < programs; i++) emissions += Check(seed + i, new Random(seed + i), restores: 0.2);
        Assert.True(emissions > programs, "the programs do nothing");
    }

    /// <summary>Runs a program and its reference.</summary>
    /// <param name="seed">Makes the program and its inputs.</param>
    /// <param name="moments">Chooses when the scheduler is restored.</param>
    /// <param name="restores">How often it is, from 0 to 1: before a cycle, and before the inputs of a cycle.</param>
    private static long Check(int seed, Random moments, double restores)
    {
        var program = new RandomProgram(seed);
        var inputs = new Random(~seed);
        var log = new List<Emission>();
        var cycle = 0;
        var services = new SessionServices(Channels, new ManualClock { Now = 1_000_000_000 });
        var nodes = program.Nodes.ToDictionary(n => n.Key, Node (n) => new ScriptedNode(n, services, () => cycle, log));
        var scheduler = new Scheduler(program.Ir, nodes, services, 0);
        var reference = new ReferenceScheduler(program.Ir, program.Nodes);
        long elapsed = 0;
        long emissions = 0;
        for (; cycle < Cycles; cycle++)
        {
            RestoreNowAndThen();
            elapsed += inputs.Next(3) * 1_000_000;
            var reason = inputs.Next(2) == 0 ? CycleReason.Timer : CycleReason.Input;
            foreach (var channel in Channels)
            {
                for (var i = inputs.Next(6) - 3; i > 0; i--)
                {
                    double value = inputs.Next(2);
                    services.Channels.Ingest<double>(channel.Key, [value]);
                    reference.Ingest(channel.Key, value);
                }
            }

            RestoreNowAndThen();
            log.Clear();
            scheduler.Next(elapsed, reason);
            reference.Next(cycle, elapsed, reason);
            services.Channels.ClearReads();
            var label = $"seed {seed}, cycle {cycle}";
            if (!log.SequenceEqual(reference.Emissions))
                Assert.Fail($"{label}: emitted\n{string.Join('\n', log)}\ninstead of\n{string.Join('\n', reference.Emissions)}\n{new ProgramText(program)}");
            foreach (var node in program.Nodes)
                Same(reference.ResetsOf(node.Key), ((ScriptedNode)nodes[node.Key]).Resets, $"{label}: resets of {node.Key}");
            foreach (var scope in program.Scopes)
            {
                Same(reference.IsActive(scope), scheduler.IsActive(scope), $"{label}: activity of {scope}");
                Same(reference.StepOf(scope), scheduler.ActiveStep(scope), $"{label}: step of {scope}");
            }

            var active = new bool[scheduler.Scopes.Count];
            scheduler.ReadActive(active);
            for (var i = 0; i < active.Length; i++)
            {
                var scope = scheduler.Scopes[i];
                Same(reference.IsActive(scope.Key), active[i], $"{label}: activity of the scope at {i}, {scope.Key}");
                Same(reference.StepOf(scope.Key), scheduler.ActiveStepOf(i) is >= 0 and var step ? scope.Steps[step].Key : null, $"{label}: step of the scope at {i}, {scope.Key}");
            }

            Same(reference.NextDeadline, scheduler.NextDeadline, $"{label}: deadline");
            emissions += log.Count;
        }

        Assert.Empty(scheduler.Errors);
        return emissions;

        void RestoreNowAndThen()
        {
            if (restores == 0 || moments.NextDouble() > restores) return;
            using var graph = Saved(scheduler.Save);
            using var state = Saved(services.State.Save);
            services = new SessionServices(Channels, new ManualClock());
            nodes = program.Nodes.ToDictionary(n => n.Key, Node (n) => new ScriptedNode(n, services, () => cycle, log));
            scheduler = Scheduler.Restore(program.Ir, nodes, services, 0, graph.RootElement);
            services.State.Load(state.RootElement);
            using var again = Saved(scheduler.Save);
            Same(graph.RootElement.GetRawText(), again.RootElement.GetRawText(), $"seed {seed}, cycle {cycle}: what is saved again");
        }

        void Same<T>(T expected, T actual, string what)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual)) Assert.Fail($"{what} is {actual} instead of {expected}\n{new ProgramText(program)}");
        }
    }

    private static JsonDocument Saved(Action<Utf8JsonWriter> save)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) save(writer);
        return JsonDocument.Parse(stream.ToArray());
    }

    /// <summary>A program as readable text, for failures.</summary>
    private sealed class ProgramText(RandomProgram program)
    {
        public override string ToString() =>
            string.Join('\n', program.Nodes.Select(n => $"{n.Key}: {n.Kind}, {n.Inputs} inputs [{string.Join(' ', n.Script.Select(s => s?.ToString() ?? "-"))}]{(n.IsNeverTruthy ? " never truthy" : "")}")
                .Concat(program.Ir.Edges.Select(e => $"{e.Source.Node}.{e.Source.Param} {(e.Kind == Sdk.Ir.IrEdgeKind.Conditional ? "=>" : "->")} {e.Target.Node}.{e.Target.Param}")))
            + "\n" + Scope(program.Ir.Root, "");

        private static string Scope(Sdk.Ir.IrScope scope, string indent) =>
            $"{indent}{scope.Key} {scope.Mode} {scope.Liveness}{string.Concat(scope.Activations.Select(a => $" on {a.On.Node}.{a.On.Param} {a.Kind}"))}\n"
            + string.Concat(scope.Strata.Append(scope.Steps).Select((s, i) => string.Concat(s.Select(m => m.Scope is { } nested ? Scope(nested, indent + "  ") : $"{indent}  {i}: {m.Key}\n"))))
            + string.Concat(scope.Transitions.Select(t => $"{indent}  {t.On.Node}.{t.On.Param} => {t.TargetKey ?? "exit"}\n"));
    }
}
