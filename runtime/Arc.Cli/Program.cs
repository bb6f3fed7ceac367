using Arc.Cli;

return await ArcCommandLine.RunAsync(args, CliHost.ForProcess(CliHost.StandardModules)).ConfigureAwait(false);
