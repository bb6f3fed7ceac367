namespace Arc.Language.Syntax;

internal sealed partial class Parser
{
    /// <param name="context">What the type is of, for messages.</param>
    /// <param name="isOutput">Whether it is the type of a lone output, which only the body can follow.</param>
    /// <param name="isParameter">Whether it is the type of a parameter, which a default or the end of a config block can follow.</param>
    private TypeSyntax ParseType(string context, bool isOutput = false, bool isParameter = false)
    {
        var start = Current.Start;
        var isChannel = TryTake(TokenKind.Chan);
        var isSeries = TryTake(TokenKind.Series);
        if (!SyntaxFacts.IsPrimitive(Current.Kind))
        {
            ReportMissingType(context, isChannel || isSeries);
            return new TypeSyntax(SpanFrom(start), isChannel, isSeries, TokenKind.EndOfFile, null);
        }

        var primitive = Advance().Kind;
        Identifier? unit = null;
        if (At(TokenKind.Identifier) && (isOutput && Current.StartsLine ? Peek(1).Kind == TokenKind.OpenBrace : IsUnitSuffix(isParameter)))
        {
            var token = Advance();
            unit = new Identifier(TextOf(token), token.Span);
        }

        return new TypeSyntax(SpanFrom(start), isChannel, isSeries, primitive, unit);
    }

    /// <summary>An identifier on the next line is a suffix only where the type could not end before it.</summary>
    private bool IsUnitSuffix(bool isParameter) =>
        // `x f64 y f64` lacks a comma.
        (!Current.StartsLine && !SyntaxFacts.StartsType(Peek(1).Kind))
        || Peek(1).Kind is TokenKind.Declare or TokenKind.DeclareStateful or TokenKind.Comma or TokenKind.CloseParen or TokenKind.OpenBrace
        || (isParameter && Peek(1).Kind is (TokenKind.Assign or TokenKind.CloseBrace));

    private void ReportMissingType(string context, bool afterPrefix)
    {
        var token = Current;
        var what = afterPrefix ? "a primitive type (i8 to i64, u8 to u64, f32, f64, str)" : $"a type {context}";
        if (token.Kind == TokenKind.Identifier)
        {
            var word = TextOf(token);
            if (KnownElsewhere(word) is { } ours)
            {
                ReportExpected(what, $"did you mean '{ours}'?");
                Advance();
                _recovering = false;
                return;
            }
        }

        ReportMissing(what, token.Kind == TokenKind.Colon ? "a type follows its name without ':'" : null);
        if (token.Kind != TokenKind.Colon) return;
        Advance();
        if (SyntaxFacts.StartsType(Current.Kind))
        {
            ParseType(context);
            _recovering = false;
        }
    }

    private static string? KnownElsewhere(string word) => word switch
    {
        "int" or "integer" or "long" or "Int" or "int64" => "i64",
        "int32" => "i32",
        "uint" or "uint64" => "u64",
        "uint32" => "u32",
        "float" or "double" or "number" or "float64" => "f64",
        "float32" => "f32",
        "bool" or "boolean" or "byte" or "uint8" => "u8",
        "string" or "text" or "String" => "str",
        _ => null,
    };
}
