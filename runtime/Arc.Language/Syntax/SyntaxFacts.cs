using System.Collections.Frozen;

namespace Arc.Language.Syntax;

/// <summary>The fixed spellings of the language.</summary>
public static class SyntaxFacts
{
    private static readonly FrozenDictionary<string, TokenKind> Words = new Dictionary<string, TokenKind>(StringComparer.Ordinal)
    {
        ["func"] = TokenKind.Func,
        ["if"] = TokenKind.If,
        ["else"] = TokenKind.Else,
        ["return"] = TokenKind.Return,
        ["for"] = TokenKind.For,
        ["break"] = TokenKind.Break,
        ["continue"] = TokenKind.Continue,
        ["import"] = TokenKind.Import,
        ["as"] = TokenKind.As,
        ["sequence"] = TokenKind.Sequence,
        ["stage"] = TokenKind.Stage,
        ["next"] = TokenKind.Next,
        ["chan"] = TokenKind.Chan,
        ["authority"] = TokenKind.Authority,
        ["and"] = TokenKind.And,
        ["or"] = TokenKind.Or,
        ["not"] = TokenKind.Not,
        ["i8"] = TokenKind.I8,
        ["i16"] = TokenKind.I16,
        ["i32"] = TokenKind.I32,
        ["i64"] = TokenKind.I64,
        ["u8"] = TokenKind.U8,
        ["u16"] = TokenKind.U16,
        ["u32"] = TokenKind.U32,
        ["u64"] = TokenKind.U64,
        ["f32"] = TokenKind.F32,
        ["f64"] = TokenKind.F64,
        ["str"] = TokenKind.Str,
        ["series"] = TokenKind.Series,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> WordLookup =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The keywords of language section 1.</summary>
    public static IEnumerable<string> Keywords => Words.Keys;

    /// <summary>Whether a word is a keyword.</summary>
    public static bool IsKeyword(string word) => Words.ContainsKey(word);

    /// <summary>Whether the token is a keyword.</summary>
    public static bool IsKeyword(TokenKind kind) => kind is >= TokenKind.Func and <= TokenKind.Series;

    /// <summary>Whether the token names a primitive type.</summary>
    public static bool IsPrimitive(TokenKind kind) => kind is >= TokenKind.I8 and <= TokenKind.Str;

    /// <summary>Whether a type starts with this token.</summary>
    public static bool StartsType(TokenKind kind) => IsPrimitive(kind) || kind is TokenKind.Series or TokenKind.Chan;

    /// <summary>Whether an expression can start with this token.</summary>
    public static bool StartsExpression(TokenKind kind) =>
        kind is TokenKind.Identifier or TokenKind.Integer or TokenKind.Float or TokenKind.String or TokenKind.Minus
            or TokenKind.Not or TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.Authority
        || StartsType(kind);

    /// <summary>Whether the token is <c>=</c> or one of its compound forms.</summary>
    public static bool IsAssignment(TokenKind kind) => kind is >= TokenKind.Assign and <= TokenKind.PercentAssign;

    /// <summary>The fixed text of a token kind, or a description of the class.</summary>
    public static string Text(TokenKind kind) => kind switch
    {
        TokenKind.EndOfFile => "end of file",
        TokenKind.Bad => "unexpected character",
        TokenKind.Identifier => "identifier",
        TokenKind.Integer => "integer",
        TokenKind.Float => "float",
        TokenKind.String => "string",
        TokenKind.Arrow => "->",
        TokenKind.Declare => ":=",
        TokenKind.DeclareStateful => "$=",
        TokenKind.ConditionalArrow => "=>",
        TokenKind.Assign => "=",
        TokenKind.PlusAssign => "+=",
        TokenKind.MinusAssign => "-=",
        TokenKind.StarAssign => "*=",
        TokenKind.SlashAssign => "/=",
        TokenKind.PercentAssign => "%=",
        TokenKind.Plus => "+",
        TokenKind.Minus => "-",
        TokenKind.Star => "*",
        TokenKind.Slash => "/",
        TokenKind.Percent => "%",
        TokenKind.Caret => "^",
        TokenKind.EqualEqual => "==",
        TokenKind.NotEqual => "!=",
        TokenKind.Less => "<",
        TokenKind.Greater => ">",
        TokenKind.LessEqual => "<=",
        TokenKind.GreaterEqual => ">=",
        TokenKind.OpenParen => "(",
        TokenKind.CloseParen => ")",
        TokenKind.OpenBrace => "{",
        TokenKind.CloseBrace => "}",
        TokenKind.OpenBracket => "[",
        TokenKind.CloseBracket => "]",
        TokenKind.Comma => ",",
        TokenKind.Colon => ":",
        TokenKind.Dot => ".",
        _ => kind.ToString().ToLowerInvariant(),
    };

    internal static TokenKind WordKind(ReadOnlySpan<char> word) =>
        WordLookup.TryGetValue(word, out var kind) ? kind : TokenKind.Identifier;
}
