using Arc.Sdk;

namespace Arc.Dataflow;

public sealed partial class Scheduler
{
    /// <summary>Errors that are kept of one cycle; the others are counted.</summary>
    public const int MaxErrors = 1000;

    private readonly List<NodeError> _errors = [];

    /// <summary>What went wrong since <see cref="ClearErrors"/>, at most <see cref="MaxErrors"/>.</summary>
    public IReadOnlyList<NodeError> Errors => _errors;

    /// <summary>How much went wrong since the start.</summary>
    public long ErrorCount { get; private set; }

    /// <summary>Forgets the errors.</summary>
    public void ClearErrors() => _errors.Clear();

    /// <inheritdoc/>
    public void Report(NodeKey node, Exception error, int sample)
    {
        ArgumentNullException.ThrowIfNull(error);
        ErrorCount++;
        if (_errors.Count < MaxErrors) _errors.Add(new NodeError(node.Name, error.Message, sample, error));
    }
}
