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

    /// <summary>Data edges first, then activations in source order unless they close a cycle, then longest paths, all the slow way.</summary>
    [Fact]
    public void Activations_OfRandomGraphs_AreLaidOutAsANaiveSearchDoes()
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        for (var round = 0; round < 300; round++)
        {
            var count = random.Next(2, 14);
            string[] members = [.. Enumerable.Range(0, count).Select(i => $"m{i}")];
            var edges = Enumerable.Range(0, random.Next(count)).Select(_ => (A: random.Next(count), B: random.Next(count))).Where(e => e.A < e.B).ToList();
            var activations = Enumerable.Range(0, random.Next(3 * count)).Select(_ => (A: random.Next(count), B: random.Next(count))).ToList();
            var kept = edges.ToList();
            foreach (var (a, b) in activations)
            {
                if (!Reaches(b, a, kept)) kept.Add((a, b));
            }

            var stratum = new int[count];
            for (var pass = 0; pass < count; pass++)
            {
                foreach (var (a, b) in kept) stratum[b] = Math.Max(stratum[b], stratum[a] + 1);
            }

            var expected = Enumerable.Range(0, stratum.Max() + 1).Select(s => string.Join(' ', members.Where((_, i) => stratum[i] == s)));
            var strata = Stratifier.Lay(members, edges.Select(e => (members[e.A], members[e.B])), activations.Select(e => (members[e.A], members[e.B])), out var cycle);
            Assert.Empty(cycle);
            Assert.True(expected.SequenceEqual(strata.Select(s => string.Join(' ', s))), $"seed {Seed}, round {round}");
        }

        static bool Reaches(int from, int to, List<(int A, int B)> edges)
        {
            var seen = new HashSet<int> { from };
            var pending = new Stack<int>([from]);
            while (pending.TryPop(out var next))
            {
                if (next == to) return true;
                foreach (var (_, b) in edges.Where(e => e.A == next))
                {
                    if (seen.Add(b)) pending.Push(b);
                }
            }

            return false;
        }
    }
}
