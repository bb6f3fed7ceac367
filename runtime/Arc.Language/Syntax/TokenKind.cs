#pragma warning disable CS1591 // The members are the tokens of language section 1; their names say all there is to say.
namespace Arc.Language.Syntax;

/// <summary>The kinds of tokens of language section 1.</summary>
public enum TokenKind : byte
{
    EndOfFile,

    /// <summary>Characters that start no token; reported by the lexer, so the parser recovers in silence.</summary>
    Bad,
    Identifier,
    Integer,
    Float,
    String,

    // Keywords
    Func, If, Else, Return, For, Break, Continue, Import, As, Sequence, Stage, Next, Chan, Authority, And, Or, Not,
    I8, I16, I32, I64, U8, U16, U32, U64, F32, F64, Str, Series,

    // Operators and delimiters
    Arrow, Declare, DeclareStateful, ConditionalArrow, Assign, PlusAssign, MinusAssign, StarAssign, SlashAssign, PercentAssign,
    Plus, Minus, Star, Slash, Percent, Caret, EqualEqual, NotEqual, Less, Greater, LessEqual, GreaterEqual,
    OpenParen, CloseParen, OpenBrace, CloseBrace, OpenBracket, CloseBracket, Comma, Colon, Dot,
}
