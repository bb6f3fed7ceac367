using System.Threading.Channels;
using Arc.Runtime.Hosting;

namespace TankServer;

/// <summary>A tank: water flows in as far as the program opens the inlet, and out on demand.</summary>
public sealed class SimulatedTank(HostedArcSession session) : BackgroundService
{
    private const double Step = 0.05;

    private double _level = 0.2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Step));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await session.OpenedAsync(stoppingToken);
                await FlowAsync(session.As<TankSession>());
            }
            catch (ChannelClosedException)
            {
                // The session has just failed; the tank waits for the next one.
            }
        }
    }

    private async Task FlowAsync(TankSession tank)
    {
        // What an operator has set is lost with a session that failed.
        if (!tank.Setpoint.TryGetLatest(out _)) await tank.Setpoint.SendAsync(1.0);
        if (!tank.Demand.TryGetLatest(out var demand)) await tank.Demand.SendAsync(demand = 0.3);
        _level = Math.Clamp(_level + (tank.Inlet.Latest - demand) * Step, 0, 2);
        await tank.Level.SendAsync(_level);
    }
}
