using System.Runtime.CompilerServices;
using Arc.Engines.Linking;
using Arc.Engines.Managed;
using Arc.Engines.Tests.Support;
using Arc.Sdk;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Managed;

[Collection(nameof(RunsAlone))]
public class ResourceTests
{
    private static byte[] Module()
    {
        var builder = new WasmBuilder().Memory(1);
        builder.Import("h", "twice", [I32], [I32]);
        builder.Function("f", [I32], [I32], Op.Join(Op.Get(0), Op.Call(0)));
        return builder.Build();
    }

    private static Linker Host()
    {
        var linker = new Linker();
        linker.Define("h", "twice", HostModule.Twice);
        return linker;
    }

    [Fact]
    public void Invoke_AMillionTimes_AllocatesNothing()
    {
        using var instance = new ManagedEngine().Compile(Module()).Instantiate(Host());
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

    [Fact]
    public void InstantiateAndDispose_TenThousandTimes_KeepsMemoryFlat()
    {
        var module = new ManagedEngine().Compile(Module());
        var linker = Host();
        Rounds(1000);
        var before = Settled();

        Rounds(10_000);

        Assert.InRange(Settled() - before, long.MinValue, 1 << 20);

        void Rounds(int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var instance = module.Instantiate(linker);
                if (i % 1000 == 0) Assert.Equal(42UL, instance.Call("f", 21));
            }
        }
    }

    [Fact]
    public void DroppedModule_IsCollectedWithItsCode()
    {
        var code = new List<WeakReference>();
        for (var i = 0; i < 20; i++) code.Add(CompileAndDrop());

        for (var attempt = 0; attempt < 20 && code.Exists(c => c.IsAlive); attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.DoesNotContain(code, c => c.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference CompileAndDrop()
        {
            using var module = new ManagedEngine().Compile(Module());
            using var instance = module.Instantiate(Host());
            Assert.Equal(42UL, instance.Call("f", 21));
            Assert.Equal(8, instance.GetFunction("f").CreateDelegate<Func<int, int>>()(4));
            return new WeakReference(((ManagedInstance)instance).StateType);
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
}
