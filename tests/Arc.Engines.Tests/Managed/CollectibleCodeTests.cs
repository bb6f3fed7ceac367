using System.Runtime.CompilerServices;
using Arc.Engines.Linking;
using Arc.Engines.Managed;
using Arc.Engines.Tests.Support;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Managed;

[Collection(nameof(RunsAlone))]
public class CollectibleCodeTests
{
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
}
