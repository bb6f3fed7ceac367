using Arc.Language.Syntax;

namespace Arc.Language.Analysis;

/// <summary>Whether a body returns on all paths (language section 13): loops do not count.</summary>
internal static class ReturnPaths
{
    public static bool AlwaysReturns(BlockSyntax block) => block.Statements.Any(static s => s switch
    {
        ReturnSyntax => true,
        IfSyntax { Else: { } otherwise } branch => branch.Clauses.All(static c => AlwaysReturns(c.Body)) && AlwaysReturns(otherwise),

        // Where text could not be read, a return may have been meant.
        MissingStatementSyntax => true,
        _ => false,
    });
}
