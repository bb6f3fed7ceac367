using TankLoop;

namespace Arc.Cli.Tests.Samples;

/// <summary>The sample whose host closes the loop.</summary>
public sealed class TankLoopTests
{
    [Fact]
    public async Task Loop_OfTwoMinutes_PrintsWhatLiesBesideIt()
    {
        using var output = new StringWriter { NewLine = "\n" };

        await ClosedLoop.RunAsync(output, TimeSpan.FromMinutes(2));

        Assert.Equal(SampleFiles.Text("tank-loop", "expected.csv"), output.ToString());
    }
}
