using Arc.Sdk;

namespace Arc.Dataflow.Tests.Checkpoints;

/// <summary>A session that is saved and restored behaves as if nothing had happened (arc-runtime.md, section 9).</summary>
public class CheckpointTests
{
    private const int Cycles = 24;

    public static TheoryData<string> Programs { get; } =
    [
        // Nodes of the library that remember something.
        "p -> math.avg{} -> q  p -> math.min{count=3} -> q",
        "{p: input, flag: reset} -> math.avg{} -> q",
        "{p: input, flag: reset} -> math.max{duration=20ms} -> q",
        "p -> stat.avg{count=5} -> q  p -> stat.min{} -> q  p -> stat.max{duration=30ms} -> q",
        "x -> math.avg{duration=15ms} -> q",
        "p -> math.derivative{} -> q  x -> math.derivative{} -> q",
        "flag -> stable.for{duration=15ms} -> flag",
        "text -> stable.for{duration=15ms} -> text",
        "time.interval{period=12ms} -> flag",
        "time.wait{duration=40ms} -> flag",
        "p > 0 => control.set_authority{value=7}  1 -> q",
        "flag -> select{} -> { true: 1 -> q, false: 2 -> q }",
        "1 -> q  \"once\" -> text  time.now{} -> t",
        // Functions with variables of every kind.
        "func f(x f64) f64 { a f64 $= 0  b $= [x, x]  b[0] = b[0] + x  a = a + b[0]  return a }  p -> f{} -> q",
        "func f(x f64) str { s $= \"\"  k i64 $= 0  s = s + str(k)  k += 1  return s }  p -> f{} -> text",
        "func f(x f64) (a f64, b i64) { k u8 $= 1  k += 1  if k % 2 == 0 { a = x }  b = i64(k) }  p -> f{} -> { a: q, b: n }",
        "func f() { c i64 $= 0  c += 1  n = c  x = f64(c) }  p -> f{}",
        "func f(x f64) f64 { if x > 1 { return f64(1 / (i64(x) - 2)) } return x }  p -> f{} -> q",
        // Several inputs, whose batches wait for each other.
        "func f(a f64, b f64) f64 { return a - b }  {p: a, x: b} -> f{} -> q",
        "p + x -> q",
        // Scopes of every kind.
        "sequence main { 1 -> q  time.wait{duration=15ms}  2 -> q  p > 1 => next  3 -> q }  flag => main",
        "stage idle { flag => run }  stage run { p -> q  p > 2 => idle }  flag => idle",
        "sequence main { stage { p -> math.avg{} -> q  p > 1 => next }  sequence { 5 -> q  time.wait{duration=8ms} }  stage { time.interval{period=5ms} -> flag  flag => main } }  flag => main",
        "sequence a { 1 -> n  time.wait{duration=10ms}  => b }  sequence b { 2 -> n  time.wait{duration=10ms}  => a }  flag => a",
        "flag -> select{} -> { true: stage { p -> math.avg{} -> q }, false: sequence { 1 -> n  time.wait{duration=6ms}  2 -> n } }",
        "stage { p -> q }  sequence { 1 -> n  time.wait{duration=3ms}  2 -> n }",
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Session_RestoredBeforeAndWithinEveryCycle_ProducesTheSame(string source)
    {
        using var expected = new CheckpointRun(source);
        Drive(expected, restore: false);
        using var actual = new CheckpointRun(source);
        Drive(actual, restore: true);
        Assert.Equal(expected.Log, actual.Log);
        Assert.Contains(expected.Log, l => !l.StartsWith('='));
    }

    private static void Drive(CheckpointRun run, bool restore)
    {
        var random = new Random(17);
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            if (restore) run.Restore();
            var reason = random.Next(3) == 0 ? CycleReason.Input : CycleReason.Timer;
            Frame? frame = null;
            if (random.Next(4) > 0) frame = Frame(random, cycle);
            run.Cycle(random.Next(1, 9), reason, frame, restore ? run.Restore : null);
        }
    }

    private static Frame Frame(Random random, int cycle)
    {
        var frame = new Frame();
        double Value() => random.Next(5) switch { 0 => double.NaN, 1 => -0.0, var v => v + random.NextDouble() };
        // Several batches of one channel are read one a cycle.
        for (var i = random.Next(3); i > 0; i--) frame.Add(1, Value(), Value());
        if (random.Next(2) == 0) frame.Add(3, (byte)random.Next(2));
        if (random.Next(3) == 0) frame.Add(5, random.Next(2) == 0 ? "a" : "b");
        if (random.Next(2) == 0)
        {
            frame.Add(8, Value(), Value());
            frame.Add(9, cycle * 10_000_000L, cycle * 10_000_000L + 5_000_000);
        }

        return frame;
    }
}
