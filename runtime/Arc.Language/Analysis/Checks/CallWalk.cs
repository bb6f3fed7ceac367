using System.Collections.Immutable;
using Arc.Language.Binding;

namespace Arc.Language.Analysis;

/// <summary>Looks for calls in bound bodies.</summary>
internal static class CallWalk
{
    /// <summary>Whether a path leads to the end of the body, or to a return, without a call of any of the functions.</summary>
    public static bool CanFinishWithout(BoundBlock body, HashSet<string> functions)
    {
        var walk = new Walk(functions);
        return walk.Passes(body) || walk.Returned;
    }

    /// <summary>The first of the functions that the body calls.</summary>
    public static string? FirstCall(BoundBlock body, HashSet<string> functions) =>
        Calls(body).FirstOrDefault(functions.Contains);

    private static IEnumerable<string> Calls(BoundStatement statement)
    {
        var pending = new Stack<BoundStatement>();
        pending.Push(statement);
        while (pending.TryPop(out var next))
        {
            foreach (var expression in ExpressionsOf(next))
            {
                foreach (var name in CallsIn(expression, unconditionalOnly: false)) yield return name;
            }

            foreach (var child in ChildrenOf(next).Reverse()) pending.Push(child);
        }
    }

    private static IEnumerable<BoundExpression> ExpressionsOf(BoundStatement statement) => statement switch
    {
        BoundDeclaration s => [s.Initial],
        BoundAssignment s => [s.Value],
        BoundChannelWrite s => [s.Value],
        BoundElementWrite s => [s.Index, s.Value],
        BoundIf s => [s.Condition],
        BoundForEach s => [s.Series],
        BoundForRange s => new[] { s.Start, s.End, s.Step }.OfType<BoundExpression>(),
        BoundWhile { Condition: { } condition } => [condition],
        BoundReturn { Value: { } value } => [value],
        BoundExpressionStatement s => [s.Expression],
        _ => [],
    };

    private static ImmutableArray<BoundStatement> ChildrenOf(BoundStatement statement) => statement switch
    {
        BoundBlock s => s.Statements,
        BoundIf s => s.Else is null ? [s.Then] : [s.Then, s.Else],
        BoundForEach s => [s.Body],
        BoundForRange s => [s.Body],
        BoundWhile s => [s.Body],
        _ => [],
    };

    /// <summary>Names of the functions that an expression calls; the right side of a short-circuit operator may not be reached.</summary>
    private static IEnumerable<string> CallsIn(BoundExpression root, bool unconditionalOnly)
    {
        var pending = new Stack<BoundExpression>();
        pending.Push(root);
        while (pending.TryPop(out var expression))
        {
            if (expression is BoundFunctionCall call) yield return call.Function;
            foreach (var child in OperandsOf(expression, unconditionalOnly)) pending.Push(child);
        }
    }

    private static IEnumerable<BoundExpression> OperandsOf(BoundExpression expression, bool unconditionalOnly) => expression switch
    {
        BoundBinary { Operator: BoundBinaryOperator.And or BoundBinaryOperator.Or } e when unconditionalOnly => [e.Left],
        BoundBinary e => [e.Right, e.Left],
        BoundUnary e => [e.Operand],
        BoundCast e => [e.Operand],
        BoundUnitConversion e => [e.Operand],
        BoundFunctionCall e => e.Arguments.Reverse(),
        BoundMemberCall e => e.Arguments.Reverse(),
        BoundIndex e => [e.Index, e.Source],
        BoundSlice e => new[] { e.End, e.Start, e.Source }.OfType<BoundExpression>(),
        BoundSeriesLiteral e => e.Elements.Reverse(),
        BoundFormat e => e.Parts.Select(static p => p.Value).OfType<BoundExpression>().Reverse(),
        _ => [],
    };

    private sealed class Walk(HashSet<string> functions)
    {
        public bool Returned { get; private set; }

        /// <summary>Whether control can come out behind the statement without a call of the functions.</summary>
        public bool Passes(BoundStatement statement)
        {
            if (ExpressionsOf(statement).Any(e => CallsIn(e, unconditionalOnly: true).Any(functions.Contains))) return false;
            switch (statement)
            {
                case BoundBlock block:
                    foreach (var next in block.Statements)
                    {
                        if (!Passes(next)) return false;
                    }

                    return true;
                case BoundIf branch:
                    return PassesBranches(branch);
                case BoundForEach or BoundForRange or BoundWhile:
                    // The body may not run; a return inside it counts as a way out.
                    foreach (var body in ChildrenOf(statement)) Passes(body);
                    return true;
                case BoundReturn:
                    Returned = true;
                    return false;
                default:
                    return true;
            }
        }

        private bool PassesBranches(BoundIf branch)
        {
            var passes = false;
            BoundStatement? next = branch;
            while (next is BoundIf { } link)
            {
                if (!ReferenceEquals(link, branch) && ExpressionsOf(link).Any(e => CallsIn(e, unconditionalOnly: true).Any(functions.Contains))) return passes;
                passes |= Passes(link.Then);
                next = link.Else;
                if (next is null) return true;
            }

            return passes | Passes(next!);
        }
    }
}
