using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Calls of functions of the program (language section 13) and which callee is meant.</summary>
internal sealed partial class FunctionBinder
{
    private BoundExpression BindCall(CallSyntax call, ExpressionSyntax callee)
    {
        while (callee is ParenthesizedSyntax parenthesized) callee = parenthesized.Inner;
        switch (callee)
        {
            case NameSyntax { Name: var name }:
                return BindNamedCall(call, name);
            case QualifiedNameSyntax qualified:
                var symbol = _program.ResolveMember(qualified.Head, qualified.Member, _scope);
                return symbol is null ? BindArgumentsOnly(call) : BindMemberCall(call, symbol);
            default:
                var value = BindExpression(callee);
                BindArgumentsOnly(call);
                return value is BoundError ? value : Fail(DiagnosticCodes.NotCallable, call.Span, "only functions can be called; there are no function values");
        }
    }

    private BoundExpression BindNamedCall(CallSyntax call, Identifier name)
    {
        switch (Resolve(name))
        {
            case null or ErrorSymbol:
                return BindArgumentsOnly(call);
            case FunctionSymbol function:
                return BindFunctionCall(call, function);
            case PreludeSymbol { Name: "len" } prelude:
                return BindLen(call, prelude);
            case PreludeSymbol prelude:
                var entry = prelude.Entries.FirstOrDefault(static e => e.Symbol.Call is not null) ?? prelude.Entries[0];
                WarnOfDeprecation(name, entry.IsDeprecated, entry.Symbol);
                return BindMemberCall(call, entry.Symbol, entry.IsDeprecated ? null : name.Name);
            case var other:
                BindArgumentsOnly(call);
                if (other is ModuleSymbol module) module.IsUsed = true;
                return Fail(DiagnosticCodes.NotCallable, name.Span, $"'{name}' is a {other.Kind} and cannot be called");
        }
    }

    private void WarnOfDeprecation(Identifier name, bool isDeprecated, Symbol symbol)
    {
        if (isDeprecated)
            _program.Diagnostics.Warning(DiagnosticCodes.DeprecatedSymbol, name.Span, $"'{name}' is deprecated, use '{symbol.QualifiedName}' instead");
    }

    /// <summary>Analyses the arguments of a call that cannot be resolved, so that their own errors are seen.</summary>
    private BoundError BindArgumentsOnly(CallSyntax call)
    {
        foreach (var argument in call.Arguments) BindExpression(argument);
        return new BoundError(call.Span);
    }

    private BoundExpression BindFunctionCall(CallSyntax call, FunctionSymbol function)
    {
        if (function.IsBroken) return BindArgumentsOnly(call);
        if (function.Outputs.Length > 1)
        {
            BindArgumentsOnly(call);
            return Fail(DiagnosticCodes.NotCallable, call.Span, $"functions with multiple named outputs are not callable; use '{function.Name}{{}}' in a flow");
        }

        if (function.Config.FirstOrDefault(static c => c.Default is null) is { } required)
        {
            BindArgumentsOnly(call);
            return Fail(
                DiagnosticCodes.NotCallable,
                call.Span,
                $"function '{function.Name}' cannot be called: its config parameter '{required.Name}' is required, and a call passes no config; use '{function.Name}{{{required.Name} = ...}}' in a flow");
        }

        CheckCount(call, function.Name, function.Inputs.Length, function.Inputs.Count(static p => p.Default is null), function.Signature);
        var channels = new Dictionary<BoundVariable, BoundChannel>();
        var arguments = ImmutableArray.CreateBuilder<BoundExpression>(function.Inputs.Length);
        for (var i = 0; i < Math.Max(call.Arguments.Length, function.Inputs.Length); i++)
        {
            if (i >= function.Inputs.Length)
            {
                BindExpression(call.Arguments[i]);
                continue;
            }

            var parameter = function.Inputs[i];
            if (i >= call.Arguments.Length)
            {
                if (parameter is { Default: { } value, Type: PrimitiveType type }) arguments.Add(new BoundConstant(value, type, call.Span));
                continue;
            }

            arguments.Add(BindArgument(call.Arguments[i], i, function.Name, parameter, channels));
        }

        _effects.Calls.Add((function, channels));
        if (function.HasValue && function.CallType is null) return new BoundError(call.Span);
        var config = function.Config
            .Where(static c => c is { Type: PrimitiveType, Default: not null })
            .Select(BoundExpression (c) => new BoundConstant(c.Default!.Value, (PrimitiveType)c.Type!, call.Span));
        return new BoundFunctionCall(function.Name, [.. config], arguments.ToImmutable(), function.CallType, call.Span);
    }

    private void CheckCount(CallSyntax call, string name, int total, int required, string signature)
    {
        if (call.Arguments.Any(static a => a is MissingExpressionSyntax)) return;
        var given = call.Arguments.Length;
        if (given >= required && given <= total) return;
        var expected = required == total ? $"{total}" : $"{required} to {total}";
        Error(
            DiagnosticCodes.FuncArgCount,
            call.Span,
            $"function {name} expects {expected} argument(s), got {given}",
            new DiagnosticNote($"signature: {signature}"));
    }

    private BoundExpression BindArgument(
        ExpressionSyntax syntax, int index, string function, ParameterSymbol parameter, Dictionary<BoundVariable, BoundChannel> channels)
    {
        switch (parameter.Type)
        {
            case null:
                BindExpression(syntax);
                return new BoundError(syntax.Span);
            case ChannelType channelType:
                var argument = BindChannelArgument(syntax, index, function, channelType, out var channel);
                if (channel is not null && parameter.Variable is { } variable) channels[variable] = channel;
                return argument;
            case var type:
                return Convert(BindExpression(syntax), type, DiagnosticCodes.FuncArgType, found => ArgumentMessage(index, function, type.ToString(), found));
        }
    }

    private static string ArgumentMessage(int index, string function, string expected, string found) =>
        $"argument {index + 1} of {function}: expected {expected}, got {found}";

    private BoundExpression BindChannelArgument(ExpressionSyntax syntax, int index, string function, ChannelType expected, out BoundChannel? channel)
    {
        channel = null;
        if (FindChannel(syntax) is not { } found)
        {
            var value = RequireValue(BindExpression(syntax));
            return value is BoundError
                ? value
                : Fail(DiagnosticCodes.FuncArgType, syntax.Span, ArgumentMessage(index, function, expected.ToString(), TypeName(value)));
        }

        if (TypeVariables.VariableOf(expected) is null && !SameChannel(found.Type, expected))
            return Fail(DiagnosticCodes.FuncArgType, syntax.Span, ArgumentMessage(index, function, expected.ToString(), found.Type.ToString()));

        channel = found.Channel;
        return channel.Parameter is { } parameter
            ? new BoundVariableRead(parameter, syntax.Span)
            : new BoundChannelKey(channel, found.Type, syntax.Span);
    }
}
