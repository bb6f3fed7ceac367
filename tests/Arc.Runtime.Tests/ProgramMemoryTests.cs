using Arc.Runtime.Tests.Support;

namespace Arc.Runtime.Tests;

/// <summary>What programs leave behind; the memory of the whole process is looked at.</summary>
[Collection(nameof(RunsAlone))]
public sealed class ProgramMemoryTests
{
    [Fact]
    public void ManyPrograms_CompiledRunAndDropped_LeaveMemoryFlat()
    {
        const int Programs = 10_000;
        for (var i = 0; i < 100; i++) RunOne(i);
        var before = Settle();
        for (var i = 0; i < Programs; i++) RunOne(i);
        var grown = Settle() - before;

        Assert.True(grown < 8 << 20, $"{grown} bytes are left of {Programs} programs");

        static void RunOne(int i)
        {
            using var program = Run.Program($"func f(x i64) i64 {{ return x + {i} }}");
            using var session = program.Instantiate();
            Assert.Equal(i + 1L, session.Call("f", ArcValue.Of(1L)).Value.As<long>());
        }

        static long Settle()
        {
            for (var i = 0; i < 4; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            return GC.GetTotalMemory(true);
        }
    }
}
