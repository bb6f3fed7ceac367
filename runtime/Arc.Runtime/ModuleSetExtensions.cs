using Arc.Dataflow;
using Arc.Sdk.Modules;

namespace Arc.Runtime;

/// <summary>Running programs from a recipe.</summary>
public static class ModuleSetExtensions
{
    extension(ModuleSet modules)
    {
        /// <summary>Compiles a source text against these modules.</summary>
        /// <param name="source">The text.</param>
        /// <param name="options">Channels, name and limits; its modules are replaced by these.</param>
        public ArcCompilation Compile(string source, ArcOptions? options = null) =>
            ArcProgram.Compile(source, (options ?? ArcOptions.Default) with { Modules = modules });

        /// <summary>Starts a session of a program with instances of its modules and the host's services.</summary>
        /// <param name="program">The program, compiled against these modules.</param>
        /// <param name="sink">Receives what the session produces.</param>
        /// <param name="services">Services that modules ask for; null if there are none.</param>
        /// <exception cref="ArgumentException">The program was compiled against another set.</exception>
        public Session Load(ArcProgram program, ISessionSink sink, IServiceProvider? services = null)
        {
            ArgumentNullException.ThrowIfNull(program);
            if (!ReferenceEquals(program.Modules, modules))
                throw new ArgumentException("the program was compiled against another module set; load it with the one it was compiled with", nameof(program));
            return program.Load(sink, new SessionOptions { Services = services });
        }
    }
}
