using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Arc.Dataflow;
using Arc.Language.Diagnostics;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Testing.Modules;
using Arc.Stl;

namespace Arc.Sdk.Testing;

/// <summary>
/// One instance of a module, and of the standard library beside it, in memory: its functions, nodes and synchronous methods are called by name,
/// programs and case files run against it, and its state can be looked into. Works with any test framework; what fails is an exception. Used from
/// one thread.
/// </summary>
/// <example>
/// <code>
/// using var bench = ModuleBench.Of&lt;SignalsModule&gt;();
/// Assert.Equal(10.0, bench.Call&lt;double&gt;("signals.limit", 12.0, 0.0, 10.0));
/// Assert.Equal([8.0, 6.0], bench.Node("signals.smooth", ("alpha", 0.5)).Send("input", 8.0, 4.0).Output&lt;double&gt;());
/// bench.CompareBodies();
/// </code>
/// </example>
public sealed partial class ModuleBench : IDisposable
{
    private readonly World _world;
    private readonly List<IDisposable> _running = [];
    private bool _isDisposed;

    private ModuleBench(ModuleSet set, ImmutableArray<ModuleDescriptor> modules, BenchOptions? options)
    {
        Options = options ?? BenchOptions.Default;
        Set = set;
        Modules = modules;
        Channels = ChannelTexts.Parse(Options.Channels);
        _world = new World(set, Channels, Options);
    }

    /// <summary>What the bench offers to the modules.</summary>
    public BenchOptions Options { get; }

    /// <summary>The modules under test.</summary>
    public ImmutableArray<ModuleDescriptor> Modules { get; }

    /// <summary>The modules under test and the standard library: what programs on the bench may use.</summary>
    public ModuleSet Set { get; }

    /// <summary>The channels that the host offers.</summary>
    public ImmutableArray<ChannelInfo> Channels { get; }

    /// <summary>The clock that functions, synchronous methods and nodes see. It stands at the Unix epoch until it is moved.</summary>
    public ManualClock Clock => _world.Clock;

    /// <summary>The stores that the modules on the bench share: channels, node keys, state, changes of authority.</summary>
    public SessionServices Services => _world.Services;

    /// <summary>A bench for a module class and the standard library.</summary>
    /// <param name="options">Services, engine and channels; the defaults if null.</param>
    /// <exception cref="ModuleSetException">The module cannot be made, or its name is taken.</exception>
    public static ModuleBench Of<T>(BenchOptions? options = null) where T : IModuleClass => Of([T.Descriptor], options);

    /// <summary>A bench for modules and the standard library.</summary>
    /// <param name="modules">The modules under test.</param>
    /// <param name="options">Services, engine and channels; the defaults if null.</param>
    /// <exception cref="ModuleSetException">A module cannot be made, or its name is taken.</exception>
    public static ModuleBench Of(IEnumerable<ModuleDescriptor> modules, BenchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(modules);
        ImmutableArray<ModuleDescriptor> tested = [.. modules];
        if (tested.IsEmpty) throw new ModuleBenchException("there is no module to test");
        // A module of the standard library itself may be under test.
        return new ModuleBench(tested.Except(ModuleSet.Standard.Modules).Aggregate(ModuleSet.Standard, static (set, m) => set.Add(m)), tested, options);
    }

    /// <summary>A bench for the modules of sources in memory and the standard library.</summary>
    /// <param name="run">What the generator made of the sources.</param>
    /// <param name="options">Services, engine and channels; the defaults if null.</param>
    /// <exception cref="ModuleBenchException">The sources are misused or do not compile, or hold no module.</exception>
    /// <exception cref="ModuleSetException">A module cannot be made, or its name is taken.</exception>
    public static ModuleBench Of(GeneratorRun run, BenchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        var problems = run.Misuses.Where(static d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Concat(run.CompilerProblems).ToList();
        return problems.Count == 0
            ? Of(run.LoadModules(), options)
            : throw new ModuleBenchException($"the module does not compile:\n{string.Join('\n', problems.Take(10))}");
    }

    /// <summary>A bench for a recipe as it is; what it has beyond the standard library is under test.</summary>
    /// <param name="set">The recipe.</param>
    /// <param name="options">Services, engine and channels; the defaults if null.</param>
    /// <exception cref="ModuleSetException">A module cannot be made.</exception>
    public static ModuleBench Of(ModuleSet set, BenchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        return new ModuleBench(set, [.. set.Modules.Except(ModuleSet.Standard.Modules)], options);
    }

    /// <summary>The instance of a module class, for its own public members.</summary>
    /// <exception cref="KeyNotFoundException">The bench has no such module.</exception>
    public T Module<T>() where T : IModule => _world.Modules.Get<T>();

    /// <summary>The instance of a module by its Arc name.</summary>
    /// <exception cref="ModuleBenchException">The bench has no such module.</exception>
    public IModule Module(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _world.Modules.Find(name) ?? throw new ModuleBenchException($"there is no module '{name}'{Names.Phrase(name, Set.Modules.Select(static m => m.Name))}");
    }

    /// <summary>The state of a module as a debugger sees it: what functions and nodes on the bench have left there.</summary>
    /// <param name="module">The module's Arc name.</param>
    /// <exception cref="ModuleBenchException">There is no such module.</exception>
    public ModuleState State(string module)
    {
        Module(module);
        return new ModuleState(module, Services.State, Services.Nodes);
    }

    /// <summary>Compiles a program text against the modules of the bench.</summary>
    /// <param name="source">The text.</param>
    /// <param name="channels">Channels beside those of the options, in the same form.</param>
    /// <returns>The program; the bench disposes it.</returns>
    /// <exception cref="ModuleBenchException">The text has errors; the message shows them with their places.</exception>
    public ArcProgram Compile(string source, params ReadOnlySpan<string> channels)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Finish(ArcProgram.Compile(source, OptionsFor(channels, "program.arc")));
    }

