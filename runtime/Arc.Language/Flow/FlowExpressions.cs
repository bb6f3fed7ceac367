using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>An expression of a flow before its type is decided.</summary>
/// <param name="Value">The expression; of literals alone if nothing in it decides its type.</param>
/// <param name="Syntax">What was written.</param>
/// <param name="Reads">Channels that it reads, also through the functions that it calls.</param>
/// <param name="Writes">Channels that the functions that it calls write.</param>
internal sealed record FlowExpression(
    BoundExpression Value, ExpressionSyntax Syntax, ImmutableSortedDictionary<int, string> Reads, ImmutableSortedDictionary<int, string> Writes);

/// <summary>Expressions of flows whose type the chain decides.</summary>
internal sealed partial class ProgramAnalysis
{
    /// <summary>Binds an expression of a flow in the scope of the program's root; null after reporting errors.</summary>
    public FlowExpression? BindFlowExpression(ExpressionSyntax syntax)
    {
        var binder = new FunctionBinder(this);
        var value = binder.BindExpression(syntax);
        if (value is BoundError) return null;
        if (value is { Type: null } and not LiteralExpression)
        {
            Error(DiagnosticCodes.NoValue, syntax.Span, "this call has no value; a flow needs one");
            return null;
        }

        // A bare channel in parentheses is read like everywhere else in an expression.
        binder.Effects.FollowCalls();
        return new FlowExpression(value, syntax, binder.Effects.ReadsByKey, binder.Effects.WritesByKey);
    }

    /// <summary>Makes the function of an expression whose type is decided; null after reporting literals that do not fit.</summary>
    public BoundFunction? ToFunction(FlowExpression expression, string name, PrimitiveType type)
    {
        var value = expression.Value is LiteralExpression literal ? literal.Fix(type, Fixer) : expression.Value;
        if (value is BoundError) return null;
        return new BoundFunction
        {
            Name = name,
            Result = value.Type,
            Body = new BoundBlock([new BoundReturn(value, expression.Syntax.Span)], expression.Syntax.Span),
            Reads = expression.Reads,
            Writes = expression.Writes,
            IsGenerated = true,
            Span = expression.Syntax.Span,
        };
    }
}
