using Arc.Engines.Managed;
using Arc.Engines.Wasmtime;
using Arc.Runtime;
using Benchmarks.Kernels;
using Benchmarks.Measuring;

namespace Benchmarks.Engines;

/// <summary>
/// The same bytes on every engine and the same work in C#. All limits are on; "without fuel" is Wasmtime with an execution budget of 0, which
/// still ends at a deadline. V8 has no limits.
/// </summary>
internal sealed class EngineComparisons : IDisposable
{
    private const long Budget = 1_000_000_000_000;
    private const int Million = 1_000_000;
    private readonly ArcProgram _program;
    private readonly List<EngineGuest> _guests = [];
    private readonly EngineGuest? _cached;
    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("arc-cache-");
    private readonly V8Host? _v8;

    public EngineComparisons()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Engines");
        _program = ArcProgram.Compile(File.ReadAllText(Path.Combine(folder, "engines.arc"))).ProgramOrThrow();
        var memory = File.ReadAllBytes(Path.Combine(folder, "memory.wasm"));
        _guests.Add(new EngineGuest("managed engine", new ManagedEngine(), _program, memory, Budget));
        if (WasmtimeEngine.IsAvailable(out var problem))
        {
            var engine = new WasmtimeEngine();
            _guests.Add(new EngineGuest("Wasmtime", engine, _program, memory, Budget));
            _guests.Add(new EngineGuest("Wasmtime, without fuel", engine, _program, memory, 0));
            _cached = new EngineGuest("Wasmtime, from its cache", new WasmtimeEngine(new WasmtimeOptions { CacheDirectory = _cache.FullName }), _program, memory, Budget);
        }
        else
        {
            Console.Error.WriteLine(problem);
        }

        _v8 = V8Host.Start(_program.Compiled.Wasm.ToArray(), memory);
    }

    public IEnumerable<Comparison> All()
    {
        yield return Of("fib(30)", 1, () => CSharpKernels.Fib(30), g => Bind(g.Arc<Func<int, int>>("fib"), 30), 0, "fib", 30);
        yield return Of("mandelbrot 200 x 200", 1, () => CSharpKernels.Mandelbrot(200, 200), g => Bind(g.Arc<Func<int, int, int>>("mandelbrot"), 200, 200), 0, "mandelbrot", 200, 200);
        yield return Of("sieve on memory, 2 million", 1, () => MemoryKernels.Sieve(2 * Million), g => Bind(g.Memory<Func<int, int>>("sieve"), 2 * Million), 1, "sieve", 2 * Million);
        yield return Of("matrix multiply 128 x 128", 1, () => MemoryKernels.Multiply(128), g => Bind(g.Memory<Func<int, double>>("matmul"), 128), 1, "matmul", 128);
        yield return Of("FNV-1a of 4 million bytes", 1, () => MemoryKernels.Hash(4 * Million), g => Bind(g.Memory<Func<int, int>>("hash"), 4 * Million), 1, "hash", 4 * Million);
        yield return Of("memory fill and copy, 1 MiB, 20 times", 20, () => MemoryKernels.FillAndCopy(1 << 20, 20), g => Bind(g.Memory<Func<int, int, int>>("fill_copy"), 1 << 20, 20), 1, "fill_copy", 1 << 20, 20);
        yield return Of("host call, static", Million, () => CSharpKernels.HostCalls(Million), g => Bind(g.Arc<Func<long, double>>("host_static"), (long)Million), 0, "host_static", (long)Million);
        yield return Of("host call, bound", Million, () => HostKernels.Bound(Million), g => Bind(g.Arc<Func<long, long>>("host_bound"), (long)Million), 0, "host_bound", (long)Million);
        yield return Of("host call, string", Million, () => HostKernels.Strings(Million), g => Bind(g.Arc<Func<long, long>>("host_string"), (long)Million), 0, null);
        yield return Of("host call, series", Million, () => HostKernels.Series(Million), g => Bind(g.Arc<Func<long, double>>("host_series"), (long)Million), 0, null);
        yield return new Comparison("call into WASM", Million,
        [
            Measure.InProcess("C# delegate", () => Repeat(static x => x)),
            .. _guests.Select(g =>
            {
                var identity = g.Arc<Func<double, double>>("identity");
                return Measure.InProcess(g.Name, () => Repeat(identity));
            }),
            .. _v8 is null ? Array.Empty<Contender>() : [_v8.Repeat(0, "identity", Million)],
        ]);
        yield return new Comparison("instantiate and dispose", 100,
            [.. _guests.Select(g => Measure.InProcess(g.Name, () => g.Instantiate(100))), .. _v8 is null ? Array.Empty<Contender>() : [_v8.Repeat(0, "$instantiate", 100)]]);
        var wasm = _program.Compiled.Wasm;
        yield return new Comparison($"{wasm.Length:N0} bytes to first call", 1,
            [.. _guests.Append(_cached).OfType<EngineGuest>().Select(g => Measure.InProcess(g.Name, () => g.CompileAndCall(wasm))), .. _v8 is null ? Array.Empty<Contender>() : [_v8.Repeat(0, "$compile", 1)]]);
    }

    public void Dispose()
    {
        foreach (var guest in _guests) guest.Dispose();
        _cached?.Dispose();
        _cache.Delete(true);
        _v8?.Dispose();
        _program.Dispose();
    }

    private Comparison Of<T>(string name, double operations, Func<T> csharp, Func<EngineGuest, Func<T>> guest, int module, string? function, params object[] arguments) => new(
        name, operations,
        [
            Measure.InProcess("C#", csharp),
            .. _guests.Select(g => Measure.InProcess(g.Name, guest(g))),
            .. _v8 is null || function is null ? Array.Empty<Contender>() : [_v8.Call(module, function, arguments)],
        ]);

    private static Func<TResult> Bind<T, TResult>(Func<T, TResult> function, T argument) => () => function(argument);

    private static Func<TResult> Bind<T1, T2, TResult>(Func<T1, T2, TResult> function, T1 first, T2 second) => () => function(first, second);

    private static double Repeat(Func<double, double> function)
    {
        var x = 0.0;
        for (var i = 0; i < Million; i++) x = function(x) + 1;
        return x;
    }
}