    /// <summary>Compiles a graph program against the modules of the bench.</summary>
    /// <param name="json">The graph, version 1 (arc-runtime.md, section 3).</param>
    /// <param name="channels">Channels beside those of the options, in the same form.</param>
    /// <returns>The program; the bench disposes it.</returns>
    /// <exception cref="ModuleBenchException">The graph has errors; the message shows them with their places.</exception>
    public ArcProgram CompileGraph(string json, params ReadOnlySpan<string> channels)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Finish(ArcProgram.CompileGraph(json, OptionsFor(channels, "graph.arc.json")));
    }

    /// <summary>Runs a program text in a session of its own on a manual clock; modules are imported by the text itself.</summary>
    /// <param name="source">The text. Channels that it only writes need no declaration.</param>
    /// <param name="channels">Channels beside those of the options, in the same form: <c>"pressure f64"</c>.</param>
    /// <returns>The session; the bench disposes it.</returns>
    /// <exception cref="ModuleBenchException">The text has errors; the message shows them with their places.</exception>
    public BenchSession Run(string source, params ReadOnlySpan<string> channels) => Open(Compile(source, channels));

    /// <summary>Runs a graph program in a session of its own on a manual clock.</summary>
    /// <param name="json">The graph, version 1 (arc-runtime.md, section 3).</param>
    /// <param name="channels">Channels beside those of the options, in the same form: <c>"pressure f64"</c>.</param>
    /// <returns>The session; the bench disposes it.</returns>
    /// <exception cref="ModuleBenchException">The graph has errors; the message shows them with their places.</exception>
    public BenchSession RunGraph(string json, params ReadOnlySpan<string> channels) => Open(CompileGraph(json, channels));

    /// <summary>Runs a program file in a session of its own on a manual clock: a graph if its name ends in <c>.arc.json</c>, else text.</summary>
    /// <param name="file">The file: a path, or one relative to the test's source file or to the folder of the test assembly.</param>
    /// <param name="channels">Channels beside those of the options, in the same form: <c>["pressure f64"]</c>.</param>
    /// <param name="caller">The test's source file; filled in by the compiler.</param>
    /// <returns>The session; the bench disposes it.</returns>
    /// <exception cref="ModuleBenchException">There is no such file, or the program has errors; the message shows them with their places.</exception>
    public BenchSession RunFile(string file, IReadOnlyList<string>? channels = null, [CallerFilePath] string caller = "")
    {
        var path = TestFiles.Find(file, caller);
        return Open(Finish(ArcProgram.CompileFile(File.ReadAllText(path), OptionsFor([.. channels ?? []], path))));
    }

    /// <summary>Disposes the modules, and the sessions and programs that were made on the bench.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        for (var i = _running.Count - 1; i >= 0; i--) _running[i].Dispose();
        _world.Dispose();
    }

    private ArcOptions OptionsFor(ReadOnlySpan<string> channels, string file)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new ArcOptions { Modules = Set, Channels = ChannelTexts.Parse([.. Options.Channels, .. channels]), DeclareWrittenChannels = true, FileName = file };
    }

    private ArcProgram Finish(ArcCompilation compilation)
    {
        if (compilation.Program is not { } program)
        {
            var errors = compilation.Diagnostics.Where(static d => d.IsError).Select(d => DiagnosticRenderer.Render(d, compilation.Source));
            throw new ModuleBenchException($"the program has errors:\n{string.Join('\n', errors)}", new ArcCompilationException(compilation));
        }

        _running.Add(program);
        return program;
    }

    private BenchSession Open(ArcProgram program)
    {
        var session = new BenchSession(program, Options);
        _running.Add(session);
        return session;
    }

    private Symbol Find(string member)
    {
        ArgumentNullException.ThrowIfNull(member);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Set.Symbols.Resolve(member) ?? throw new ModuleBenchException($"there is no member '{member}'{Names.Phrase(member, Set.Symbols.Symbols.Select(static s => s.QualifiedName))}");
    }

    private Symbol FindCallable(string member) =>
        Find(member) is { Call: not null } symbol ? symbol : throw new ModuleBenchException($"{member} cannot be called; it is a node: bench.Node(\"{member}\", ...)");
}
