using Arc.Language.Diagnostics;
using Arc.Language.Syntax;

namespace Arc.Language.Tests.Syntax;

/// <summary>Shared assertions on the parser.</summary>
internal static class SyntaxCases
{
    public static string Body(string statements) => $"func f() {{\n    {statements}\n}}";

    public static ProgramSyntax Accept(string text)
    {
        var result = ArcParser.ParseProgram(new SourceText(text, "t.arc"));
        Assert.True(result.Diagnostics.IsEmpty, Describe(result.Source, result.Diagnostics));
        return result.Root;
    }

    public static ExpressionSyntax Expression(string text)
    {
        var result = ArcParser.ParseExpression(new SourceText(text));
        Assert.True(result.Diagnostics.IsEmpty, Describe(result.Source, result.Diagnostics));
        return result.Root;
    }

    public static IReadOnlyList<Diagnostic> Reject(string text)
    {
        var result = ArcParser.ParseProgram(new SourceText(text, "t.arc"));
        Assert.Contains(result.Diagnostics, static d => d.IsError);
        return result.Diagnostics;
    }

    public static string Describe(SourceText source, IEnumerable<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics.Select(d => DiagnosticRenderer.Render(d, source)));

    /// <summary>A compact form of an expression that shows how it was grouped.</summary>
    public static string Shape(ExpressionSyntax expression) => expression switch
    {
        NumberLiteralSyntax n => n.Text + (n.Unit is { } u ? "'" + u.Name : ""),
        StringLiteralSyntax s => "\"" + s.Value + "\"",
        NameSyntax n => n.Name.Name,
        QualifiedNameSyntax q => q.Head.Name + "." + q.Member.Name,
        ParenthesizedSyntax p => "(" + Shape(p.Inner) + ")",
        UnarySyntax u => $"[{SyntaxFacts.Text(u.Operator)} {Shape(u.Operand)}]",
        BinarySyntax b => $"[{Shape(b.Left)} {SyntaxFacts.Text(b.Operator)} {Shape(b.Right)}]",
        CallSyntax c => $"{Shape(c.Callee)}({string.Join(", ", c.Arguments.Select(Shape))})",
        IndexSyntax i => $"{Shape(i.Target)}[{Shape(i.Index)}]",
        SliceSyntax s => $"{Shape(s.Target)}[{(s.From is null ? "" : Shape(s.From))}:{(s.To is null ? "" : Shape(s.To))}]",
        CastSyntax c => $"{c.Type.Primitive.ToString().ToLowerInvariant()}{(c.Type.Unit is { } u ? " " + u.Name : "")}({Shape(c.Operand)})",
        SeriesLiteralSyntax s => "<" + string.Join(", ", s.Elements.Select(Shape)) + ">",
        FormatStringSyntax f => "f\"" + string.Concat(f.Parts.Select(PartShape)) + "\"",
        _ => "?",
    };

    private static string PartShape(FormatPartSyntax part) => part switch
    {
        FormatTextSyntax t => t.Value,
        FormatPlaceholderSyntax p => "{" + Shape(p.Expression) + (p.Spec is null ? "" : ":" + p.Spec) + "}",
        _ => "?",
    };
}
