using Arc.Sdk.Hosting;

namespace Arc.Dataflow.Tests;

/// <summary>A clock that a test moves.</summary>
public class ManualClockTests
{
    private readonly ManualClock _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Timer_FiresWhenTheClockReachesIt()
    {
        using var timer = Timer("a", 5);
        _clock.Advance(TimeSpan.FromMilliseconds(4));
        Assert.Empty(_fired);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["a at 5"], _fired);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Single(_fired);
    }

    [Fact]
    public void Timers_FireInTheOrderOfTheirTimes()
    {
        using var late = Timer("late", 30);
        using var early = Timer("early", 10);
        using var periodic = Timer("tick", 8, 8);
        _clock.Advance(TimeSpan.FromMilliseconds(30));
        Assert.Equal(["tick at 8", "early at 10", "tick at 16", "tick at 24", "late at 30"], _fired);
    }

    [Fact]
    public void Timer_Disposed_DoesNotFire()
    {
        Timer("a", 5).Dispose();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(_fired);
    }

    [Fact]
    public void Clock_OfASession_ReadsItToTheNanosecond()
    {
        _clock.Now = 1_704_164_645_123_456_789;
        Assert.Equal(1_704_164_645_123_456_789, new SessionClock(_clock).Now);
        Assert.Equal(1_704_164_645_123_456_789, _clock.GetTimestamp());
    }

    [Fact]
    public void Histogram_Quantiles_AreRightWithinFivePercent()
    {
        var histogram = new DurationHistogram();
        Assert.Equal(TimeSpan.Zero, histogram.Quantile(0.5));
        for (var i = 1; i <= 10_000; i++) histogram.Add(i * 1000);
        Assert.Equal(10_000, histogram.Count);
        Assert.InRange(histogram.Quantile(0.5).TotalMicroseconds, 5000, 5000 * 1.06);
        Assert.InRange(histogram.Quantile(0.99).TotalMicroseconds, 9900, 10_000);
        Assert.Equal(10_000, histogram.Longest.TotalMicroseconds);
        Assert.Equal(5000.5, histogram.Mean.TotalMicroseconds);
    }

    private ITimer Timer(string name, int due, int period = -1) => _clock.CreateTimer(
        _ => _fired.Add($"{name} at {_clock.Now / 1_000_000}"), null, TimeSpan.FromMilliseconds(due), TimeSpan.FromMilliseconds(period));
}
