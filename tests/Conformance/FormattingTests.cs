using Arc.Cases;
using Arc.Language.Formatting;
using Arc.Language.Syntax;
using Arc.Language.Tests.Formatting;

namespace Conformance;

/// <summary>Formatting keeps the tree and the comments of every program of the cases, and changes nothing the second time.</summary>
public class FormattingTests
{
    private const int Seed = 20261;
    private const int Rounds = 4;

    private static readonly string[] Insertions = [" /* c */ ", " // c\n", "\n// c\n", "\n\n", "\n", "\n\n/* a\n b */\n", "\n\n// one\n\n// two\n", "\t"];

    private static readonly List<(string Id, string Source)> Programs =
    [
        .. ConformanceTests.AllCases.Values.Where(c => c.Source is not null && c.Kind != CaseKind.Workflow)
            .Select(c => (c.Id, c.Source!)).Where(c => !Parse(c.Item2).HasErrors),
    ];

    [Fact]
    public void EveryProgram_KeepsItsTree_AndIsFormattedOnce()
    {
        Assert.True(Programs.Count > 900, $"{Programs.Count} programs");
        foreach (var (id, source) in Programs) Check(id, source, Tree(source));
    }

    [Fact]
    public void EveryProgram_WithCommentsAndLineBreaksAnywhere_KeepsItsTree()
    {
        var random = new Random(Seed);
        var checkedPrograms = 0;
        foreach (var (id, source) in Programs)
        {
            var tree = Tree(source);
            for (var round = 0; round < Rounds; round++)
            {
                var changed = Insert(source, random);
                // A line break may change what a text means to the reader of broken programs, and a comment what is one token.
                if (Parse(changed).HasErrors || Tree(changed) != tree) continue;
                Check($"{id} (seed {Seed})", changed, tree);
                checkedPrograms++;
            }
        }

        Assert.True(checkedPrograms > Programs.Count * 3, $"{checkedPrograms} programs");
    }

    private static void Check(string id, string source, string tree)
    {
        var once = ArcFormatter.Format(new SourceText(source)).Text;
        Assert.True(once is not null, id);
        Assert.True(Tree(once) == tree, $"{id}: the tree differs\n{source}\n----\n{once}");
        var twice = ArcFormatter.Format(new SourceText(once)).Text;
        Assert.True(once == twice, $"{id}: not idempotent\n{source}\n----\n{once}\n----\n{twice}");
    }

    private static string Insert(string source, Random random)
    {
        var tokens = Parse(source).Tokens;
        for (var i = 0; i < 3; i++)
        {
            // From the back, so that offsets stay valid.
            var at = random.Next(tokens.Length);
            source = source.Insert(Math.Min(tokens[at].Start, source.Length), Insertions[random.Next(Insertions.Length)]);
            tokens = Parse(source).Tokens;
        }

        return source;
    }

    private static ParseResult<ProgramSyntax> Parse(string source) => ArcParser.ParseProgram(new SourceText(source));

    private static string Tree(string source) => TreeText.Of(Parse(source).Root);
}
