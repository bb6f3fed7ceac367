using Arc.Generator.Model;

namespace Arc.Generator.Discovery;

/// <summary>What a method says of itself, whatever else its class has.</summary>
/// <param name="ArcName">The name in Arc.</param>
/// <param name="Body">The model; null for a method without <c>[HostFunction]</c>.</param>
internal sealed record MethodReading(string ArcName, BodyModel? Body)
{
    public static readonly MethodReading None = new("", null);

    public bool IsInternal { get; init; }

    public string Check { get; init; } = "";

    public string Documentation { get; init; } = "";

    public IReadOnlyList<PreludeModel> Prelude { get; init; } = [];

    /// <summary>The member that the method is if nothing else has its name; null until that was found out.</summary>
    public SymbolModel? Symbol { get; set; }
}
