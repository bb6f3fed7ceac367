using System.Globalization;
using Arc.Properties.Tests.Generation;
using Arc.Properties.Tests.Judging;
using Arc.Properties.Tests.Programs;
using Xunit.Abstractions;

namespace Arc.Properties.Tests;

/// <summary>
/// Random well-typed programs give the same values and errors in the evaluator and on every engine that is here.
/// </summary>
public class RandomProgramTests(ITestOutputHelper output)
{
    private const int Groups = 4;
    private const int Programs = 300;

    public static TheoryData<int> GroupNumbers => [.. Enumerable.Range(0, Groups)];

    [Theory, Trait("Kind", "Random")]
    [MemberData(nameof(GroupNumbers))]
    public void RandomPrograms_InAllWays_GiveTheSame(int group)
    {
        var count = Soak.Times(Programs) / Groups;
        var first = Soak.Seed(output) + group * count;
        var judge = new Judge(Judging.Engines.All);
        var (discarded, traps) = (0, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            var program = new ProgramGenerator(seed).Make();
            var verdict = judge.Try(program);
            if (verdict.IsDiscarded) discarded++;
            traps += verdict.Traps;
            if (verdict.Failure is not null) Assert.Fail(Report(seed, program, verdict, judge));
        }

        output.WriteLine($"{count} programs from seed {first}: {traps} calls trapped as they should, {discarded} programs ran too long");
        Assert.True(discarded <= count / 10, "too many programs run too long to be judged");
    }

    private static string Report(int seed, Program program, Verdict verdict, Judge judge)
    {
        var smallest = Shrinker.Shrink(program, p => judge.Try(p).Kind == verdict.Kind);
        return string.Create(CultureInfo.InvariantCulture, $"seed {seed}\n{Printer.Print(smallest)}\n{judge.Try(smallest).Failure}");
    }
}
