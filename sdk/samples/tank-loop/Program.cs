using TankLoop;

await ClosedLoop.RunAsync(Console.Out, TimeSpan.FromMinutes(2)).ConfigureAwait(false);
