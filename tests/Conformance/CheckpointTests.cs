using Arc.Cases;

namespace Conformance;

/// <summary>Every simulate case once more, its session saved and restored before every cycle: nobody can tell (arc-runtime.md, section 9).</summary>
public class CheckpointTests
{
    public static TheoryData<string> Simulations => [.. ConformanceTests.AllCases.Values.Where(c => c.Kind == CaseKind.Simulate).Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Simulations))]
    public void Simulation_RestoredBeforeEveryCycle_ProducesTheSameBits(string id)
    {
        var item = ConformanceTests.AllCases[id];
        using var program = Simulation.Compile(item);
        using var undisturbed = new Simulation(program);
        using var restored = new Simulation(program);
        undisturbed.Run(item.Simulate!.Steps, restore: false);
        restored.Run(item.Simulate.Steps, restore: true);
        Assert.Equal(undisturbed.Log, restored.Log);
        Assert.NotEmpty(restored.Log);
    }
}
