using TankServer;

await TankApplication.Create(args).RunAsync();
