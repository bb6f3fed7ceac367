using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Graphs;
using Arc.Language.Syntax;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>What a flow instantiates with <c>f{}</c>.</summary>
/// <param name="Name">The function's name, or the canonical <c>module.member</c>.</param>
/// <param name="Signature">How it is used as a node; of a library member it may have type variables.</param>
/// <param name="Function">The function of the program, or null.</param>
/// <param name="Member">The library member, or null.</param>
internal sealed record FlowTarget(string Name, FlowSignature Signature, FunctionSymbol? Function, Symbol? Member);

/// <summary>A checked config value; exactly one of the last three is set.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Syntax">What was written.</param>
/// <param name="Value">A value of the parameter's concrete type, or a string or typed constant for a type variable.</param>
/// <param name="Type">The type of <see cref="Value"/>.</param>
/// <param name="Literal">A number for a parameter of variable type: it gets its type when the variable is decided.</param>
/// <param name="Channel">The channel for a parameter of channel type.</param>
internal sealed record BoundConfigValue(
    Parameter Parameter, ExpressionSyntax Syntax, Constant? Value, PrimitiveType? Type, Literal? Literal, ChannelInfo? Channel);

/// <summary>What the analysis of flows builds on (language sections 17 and 18).</summary>
internal sealed partial class ProgramAnalysis
{
    /// <summary>
    /// Binds an expression of a flow as a function without parameters, in the scope of the program's root. The caller adds it with
    /// <see cref="AddGenerated"/>. Null after reporting errors.
    /// </summary>
    /// <param name="syntax">The expression.</param>
    /// <param name="name"><c>expression_N</c> or <c>fmt$fmt_N</c>.</param>
    public BoundFunction? BindExpressionFunction(ExpressionSyntax syntax, string name)
    {
        var binder = new FunctionBinder(this);
        var value = binder.BindFlowValue(syntax);
        if (value.Type is null) return null;
        binder.Effects.FollowCalls();
        var body = new BoundBlock([new BoundReturn(value, syntax.Span)], syntax.Span);
        return new BoundFunction
        {
            Name = name,
            Result = value.Type,
            Body = body,
            Reads = binder.Effects.ReadsByKey,
            Writes = binder.Effects.WritesByKey,
            IsGenerated = true,
            Span = syntax.Span,
        };
    }

    /// <summary>What <c>f{}</c> or <c>m.f{}</c> instantiates; null after reporting why nothing.</summary>
    public FlowTarget? ResolveInvocation(InvocationSyntax syntax)
    {
        if (syntax.Module is { } module)
            return ResolveMember(module, syntax.Name) is { } member ? FlowTargetOf(member, member.QualifiedName, syntax.Name.Span) : null;

        switch (Resolve(syntax.Name))
        {
            case null or ErrorSymbol or FunctionSymbol { IsBroken: true } or FunctionSymbol { HasUnknownTypes: true }:
                return null;
            case FunctionSymbol function:
                return new FlowTarget(function.Name, function.Flow, function, null);
            case PreludeSymbol prelude:
                return FlowTargetOf(prelude.Entries, syntax.Name);
            case var other:
                if (other is ModuleSymbol used) used.IsUsed = true;
                Error(DiagnosticCodes.Flow, syntax.Name.Span, $"'{syntax.Name}' is a {other.Kind} and cannot be instantiated with {{}}");
                return null;
        }
    }

    private FlowTarget? FlowTargetOf(ImmutableArray<PreludeEntry> entries, Identifier name)
    {
        var entry = entries.FirstOrDefault(static e => e.Symbol.Flow is not null) ?? entries[0];
        if (entry.IsDeprecated)
            Diagnostics.Warning(DiagnosticCodes.DeprecatedSymbol, name.Span, $"'{name}' is deprecated, use '{entry.Symbol.QualifiedName}' instead");
        return FlowTargetOf(entry.Symbol, name.Name == "len" ? "len" : entry.Symbol.QualifiedName, name.Span);
    }

