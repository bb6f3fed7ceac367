using System.Globalization;

namespace Arc.Dataflow;

/// <summary>Something that went wrong in a node while the session went on (arc-language.md, section 20).</summary>
/// <param name="Node">The node's key in the IR.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Sample">Index of the sample in the node's input batch; -1 if no single sample is to blame.</param>
/// <param name="Exception">The exception.</param>
public sealed record NodeError(string Node, string Message, int Sample, Exception Exception)
{
    /// <inheritdoc/>
    public override string ToString() => Sample < 0
        ? $"node '{Node}': {Message}"
        : string.Create(CultureInfo.InvariantCulture, $"node '{Node}', sample {Sample}: {Message}");
}
