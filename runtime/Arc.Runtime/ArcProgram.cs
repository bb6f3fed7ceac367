using System.Collections.Concurrent;
using System.Collections.Immutable;
using Arc.Compiler;
using Arc.Dataflow;
using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Engines.Managed;
using Arc.Language.Analysis;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Graphs;
using Arc.Language.Lowering;
using Arc.Language.Syntax;
using Arc.Runtime.Programs;
using Arc.Sdk.Channels;
using Arc.Sdk.Hosting;
using Arc.Sdk.Ir;
using Arc.Sdk.Modules;

namespace Arc.Runtime;

/// <summary>
/// A program, compiled once and run any number of times: as a dataflow session (<see cref="Load"/>) or by calling its functions
/// (<see cref="Instantiate"/>). Immutable and safe for concurrent use; sessions share nothing but the code.
/// </summary>
/// <example>
/// <code>
/// using var program = ArcProgram.Compile("func twice(x f64) f64 { return x * 2 }").ProgramOrThrow();
/// using var session = program.Instantiate();
/// var four = session.Call("twice", ArcValue.Of(2.0)).Value.As&lt;double&gt;();
/// </code>
/// </example>
public sealed class ArcProgram : IDisposable
{
    private readonly ConcurrentDictionary<IWasmEngine, Lazy<WasmModule>> _code = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(string Module, string Name)> _imports;
    private HashSet<string>? _importedModules;

    private ArcProgram(CompiledProgram compiled, ModuleSet modules, IReadOnlyList<ChannelInfo> channels, ImmutableDictionary<string, NodePlace> places)
    {
        Places = places;
        Compiled = compiled;
        Modules = modules;
        Channels = channels;
        _imports = [.. compiled.Imports.Select(i => (i.Module, i.Name))];
    }

    /// <summary>The engine that runs programs unless a host chooses another: managed, nothing to install.</summary>
    public static IWasmEngine DefaultEngine { get; } = new ManagedEngine();

    /// <summary>The guest module, its contract and the graph.</summary>
    public CompiledProgram Compiled { get; }

    /// <summary>The recipe that the program was compiled against; sessions make their instances from it.</summary>
    public ModuleSet Modules { get; }

    /// <summary>The channels that the program was compiled against.</summary>
    public IReadOnlyList<ChannelInfo> Channels { get; }

    /// <summary>Those that nodes of the graph read.</summary>
    public IEnumerable<ChannelInfo> ReadChannels => Channels.Where(c => Compiled.Ir.Nodes.Any(n => n.Channels.Read.ContainsKey(c.Key)));

    /// <summary>Those that nodes of the graph write.</summary>
    public IEnumerable<ChannelInfo> WrittenChannels => Channels.Where(c => Compiled.Ir.Nodes.Any(n => n.Channels.Write.ContainsKey(c.Key)));

    /// <summary>Where the nodes of the graph come from in the source, by key.</summary>
    public IReadOnlyDictionary<string, NodePlace> Places { get; }

    /// <summary>Names of the stateful variables by their numbers, under which the state registry lists them (arc-stl.md, section 3.2).</summary>
    public ImmutableArray<string> StateNames { get; private init; } = [];

    /// <summary>Compiles a source text. No input throws: what is wrong with it is a diagnostic.</summary>
    /// <param name="source">The text.</param>
    /// <param name="options">What it is compiled against; the standard library if null.</param>
    /// <exception cref="ArgumentException">Two channels of the options share a name or key.</exception>
    public static ArcCompilation Compile(string source, ArcOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= ArcOptions.Default;
        var text = new SourceText(source, options.FileName);
        var channels = ChannelsOf(options);
        var analysis = ArcAnalyzer.Analyze(text, new AnalysisOptions { Modules = options.Modules, Channels = channels, Parsing = options.Parsing });
        return Finish(text, options, channels, analysis.Program, analysis.Ir, analysis.Places, analysis.Diagnostics, (code, span, message) =>
            new Diagnostic(DiagnosticSeverity.Error, code, message, text.PositionAt(span.Start), text.PositionAt(span.End), []));
    }

