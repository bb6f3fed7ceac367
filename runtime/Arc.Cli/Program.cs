using Arc.Cli;

using Arc.Sdk.Modules;

return await ArcCommandLine.RunAsync(args, CliHost.ForProcess(ModuleSet.Empty)).ConfigureAwait(false);
