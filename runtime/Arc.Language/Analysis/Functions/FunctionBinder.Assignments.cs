using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Assignments to variables, elements and channels (language section 7).</summary>
internal sealed partial class FunctionBinder
{
    private BoundStatement? BindAssignment(AssignmentSyntax syntax)
    {
        var name = syntax.Name;
        var symbol = _program.Lookup(name.Name, _scope);
        if (symbol is null)
        {
            if (_function is not { IsBroken: true }) _program.ReportUndefined(name, _scope, $"; declare it with '{name.Name} := value'");
            BindValue(syntax.Value);

            // Later uses of the name are the same mistake.
            if (!name.IsMissing) _scope.Add(new ErrorSymbol(name.Name, name.Span));
            return null;
        }

        if (symbol is ErrorSymbol)
        {
            BindExpression(syntax.Value);
            return null;
        }

        if (FindChannel(new NameSyntax(name)) is { } channel) return AssignChannel(syntax, channel.Channel, channel.Type);
        if (symbol is not VariableSymbol { Variable: var variable })
        {
            Error(DiagnosticCodes.InvalidAssignment, syntax.Target.Span, $"cannot assign to '{name}': it is a {symbol.Kind}");
            BindExpression(syntax.Value);
            return null;
        }

        switch (variable.Kind)
        {
            case BoundVariableKind.Loop:
                Error(DiagnosticCodes.InvalidAssignment, syntax.Target.Span, $"cannot assign to loop variable '{name}'");
                BindExpression(syntax.Value);
                return null;
            case BoundVariableKind.Config when syntax.Operator != TokenKind.Assign:
                Error(DiagnosticCodes.InvalidAssignment, syntax.Target.Span, $"compound assignment is not supported on config parameter '{name}'; write '{name} = {name} {SymbolOf(OperatorOf(syntax.Operator))} ...'");
                BindExpression(syntax.Value);
                return null;
            case BoundVariableKind.Output:
                _assignedOutputs.Add(variable);
                break;
        }

        return syntax.Target switch
        {
            IndexSyntax index => AssignElement(syntax, variable, index),
            SliceSyntax slice => RejectSlice(syntax, slice),
            _ => AssignVariable(syntax, variable),
        };
    }

    private BoundAssignment? AssignVariable(AssignmentSyntax syntax, BoundVariable variable)
    {
        var value = BindExpression(syntax.Value);
        if (syntax.Operator != TokenKind.Assign)
        {
            var op = OperatorOf(syntax.Operator);
            if (!CheckTextCompound(variable.Type, op, syntax)) return null;
            value = Combine(op, new BoundVariableRead(variable, syntax.Target.Span), value, syntax.Span);
        }

        value = Assign(value, variable.Type, variable.Name);
        return value is BoundError ? null : new BoundAssignment(variable, value, syntax.Span);
    }

    private bool CheckTextCompound(ArcType type, BoundBinaryOperator op, AssignmentSyntax syntax)
    {
        if (type is not PrimitiveType { Primitive: Primitive.Str } || op == BoundBinaryOperator.Add) return true;
        Error(DiagnosticCodes.TypeMismatch, syntax.Span, $"strings only support += operator, got {SymbolOf(op)}=");
        return false;
    }

    private BoundElementWrite? AssignElement(AssignmentSyntax syntax, BoundVariable variable, IndexSyntax target)
    {
        var index = BindIndexValue(target.Index);
        var value = BindExpression(syntax.Value);
        if (variable.Type is not SeriesType { Element: PrimitiveType element })
        {
            Error(
                DiagnosticCodes.InvalidAssignment,
                target.Span,
                variable.Type is PrimitiveType { Primitive: Primitive.Str }
                    ? $"cannot assign to a byte of '{variable.Name}'; str is immutable"
                    : $"indexing is only supported on series types, got {variable.Type}");
            return null;
        }

        BoundBinaryOperator? compound = null;
        if (syntax.Operator != TokenKind.Assign)
        {
            var op = OperatorOf(syntax.Operator);
            compound = op;
            if (!CheckTextCompound(element, op, syntax) || index is BoundError) return null;
            var current = new BoundIndex(new BoundVariableRead(variable, target.Target.Span), index, element, target.Span);
            var combined = Combine(op, current, value, syntax.Span);
            if (Assign(combined, element, TextOf(target)) is not BoundBinary { Right: var right }) return null;
            value = right;
        }
        else
        {
            value = Assign(value, element, TextOf(target));
        }

        return index is BoundError || value is BoundError ? null : new BoundElementWrite(variable, index, compound, value, syntax.Span);
    }

    private BoundStatement? RejectSlice(AssignmentSyntax syntax, SliceSyntax slice)
    {
        Error(DiagnosticCodes.InvalidAssignment, slice.Span, "slices cannot be assigned; assign the elements one by one");
        BindExpression(syntax.Value);
        return null;
    }

    private BoundChannelWrite? AssignChannel(AssignmentSyntax syntax, BoundChannel channel, ChannelType type)
    {
        var value = BindExpression(syntax.Value);
        if (syntax.Target is not NameSyntax)
        {
            Error(DiagnosticCodes.InvalidAssignment, syntax.Target.Span, $"cannot assign to an element of channel '{syntax.Name}'; write a whole value");
            return null;
        }

        if (syntax.Operator != TokenKind.Assign)
        {
            Error(DiagnosticCodes.InvalidAssignment, syntax.Span, $"compound assignment not supported on channels; write '{syntax.Name} = {syntax.Name} {SymbolOf(OperatorOf(syntax.Operator))} ...'");
            return null;
        }

        _effects.Write(channel);
        value = Convert(value, type.Value, DiagnosticCodes.TypeMismatch, found => $"type mismatch: cannot assign {found} to '{syntax.Name}' (type {type}): cannot write {found} to channel of type {type.Value}");
        return value is BoundError ? null : new BoundChannelWrite(channel, value, syntax.Span);
    }
}
