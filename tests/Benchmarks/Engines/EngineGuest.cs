using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Runtime;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Benchmarks.Engines;

/// <summary>The kernels on one engine: those in Arc with the standard library as their host, and those on linear memory.</summary>
internal sealed class EngineGuest : IDisposable
{
    private readonly InstanceOptions _options;
    private readonly ModuleInstances _modules;
    private readonly Linker _linker = new();
    private readonly WasmModule _arcModule;
    private readonly WasmInstance _arc;
    private readonly WasmModule _memoryModule;
    private readonly WasmInstance _memory;
    private readonly IWasmEngine _engine;

    /// <param name="name">What the table calls it.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="program">The kernels in Arc.</param>
    /// <param name="memory">The kernels on memory.</param>
    /// <param name="budget">The execution budget; 0 for none.</param>
    public EngineGuest(string name, IWasmEngine engine, ArcProgram program, byte[] memory, long budget)
    {
        Name = name;
        _engine = engine;
        _options = InstanceOptions.Default with { ExecutionBudget = budget };
        _modules = ModuleSet.Standard.Instantiate(new SessionServices());
        var needed = program.Compiled.Imports.Select(i => (i.Module, i.Name)).ToHashSet();
        _modules.Bind(new Needed(_linker, needed));
        _arcModule = engine.Compile(program.Compiled.Wasm);
        _arc = _arcModule.Instantiate(_linker, _options);
        _memoryModule = engine.Compile(memory);
        _memory = _memoryModule.Instantiate(_linker, _options);
    }

    public string Name { get; }

    public TDelegate Arc<TDelegate>(string function) where TDelegate : Delegate => _arc.GetFunction(function).CreateDelegate<TDelegate>();

    public TDelegate Memory<TDelegate>(string function) where TDelegate : Delegate => _memory.GetFunction(function).CreateDelegate<TDelegate>();

    /// <summary>Links, initialises and releases the Arc program some times over.</summary>
    public int Instantiate(int times)
    {
        for (var i = 0; i < times; i++) _arcModule.Instantiate(_linker, _options).Dispose();
        return 0;
    }

    /// <summary>Bytes to a first call.</summary>
    public int CompileAndCall(ReadOnlyMemory<byte> wasm)
    {
        using var module = _engine.Compile(wasm);
        using var instance = module.Instantiate(_linker, _options);
        Span<ulong> results = stackalloc ulong[1];
        instance.GetFunction("identity").Invoke([0], results);
        return 0;
    }

    public void Dispose()
    {
        _arc.Dispose();
        _memory.Dispose();
        _arcModule.Dispose();
        _memoryModule.Dispose();
        _modules.Dispose();
    }

    private sealed class Needed(Linker linker, HashSet<(string Module, string Name)> imports) : global::Arc.Sdk.Hosting.ILinker
    {
        public void Define(string module, string name, Delegate function)
        {
            if (imports.Contains((module, name))) linker.Define(module, name, function);
        }
    }
}
