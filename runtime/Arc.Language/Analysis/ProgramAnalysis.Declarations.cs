using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Collects constants, functions, sequences and stages before any body is analysed (language section 6).</summary>
internal sealed partial class ProgramAnalysis
{
    private void CollectDeclarations()
    {
        foreach (var item in Syntax.Items)
        {
            switch (item)
            {
                case GlobalConstantSyntax constant:
                    var symbol = ReadConstant(constant);
                    Constants.Add(symbol);
                    Declare(Root, symbol);
                    break;
                case FunctionSyntax function:
                    var declared = ReadFunction(function);
                    Functions.Add(declared);
                    Declare(Root, declared);
                    break;
                case SequenceSyntax { Name: { } name }:
                    Declare(Root, new ScopeSymbol(name.Name, name.Span, item));
                    break;
                case StageSyntax { Name: { } name }:
                    Declare(Root, new ScopeSymbol(name.Name, name.Span, item));
                    break;
            }

            if (item is FlowStatementSyntax or SequenceSyntax or StageSyntax) MentionedModules.Collect(item, _mentionedInFlows);
        }
    }

    private readonly HashSet<string> _mentionedInFlows = new(StringComparer.Ordinal);

    private ConstantSymbol ReadConstant(GlobalConstantSyntax syntax)
    {
        BoundGlobalConstant? bound = null;
        var declaredType = syntax.Type is null ? null : TypeReader.Read(syntax.Type, this);
        var typeFailed = syntax.Type is not null && declaredType is null;
        if (declaredType is not (null or PrimitiveType))
        {
            Error(DiagnosticCodes.TypeMismatch, syntax.Type!.Span, $"a global constant cannot have the type {declaredType}; it must be numeric or str");
            typeFailed = true;
        }

        if (!typeFailed && TryReadLiteral(syntax.Value, (PrimitiveType?)declaredType, out var value, out var type))
            bound = new BoundGlobalConstant(syntax.Name.Name, type, value, syntax.Span);
        var literal = bound is not null && syntax.Type is null ? ReadNumber(syntax.Value) : null;
        return new ConstantSymbol(syntax.Name.Name, syntax.Name.Span, bound, literal);
    }

    /// <summary>A literal as a constant of a type, or of its own default type; false after reporting why not.</summary>
    /// <param name="syntax">A literal, possibly under a unary minus.</param>
    /// <param name="target">The wanted type; null for the default.</param>
    /// <param name="value">The value, scaled to the type's unit.</param>
    /// <param name="type">The type that it got.</param>
    public bool TryReadLiteral(ExpressionSyntax syntax, PrimitiveType? target, out Constant value, out PrimitiveType type)
    {
        value = default;
        type = target ?? ArcType.Of(Primitive.Str);
        switch (syntax)
        {
            case MissingExpressionSyntax:
                return false;
            case StringLiteralSyntax text:
                value = Constant.Of(text.Value);
                if (target is null or { Primitive: Primitive.Str }) return true;
                Error(DiagnosticCodes.TypeMismatch, syntax.Span, $"cannot assign string to {target}");
                return false;
            case SeriesLiteralSyntax:
                Error(DiagnosticCodes.TypeMismatch, syntax.Span, "a series literal is not allowed here; defaults, config values and global constants are numbers or strings");
                return false;
        }

        if (ReadNumber(syntax) is not { } literal)
        {
            if (syntax is not (UnarySyntax { Operand: NumberLiteralSyntax } or NumberLiteralSyntax))
                Error(DiagnosticCodes.LiteralRequired, syntax.Span, "a literal is required here");
            return false;
        }

        type = target ?? literal.Shape.DefaultType;
        if (type.Primitive == Primitive.Str)
        {
            Error(DiagnosticCodes.TypeMismatch, syntax.Span, $"type mismatch: cannot assign {literal.Shape.Name} to str");
            return false;
        }

        var problem = literal.TryConvert(type, out value);
        if (problem is null) return true;
        Error(DiagnosticCodes.LiteralRange, syntax.Span, problem);
        return false;
    }

    /// <summary>A number with an optional minus, or <c>true</c> and <c>false</c>; null if it is no such literal or its unit is unknown.</summary>
    public Literal? ReadNumber(ExpressionSyntax syntax) => syntax switch
    {
        NumberLiteralSyntax number => ReadNumber(number, negative: false, number.Span),
        UnarySyntax { Operator: TokenKind.Minus, Operand: NumberLiteralSyntax number } => ReadNumber(number, negative: true, syntax.Span),
        NameSyntax { Name.Name: "true" or "false" } name when Lookup(name.Name.Name) is TruthSymbol truth => Literal.Of(truth.Value, syntax.Span),
        _ => null,
    };

