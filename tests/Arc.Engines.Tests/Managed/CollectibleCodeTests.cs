using System.Runtime.CompilerServices;
using Arc.Engines.Managed;
using Arc.Engines.Tests.Support;

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
            using var module = new ManagedEngine().Compile(TwiceGuest.Module());
            using var instance = module.Instantiate(TwiceGuest.Host());
            Assert.Equal(42UL, instance.Call("f", 21));
            Assert.Equal(8, instance.GetFunction("f").CreateDelegate<Func<int, int>>()(4));
            return new WeakReference(((ManagedInstance)instance).StateType);
        }
    }
}