    /// <summary>
    /// Compiles a graph program (arc-runtime.md, section 3). No input throws: what is wrong with it is a diagnostic, which names the node or edge by its JSON
    /// path; within the body of a function it has the line within the body.
    /// </summary>
    /// <param name="json">The graph, version 1.</param>
    /// <param name="options">What it is compiled against; the standard library if null.</param>
    /// <exception cref="ArgumentException">Two channels of the options share a name or key.</exception>
    public static ArcCompilation CompileGraph(string json, ArcOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        options ??= ArcOptions.Default;
        var text = new SourceText(json, options.FileName);
        var channels = ChannelsOf(options);
        var analysis = GraphAnalyzer.Analyze(text, new AnalysisOptions { Modules = options.Modules, Channels = channels, Parsing = options.Parsing });
        return Finish(text, options, channels, analysis.Program, analysis.Ir, analysis.Places, analysis.Diagnostics, analysis.ErrorAt);
    }

    /// <summary>Compiles a source file: a graph if its name ends in <c>.arc.json</c>, else text.</summary>
    /// <param name="source">The file's contents.</param>
    /// <param name="options">What it is compiled against, and the file's name.</param>
    /// <exception cref="ArgumentException">Two channels of the options share a name or key.</exception>
    public static ArcCompilation CompileFile(string source, ArcOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.FileName.EndsWith(GraphAnalyzer.FileExtension, StringComparison.Ordinal) ? CompileGraph(source, options) : Compile(source, options);
    }

    /// <summary>Compiles what an analysis found right.</summary>
    private static ArcCompilation Finish(
        SourceText text, ArcOptions options, IChannelResolver channels, BoundProgram? bound, IrProgram? ir, ImmutableDictionary<string, NodePlace> places,
        ImmutableArray<Diagnostic> diagnostics, Func<string, SourceSpan, string, Diagnostic> errorAt)
    {
        if (bound is null) return new ArcCompilation(null, diagnostics, text);
        try
        {
            var compiled = ProgramCompiler.Compile(bound, ir!, options.Modules.Symbols);
            return new ArcCompilation(new ArcProgram(compiled, options.Modules, [.. channels.Channels], places) { StateNames = bound.StateNames }, diagnostics, text);
        }
        catch (CompilationException e)
        {
            return new ArcCompilation(null, [.. diagnostics, errorAt(DiagnosticCodes.CompilationLimit, e.Span, e.Message)], text);
        }
    }

    private static IChannelResolver ChannelsOf(ArcOptions options) =>
        options.DeclareWrittenChannels ? new InferringChannelCatalog(options.Channels) : new ChannelCatalog(options.Channels);

    /// <summary>Makes an instance whose functions can be called.</summary>
    /// <param name="options">What the host offers; the defaults if null.</param>
    /// <exception cref="LinkException">An import has no implementation; all are listed by module, member and suffix. No code of the program has run.</exception>
    /// <exception cref="ModuleSetException">A module cannot be made.</exception>
    /// <exception cref="ObjectDisposedException">The program was disposed.</exception>
    public CallSession Instantiate(CallOptions? options = null)
    {
        options ??= CallOptions.Default;
        var services = new SessionServices(options.Channels ?? Channels, options.Time, options.Services, options.HandleBytes);
        var modules = Modules.Instantiate(services, module => ImportedModules.Contains(module.WasmNamespace));
        try
        {
            return new CallSession(this, services, modules, Link(options.Engine, modules.Bind, options.Limits));
        }
        catch
        {
            modules.Dispose();
            throw;
        }
    }

