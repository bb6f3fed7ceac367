using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Engines.Managed;
using Arc.Runtime;
using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Benchmarks.Kernels;

/// <summary>The kernels compiled from Arc, on the managed engine with all limits on.</summary>
internal sealed class GuestKernels : IDisposable
{
    private readonly ArcProgram _program;
    private readonly SessionServices _services = new();
    private readonly ModuleInstances _modules;
    private readonly WasmModule _module;
    private readonly WasmInstance _instance;
    private readonly Func<int, long> _sieve;
    private readonly Func<int, int, double> _dot;
    private readonly Func<int, int, double> _dotEach;
    private readonly Func<int, int, double> _arithmetic;
    private readonly Func<long, long> _build;
    private readonly Func<long, long> _format;

    public GuestKernels()
    {
        var source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Kernels", "kernels.arc"));
        _program = ArcProgram.Compile(source, new ArcOptions { FileName = "kernels.arc" }).ProgramOrThrow();
        _modules = ModuleSet.Standard.Instantiate(_services);
        var linker = new Linker();
        _modules.Bind(linker);
        _module = new ManagedEngine().Compile(_program.Compiled.Wasm);
        _instance = _module.Instantiate(linker, InstanceOptions.Default with { ExecutionBudget = 1_000_000_000_000 });
        Fib = Function<Func<int, int>>("fib");
        Mandelbrot = Function<Func<int, int, int>>("mandelbrot");
        Collatz = Function<Func<long, long>>("collatz");
        HostCalls = Function<Func<long, double>>("host_calls");
        Identity = Function<Func<double, double>>("identity");
        _sieve = Function<Func<int, long>>("sieve");
        _dot = Function<Func<int, int, double>>("dot");
        _dotEach = Function<Func<int, int, double>>("dot_each");
        _arithmetic = Function<Func<int, int, double>>("arithmetic");
        _build = Function<Func<long, long>>("build");
        _format = Function<Func<long, long>>("format");
    }

    public ReadOnlySpan<byte> Wasm => _program.Compiled.Wasm.Span;

    public Func<int, int> Fib { get; }

    public Func<int, int, int> Mandelbrot { get; }

    public Func<long, long> Collatz { get; }

    public Func<long, double> HostCalls { get; }

    public Func<double, double> Identity { get; }

    public long Sieve(Series<byte> composite)
    {
        composite.Span.Clear();
        return Forget(_sieve(_services.Handles.Series.Add(composite)));
    }

    public double Dot(Series<double> a, Series<double> b) => WithPair(_dot, a, b);

    public double DotEach(Series<double> a, Series<double> b) => WithPair(_dotEach, a, b);

    public double Arithmetic(Series<double> a, Series<double> b) => WithPair(_arithmetic, a, b);

    public long Build(long n) => Forget(_build(n));

    public long Format(long n) => Forget(_format(n));

    public void Dispose()
    {
        _instance.Dispose();
        _module.Dispose();
        _modules.Dispose();
        _program.Dispose();
    }

    private double WithPair(Func<int, int, double> function, Series<double> a, Series<double> b) =>
        Forget(function(_services.Handles.Series.Add(a), _services.Handles.Series.Add(b)));

    /// <summary>Ends an invocation: handles are gone and their budget starts over.</summary>
    private T Forget<T>(T result)
    {
        _services.Handles.Clear();
        return result;
    }

    private TDelegate Function<TDelegate>(string name) where TDelegate : Delegate => _instance.GetFunction(name).CreateDelegate<TDelegate>();
}
