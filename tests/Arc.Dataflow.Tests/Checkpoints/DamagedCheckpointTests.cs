using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Arc.Sdk;
using Xunit.Abstractions;

namespace Arc.Dataflow.Tests.Checkpoints;

/// <summary>Whatever the bytes, there is a session or a <see cref="CheckpointException"/>.</summary>
public class DamagedCheckpointTests(ITestOutputHelper output)
{
    private const string Everything = """
        func f(x f64) (a f64, s str) { k i64 $= 0  v $= [x]  t $= "t"  k += 1  v[0] = x  t = t + "a"  a = f64(k) + v[0]  s = t }
        p -> f{} -> { a: q, s: text }
        {p: input, flag: reset} -> math.avg{duration=20ms} -> q
        x -> math.derivative{} -> q
        flag -> stable.for{duration=15ms} -> flag
        time.interval{period=12ms} -> flag
        time.now{} -> t
        func add(a f64, b f64) f64 { return a + b }
        {p: a, x: b} -> add{} -> q
        p > 0 => control.set_authority{value=7}
        sequence main { 1 -> n  time.wait{duration=5ms}  p > 1 => next  stage { p -> q  flag => main } }
        flag => main
        """;

    [Fact]
    public void Truncated_IsRefused()
    {
        using var run = Run();
        var whole = run.Session.Checkpoint();
        for (var length = 0; length < whole.Length; length += 1 + length / 20)
            Assert.Throws<CheckpointException>(() => run.From(whole[..length]));
        Assert.Throws<CheckpointException>(() => run.From(whole[..^1]));
        Assert.Throws<CheckpointException>(() => run.From([.. whole, (byte)'}']));
    }

    [Fact, Trait("Kind", "Random")]
    public void EveryChangedByte_IsNoticed()
    {
        using var run = Run();
        var whole = run.Session.Checkpoint();
        var seed = Soak.Seed(output);
        var random = new Random(seed);
        for (var i = 0; i < Soak.Times(300); i++)
        {
            var damaged = (byte[])whole.Clone();
            var at = random.Next(damaged.Length);
            damaged[at] ^= (byte)random.Next(1, 256);
            try
            {
                run.From(damaged).Dispose();
                Assert.Fail($"seed {seed}: byte {at} was changed from {whole[at]} to {damaged[at]} unnoticed");
            }
            catch (CheckpointException)
            {
                // As it should be.
            }
        }
    }

    /// <summary>A state that somebody made up and signed: wrong types, huge numbers, missing parts, deep nesting.</summary>
    [Fact, Trait("Kind", "Random")]
    public void MadeUpState_GivesASessionThatRuns_OrIsRefused()
    {
        using var run = Run();
        var whole = run.Session.Checkpoint();
        var seed = Soak.Seed(output);
        var random = new Random(seed);
        var (sessions, refused) = (0, 0);
        for (var i = 0; i < Soak.Times(600); i++)
        {
            var state = JsonNode.Parse(whole)!["state"]!;
            for (var changes = random.Next(1, 4); changes > 0; changes--) Change(state, random);
            try
            {
                using var session = run.From(Signed(whole, state));
                session.Ingest(new Frame().Add(1, 1.0, double.NaN).Add(3, (byte)1).Add(8, 1.0).Add(9, 5L));
                for (var cycle = 0; cycle < 4; cycle++) session.Cycle(cycle * 10_000_000_000L, CycleReason.Timer);
                _ = session.NextDeadline;
                sessions++;
            }
            catch (CheckpointException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, attempt {i}: {e}");
            }
        }

        Assert.True(sessions > 20 && refused > 20, $"{sessions} sessions, {refused} refused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"arc_checkpoint\":1}")]
    [InlineData("{\"arc_checkpoint\":null,\"program\":3,\"digest\":[],\"state\":{}}")]
    [InlineData("{\"arc_checkpoint\":1e999}")]
    [InlineData("\u0000\u0001\u0002")]
    public void OtherBytes_AreRefused(string text)
    {
        using var run = new CheckpointRun("p -> q");
        Assert.Throws<CheckpointException>(() => run.From(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void DeepNesting_IsRefused()
    {
        using var run = new CheckpointRun("p -> q");
        Assert.Throws<CheckpointException>(() => run.From(Encoding.UTF8.GetBytes(new string('[', 100_000))));
    }

    [Fact]
    public void AnotherFormat_IsRefusedByItsNumber()
    {
        using var run = new CheckpointRun("p -> q");
        var other = Encoding.UTF8.GetString(run.Session.Checkpoint()).Replace("\"arc_checkpoint\":1,", "\"arc_checkpoint\":2,", StringComparison.Ordinal);
        var error = Assert.Throws<CheckpointException>(() => run.From(Encoding.UTF8.GetBytes(other)));
        Assert.Contains("format 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckpointOfAnotherProgram_IsRefused()
    {
        using var run = new CheckpointRun("p -> q");
        using var other = new CheckpointRun("q -> p");
        var error = Assert.Throws<CheckpointException>(() => run.From(other.Session.Checkpoint()));
        Assert.Contains("another program", error.Message, StringComparison.Ordinal);
    }

    private static CheckpointRun Run()
    {
        var run = new CheckpointRun(Everything);
        for (var i = 0; i < 6; i++)
        {
            run.Cycle(4, i % 2 == 0 ? CycleReason.Timer : CycleReason.Input, new Frame().Add(1, i, i / 3.0).Add(1, 2.0).Add(3, (byte)1).Add(8, 1.5, 2.5).Add(9, i * 10L, i * 10L + 5));
        }

        return run;
    }

    private static void Change(JsonNode state, Random random)
    {
        var all = new List<JsonNode>();
        Collect(state);
        var node = all[random.Next(1, all.Count)];
        if (random.Next(8) == 0 && node.Parent is JsonObject owner) owner.Remove(node.GetPropertyName());
        else if (random.Next(8) == 0 && node.Parent is JsonArray list) list.RemoveAt(node.GetElementIndex());
        else node.ReplaceWith(Any(random));

        void Collect(JsonNode at)
        {
            all.Add(at);
            foreach (var child in at is JsonObject o ? o.Select(p => p.Value) : at is JsonArray a ? a : Enumerable.Empty<JsonNode?>())
            {
                if (child is not null) Collect(child);
            }
        }
    }

    private static JsonNode? Any(Random random) => random.Next(14) switch
    {
        0 => null,
        1 => JsonValue.Create(true),
        2 => JsonValue.Create(-1),
        3 => JsonNode.Parse("1e308"),
        4 => JsonNode.Parse("99999999999999999999999999"),
        5 => JsonValue.Create("text"),
        6 => new JsonArray(),
        7 => new JsonObject(),
        8 => new JsonArray(1, 2, 3),
        9 => JsonValue.Create(long.MaxValue),
        10 => JsonValue.Create(long.MinValue),
        11 => JsonValue.Create(ulong.MaxValue),
        12 => JsonNode.Parse(new string('[', 200) + new string(']', 200), documentOptions: new JsonDocumentOptions { MaxDepth = 1000 }),
        _ => JsonValue.Create(random.Next()),
    };

    private static byte[] Signed(byte[] original, JsonNode state)
    {
        var text = state.ToJsonString(new JsonSerializerOptions { MaxDepth = 1000 });
        var program = JsonNode.Parse(original)!["program"]!.ToJsonString();
        return Encoding.UTF8.GetBytes($"{{\"arc_checkpoint\":1,\"program\":{program},\"digest\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}\",\"state\":{text}}}");
    }
}
