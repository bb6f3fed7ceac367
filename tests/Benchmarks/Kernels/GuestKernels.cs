using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Engines.Managed;
using Arc.Runtime;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Benchmarks.Kernels;

/// <summary>The kernels compiled from Arc, on the managed engine with all limits on.</summary>
internal sealed class GuestKernels : IDisposable
{
    private readonly ArcProgram _program;
    private readonly ModuleInstances _modules;
    private readonly WasmModule _module;
    private readonly WasmInstance _instance;

    public GuestKernels()
    {
        var source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Kernels", "kernels.arc"));
        _program = ArcProgram.Compile(source, new ArcOptions { FileName = "kernels.arc" }).ProgramOrThrow();
        _modules = ModuleSet.Standard.Instantiate(new SessionServices());
        var linker = new Linker();
        _modules.Bind(linker);
        _module = new ManagedEngine().Compile(_program.Compiled.Wasm);
        _instance = _module.Instantiate(linker, InstanceOptions.Default with { ExecutionBudget = 1_000_000_000_000 });
        Fib = Function<Func<int, int>>("fib");
        Mandelbrot = Function<Func<int, int, int>>("mandelbrot");
        Collatz = Function<Func<long, long>>("collatz");
        HostCalls = Function<Func<long, double>>("host_calls");
        Identity = Function<Func<double, double>>("identity");
    }

    public ReadOnlySpan<byte> Wasm => _program.Compiled.Wasm.Span;

    public Func<int, int> Fib { get; }

    public Func<int, int, int> Mandelbrot { get; }

    public Func<long, long> Collatz { get; }

    public Func<long, double> HostCalls { get; }

    public Func<double, double> Identity { get; }

    public void Dispose()
    {
        _instance.Dispose();
        _module.Dispose();
        _modules.Dispose();
        _program.Dispose();
    }

    private TDelegate Function<TDelegate>(string name) where TDelegate : Delegate => _instance.GetFunction(name).CreateDelegate<TDelegate>();
}
