using System.Collections.Immutable;
using Arc.Language.Binding;

namespace Arc.Compiler.Emission;

/// <summary>The functions of the program that a body calls, found without recursion since expressions may be deep.</summary>
internal static class CalledFunctions
{
    public static HashSet<string> Of(BoundFunction function)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var work = new Stack<BoundNode>();
        work.Push(function.Body);
        while (work.TryPop(out var node))
        {
            if (node is BoundFunctionCall call) found.Add(call.Function);
            PushChildren(node, work);
        }

        return found;
    }

    private static void PushChildren(BoundNode node, Stack<BoundNode> work)
    {
        switch (node)
        {
            case BoundBlock block: foreach (var inner in block.Statements) work.Push(inner); break;
            case BoundDeclaration declaration: Push(declaration.Initial); break;
            case BoundAssignment assignment: Push(assignment.Value); break;
            case BoundChannelWrite write: Push(write.Value); break;
            case BoundElementWrite write: Push(write.Index, write.Value); break;
            case BoundIf conditional: Push(conditional.Condition, conditional.Then, conditional.Else); break;
            case BoundForEach loop: Push(loop.Series, loop.Body); break;
            case BoundForRange loop: Push(loop.Start, loop.End, loop.Step, loop.Body); break;
            case BoundWhile loop: Push(loop.Condition, loop.Body); break;
            case BoundReturn leave: Push(leave.Value); break;
            case BoundExpressionStatement statement: Push(statement.Expression); break;
            case BoundBinary binary: Push(binary.Left, binary.Right); break;
            case BoundUnary unary: Push(unary.Operand); break;
            case BoundCast cast: Push(cast.Operand); break;
            case BoundUnitConversion conversion: Push(conversion.Operand); break;
            case BoundFunctionCall call: PushAll(call.Config); PushAll(call.Arguments); break;
            case BoundMemberCall call: PushAll(call.Arguments); break;
            case BoundIndex index: Push(index.Source, index.Index); break;
            case BoundSlice slice: Push(slice.Source, slice.Start, slice.End); break;
            case BoundSeriesLiteral literal: PushAll(literal.Elements); break;
            case BoundFormat format:
                foreach (var part in format.Parts) Push(part.Value);
                break;
        }

        void Push(params ReadOnlySpan<BoundNode?> nodes)
        {
            foreach (var child in nodes)
            {
                if (child is not null) work.Push(child);
            }
        }

        void PushAll(ImmutableArray<BoundExpression> nodes)
        {
            foreach (var child in nodes) work.Push(child);
        }
    }
}
