using Arc.Properties.Tests.Generation;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Judging;

public class ShrinkerTests
{
    [Fact]
    public void Program_WithAFailingPart_ShrinksToThatPart()
    {
        static bool HasPower(Program program) => program.Funcs.SelectMany(f => f.Body).SelectMany(Walk.Expressions).Any(e => e.Text == "^");
        var program = Enumerable.Range(1, 100).Select(seed => new ProgramGenerator(seed).Make()).First(p => HasPower(p) && Printer.Print(p).Length > 2000);
        var smallest = Shrinker.Shrink(program, HasPower);
        Assert.True(HasPower(smallest));
        Assert.InRange(Printer.Print(smallest).Length, 1, 200);
    }

    [Fact]
    public void Generator_OnTheSameSeed_MakesTheSameProgram() =>
        Assert.Equal(Printer.Print(new ProgramGenerator(7).Make()), Printer.Print(new ProgramGenerator(7).Make()));
}
