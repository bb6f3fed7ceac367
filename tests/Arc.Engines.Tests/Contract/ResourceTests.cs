using System.Globalization;
using System.Runtime.CompilerServices;
using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using Arc.Sdk;

namespace Arc.Engines.Tests.Contract;

[Collection(nameof(RunsAlone))]
public class ResourceTests
{
    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Invoke_AMillionTimes_AllocatesNothing(string engine)
    {
        using var instance = TestEngines.Of(engine).Compile(TwiceGuest.Module()).Instantiate(TwiceGuest.Host());
        var f = instance.GetFunction("f");
        var typed = f.CreateDelegate<Func<NodeKey, CancellationToken, int, int>>();
        var node = new NodeKey(1, "n");
        using var source = new CancellationTokenSource();
        Run(1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(1_000_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int count)
        {
            Span<ulong> args = [21];
            Span<ulong> results = [0];
            for (var i = 0; i < count; i++)
            {
                f.Invoke(args, results, node, source.Token);
                typed(node, source.Token, i);
            }
        }
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void InstantiateAndDispose_TenThousandTimes_KeepsMemoryFlat(string engine)
    {
        using var module = TestEngines.Of(engine).Compile(TwiceGuest.Module());
        var linker = TwiceGuest.Host();
        Rounds(1000);
        var (before, native) = (Settled(), ResidentBytes());

        Rounds(10_000);

        Assert.InRange(Settled() - before, long.MinValue, 1 << 20);
        Assert.InRange(ResidentBytes() - native, long.MinValue, 32 << 20);

        void Rounds(int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var instance = module.Instantiate(linker);
                if (i % 1000 == 0) Assert.Equal(42UL, instance.Call("f", 21));
            }
        }
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Instances_ForgottenWithoutDispose_AreReleased(string engine)
    {
        using var module = TestEngines.Of(engine).Compile(TwiceGuest.Module());
        var forgotten = Forget(module);

        for (var attempt = 0; attempt < 20 && forgotten.Exists(i => i.IsAlive); attempt++) Settled();

        Assert.DoesNotContain(forgotten, i => i.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static List<WeakReference> Forget(WasmModule module)
        {
            var made = new List<WeakReference>();
            for (var i = 0; i < 20; i++)
            {
                var instance = module.Instantiate(TwiceGuest.Host());
                Assert.Equal(42UL, instance.Call("f", 21));
                made.Add(new WeakReference(instance));
            }
            return made;
        }
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Instances_FailingToStart_LeakNothing(string engine)
    {
        var builder = new WasmBuilder().Memory(16);
        builder.Start(builder.Function(null, [], [], [Op.Unreachable]));
        using var module = TestEngines.Of(engine).Compile(builder.Build());
        var linker = new Linker();
        Rounds(100);
        var (before, native) = (Settled(), ResidentBytes());

        Rounds(1000);

        Assert.InRange(Settled() - before, long.MinValue, 1 << 20);
        Assert.InRange(ResidentBytes() - native, long.MinValue, 32 << 20);

        void Rounds(int count)
        {
            for (var i = 0; i < count; i++) Assert.Equal(TrapKind.Unreachable, Assert.Throws<WasmTrapException>(() => module.Instantiate(linker)).Kind);
        }
    }

    private static long Settled()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(true);
    }

    /// <summary>What the process holds of the machine's memory; 0 where the system does not tell.</summary>
    private static long ResidentBytes()
    {
        if (!File.Exists("/proc/self/status")) return 0;
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6).TrimEnd("kB ").Trim(), CultureInfo.InvariantCulture) << 10;
    }
}
