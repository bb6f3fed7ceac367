using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Calls of library members: inference of their type variables.</summary>
internal sealed partial class FunctionBinder
{
    private BoundExpression BindLen(CallSyntax call, PreludeSymbol prelude)
    {
        if (call.Arguments.Length != 1)
        {
            if (call.Arguments.Any(static a => a is MissingExpressionSyntax)) return BindArgumentsOnly(call);
            BindArgumentsOnly(call);
            return Fail(DiagnosticCodes.FuncArgCount, call.Span, $"len() requires exactly 1 argument, got {call.Arguments.Length}");
        }

        var argument = RequireValue(BindExpression(call.Arguments[0]));
        if (argument is LiteralExpression { IsSeries: true }) argument = Default(argument);
        if (argument is BoundError) return argument;

        var isText = argument.Type is PrimitiveType { Primitive: Primitive.Str };
        var symbol = prelude.Entries
            .Select(static e => e.Symbol)
            .FirstOrDefault(s => s.Call is { Parameters: [var only] } && (isText
                ? only.Type is PrimitiveType { Primitive: Primitive.Str }
                : argument.Type is SeriesType && only.Type is AnySeriesType or SeriesType));
        if (symbol is null)
            return Fail(DiagnosticCodes.FuncArgType, argument.Span, $"argument 1 of len: expected series or str, got {TypeName(argument)}");

        var binding = ImmutableDictionary<string, Primitive>.Empty;
        if (symbol.Call!.Variables is [var variable]) binding = binding.Add(variable.Name, ElementOf(argument)!.Primitive);
        return new BoundMemberCall(symbol, binding, [argument], symbol.Call.Result, call.Span);
    }

    private BoundExpression BindMemberCall(CallSyntax call, Symbol symbol, string? written = null)
    {
        var name = symbol.QualifiedName;
        if (symbol.Call is not { } signature)
        {
            BindArgumentsOnly(call);
            written ??= name;
            return Fail(DiagnosticCodes.NotCallable, call.Span, $"'{written}' cannot be called inside a func block. Use it as a flow statement instead: {written}{{}}");
        }

        var parameters = signature.Parameters;
        CheckCount(call, name, parameters.Length, parameters.Count(static p => p.Default is null), $"{name}{signature}");
        var inference = new MemberInference(this, call, symbol, signature);
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            if (i < parameters.Length) inference.Add(i, call.Arguments[i]);
            else BindExpression(call.Arguments[i]);
        }

