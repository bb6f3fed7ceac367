using System.Diagnostics.CodeAnalysis;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Gives written types their meaning (language section 3).</summary>
internal static class TypeReader
{
    /// <summary>The type; null if it was missing or its unit is unknown, which has been reported.</summary>
    public static ArcType? Read(TypeSyntax syntax, ProgramAnalysis analysis)
    {
        if (syntax.IsMissing) return null;
        Unit? unit = null;
        if (syntax.Unit is { } name && !TryUnit(name, analysis, out unit)) return null;
        var primitive = ToPrimitive(syntax.Primitive);
        if (primitive == Primitive.Str && unit is not null)
        {
            analysis.Error(DiagnosticCodes.UnknownUnit, syntax.Unit!.Value.Span, $"str cannot have a unit, found '{unit}'");
            return null;
        }

        ArcType type = new PrimitiveType(primitive, unit);
        if (syntax.IsSeries) type = new SeriesType(type);
        return syntax.IsChannel ? new ChannelType(type) : type;
    }

    public static bool TryUnit(Identifier name, ProgramAnalysis analysis, [NotNullWhen(true)] out Unit? unit)
    {
        if (Unit.TryGet(name.Name, out unit)) return true;
        var hint = name.Name switch
        {
            ['e' or 'E', .. var digits] when digits.All(char.IsAsciiDigit) => "; numbers have no exponent form",
            ['x' or 'X', .. var digits] when digits.All(char.IsAsciiHexDigit) => "; numbers are decimal",
            ['_', ..] => "; digits are written without '_'",
            "sec" or "second" or "seconds" => "; did you mean: s?",
            "minute" or "minutes" => "; did you mean: min?",
            "hour" or "hours" => "; did you mean: h?",
            _ when Unit.All.Where(u => u.Name.Equals(name.Name, StringComparison.OrdinalIgnoreCase)).Select(static u => u.Name).ToList() is { Count: > 0 } alike =>
                $"; did you mean: {string.Join(", ", alike)}?",
            _ => Suggestions.Phrase(name.Name, Unit.All.Select(static u => u.Name)),
        };
        analysis.Error(DiagnosticCodes.UnknownUnit, name.Span, $"unknown unit: {name.Name}{hint}");
        return false;
    }

    public static Primitive ToPrimitive(TokenKind kind) => kind switch
    {
        TokenKind.I8 => Primitive.I8,
        TokenKind.I16 => Primitive.I16,
        TokenKind.I32 => Primitive.I32,
        TokenKind.I64 => Primitive.I64,
        TokenKind.U8 => Primitive.U8,
        TokenKind.U16 => Primitive.U16,
        TokenKind.U32 => Primitive.U32,
        TokenKind.U64 => Primitive.U64,
        TokenKind.F32 => Primitive.F32,
        TokenKind.F64 => Primitive.F64,
        _ => Primitive.Str,
    };
}
