using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Analyses one body: resolves names, types expressions and builds the bound tree.</summary>
internal sealed partial class FunctionBinder
{
    private readonly ProgramAnalysis _program;
    private readonly FunctionSymbol? _function;
    private readonly ChannelEffects _effects;
    private readonly HashSet<BoundVariable> _assignedOutputs = [];
    private readonly List<BoundExpression>? _returns;
    private Scope _scope;
    private int _loops;

    public FunctionBinder(ProgramAnalysis program, FunctionSymbol function)
    {
        _program = program;
        _function = function;
        _effects = function.Effects;
        _scope = new Scope(program.Root);
    }

    /// <summary>A binder for an expression at the root of the program.</summary>
    public FunctionBinder(ProgramAnalysis program)
    {
        _program = program;
        _effects = new ChannelEffects();
        _scope = program.Root;
    }

    /// <summary>A binder for a block without a declaration, which collects the values that are returned.</summary>
    public FunctionBinder(ProgramAnalysis program, List<BoundExpression> returns)
        : this(program) => _returns = returns;

    public ChannelEffects Effects => _effects;

    public void BindBody()
    {
        var function = _function!;
        DeclareParameters(function.Config);
        DeclareParameters(function.Inputs);
        DeclareParameters(function.Outputs);
        function.Bound = BindBlock(function.Body);
        CheckOutputs(function);
    }

    private void DeclareParameters(ImmutableArray<ParameterSymbol> parameters)
    {
        foreach (var parameter in parameters)
        {
            _program.Declare(
                _scope,
                parameter.Variable is { } variable ? new VariableSymbol(variable) : new ErrorSymbol(parameter.Name, parameter.Span));
        }
    }

    private void CheckOutputs(FunctionSymbol function)
    {
        if (function.Result is not null && function.Body.IsClosed && !_program.HasSyntaxError(function.Span.Start + 1, function.Span.End) && !ReturnPaths.AlwaysReturns(function.Body))
        {
            Error(
                DiagnosticCodes.Return,
                function.Declaration!.Value,
                $"function '{function.Name}' must return a value of type {function.Result} on all paths");
        }

        foreach (var output in function.Outputs)
        {
            if (output.Variable is null || _assignedOutputs.Contains(output.Variable)) continue;
            _program.Diagnostics.Warning(DiagnosticCodes.UnassignedOutput, output.Span, $"output '{output.Name}' is never assigned");
        }
    }

    private void Error(string code, SourceSpan span, string message, params ReadOnlySpan<DiagnosticNote> notes) =>
        _program.Diagnostics.Error(code, span, message, notes);

    private BoundError Fail(string code, SourceSpan span, string message, params ReadOnlySpan<DiagnosticNote> notes)
    {
        _program.Diagnostics.Error(code, span, message, notes);
        return new BoundError(span);
    }

    private string TextOf(SyntaxNode node)
    {
        var text = _program.Source.Slice(node.Span);
        return text.Length <= 60 ? text : text[..60] + "...";
    }

    /// <summary>The type of an expression as messages show it.</summary>
    private static string TypeName(BoundExpression expression) => expression switch
    {
        LiteralExpression literal => literal.TypeName,
        _ => expression.Type?.ToString() ?? "nothing",
    };

    private static bool IsSeries(BoundExpression expression) => expression switch
    {
        LiteralExpression literal => literal.IsSeries,
        _ => expression.Type is SeriesType,
    };

    /// <summary>The primitive of a value or of its elements; null while it is a literal.</summary>
    private static PrimitiveType? ElementOf(BoundExpression expression) => UnitRules.Element(expression.Type);

    private static bool HasNoValue(BoundExpression expression) => expression is { Type: null } and not (LiteralExpression or BoundError);

    private BoundExpression RequireValue(BoundExpression expression)
    {
        if (!HasNoValue(expression)) return expression;
        var name = expression switch
        {
            BoundFunctionCall call => call.Function,
            BoundMemberCall call => call.Symbol.QualifiedName,
            _ => "",
        };
        return Fail(DiagnosticCodes.NoValue, expression.Span, $"function '{name}' has no output and cannot be used as a value");
    }

    /// <summary>Gives an expression of literals its default type.</summary>
    private BoundExpression Default(BoundExpression expression)
    {
        if (expression is not LiteralExpression literal) return expression;
        if (literal.Shape == LiteralShape.Open)
            return Fail(DiagnosticCodes.UnresolvedType, literal.Span, "unresolved type variable: the element type of '[]' cannot be inferred; declare it, as in 'x series f64 := []'");
        return literal.Fix(literal.Shape.DefaultType, _program.Fixer);
    }

    /// <summary>The value of an expression of a flow, typed; its type is null after an error.</summary>
    public BoundExpression BindFlowValue(ExpressionSyntax syntax) => BindValue(syntax);

    private BoundExpression BindValue(ExpressionSyntax syntax) => Default(RequireValue(BindExpression(syntax)));
}
