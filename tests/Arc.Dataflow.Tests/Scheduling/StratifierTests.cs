using Arc.Language.Lowering;

namespace Arc.Dataflow.Tests.Scheduling;

public class StratifierTests
{
    private static string Lay(string members, string edges)
    {
        var strata = Stratifier.Lay(
            members.Split(' '), edges.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(e => (e.Split('>')[0], e.Split('>')[1])), out var cycle);
        return string.Join(" | ", strata.Select(s => string.Join(' ', s))) + (cycle.IsEmpty ? "" : $" cycle {string.Join(' ', cycle)}");
    }

    [Theory]
    [InlineData("a b c", "", "a b c")]
    [InlineData("a b c", "a>b b>c", "a | b | c")]
    [InlineData("c b a", "a>b b>c", "a | b | c")]
    [InlineData("a b c d", "a>d a>b b>c c>d", "a | b | c | d")]
    [InlineData("x a y b", "a>b", "x a y | b")]
    [InlineData("a b", "a>b a>b", "a | b")]
    [InlineData("a b", "a>nobody nobody>b", "a b")]
    [InlineData("a b c d", "a>b b>c c>b c>d", "a cycle b c")]
    [InlineData("a", "a>a", " cycle a")]
    public void Lay_GivesLongestPathsInSourceOrder(string members, string edges, string expected) =>
        Assert.Equal(expected.TrimStart(), Lay(members, edges).TrimStart());
}
