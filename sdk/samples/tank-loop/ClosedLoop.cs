using System.Globalization;
using Arc.Dataflow;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace TankLoop;

/// <summary>
/// A session never reads what it writes: the host stands between the two, and here that is where the tank is. The clock is moved by
/// hand, so that two minutes take no time and every run is the same.
/// </summary>
public static class ClosedLoop
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(TextWriter output, TimeSpan duration)
    {
        using var program = ArcProgram.Compile(Source(), new ArcOptions
        {
            FileName = "tank.arc",
            Channels = [new ChannelInfo(1, "level", ArcType.Of(Primitive.F64)), new ChannelInfo(2, "pump", ArcType.Of(Primitive.U8))],
        }).ProgramOrThrow();
        await using var session = program.Open(new ArcSessionOptions
        {
            Time = new ManualClock(),
            SafeState = SafeState.None.With("pump", (byte)0),
        });
        var tank = new Tank();
        await output.WriteLineAsync("time,level,pump");
        for (var time = TimeSpan.Zero; time <= duration; time += Step)
        {
            // From the plant to the program and back.
            await session.SendAsync("level", tank.Level);
            session.RunUntilIdle();
            if (session.TryGetLatest<byte>("pump", out var pump)) tank.IsPumping = pump != 0;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds},{tank.Level:F1},{(tank.IsPumping ? 1 : 0)}"));

            if (time == duration / 2) tank.Demand *= 2;
            session.Advance(Step);
            tank.Pass(Step);
        }
    }

    private static string Source()
    {
        using var stream = typeof(ClosedLoop).Assembly.GetManifestResourceStream("tank.arc")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