    /// <summary>Starts a dataflow session.</summary>
    /// <param name="sink">Receives what the session produces.</param>
    /// <param name="options">What the host offers; the program's channels if it names none.</param>
    /// <param name="engine">Runs compiled functions; the default engine if null.</param>
    /// <param name="limits">Bounds on the guest; if null, the defaults, and one invocation may spend what the cycle may.</param>
    /// <exception cref="LinkException">An import has no implementation; all are listed by module, member and suffix. No code of the program has run.</exception>
    /// <exception cref="DataflowException">A node cannot be made.</exception>
    /// <exception cref="ModuleSetException">A module cannot be made.</exception>
    /// <exception cref="ObjectDisposedException">The program was disposed.</exception>
    public Session Load(ISessionSink sink, SessionOptions? options = null, IWasmEngine? engine = null, InstanceOptions? limits = null)
    {
        options ??= new SessionOptions();
        if (options.Channels.Count == 0) options = options with { Channels = Channels };
        var code = CodeFor(engine ?? DefaultEngine);
        limits ??= InstanceOptions.Default with { ExecutionBudget = options.CycleBudget };
        return Session.Start(
            new DataflowProgram(Compiled.Ir, Compiled.OutputMemoryBases), Modules, new Guests(this, code, engine ?? DefaultEngine, limits), sink, options);
    }

    /// <summary>Starts a session that an application talks to: it takes frames from any thread and hands out what the program writes.</summary>
    /// <param name="options">Clock, limits, safe state, deadline; the defaults if null.</param>
    /// <exception cref="LinkException">An import has no implementation.</exception>
    /// <exception cref="DataflowException">A node cannot be made.</exception>
    /// <exception cref="ModuleSetException">A module cannot be made.</exception>
    /// <exception cref="ArgumentException">The safe state does not fit the channels.</exception>
    public ArcSession Open(ArcSessionOptions? options = null) => new(this, options ?? ArcSessionOptions.Default);

    private HashSet<string> ImportedModules => _importedModules ??= [.. _imports.Select(i => i.Module)];

    /// <summary>The imports by module and name.</summary>
    internal IReadOnlySet<(string Module, string Name)> Imports => _imports;

    /// <summary>Releases the code that engines hold for the program. Sessions stay usable.</summary>
    public void Dispose()
    {
        foreach (var engine in _code.Keys)
        {
            if (_code.TryRemove(engine, out var module) && module.IsValueCreated) module.Value.Dispose();
        }
    }

    /// <summary>The program's code for an engine, compiled on first use.</summary>
    internal WasmModule CodeFor(IWasmEngine engine) =>
        _code.GetOrAdd(engine, static (e, wasm) => new Lazy<WasmModule>(() => e.Compile(wasm)), Compiled.Wasm).Value;

    private WasmInstance Link(IWasmEngine engine, Action<ILinker> bind, InstanceOptions limits)
    {
        var code = CodeFor(engine);
        var linker = new Linker();
        bind(new ProgramLinker(linker, engine, limits, _imports));
        try
        {
            return code.Instantiate(linker, limits);
        }
        catch (LinkException) when (linker.Count < _imports.Count)
        {
            // Once more with all that the modules offer, so that the message can name what comes nearest.
            linker = new Linker();
            bind(new ProgramLinker(linker, engine, limits));
            return code.Instantiate(linker, limits);
        }
    }

    private sealed class Guests(ArcProgram program, WasmModule code, IWasmEngine engine, InstanceOptions limits) : IGuestFactory
    {
        public IReadOnlySet<string> ImportedModules => program.ImportedModules;

        public IGuest Instantiate(Action<ILinker> bind, ExecutionAllowance? allowance)
        {
            var inner = new EngineGuestFactory(code, limits);
            // Programs that this one imports draw on the same allowance.
            var shared = limits with { Allowance = allowance };
            try
            {
                return inner.Instantiate(linker => bind(new ProgramLinker(linker, engine, shared, program._imports)), allowance);
            }
            catch (LinkException)
            {
                return inner.Instantiate(linker => bind(new ProgramLinker(linker, engine, shared)), allowance);
            }
        }
    }
}
