using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Statements (language sections 7, 13 and 14).</summary>
internal sealed partial class FunctionBinder
{
    private const int MaxBranches = 1000;

    public BoundBlock BindBlock(BlockSyntax syntax)
    {
        _scope = new Scope(_scope);
        var statements = ImmutableArray.CreateBuilder<BoundStatement>(syntax.Statements.Length);
        foreach (var statement in syntax.Statements)
        {
            if (BindStatement(statement) is { } bound) statements.Add(bound);
        }

        _scope = _scope.Parent!;
        return new BoundBlock(statements.ToImmutable(), syntax.Span);
    }

    /// <summary>A statement; null where it is wrong, or only declares an alias.</summary>
    private BoundStatement? BindStatement(StatementSyntax syntax)
    {
        switch (syntax)
        {
            case VariableDeclarationSyntax declaration:
                return BindDeclaration(declaration);
            case AssignmentSyntax assignment:
                return BindAssignment(assignment);
            case IfSyntax branch:
                return BindIf(branch);
            case ForSyntax loop:
                return BindFor(loop);
            case ReturnSyntax result:
                return BindReturn(result);
            case ExpressionStatementSyntax { Expression: var expression }:
                var value = Default(BindExpression(expression));
                return value is BoundError ? null : new BoundExpressionStatement(value, syntax.Span);
            case BreakSyntax:
                CheckInLoop("break", syntax.Span);
                return new BoundBreak(syntax.Span);
            case ContinueSyntax:
                CheckInLoop("continue", syntax.Span);
                return new BoundContinue(syntax.Span);
            default:
                return null;
        }
    }

    private void CheckInLoop(string keyword, SourceSpan span)
    {
        if (_loops == 0) Error(DiagnosticCodes.JumpOutsideLoop, span, $"{keyword} can only be used inside a for loop");
    }

    private BoundDeclaration? BindDeclaration(VariableDeclarationSyntax syntax)
    {
        var type = syntax.Type is null ? null : TypeReader.Read(syntax.Type, _program);
        var name = syntax.Name.Name;
        if (TryDeclareAlias(syntax, type)) return null;

        var value = BindExpression(syntax.Value);
        if (syntax.Type is not null && type is null)
        {
            Declare(new ErrorSymbol(name, syntax.Name.Span));
            return null;
        }

        value = type is null ? Default(RequireValue(value)) : Assign(value, type, name);

        // The declared type is known even where the value is wrong, so later statements can be checked.
        var variableType = type ?? value.Type;
        if (variableType is null)
        {
            Declare(new ErrorSymbol(name, syntax.Name.Span));
            return null;
        }

        var variable = syntax.IsStateful
            ? new BoundVariable(name, variableType, BoundVariableKind.Stateful, syntax.Name.Span) { StateId = _program.NextStateId(name) }
            : new BoundVariable(name, variableType, BoundVariableKind.Local, syntax.Name.Span);
        Declare(new VariableSymbol(variable));
        return value is BoundError ? null : new BoundDeclaration(variable, value, syntax.Span);
    }

    private void Declare(DeclaredSymbol symbol) => _program.Declare(_scope, symbol);

    /// <summary><c>x := channel</c> without a type makes another name for the channel; so does a declared <c>chan</c> type.</summary>
    private bool TryDeclareAlias(VariableDeclarationSyntax syntax, ArcType? type)
    {
        if (type is not (null or ChannelType) || syntax.IsStateful && type is null) return false;
        if (syntax.Type is not null && type is null) return false;
        var channel = FindChannel(syntax.Value);
        if (channel is null && type is null) return false;
        if (syntax.IsStateful)
        {
            Error(DiagnosticCodes.TypeMismatch, syntax.Span, $"a stateful variable cannot have the type {type}; '$=' stores a value");
        }
        else if (channel is { } found)
        {
            if (type is ChannelType declared && !SameChannel(found.Type, declared))
                Error(DiagnosticCodes.TypeMismatch, syntax.Value.Span, $"type mismatch: cannot assign {found.Type} to '{syntax.Name}' (type {declared})");
            Declare(new AliasSymbol(syntax.Name.Name, syntax.Name.Span, found.Channel, found.Type));
            return true;
        }
        else
        {
            var value = RequireValue(BindExpression(syntax.Value));
            if (value is not BoundError)
                Error(DiagnosticCodes.TypeMismatch, syntax.Value.Span, $"type mismatch: cannot assign {TypeName(value)} to '{syntax.Name}' (type {type}); the value must be the name of a channel");
        }

        Declare(new ErrorSymbol(syntax.Name.Name, syntax.Name.Span));
        return true;
    }

