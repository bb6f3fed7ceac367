using System.Collections.Immutable;
using System.Globalization;

namespace Arc.Sdk.Testing;

/// <summary>What was compared, all of it equal: a difference is an exception.</summary>
/// <param name="Seed">The seed of the generated arguments; <see cref="CompareOptions.Seed"/> repeats them.</param>
/// <param name="Specialisations">The specialisations that were compared; at least one.</param>
/// <param name="LeftOut">Those that were not, each with the reason.</param>
public sealed record CompareResult(int Seed, ImmutableArray<ComparedSpecialisation> Specialisations, ImmutableArray<string> LeftOut)
{
    /// <summary>How many specialisations were compared.</summary>
    public int Count => Specialisations.Length;

    /// <summary>How many calls were compared.</summary>
    public long Calls => Specialisations.Sum(static s => (long)s.Calls);

    /// <summary>What was compared, and the seed.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"compared {Count} specialisations in {Calls} calls with seed {Seed}: {string.Join(", ", Specialisations.Select(static s => s.Name))}{(LeftOut.IsEmpty ? "" : $"; left out: {string.Join("; ", LeftOut)}")}");
}

/// <summary>A specialisation that gave what the oracle gave.</summary>
/// <param name="Name">Its name for people: <c>signals.limit&lt;f64&gt;</c>.</param>
/// <param name="Import">The name of its import: <c>limit_f64</c>.</param>
/// <param name="Calls">How many argument lists were compared.</param>
/// <param name="Traps">How many of them made both sides fail.</param>
public sealed record ComparedSpecialisation(string Name, string Import, int Calls, int Traps);
