using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Sdk.Hosting;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.State;
using Arc.Sdk.Symbols;
using Arc.Sdk.Sync;
using Arc.Sdk.Types;
using Arc.Sdk.Values;

namespace Arc.Runtime.Programs;

/// <summary>
/// A compiled program as a module of other programs (seeds Q11 and Q34): its functions are symbols, and another program's imports link to
/// its exports on the engine of the session. It uses the session's modules and handles; its stateful variables are its own.
/// </summary>
internal sealed class ProgramModule : IModule, IDisposable
{
    private const string StateNamespace = "state";
    private readonly string _name;
    private readonly ArcProgram _program;
    private readonly IServiceProvider _services;
    private readonly IModule? _state;
    private WasmInstance? _instance;

    private ProgramModule(string name, ArcProgram program, IServiceProvider services)
    {
        _name = name;
        _program = program;
        _services = services;
        // Variables are numbered from 0 in every program, so they must not meet those of another one.
        _state = program.Imports.Any(import => import.Module == StateNamespace) ? program.Modules.Find(StateNamespace)?.Create(services) : null;
    }

    /// <summary>What other programs see of a program under a name.</summary>
    public static ModuleDescriptor Describe(string name, ArcProgram program) => new()
    {
        Name = name,
        WasmNamespace = name,
        Documentation = $"The functions of a compiled program: {string.Join(", ", Callable(program).Select(f => f.Name))}.",
        Symbols = [.. Callable(program).Select(f => SymbolOf(name, f)).OrderBy(s => s.Name, StringComparer.Ordinal)],
        Type = typeof(ProgramModule),
        Create = services => new ProgramModule(name, program, services),
    };

    /// <inheritdoc/>
    public void Bind(ILinker linker, HandleStores handles)
    {
        if (linker is not ProgramLinker programs || !programs.Wants(_name)) return;
        _instance ??= Instantiate(programs.Engine, programs.Limits, handles);
        foreach (var function in Callable(_program)) programs.Define(_name, function.Name, _instance.GetFunction(function.Name));
    }

    /// <inheritdoc/>
    public Node? CreateNode(NodeRequest request) => null;

    /// <inheritdoc/>
    public SyncResult Call(in SyncContext context, Val? self, string member, ReadOnlySpan<Val> arguments) =>
SyncFacet.Unknown(_name, member);

    /// <inheritdoc/>
    public void RegisterState(StateRegistry registry)
    {
        if (_state is null) return;
        var own = new StateRegistry(_services.Require<NodeKeyTable>());
        _state.RegisterState(own);
        foreach (var slice in own.Slices) registry.Register($"{_name}.{slice.Module}", slice.Name, slice.Slice);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _instance?.Dispose();
        (_state as IDisposable)?.Dispose();
    }

    // As in its own bodies: a function with config or with several outputs is a node, not something to call.
    private static IEnumerable<Compiler.CompiledFunction> Callable(ArcProgram program) =>
        program.Compiled.Functions.Where(f => f.Config.IsEmpty && f.Outputs.Length <= 1);

    private static Symbol SymbolOf(string module, Compiler.CompiledFunction function) => new(module, function.Name)
    {
        WasmNamespace = module,
        Call = new CallSignature(function.Inputs, function.Outputs is [var output] ? output.Type : null),
    };

    private WasmInstance Instantiate(IWasmEngine engine, InstanceOptions? limits, HandleStores handles)
    {
        var linker = new Linker();
        var own = new ProgramLinker(linker, engine, limits, _program.Imports);
        var session = _services.Require<ModuleInstances>();
        foreach (var module in session.Set.Modules)
        {
            if (!own.Wants(module.WasmNamespace)) continue;
            var instance = module.WasmNamespace == StateNamespace && _state is not null ? _state : session.Find(module.Name)!;
            instance.Bind(own, handles);
        }
        return _program.CodeFor(engine).Instantiate(linker, limits);
    }
}