    /// <summary>The channel that an expression names, if it is the bare name of one.</summary>
    private (BoundChannel Channel, ChannelType Type)? FindChannel(ExpressionSyntax syntax)
    {
        while (syntax is ParenthesizedSyntax parenthesized) syntax = parenthesized.Inner;
        if (syntax is not NameSyntax { Name: var name }) return null;
        return _program.Lookup(name.Name, _scope) switch
        {
            ChannelSymbol { Channel: var info } => (new BoundChannel(info, null), new ChannelType(info.Type)),
            AliasSymbol alias => (alias.Channel, alias.Type),
            VariableSymbol { Variable: { Type: ChannelType type } variable } => (new BoundChannel(null, variable), type),
            _ => null,
        };
    }

    private static bool SameChannel(ChannelType found, ChannelType expected)
    {
        var a = UnitRules.Element(found)!;
        var b = UnitRules.Element(expected)!;
        return a.Primitive == b.Primitive
            && found.Value is SeriesType == expected.Value is SeriesType
            && (a.Unit is null || b.Unit is null || (a.Unit.Dimensions == b.Unit.Dimensions && a.Unit.Scale == b.Unit.Scale));
    }

    private BoundStatement? BindIf(IfSyntax syntax)
    {
        if (syntax.Clauses.Length > MaxBranches)
        {
            Error(DiagnosticCodes.NestingTooDeep, syntax.Clauses[MaxBranches].Condition.Span, $"an 'if' has more than {MaxBranches} branches");
            return null;
        }

        var clauses = syntax.Clauses.Select(c => (Condition: BindCondition(c.Condition), Body: BindBlock(c.Body), c.Span)).ToArray();
        BoundStatement? result = syntax.Else is null ? null : BindBlock(syntax.Else);
        for (var i = clauses.Length - 1; i >= 0; i--)
            result = new BoundIf(clauses[i].Condition, clauses[i].Body, result, i == 0 ? syntax.Span : clauses[i].Span);
        return result;
    }

    private BoundExpression BindCondition(ExpressionSyntax syntax)
    {
        var value = BindValue(syntax);
        if (value is BoundError || value.Type is PrimitiveType { Primitive: not Primitive.Str }) return value;
        return Fail(DiagnosticCodes.InvalidCondition, value.Span, $"a condition must be a number, got {TypeName(value)}");
    }

    private BoundReturn BindReturn(ReturnSyntax syntax)
    {
        var function = _function;
        if (syntax.Value is null)
        {
            if (function is { HasResult: true, Result: { } missing })
                Error(DiagnosticCodes.Return, syntax.Span, $"return statement in '{function.Name}' missing value of type {missing}");
            return new BoundReturn(null, syntax.Span);
        }

        var value = BindExpression(syntax.Value);
        if (_returns is not null && RequireValue(value) is var returned and not BoundError) _returns.Add(returned);
        if (function is null or { IsBroken: true }) return new BoundReturn(value is LiteralExpression ? new BoundError(syntax.Span) : value, syntax.Span);
        if (function.Outputs.Length > 1)
        {
            Error(DiagnosticCodes.Return, syntax.Span, $"cannot return a value from '{function.Name}', a function with multiple named outputs; assign the outputs instead");
            return new BoundReturn(null, syntax.Span);
        }

        if (!function.HasValue)
        {
            Error(DiagnosticCodes.Return, syntax.Span, "cannot return a value from a function with no return type");
            return new BoundReturn(null, syntax.Span);
        }

        if (function.Outputs is [{ Variable: { } output }]) _assignedOutputs.Add(output);
        if (function.CallType is not { } type) return new BoundReturn(null, syntax.Span);
        if (function.WidensReturns && value.Type is PrimitiveType { Primitive: not Primitive.Str } narrow && type is PrimitiveType wide && narrow.Primitive != wide.Primitive)
            return new BoundReturn(new BoundCast(value, wide, value.Span), syntax.Span);
        var result = Convert(value, type, DiagnosticCodes.TypeMismatch, found => $"type mismatch: cannot return {found} from '{function.Name}': expected {type}");
        return new BoundReturn(result, syntax.Span);
    }
}
