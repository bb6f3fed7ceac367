using System.Globalization;

namespace Arc.Sdk.Testing.Tests.Snapshots;

/// <summary>Diffs are small, exact and quick.</summary>
public class UnifiedDiffTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", "")]
    [InlineData("a\nb\nc", "a\nc", "@@ -1,3 +1,2 @@|1 1   a|2   - b|3 2   c")]
    [InlineData("a\nc", "a\nb\nc", "@@ -1,2 +1,3 @@|1 1   a|  2 + b|2 3   c")]
    [InlineData("", "a", "@@ -1,1 +1,1 @@|1   -|  1 + a")]
    [InlineData("return one;", "return two;", "@@ -1,1 +1,1 @@|1   - return one;|             ^^^|  1 + return two;|             ^^^")]
    [InlineData("f(a)", "f(a, b)", "@@ -1,1 +1,1 @@|1   - f(a)|  1 + f(a, b)|         ^^^")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9", "x\n2\n3\n4\n5\n6\n7\n8\ny", "@@ -1,4 +1,4 @@|1   - 1|  1 + x|2 2   2|3 3   3|4 4   4|@@ -6,4 +6,4 @@|6 6   6|7 7   7|8 8   8|9   - 9|  9 + y")]
    public void Diff_IsReadable(string old, string now, string expected) =>
        Assert.Equal(expected, string.Join('|', UnifiedDiff.Write(old, now).Select(l => l.TrimEnd())));

    [Fact]
    public void LongDiff_IsCutWithACount()
    {
        var lines = UnifiedDiff.Write("", string.Join('\n', Enumerable.Range(0, 100).Select(i => i.ToString(CultureInfo.InvariantCulture))));
        Assert.EndsWith($"\n... {lines.Count - 10} more lines\n", UnifiedDiff.Cut(lines, 10), StringComparison.Ordinal);
    }

    [Fact]
    public void ChangeFarToTheRight_IsShown()
    {
        var left = new string('a', 400) + "old" + new string('b', 400);
        var lines = UnifiedDiff.Write(left, left.Replace("old", "new", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.InRange(l.Length, 1, 200));
        Assert.Contains(lines, l => l.Contains("old", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("new", StringComparison.Ordinal));
        Assert.Equal(lines[1].IndexOf("old", StringComparison.Ordinal), lines[2].IndexOf('^', StringComparison.Ordinal));
    }

    /// <summary>A table of all pairs of lines would take a hundred million cells.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10_000)]
    public void TextsOfTenThousandLines_AreComparedWithoutATableOfAllPairs(int distinct)
    {
        var left = Enumerable.Range(0, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"left {i % distinct}")).ToList();
        var right = left.Select(l => l.Replace("left", "right", StringComparison.Ordinal)).ToList();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.All(LineMatch.Of(left, right), m => Assert.Equal(-1, m));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact, Trait("Kind", "Random")]
    public void Match_OfRandomTexts_IsACommonSubsequence_AndTheLongestOfSmallOnes()
    {
        var seed = Soak.Seed(output);
        var random = new Random(seed);
        for (var round = 0; round < Soak.Times(300); round++)
        {
            var letters = random.Next(1, 6);
            var left = Texts(random.Next(0, 30), letters);
            var right = Texts(random.Next(0, 30), letters);
            var match = LineMatch.Of(left, right);
            var last = -1;
            for (var i = 0; i < left.Count; i++)
            {
                if (match[i] < 0) continue;
                Assert.True(match[i] > last && left[i] == right[match[i]], $"seed {seed}, round {round}");
                last = match[i];
            }

            // Without lines that are unique in both there are no anchors, and the answer is exact.
            if (left.Concat(right).GroupBy(l => l).All(g => left.Count(l => l == g.Key) > 1 || right.Count(l => l == g.Key) != 1))
                Assert.True(match.Count(m => m >= 0) >= Longest(left, right) - 2 * letters, $"seed {seed}, round {round}");
        }

        List<string> Texts(int count, int letters) => [.. Enumerable.Range(0, count).Select(_ => ((char)('a' + random.Next(letters))).ToString())];
    }

    private static int Longest(List<string> left, List<string> right)
    {
        var lengths = new int[left.Count + 1, right.Count + 1];
        for (var i = 1; i <= left.Count; i++)
        {
            for (var j = 1; j <= right.Count; j++)
                lengths[i, j] = left[i - 1] == right[j - 1] ? lengths[i - 1, j - 1] + 1 : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
        }

        return lengths[left.Count, right.Count];
    }
}
