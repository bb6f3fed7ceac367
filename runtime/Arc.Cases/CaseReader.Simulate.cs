using System.Collections.Immutable;
using System.Text.Json;

namespace Arc.Cases;

internal sealed partial class CaseReader
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    // A case is small; whoever asks for more than this has mistyped it.
    private const int MostCycles = 1_000_000;

    private SimulateExpectation Simulate()
    {
        if (!Has("steps")) throw Wrong("a simulate case needs 'steps'");
        var steps = ImmutableArray.CreateBuilder<SimulateStep>();
        foreach (var json in Array("steps"))
        {
            if (json.ValueKind != JsonValueKind.Object) throw Wrong("'steps' must be a list of objects");
            var step = Step(json, steps.Count == 0 ? 0 : steps[^1].At);
            if (step.Since > steps.Count + 1) throw Wrong($"'since' reaches {step.Since} steps back, but this is step {steps.Count + 1}");
            steps.Add(step);
        }

        return new SimulateExpectation(steps.ToImmutable(), Tolerance());
    }

    private SimulateStep Step(JsonElement json, long earliest)
    {
        var at = earliest;
        if (json.TryGetProperty("at_ms", out var time))
        {
            if (time.ValueKind != JsonValueKind.Number || time.GetDouble() is not (>= 0 and < 9e12 and var milliseconds)) throw Wrong("'at_ms' must be a time in milliseconds");
            at = time.TryGetInt64(out var whole) ? whole * NanosecondsPerMillisecond : (long)Math.Round(milliseconds * NanosecondsPerMillisecond);
        }

        if (at < earliest) throw Wrong("'at_ms' goes backwards");
        var match = Text(json, "match");
        if (match is not (null or "all" or "last")) throw Wrong($"unknown 'match' \"{match}\"; expected \"last\"");
        return new SimulateStep(
            at, Samples(json, "write"), Samples(json, "expect"), Names(json, "expect_none"), Authorities(json), Count(json, "cycles", 1, MostCycles), match == "last", Count(json, "since", 1, int.MaxValue));
    }

    private int Count(JsonElement json, string key, int least, int most) => Number(json, key) switch
    {
        null => 1,
        { } n when n >= least && n <= most => n,
        { } n => throw Wrong($"'{key}' must be at least {least} and at most {most}, found {n}"),
    };

    private ImmutableArray<KeyValuePair<string, ImmutableArray<JsonElement>>> Samples(JsonElement json, string key)
    {
        if (!json.TryGetProperty(key, out var channels) || channels.ValueKind == JsonValueKind.Null) return [];
        if (channels.ValueKind != JsonValueKind.Object) throw Wrong($"'{key}' must be an object of channels and their samples");
        return [.. channels.EnumerateObject().Select(c => KeyValuePair.Create(c.Name, c.Value.ValueKind == JsonValueKind.Array ? Array(c.Value, key) : [c.Value]))];
    }

    private ImmutableArray<string> Names(JsonElement json, string key) => !json.TryGetProperty(key, out var names) ? [] :
        [.. Array(names, key).Select(n => n.ValueKind == JsonValueKind.String ? n.GetString()! : throw Wrong($"'{key}' must be a list of channel names"))];

    private ImmutableArray<ExpectedAuthority>? Authorities(JsonElement json)
    {
        if (!json.TryGetProperty("expect_authority", out var changes)) return null;
        return
        [
            .. Array(changes, "expect_authority").Select(c => c.ValueKind == JsonValueKind.Object && Number(c, "value") is { } value
                ? new ExpectedAuthority(Text(c, "channel"), value)
                : throw Wrong("'expect_authority' must be a list of {\"channel\", \"value\"}")),
        ];
    }
}
