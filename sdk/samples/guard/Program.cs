using Arc.Cli;
using Arc.Sdk.Modules;
using Arc.Stl;
using Guard.Modules;

// An arc command that knows the modules of this application. Without arguments it looks for overloads in the recording.
var modules = ModuleSet.Standard.Add<HostModule>().Add<SignalModule>();
string[] sample = ["run", Beside("guard.arc"), "--input", Beside("recording.csv")];
return await ArcCommandLine.RunAsync(args.Length > 0 ? args : sample, CliHost.ForProcess(modules)).ConfigureAwait(false);

static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
