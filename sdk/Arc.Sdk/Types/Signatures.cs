using System.Collections.Immutable;

namespace Arc.Sdk.Types;

/// <summary>How a member is called from a function body.</summary>
/// <param name="Parameters">The arguments in order.</param>
/// <param name="Result">The result's type; null if the call has no value.</param>
public sealed record CallSignature(ImmutableArray<Parameter> Parameters, ArcType? Result)
{
    /// <summary>The type variables in the order in which their suffixes are appended: parameters first, then the result.</summary>
    public ImmutableArray<VariableType> Variables { get; } =
        TypeVariables.Of([.. Parameters.Select(p => p.Type), .. Result is null ? Array.Empty<ArcType>() : [Result]]);

    /// <inheritdoc/>
    public override string ToString() => $"({string.Join(", ", Parameters)}){(Result is null ? "" : $" -> {Result}")}";
}

/// <summary>How a member is used as a node: <c>name{config}</c> with inputs and outputs.</summary>
/// <param name="Config">Values fixed per instance.</param>
/// <param name="Inputs">What arrives at run time; the chain feeds the first one.</param>
/// <param name="Outputs">What the node emits, in declaration order.</param>
public sealed record FlowSignature(ImmutableArray<Parameter> Config, ImmutableArray<Parameter> Inputs, ImmutableArray<Parameter> Outputs)
{
    /// <summary>The distinct type variables: inputs, outputs, then config.</summary>
    public ImmutableArray<VariableType> Variables { get; } =
        TypeVariables.Of([.. Inputs.Select(p => p.Type), .. Outputs.Select(p => p.Type), .. Config.Select(p => p.Type)]);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{{{string.Join(", ", Config)}}}({string.Join(", ", Inputs)}) -> ({string.Join(", ", Outputs)})";
}

/// <summary>Finding and replacing type variables.</summary>
public static class TypeVariables
{
    /// <summary>The distinct variables of some types, in order of first occurrence.</summary>
    public static ImmutableArray<VariableType> Of(ReadOnlySpan<ArcType> types)
    {
        var found = ImmutableArray.CreateBuilder<VariableType>();
        foreach (var type in types)
        {
            if (VariableOf(type) is { } variable && !found.Any(v => v.Name == variable.Name)) found.Add(variable);
        }

        return found.ToImmutable();
    }

    /// <summary>Every choice of types for some variables: the last variable changes fastest. One empty choice for none.</summary>
    public static IEnumerable<ImmutableDictionary<string, Primitive>> Bindings(ImmutableArray<VariableType> variables)
    {
        IEnumerable<ImmutableDictionary<string, Primitive>> bindings = [ImmutableDictionary.Create<string, Primitive>(StringComparer.Ordinal)];
        foreach (var variable in variables)
            bindings = bindings.SelectMany(_ => variable.Constraint.Members, (binding, member) => binding.Add(variable.Name, member));
        return bindings;
    }

    /// <summary>The variable inside a type, which has at most one; null if it is concrete.</summary>
    public static VariableType? VariableOf(ArcType type) => type switch
    {
        VariableType variable => variable,
        SeriesType series => VariableOf(series.Element),
        ChannelType channel => VariableOf(channel.Value),
        _ => null,
    };

    /// <summary>The type with its variable replaced.</summary>
    /// <param name="type">A possibly polymorphic type.</param>
    /// <param name="binding">What each variable stands for; null leaves it.</param>
    public static ArcType Substitute(ArcType type, Func<string, ArcType?> binding) => type switch
    {
        VariableType variable => binding(variable.Name) ?? type,
        SeriesType series => new SeriesType(Substitute(series.Element, binding)),
        ChannelType channel => channel with { Value = Substitute(channel.Value, binding) },
        _ => type,
    };
}
