using Arc.Cli;

using Arc.Sdk.Modules;
using Arc.Stl;

return await ArcCommandLine.RunAsync(args, CliHost.ForProcess(ModuleSet.Standard)).ConfigureAwait(false);
