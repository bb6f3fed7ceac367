using Arc.Sdk.Types;

namespace Arc.Sdk.Testing;

/// <summary>How specialisations are compared with an oracle.</summary>
public sealed record CompareOptions
{
    /// <summary>The defaults.</summary>
    public static CompareOptions Default { get; } = new();

    /// <summary>
    /// Random argument lists for each specialisation, beside as many of edge values: all combinations of them if they are no more, and all values that there are if those are no more, as of one byte. Default 500, at least 1.
    /// </summary>
    public int Samples { get; init; } = 500;

    /// <summary>The seed of the generated arguments; null for another one every time. A failure says its seed, and so does the result.</summary>
    public int? Seed { get; init; }

    /// <summary>How far floats may be apart. Default: not at all, bit by bit, but that any NaN equals any other.</summary>
    public FloatTolerance Tolerance { get; init; }

    /// <summary>The specialisations to compare, as the types that every type variable may stand for. Default: all of them.</summary>
    public TypeSet Types { get; init; } = TypeSet.Any;

    /// <summary>Members that a comparison of all bodies leaves out, <c>module.member</c>: those that give something else every time.</summary>
    public IReadOnlyCollection<string> Except { get; init; } = [];

    /// <summary>Which argument lists count, for an oracle that does not know every one: numbers, <see cref="Text"/> and <see cref="Series"/>. Null: all.</summary>
    public Func<IReadOnlyList<object>, bool>? When { get; init; }

    /// <summary>Receives one line on what was compared, with the seed: a test's own output. Null if the result is enough.</summary>
    public Action<string>? Log { get; init; }
}
