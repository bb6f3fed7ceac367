namespace TankLoop;

/// <summary>The plant: a tank that a pump fills and a consumer empties. It knows nothing of the program.</summary>
public sealed class Tank
{
    private const double Inflow = 2.5;

    /// <summary>Percent.</summary>
    public double Level { get; private set; } = 30;

    public bool IsPumping { get; set; }

    /// <summary>What the consumer takes, in percent a second.</summary>
    public double Demand { get; set; } = 0.8;

    public void Pass(TimeSpan time) => Level = Math.Clamp(Level + ((IsPumping ? Inflow : 0) - Demand) * time.TotalSeconds, 0, 100);
}
