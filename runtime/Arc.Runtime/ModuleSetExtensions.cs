using Arc.Dataflow;
using Arc.Runtime.Programs;
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

        /// <summary>Compiles a graph program against these modules.</summary>
        /// <param name="json">The graph, version 1 (arc-runtime.md, section 3).</param>
        /// <param name="options">Channels, name and limits; its modules are replaced by these.</param>
        public ArcCompilation CompileGraph(string json, ArcOptions? options = null) =>
            ArcProgram.CompileGraph(json, (options ?? ArcOptions.Default) with { Modules = modules });

        /// <summary>
        /// This set and a compiled program as one more module: programs compiled against the new set import it by its name and call its
        /// functions, those without config and with at most one output. Each of their sessions makes an instance of it, on the session's engine
        /// and with the session's modules; its stateful variables are kept per node like those of the caller. Its flows do not run.
        /// </summary>
        /// <param name="name">The module's name, an identifier.</param>
        /// <param name="program">The program; it must not be disposed before the programs that use it.</param>
        /// <exception cref="ArgumentException">The name is no identifier.</exception>
        /// <exception cref="ModuleSetException">The name is taken, or the program needs a module that this set does not have.</exception>
        public ModuleSet Add(string name, ArcProgram program)
        {
            ArgumentNullException.ThrowIfNull(name);
            ArgumentNullException.ThrowIfNull(program);
            if (!IsIdentifier(name)) throw new ArgumentException($"'{name}' is no name for a module: expected a letter or '_', then letters, digits and '_'", nameof(name));
            foreach (var needed in program.Imports.Select(i => i.Module).Distinct(StringComparer.Ordinal))
            {
                if (!modules.Modules.Any(m => m.WasmNamespace == needed))
                    throw new ModuleSetException($"the program '{name}' needs the module '{needed}', which the set does not have; add it first");
            }

            return modules.Add(ProgramModule.Describe(name, program));
        }

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

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
