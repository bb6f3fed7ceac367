namespace Arc.Properties.Tests.Programs;

/// <summary>Visits the parts of programs.</summary>
internal static class Walk
{
    /// <summary>All expressions of a statement, with those inside of others and of its blocks.</summary>
    public static IEnumerable<Expr> Expressions(Stmt statement) =>
        statement.Exprs.SelectMany(Expressions).Concat(statement.Blocks.SelectMany(b => b).SelectMany(Expressions));

    /// <summary>An expression and all inside of it.</summary>
    public static IEnumerable<Expr> Expressions(Expr expr) => expr.Args.SelectMany(Expressions).Prepend(expr);

    /// <summary>A statement and all inside of it.</summary>
    public static IEnumerable<Stmt> Statements(Stmt statement) => statement.Blocks.SelectMany(b => b).SelectMany(Statements).Prepend(statement);
}
