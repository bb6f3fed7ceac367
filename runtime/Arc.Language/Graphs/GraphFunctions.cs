using System.Collections.Immutable;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;

namespace Arc.Language.Graphs;

/// <summary>The functions of a graph as the declarations that source text would have (runtime section 3, step 1).</summary>
internal sealed class GraphFunctions(GraphDocument document, DiagnosticBag diagnostics, ParseOptions options)
{
    private readonly string _text = document.Source.Text;

    /// <summary>Parses types, defaults and bodies. A function whose name is taken is left out.</summary>
    public ImmutableArray<TopLevelItemSyntax> Parse()
    {
        var result = ImmutableArray.CreateBuilder<TopLevelItemSyntax>(document.Functions.Count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var function in document.Functions)
        {
            var syntax = Function(function);
            if (function.Key.IsMissing || names.Add(function.Key.Name)) result.Add(syntax);
            else diagnostics.Error(DiagnosticCodes.SymbolRedefined, function.Key.Span, $"duplicate function key '{function.Key}'");
        }

        return result.ToImmutable();
    }

    private FunctionSyntax Function(GraphFunction function)
    {
        var name = Name(function.Key);
        var config = Parameters(function.Config);
        var inputs = Parameters(function.Inputs);
        var body = function.Body == default
            ? new BlockSyntax(new SourceSpan(name.Span.Start, 0), [])
            : Parse(function.Body, static parser => parser.ParseWholeBlock());
        var outputs = function.Outputs.Select(o => new OutputSyntax(o.Name.Span, Name(o.Name), Type(o))).ToImmutableArray();
        // One output called `output` is what `return` gives, unless the body assigns it like any named output.
        if (outputs is [{ Name: { Name: "output" } } single] && !AssignsOutput(body)) outputs = [single with { Name = null }];
        return new FunctionSyntax(SourceSpan.FromBounds(name.Span.Start, body.Span.End), name, config, inputs, outputs, body);
    }

    private ImmutableArray<ParameterSyntax> Parameters(List<GraphParameter> parameters) =>
        [.. parameters.Select(p => new ParameterSyntax(p.Name.Span, Name(p.Name), Type(p), p.Default is { } value ? Default(value) : null))];

    private ExpressionSyntax Default(GraphValue value)
    {
        if (GraphValues.ToLiteral(value) is { } literal) return literal;
        diagnostics.Error(DiagnosticCodes.LiteralRequired, value.Span, $"a default value is a number, a string, true or false; found {GraphReader.Shown(value.Json)}");
        return new MissingExpressionSyntax(value.Span);
    }

    private TypeSyntax Type(GraphParameter parameter) => parameter.Type == default
        ? new TypeSyntax(parameter.Name.Span, false, false, TokenKind.EndOfFile, null)
        : Parse(parameter.Type, static parser => parser.ParseWholeType());

    /// <summary>A name that bodies can use; missing after reporting that it is none.</summary>
    private Identifier Name(Identifier name)
    {
        if (name.IsMissing) return name;
        if (IsIdentifier(name.Name, options)) return name;
        var shown = name.Name.Length <= 60 ? name.Name : name.Name[..60] + "...";
        diagnostics.Error(DiagnosticCodes.Syntax, name.Span, $"expected an identifier, found '{shown}'{(SyntaxFacts.IsKeyword(name.Name) ? ", a keyword" : "")}");
        return new Identifier("", name.Span);
    }

    /// <summary>Whether source text could use a name.</summary>
    public static bool IsIdentifier(string name, ParseOptions options)
    {
        var scratch = new DiagnosticBag(new SourceText(name));
        return new Lexer(name, 0, scratch, options).Run() is [{ Kind: TokenKind.Identifier } only, _] && !scratch.HasErrors && only.Span.Length == name.Length;
    }

    private T Parse<T>(SourceSpan span, Func<Parser, T> parse)
    {
        var text = _text.Substring(span.Start, span.Length);
        var tokens = new Lexer(text, span.Start, diagnostics, options).Run();
        return parse(new Parser(tokens, text, span.Start, diagnostics, options));
    }

    private static bool AssignsOutput(BlockSyntax body)
    {
        var assigns = false;
        var pending = new Stack<SyntaxNode>();
        pending.Push(body);
        while (pending.TryPop(out var node))
        {
            if (node is ReturnSyntax { Value: not null }) return false;
            assigns |= node is AssignmentSyntax { Name.Name: "output" };
            foreach (var child in SyntaxChildren.Of(node))
            {
                if (child is not ExpressionSyntax) pending.Push(child);
            }
        }

        return assigns;
    }
}