        return inference.Finish();
    }

    /// <summary>Unifies the parameters of one call with its arguments. Each use of a member has fresh variables.</summary>
    private sealed class MemberInference(FunctionBinder binder, CallSyntax call, Symbol symbol, CallSignature signature)
    {
        private readonly BoundExpression?[] _arguments = new BoundExpression?[signature.Parameters.Length];
        private readonly Dictionary<string, PrimitiveType> _decided = new(StringComparer.Ordinal);
        private readonly Dictionary<string, LiteralShape> _open = new(StringComparer.Ordinal);
        private SeriesType? _anySeries;
        private bool _failed;

        public void Add(int index, ExpressionSyntax syntax)
        {
            var parameter = signature.Parameters[index];
            var argument = Bind(index, syntax, parameter.Type);
            if (argument is BoundError) _failed = true;
            _arguments[index] = argument;
            if (argument is BoundConstant { Value: var value } && parameter.Violation(value) is { } violation)
            {
                binder.Error(
                    DiagnosticCodes.FuncArgType,
                    argument.Span,
                    $"argument {index + 1} of {symbol.QualifiedName}: {value} is not a valid {symbol.Module} {parameter.Name}; it {violation}");
            }
        }

        private BoundExpression Bind(int index, ExpressionSyntax syntax, ArcType expected)
        {
            if (expected is ChannelType channelType) return BindChannel(index, syntax, channelType);
            var argument = binder.RequireValue(binder.BindExpression(syntax));
            if (argument is BoundError) return argument;
            switch (expected)
            {
                case VariableType or SeriesType { Element: VariableType }:
                    return BindVariable(index, argument, TypeVariables.VariableOf(expected)!, expected is SeriesType);
                case AnySeriesType:
                    if (argument is LiteralExpression { IsSeries: true }) argument = binder.Default(argument);
                    if (argument is BoundError) return argument;
                    if (argument.Type is not SeriesType series) return Mismatch(index, "series", argument);
                    _anySeries ??= series;
                    return argument;
                default:
                    return binder.Convert(
                        argument, expected, DiagnosticCodes.FuncArgType, found => ArgumentMessage(index, symbol.QualifiedName, expected.ToString(), found));
            }
        }

        private BoundExpression BindChannel(int index, ExpressionSyntax syntax, ChannelType expected)
        {
            var argument = binder.BindChannelArgument(syntax, index, symbol.QualifiedName, expected, out var channel);
            if (channel is null) return argument;
            if (expected.Access is ChannelAccess.Read or ChannelAccess.Any) binder._effects.Read(channel);
            if (expected.Access is ChannelAccess.Write or ChannelAccess.Any) binder._effects.Write(channel);
            if (TypeVariables.VariableOf(expected) is { } variable)
            {
                var element = UnitRules.Element(argument.Type)!;
                if (!Decide(variable, element)) return Mismatch(index, Expected(variable), argument);
            }

            return argument;
        }

        private BoundExpression BindVariable(int index, BoundExpression argument, VariableType variable, bool series)
        {
            var expected = series ? $"series {Expected(variable)}" : Expected(variable);
            if (IsSeries(argument) != series) return Mismatch(index, expected, argument);
            if (argument is LiteralExpression literal)
            {
                var shape = _open.TryGetValue(variable.Name, out var open) ? open.Merge(literal.Shape) : literal.Shape;
                var restricted = shape.Restrict(variable.Constraint);
                if (restricted.Allowed.IsEmpty) return Mismatch(index, expected, argument);
                _open[variable.Name] = restricted;
                return argument;
            }

            return Decide(variable, ElementOf(argument)!) ? argument : Mismatch(index, expected, argument);
        }

        private bool Decide(VariableType variable, PrimitiveType type)
        {
            if (!variable.Constraint.Contains(type.Primitive)) return false;
            if (!_decided.TryGetValue(variable.Name, out var known))
            {
                _decided.Add(variable.Name, type);
                return true;
            }

            if (known.Primitive != type.Primitive) return false;
            if (known.Unit is null) _decided[variable.Name] = type;
            return true;
        }

        private string Expected(VariableType variable) =>
            _decided.TryGetValue(variable.Name, out var known) ? known.ToString() : variable.Constraint.ToString();

        private BoundError Mismatch(int index, string expected, BoundExpression argument)
        {
            var note = ElementOf(argument) is { Primitive: not Primitive.Str } && PrimitiveFacts.TryParse(expected, out var primitive) && primitive.IsNumeric()
                ? new[] { new DiagnosticNote($"convert explicitly with {expected}(value)") }
                : [];
            return binder.Fail(DiagnosticCodes.FuncArgType, argument.Span, ArgumentMessage(index, symbol.QualifiedName, expected, TypeName(argument)), note);
        }

        public BoundExpression Finish()
        {
            // What only literals decide stays open for the context, if the result is of that type; else it gets its default.
            var result = signature.Result;
            var resultVariable = result is null ? null : TypeVariables.VariableOf(result);
            foreach (var variable in signature.Variables)
            {
                if (_decided.ContainsKey(variable.Name)) continue;
                if (!_open.TryGetValue(variable.Name, out var shape))
                    _open[variable.Name] = shape = LiteralShape.Integer.Restrict(variable.Constraint);
                if (variable.Name != resultVariable?.Name) _decided[variable.Name] = shape.DefaultType;
            }

            FixLiterals();
            var type = result is null ? null : Substitute(result);
            if (_failed || _arguments.Length > call.Arguments.Length && !FillDefaults())
                return type is not null && UnitRules.Element(type) is null ? new BoundError(call.Span) : Placeholder(type);

            var binding = _decided.ToImmutableDictionary(static d => d.Key, static d => d.Value.Primitive, StringComparer.Ordinal);
            ImmutableArray<BoundExpression> arguments = [.. _arguments!];
            if (resultVariable is not null && !_decided.ContainsKey(resultVariable.Name))
                return new LiteralCall(symbol, resultVariable.Name, binding, arguments, _open[resultVariable.Name], result is SeriesType, call.Span);
            return new BoundMemberCall(symbol, binding, arguments, type, call.Span);
        }

        /// <summary>Stands for the value of a wrong call whose type is known, so that what surrounds it can still be checked.</summary>
        private BoundMemberCall Placeholder(ArcType? type) =>
            new(symbol, ImmutableDictionary<string, Primitive>.Empty, [], type, call.Span);

        private void FixLiterals()
        {
            for (var i = 0; i < _arguments.Length; i++)
            {
                if (_arguments[i] is not { } argument || TypeVariables.VariableOf(signature.Parameters[i].Type) is not { } variable) continue;
                if (signature.Parameters[i].Type is ChannelType || !_decided.TryGetValue(variable.Name, out var type)) continue;
                var index = i;
                ArcType target = signature.Parameters[i].Type is SeriesType ? new SeriesType(type) : type;
                var converted = binder.Convert(
                    argument, target, DiagnosticCodes.FuncArgType, found => ArgumentMessage(index, symbol.QualifiedName, target.ToString(), found));
                _failed |= converted is BoundError;
                _arguments[i] = converted;
            }
        }

        private bool FillDefaults()
        {
            for (var i = call.Arguments.Length; i < _arguments.Length; i++)
            {
                var parameter = signature.Parameters[i];
                if (parameter.Default is not { } value || Substitute(parameter.Type) is not PrimitiveType type) return false;
                _arguments[i] = new BoundConstant(value, type, call.Span);
            }

            return true;
        }

        private ArcType Substitute(ArcType type) =>
            type is AnySeriesType ? (ArcType?)_anySeries ?? type : TypeVariables.Substitute(type, name => _decided.GetValueOrDefault(name));
    }
}
