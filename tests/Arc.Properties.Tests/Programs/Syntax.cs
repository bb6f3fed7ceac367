using System.Collections.Immutable;

namespace Arc.Properties.Tests.Programs;

internal enum ExprKind
{
    /// <summary>A number as it is written; it adapts to its surroundings.</summary>
    Literal,

    /// <summary>A text; <see cref="Expr.Text"/> is its value.</summary>
    Text,

    /// <summary>A variable, parameter, output or constant.</summary>
    Variable,
    Unary,
    Binary,
    Cast,

    /// <summary>A call of a function of the program.</summary>
    Call,

    /// <summary>A call of a member of <c>math</c>.</summary>
    Member,
    Length,
    Index,

    /// <summary>A slice; <see cref="Expr.Text"/> holds <c>a</c> and <c>b</c> for the bounds that are given.</summary>
    Slice,

    /// <summary>A series literal.</summary>
    Series,

    /// <summary>A format string; <see cref="Expr.Text"/> holds the texts between placeholders and their specs, separated by <see cref="Expr.Mark"/>.</summary>
    Format,

    /// <summary>Parentheses that need not be there.</summary>
    Group,
}

/// <summary>An expression with its type, as the language specification has it.</summary>
internal sealed record Expr(ExprKind Kind, Ty Type, string Text, ImmutableArray<Expr> Args)
{
    public const char Mark = '\u0001';

    /// <summary>Whether it consists of number literals alone, so that its type comes from outside.</summary>
    public bool IsPolymorphic => Kind switch
    {
        ExprKind.Literal => true,
        ExprKind.Variable => Text.StartsWith(Const.UntypedPrefix, StringComparison.Ordinal),
        ExprKind.Unary when Text == "-" => Args[0].IsPolymorphic,
        ExprKind.Group => Args[0].IsPolymorphic,
        ExprKind.Binary when Text is "+" or "-" or "*" or "/" or "%" or "^" => Args.All(a => a.IsPolymorphic),
        ExprKind.Member or ExprKind.Series => Args.All(a => a.IsPolymorphic),
        _ => false,
    };
}

internal enum StmtKind
{
    Declare, DeclareState, Assign, AssignElement, If, ForRange, ForSeries, ForWhile, Break, Continue, Return, Discard,
}

/// <summary>A statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The variable declared, assigned or counted.</param>
/// <param name="Index">The index variable of a loop over a series; may be empty.</param>
/// <param name="Op">The operator of an assignment.</param>
/// <param name="Type">The variable's type; the element's of an assignment to one.</param>
/// <param name="IsTyped">Whether a declaration writes its type.</param>
/// <param name="Exprs">Conditions, bounds, index and value.</param>
/// <param name="Blocks">Bodies; an <c>if</c> has one more than conditions when there is an <c>else</c>.</param>
internal sealed record Stmt(
    StmtKind Kind, string Name, string Index, string Op, Ty Type, bool IsTyped, ImmutableArray<Expr> Exprs, ImmutableArray<ImmutableArray<Stmt>> Blocks)
{
    public static Stmt Of(StmtKind kind, string name = "", Ty type = default, params Expr[] exprs) => new(kind, name, "", "=", type, true, [.. exprs], []);
}

/// <summary>A parameter or output.</summary>
internal sealed record Param(string Name, Ty Type, Expr? Default = null);

/// <summary>A function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Config">Config parameters.</param>
/// <param name="Inputs">Inputs.</param>
/// <param name="Outputs">Outputs; a single one with an empty name is unnamed.</param>
/// <param name="Body">Statements.</param>
internal sealed record Func(string Name, ImmutableArray<Param> Config, ImmutableArray<Param> Inputs, ImmutableArray<Param> Outputs, ImmutableArray<Stmt> Body)
{
    public bool HasUnnamedOutput => Outputs is [{ Name: "" }];
}

/// <summary>A global constant; a number without a type is the literal that it stands for, wherever it is used.</summary>
internal sealed record Const(string Name, Ty Type, bool IsTyped, Expr Value)
{
    public const string UntypedPrefix = "literal";
}

/// <summary>A call from outside.</summary>
internal sealed record Call(string Function, ImmutableArray<object> Config, ImmutableArray<object> Inputs);

/// <summary>A channel of the host.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">A primitive.</param>
/// <param name="Value">The sample received before the first call; null for none.</param>
internal sealed record Channel(string Name, Ty Type, object? Value);

/// <summary>A program and what is done with one instance of it, in order.</summary>
internal sealed record Program(ImmutableArray<Const> Consts, ImmutableArray<Func> Funcs, ImmutableArray<Call> Calls)
{
    public ImmutableArray<Channel> Channels { get; init; } = [];

    public Func Find(string name) => Funcs.First(f => f.Name == name);
}
