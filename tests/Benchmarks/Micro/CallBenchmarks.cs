using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Benchmarks.Kernels;

namespace Benchmarks.Micro;

/// <summary>Calls across the boundary, in one process: <c>Benchmarks micro</c>.</summary>
[MemoryDiagnoser]
[Config(typeof(InOneProcess))]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class CallBenchmarks : IDisposable
{
    private const int Loop = 1_000_000;

    private GuestKernels _guest = null!;
    private Func<double, double> _identity = null!;
    private double _x = 1.5;

    [GlobalSetup]
    public void SetUp() => _guest = new GuestKernels();

    [GlobalCleanup]
    public void Dispose()
    {
        _guest.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Loop), BenchmarkCategory("host call")]
    public double HostCall_CSharp() => CSharpKernels.HostCalls(Loop);

    [Benchmark(OperationsPerInvoke = Loop), BenchmarkCategory("host call")]
    public double HostCall_Managed() => _guest.HostCalls(Loop);

    [Benchmark(Baseline = true), BenchmarkCategory("call into WASM")]
    public double CallIn_Delegate() => (_identity ??= static x => x)(_x);

    [Benchmark, BenchmarkCategory("call into WASM")]
    public double CallIn_Managed() => _guest.Identity(_x);

    private sealed class InOneProcess : ManualConfig
    {
        public InOneProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
