using Arc.Cli.Reports;
using Xunit.Abstractions;

namespace Arc.Cli.Tests.Reports;

/// <summary>What a report keeps of a run is bounded, and no extreme gets lost.</summary>
public class TraceTests(ITestOutputHelper log)
{
    [Theory, Trait("Kind", "Random")]
    [InlineData(1)]
    [InlineData(SampleTrace.MaxBuckets)]
    [InlineData(SampleTrace.MaxBuckets + 1)]
    [InlineData(1_000_000)]
    public void Samples_OfAnyNumber_KeepEveryExtremeInBoundedMemory(int count)
    {
        var seed = Soak.Seed(log);
        var random = new Random(seed);
        var values = new double[count];
        var trace = new SampleTrace();
        for (var i = 0; i < count; i++)
        {
            values[i] = random.Next(1000) == 0 ? random.NextDouble() * 1e6 : random.NextDouble();
            trace.Add(i, values[i]);
        }

        Assert.InRange(trace.Buckets.Count, Math.Min(count, SampleTrace.MaxBuckets / 2), SampleTrace.MaxBuckets);
        Assert.Equal(count, trace.Buckets.Sum(b => b.Samples));
        var next = 0;
        foreach (var bucket in trace.Buckets)
        {
            var slice = values.AsSpan(next, (int)bucket.Samples).ToArray();
            Assert.Equal(new SampleBucket(next, next + slice.Length - 1, slice.Length, slice[0], slice.Min(), slice.Max(), slice[^1]), bucket);
            next += slice.Length;
        }
    }

    [Fact]
    public void Samples_ThatAreNotFinite_AreCountedAndLeaveGaps()
    {
        var trace = new SampleTrace();
        foreach (var value in new[] { 1, double.NaN, double.PositiveInfinity, 2 }) trace.Add(0, value);
        Assert.Equal((4, 2), (trace.Samples, trace.NonFinite));
        Assert.Equal([false, true, true, false], trace.Buckets.Select(b => b.IsEmpty));
        Assert.Equal(new SampleBucket(0, 0, 4, 1, 1, 2, 2), trace.Buckets.Aggregate((a, b) => a.Merge(b)));
    }

    [Fact]
    public void Texts_BeyondTheBound_KeepTheFirstAndTheLatest()
    {
        var trace = new TextTrace();
        for (var i = 0; i < 10_000; i++) trace.Add(i, $"text {i}");
        Assert.Equal(10_000 - (2 * TextTrace.MaxEvents), trace.Dropped);
        Assert.Equal(Enumerable.Range(0, TextTrace.MaxEvents).Concat(Enumerable.Range(10_000 - TextTrace.MaxEvents, TextTrace.MaxEvents)).Select(i => (long)i), trace.Events.Select(e => e.Time));
    }

    [Fact]
    public void Texts_ThatAreLong_AreCutBetweenCharacters()
    {
        var trace = new TextTrace();
        trace.Add(0, new string('a', TextTrace.MaxLength - 1) + "\ud83d\ude00 and more");
        Assert.Equal(new string('a', TextTrace.MaxLength - 1) + "\u2026", trace.Events.Single().Text);
    }

    [Fact]
    public void Activity_BeyondTheBound_MergesNeighbours()
    {
        var trace = new ActivityTrace();
        for (var i = 0; i < 10_000; i++)
        {
            trace.Set(10 * i, isActive: true);
            trace.Set((10 * i) + 1, isActive: true);
            trace.Set((10 * i) + 4, isActive: false);
        }

        Assert.InRange(trace.Spans.Count, ActivityTrace.MaxSpans / 2, ActivityTrace.MaxSpans);
        Assert.Equal(10_000, trace.Spans.Sum(s => s.Activations));
        Assert.Equal((0, 99_994), (trace.Spans[0].From, trace.Spans[^1].To));
        Assert.All(trace.Spans.Zip(trace.Spans.Skip(1)), p => Assert.True(p.First.To < p.Second.From));
    }
}
