using System.Collections.Immutable;

namespace Arc.Runtime;

/// <summary>What a call gave.</summary>
/// <param name="Outputs">
/// One entry an output, in declaration order: its value, or null for one of several outputs that the call did not assign.
/// Empty for a function without output.
/// </param>
public sealed record CallResult(ImmutableArray<ArcValue?> Outputs)
{
    /// <summary>The value of the only output, named or not.</summary>
    /// <exception cref="InvalidOperationException">The function has no output, or several.</exception>
    public ArcValue Value => Outputs is [{ } single]
        ? single
        : throw new InvalidOperationException($"the function has {Outputs.Length} outputs, so there is not one value");
}