    private FlowTarget? FlowTargetOf(Symbol symbol, string name, SourceSpan span)
    {
        if (symbol.Flow is { } flow) return new FlowTarget(symbol.QualifiedName, flow, null, symbol);
        Error(DiagnosticCodes.Flow, span, $"'{name}' cannot be used as a flow statement. Call it inside a func block instead: {name}()");
        return null;
    }

    /// <summary>
    /// Matches config values with parameters by name or position (language section 17) and reports what does not fit.
    /// Parameters that are left out and have a default are not in the result.
    /// </summary>
    /// <param name="syntax">The values.</param>
    /// <param name="target">What is instantiated.</param>
    /// <param name="node">The key of the node of a graph; null in text.</param>
    public ImmutableArray<BoundConfigValue> BindConfig(ConfigValuesSyntax syntax, FlowTarget target, string? node = null)
    {
        var parameters = target.Signature.Config;
        var result = ImmutableArray.CreateBuilder<BoundConfigValue>();
        var given = new HashSet<string>(StringComparer.Ordinal);
        var isMisspelt = false;
        for (var i = 0; i < syntax.Values.Length; i++)
        {
            var value = syntax.Values[i];
            Parameter? parameter;
            if (value.Name is { } name)
            {
                parameter = parameters.FirstOrDefault(p => p.Name == name.Name);
                if (parameter is null)
                {
                    isMisspelt = true;
                    if (!name.IsMissing)
                        Error(DiagnosticCodes.ConfigValue, name.Span, $"unknown config parameter '{name}' for func '{target.Name}'{Suggestions.Phrase(name.Name, parameters.Select(static p => p.Name))}");
                    continue;
                }

                if (!given.Add(name.Name))
                {
                    Error(DiagnosticCodes.ConfigValue, name.Span, $"config parameter '{name}' for func '{target.Name}' is given twice");
                    continue;
                }
            }
            else if (i >= parameters.Length)
            {
                Error(DiagnosticCodes.ConfigValue, value.Span, $"too many config values for func '{target.Name}': got {syntax.Values.Length}, expected at most {parameters.Length}");
                break;
            }
            else
            {
                parameter = parameters[i];
                given.Add(parameter.Name);
            }

            if (BindConfigValue(value.Value, parameter, target.Member) is { } bound) result.Add(bound);
        }

        foreach (var parameter in parameters)
        {
            if (parameter.Default is not null || given.Contains(parameter.Name)) continue;
            if (node is not null) Error(DiagnosticCodes.ConfigValue, syntax.Span, $"node '{node}' ({target.Name}) missing required config parameter '{parameter.Name}'");
            else if (!isMisspelt) Error(DiagnosticCodes.ConfigValue, syntax.Span, $"missing required config parameter '{parameter.Name}' for func '{target.Name}'");
        }

        return result.ToImmutable();
    }