    /// <summary>The number that a name stands for: an untyped global constant, or <c>true</c> and <c>false</c>.</summary>
    public Literal? NumberOf(NameSyntax name) => Lookup(name.Name.Name) switch
    {
        TruthSymbol truth => Literal.Of(truth.Value, name.Span),
        ConstantSymbol { Literal: { } literal } => literal.At(name.Span),
        _ => null,
    };

    public Literal? ReadNumber(NumberLiteralSyntax syntax, bool negative, SourceSpan span)
    {
        Unit? unit = null;
        if (syntax.Unit is { } name && !TypeReader.TryUnit(name, this, out unit)) return null;
        return Literal.Read(syntax, negative, unit, span);
    }

    private FunctionSymbol ReadFunction(FunctionSyntax syntax)
    {
        if (syntax.Name.Name == "memory")
            Error(DiagnosticCodes.ReservedName, syntax.Name.Span, "a function cannot be called 'memory'; the compiled module exports its memory under that name");

        var unnamed = syntax.Outputs is [{ Name: null }];
        return new FunctionSymbol(syntax.Name.Name, syntax.Name.Span)
        {
            Config = ReadParameters(syntax.Config, BoundVariableKind.Config, "config parameter"),
            Inputs = ReadParameters(syntax.Inputs, BoundVariableKind.Input, "parameter"),
            Outputs = unnamed ? [] : [.. syntax.Outputs.Select(ReadOutput)],
            HasResult = unnamed,
            Result = unnamed ? ReadOutputType(syntax.Outputs[0].Type) : null,

            // An error at the very first token is about what stands before, such as a brace that is missing there.
            IsBroken = HasSyntaxError(syntax.Span.Start + 1, syntax.Body.Span.Start),
            Body = syntax.Body,
            Span = syntax.Span,
        };
    }

    private ParameterSymbol ReadOutput(OutputSyntax output)
    {
        var name = output.Name!.Value;
        var type = ReadOutputType(output.Type);
        var variable = type is null || name.IsMissing ? null : new BoundVariable(name.Name, type, BoundVariableKind.Output, name.Span);
        return new ParameterSymbol(name.Name, name.Span, type, null, variable);
    }

    private ArcType? ReadOutputType(TypeSyntax syntax)
    {
        var type = TypeReader.Read(syntax, this);
        if (type is not ChannelType) return type;
        Error(DiagnosticCodes.TypeMismatch, syntax.Span, $"an output cannot have the type {type}; channels are passed as parameters");
        return null;
    }

    private ImmutableArray<ParameterSymbol> ReadParameters(ImmutableArray<ParameterSyntax> list, BoundVariableKind kind, string what)
    {
        var result = ImmutableArray.CreateBuilder<ParameterSymbol>(list.Length);
        var optional = false;
        foreach (var syntax in list)
        {
            var type = TypeReader.Read(syntax.Type, this);
            var hasDefault = syntax.Default is not null;
            if (!hasDefault && optional)
                Error(DiagnosticCodes.Parameter, syntax.Span, $"required {what} {syntax.Name} cannot follow optional parameters; give it a default or move it forward");
            optional |= hasDefault;

            Constant? value = null;
            if (syntax.Default is { } given && type is not null) value = ReadDefault(given, type);
            var variable = type is null || syntax.Name.IsMissing
                ? null
                : new BoundVariable(syntax.Name.Name, type, kind, syntax.Name.Span) { Default = value };
            result.Add(new ParameterSymbol(syntax.Name.Name, syntax.Name.Span, type, value ?? (hasDefault ? Constant.Of(0L) : null), variable));
        }

        return result.ToImmutable();
    }

    private Constant? ReadDefault(ExpressionSyntax syntax, ArcType type)
    {
        if (type is PrimitiveType primitive) return TryReadLiteral(syntax, primitive, out var value, out _) ? value : null;
        switch (syntax)
        {
            case MissingExpressionSyntax:
                break;
            case SeriesLiteralSyntax:
                Error(DiagnosticCodes.TypeMismatch, syntax.Span, "series literals are not allowed as default values");
                break;
            case StringLiteralSyntax:
                Error(DiagnosticCodes.TypeMismatch, syntax.Span, $"cannot assign string to {type}");
                break;
            default:
                Error(DiagnosticCodes.TypeMismatch, syntax.Span, $"type mismatch: cannot assign {ReadNumber(syntax)?.Shape.Name} to {type}; only numeric and str parameters have defaults");
                break;
        }

        return null;
    }
}
