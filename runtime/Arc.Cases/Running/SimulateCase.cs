using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Arc.Dataflow;
using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Runtime;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Cases;

/// <summary>Runs a simulate case: a session with a manual clock, step by step.</summary>
internal sealed class SimulateCase(Case item, ArcProgram program, IWasmEngine engine, IServiceProvider? services, JsonObject actual) : ISessionSink
{
    private readonly SimulateExpectation _expected = item.Simulate!;
    private readonly ManualClock _clock = new();
    private readonly JsonArray _steps = [];
    private readonly List<StepResult> _results = [];

    public CaseResult Run(CancellationToken cancellation)
    {
        actual["steps"] = _steps;
        try
        {
            using var session = program.Load(
                this,
                new SessionOptions { Channels = program.Channels, Time = _clock, Services = services, Cancellation = cancellation },
                engine,
                InstanceOptions.Default with { ExecutionBudget = CaseRunner.ExecutionBudget });
            string? problem = null;
            foreach (var step in _expected.Steps)
            {
                Run(session, step, cancellation);
                // The rest still runs: what happened is reported whether or not it was expected.
                problem ??= Problem(step);
            }

            return CaseResult.Of(item, actual, problem);
        }
        catch (Exception e) when (e is LinkException or DataflowException or ModuleSetException or FormatException or KeyNotFoundException or ChannelOverflowException)
        {
            return CaseResult.Failed(item, actual, e.Message);
        }
    }

    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels) => _results[^1].Authority.Add(change);

    public void OnWrite(ChannelWrites writes)
    {
        var samples = _results[^1].Writes;
        if (!samples.TryGetValue(writes.Channel.Name, out var list)) samples.Add(writes.Channel.Name, list = []);
        list.AddRange(writes.Samples.Select(v => Value(v, writes.Element)));
    }

    public void OnError(NodeError error) => _results[^1].Errors.Add(error);

    private void Run(Session session, SimulateStep step, CancellationToken cancellation)
    {
        _clock.Now = step.At;
        _results.Add(new StepResult());
        if (!step.Write.IsEmpty)
        {
            var frame = new Frame();
            foreach (var (name, samples) in step.Write)
            {
                var channel = Find(name);
                if (!samples.IsEmpty) frame.AddValues(channel, [.. samples.Select(s => ArcValueJson.Read(s, channel.Type))]);
            }

            session.Ingest(frame);
        }

        for (var i = 0; i < step.Cycles; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            session.Cycle(step.At, CycleReason.Timer);
        }

        _steps.Add((JsonNode)_results[^1].ToJson(Name));
    }

    private static ArcValue Value(object? sample, Primitive element) => (element, sample) switch
    {
        (Primitive.U8, byte v) => ArcValue.Of(v),
        (Primitive.U16, ushort v) => ArcValue.Of(v),
        (Primitive.U32, uint v) => ArcValue.Of(v),
        (Primitive.U64, ulong v) => ArcValue.Of(v),
        (Primitive.I8, sbyte v) => ArcValue.Of(v),
        (Primitive.I16, short v) => ArcValue.Of(v),
        (Primitive.I32, int v) => ArcValue.Of(v),
        (Primitive.I64, long v) => ArcValue.Of(v),
        (Primitive.F32, float v) => ArcValue.Of(v),
        (Primitive.F64, double v) => ArcValue.Of(v),
        (_, Text v) => ArcValue.Of(v),
        _ => throw new ArgumentException($"a channel does not carry {sample?.GetType().Name ?? "null"}", nameof(sample)),
    };

    private string? Problem(SimulateStep step)
    {
        var number = _results.Count;
        var covered = _results[^step.Since..];
        foreach (var (name, samples) in step.Expect)
        {
            var channel = Find(name);
            var found = covered.SelectMany(r => r.Writes.GetValueOrDefault(name) ?? []).ToList();
            if (step.OnlyLast && found.Count > 1) found = found[^1..];
            var wanted = samples.Select(s => ArcValueJson.Read(s, channel.Type)).ToList();
            if (step.OnlyLast && wanted.Count > 1) wanted = wanted[^1..];
            if (found.Count == wanted.Count && found.Zip(wanted).All(p => p.First.Matches(p.Second, _expected.Tolerance))) continue;
            return $"{Place()}: expected {name} = [{string.Join(", ", wanted)}], found [{string.Join(", ", found)}]{Errors(covered)}";
        }

        foreach (var name in step.ExpectNone)
        {
            if (covered.SelectMany(r => r.Writes.GetValueOrDefault(name) ?? []).ToList() is { Count: > 0 } found)
                return $"{Place()}: expected no write of {name}, found [{string.Join(", ", found)}]";
        }

        if (step.Authority is not { } authority) return null;
        var changes = covered.SelectMany(static r => r.Authority).Select(c => new ExpectedAuthority(Name(c.Channel), c.Value)).ToList();
        return changes.SequenceEqual(authority) ? null : $"{Place()}: expected the authorities [{Phrase(authority)}], found [{Phrase(changes)}]";

        string Place() => string.Create(CultureInfo.InvariantCulture, $"step {number} (at {step.At / 1e6} ms)");

        static string Phrase(IEnumerable<ExpectedAuthority> changes) =>
            string.Join(", ", changes.Select(static c => string.Create(CultureInfo.InvariantCulture, $"{c.Channel ?? "all"} = {c.Value}")));
    }

    private static string Errors(IEnumerable<StepResult> results) =>
        results.SelectMany(static r => r.Errors).FirstOrDefault() is { } error ? $"; node {error.Node}: {error.Message}" : "";

    private ChannelInfo Find(string name) =>
        program.Channels.FirstOrDefault(c => c.Name == name) ?? throw new FormatException($"the case has no channel '{name}'");

    private string? Name(int key) => key == 0 ? null : program.Channels.FirstOrDefault(c => c.Key == key)?.Name ?? key.ToString(CultureInfo.InvariantCulture);

    /// <summary>What one step produced.</summary>
    private sealed class StepResult
    {
        public Dictionary<string, List<ArcValue>> Writes { get; } = new(StringComparer.Ordinal);

        public List<AuthorityChange> Authority { get; } = [];

        public List<NodeError> Errors { get; } = [];

        public JsonObject ToJson(Func<int, string?> nameOf) => new()
        {
            ["writes"] = new JsonObject(Writes.Select(w => KeyValuePair.Create(w.Key, (JsonNode?)new JsonArray([.. w.Value.Select(CaseJson.Of)])))),
            ["authority"] = new JsonArray([.. Authority.Select(a => (JsonNode)new JsonObject { ["channel"] = nameOf(a.Channel), ["value"] = a.Value })]),
            ["errors"] = new JsonArray([.. Errors.Select(e => (JsonNode)new JsonObject { ["node"] = e.Node, ["message"] = e.Message })]),
        };
    }
}