    private BoundConfigValue? BindConfigValue(ExpressionSyntax syntax, Parameter parameter, Symbol? member)
    {
        var expected = parameter.Type;
        if (syntax is MissingExpressionSyntax) return null;
        if (expected is ChannelType channelType) return BindConfigChannel(syntax, parameter, channelType);

        var variable = TypeVariables.VariableOf(expected);
        var target = expected as PrimitiveType;
        Constant value;
        PrimitiveType type;
        switch (syntax)
        {
            case StringLiteralSyntax text:
                value = Constant.Of(text.Value);
                type = ArcType.Of(Primitive.Str);
                if (target is { Primitive: not Primitive.Str } || variable is { } v && !v.Constraint.Contains(Primitive.Str))
                    return Mismatch("str", $"cannot assign string to {expected}");
                break;
            case NameSyntax { Name: var name } when Lookup(name.Name) is ConstantSymbol { Literal: null } constant:
                if (constant.Constant is null) return null;
                value = constant.Constant.Value;
                type = constant.Constant.Type;
                if (variable is not null ? !variable.Constraint.Contains(type.Primitive) : type.Primitive != target?.Primitive)
                    return Mismatch(type.ToString());
                if (target?.Unit is { } wanted && type.Unit is { } unit && (unit.Dimensions != wanted.Dimensions || unit.Scale != wanted.Scale))
                    return Mismatch(type.ToString());
                break;
            case NameSyntax { Name: var name } when Lookup(name.Name) is null:
                ReportUndefined(name, null);
                return null;
            default:
                var number = syntax is NameSyntax reference ? NumberOf(reference) : ReadNumber(syntax);
                if (number is null && syntax is NumberLiteralSyntax or UnarySyntax { Operand: NumberLiteralSyntax, Operator: TokenKind.Minus }) return null;
                if (number is { } literal)
                {
                    if (variable is not null)
                    {
                        return literal.Shape.Restrict(variable.Constraint).Allowed.IsEmpty
                            ? Mismatch(literal.Shape.Name)
                            : new BoundConfigValue(parameter, syntax, null, null, literal, null);
                    }

                    if (target is null || target.Primitive == Primitive.Str) return Mismatch(literal.Shape.Name);
                    if (literal.TryConvert(target, out value) is { } problem)
                        return literal.Shape.Allowed.Contains(target.Primitive) ? Fail($"config parameter '{parameter.Name}': {problem}") : Mismatch(literal.Shape.Name, problem);
                    type = target;
                    break;
                }

                return Fail($"config value for '{parameter.Name}' must be a literal or global constant");
        }

        if (parameter.Violation(value) is { } violation)
        {
            return Fail(value.Kind == ConstantKind.Text
                ? $"config parameter '{parameter.Name}': {value} is not a valid {member?.Module} {parameter.Name}; it {violation}"
                : $"config parameter '{parameter.Name}' {violation}, got {value}");
        }

        return new BoundConfigValue(parameter, syntax, value, type, null, null);

        BoundConfigValue? Fail(string message)
        {
            Error(DiagnosticCodes.ConfigValue, syntax.Span, message);
            return null;
        }

        BoundConfigValue? Mismatch(string found, string? reason = null)
        {
            var wantedName = variable?.Constraint.ToString() ?? expected.ToString();
            Error(
                DiagnosticCodes.TypeMismatch,
                syntax.Span,
                $"type mismatch: config parameter '{parameter.Name}' expects {wantedName} but got {found}{(reason is null ? "" : ": " + reason)}");
            return null;
        }
    }

    private BoundConfigValue? BindConfigChannel(ExpressionSyntax syntax, Parameter parameter, ChannelType expected)
    {
        switch (syntax)
        {
            case ChannelReferenceSyntax { Channel: { } known }:
                return BindConfigChannel(known, syntax, parameter, expected);
            case ChannelReferenceSyntax { Key: var key }:
                // The host may offer it later.
                return new BoundConfigValue(parameter, syntax, Constant.Of(key), null, null, null);
            case NameSyntax { Name: var name }:
                switch (Resolve(name))
                {
                    case null:
                        return null;
                    case ChannelSymbol { Channel: var channel }:
                        return BindConfigChannel(channel, syntax, parameter, expected);
                }

                break;
        }

        Error(DiagnosticCodes.ConfigValue, syntax.Span, $"type mismatch: config parameter '{parameter.Name}' expects {expected}; name a channel of the host");
        return null;
    }

    private BoundConfigValue? BindConfigChannel(ChannelInfo channel, ExpressionSyntax syntax, Parameter parameter, ChannelType expected)
    {
        var element = UnitRules.Element(expected);
        var found = UnitRules.Element(channel.Type)!;
        var variable = TypeVariables.VariableOf(expected);
        var fits = variable is not null
            ? variable.Constraint.Contains(found.Primitive)
            : element!.Primitive == found.Primitive
                && (element.Unit is null || found.Unit is null || (element.Unit.Dimensions == found.Unit.Dimensions && element.Unit.Scale == found.Unit.Scale));
        if (fits) return new BoundConfigValue(parameter, syntax, null, null, null, channel);
        Error(DiagnosticCodes.TypeMismatch, syntax.Span, $"type mismatch: config parameter '{parameter.Name}' expects {expected} but got chan {channel.Type}");
        return null;
    }
}
