using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>A parameter or output of a function of the program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Span">Where it is declared.</param>
/// <param name="Type">Its type; null if the declaration is wrong.</param>
/// <param name="Default">The value when it is left out.</param>
/// <param name="Variable">The variable in the body; null if the declaration is wrong.</param>
internal sealed record ParameterSymbol(string Name, SourceSpan Span, ArcType? Type, Constant? Default, BoundVariable? Variable)
{
    public override string ToString()
    {
        if (Default is not { } value) return $"{Name} {Type}";
        return $"{Name} {Type} = {value.ToSource()}";
    }
}

/// <summary>A function of the program.</summary>
internal sealed class FunctionSymbol(string name, SourceSpan declaration) : DeclaredSymbol(name, declaration)
{
    public override string Kind => "function";

    public ImmutableArray<ParameterSymbol> Config { get; init; } = [];

    public ImmutableArray<ParameterSymbol> Inputs { get; init; } = [];

    /// <summary>Named outputs; empty for none or an unnamed one.</summary>
    public ImmutableArray<ParameterSymbol> Outputs { get; init; } = [];

    /// <summary>Type of the unnamed output.</summary>
    public ArcType? Result { get; init; }

    /// <summary>Whether there is an unnamed output, even one whose type is wrong.</summary>
    public bool HasResult { get; init; }

    public required BlockSyntax Body { get; init; }

    /// <summary>Where the whole declaration stands.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Whether returned numbers are widened to the result type: the type was inferred from them.</summary>
    public bool WidensReturns { get; init; }

    /// <summary>Whether the signature could not be read fully, so that nothing can be said about calls and returns.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Whether the type of a parameter or output is wrong, which has been reported.</summary>
    public bool HasUnknownTypes => (HasResult && Result is null) || Config.Concat(Inputs).Concat(Outputs).Any(static p => p.Type is null);

    /// <summary>The type of a call: that of the only output, named or not.</summary>
    public ArcType? CallType => HasResult ? Result : Outputs.Length == 1 ? Outputs[0].Type : null;

    public bool HasValue => HasResult || Outputs.Length == 1;

    /// <summary>Channels that the body touches; transitive once calls have been followed.</summary>
    public ChannelEffects Effects { get; } = new();

    /// <summary>The body after analysis.</summary>
    public BoundBlock? Bound { get; set; }

    /// <summary>The signature as a person would write it.</summary>
    public string Signature
    {
        get
        {
            var config = Config.IsEmpty ? "" : $"{{{string.Join(", ", Config)}}}";
            var output = HasResult ? $" {Result}" : Outputs.Length switch
            {
                0 => "",
                1 => $" {Outputs[0]}",
                _ => $" ({string.Join(", ", Outputs)})",
            };
            return $"{Name}{config}({string.Join(", ", Inputs)}){output}";
        }
    }

    /// <summary>How the function is instantiated in a flow (language section 17). Parameters with a wrong declaration are left out.</summary>
    public FlowSignature Flow => new(
        Ports(Config),
        Ports(Inputs),
        HasResult && Result is not null ? [new Parameter("output", Result)] : Ports(Outputs));

    private static ImmutableArray<Parameter> Ports(ImmutableArray<ParameterSymbol> parameters) =>
        [.. parameters.Where(static p => p.Type is not null).Select(static p => new Parameter(p.Name, p.Type!, p.Default))];

    public BoundFunction ToBound() => new()
    {
        Name = Name,
        Config = [.. Config.Select(static p => p.Variable!)],
        Inputs = [.. Inputs.Select(static p => p.Variable!)],
        Outputs = [.. Outputs.Select(static p => p.Variable!)],
        Result = Result,
        Body = Bound!,
        Reads = Effects.ReadsByKey,
        Writes = Effects.WritesByKey,
        Span = Span,
    };
}
