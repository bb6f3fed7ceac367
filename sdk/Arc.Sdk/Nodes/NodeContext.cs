using System.Diagnostics.CodeAnalysis;

namespace Arc.Sdk;

/// <summary>Why a cycle runs (arc-runtime.md, section 5).</summary>
public enum CycleReason : byte
{
    /// <summary>New data arrived.</summary>
    Input,

    /// <summary>A deadline passed.</summary>
    Timer,
}

/// <summary>What a scheduler offers to the node that it executes.</summary>
public interface INodeHost
{
    /// <summary>Time since the session's start, in ns.</summary>
    long Elapsed { get; }

    /// <summary>Why the cycle runs.</summary>
    CycleReason Reason { get; }

    /// <summary>How much too early a timer may fire, in ns.</summary>
    long Tolerance { get; }

    /// <summary>The wall clock in ns since the epoch.</summary>
    long Now { get; }

    /// <summary>Signalled when the session should end.</summary>
    CancellationToken Cancellation { get; }

    /// <summary>Executes the node in the next cycle, whether or not an input changes.</summary>
    void RunAgain(NodeKey node);

    /// <summary>Asks for a cycle at an elapsed time in ns.</summary>
    void WakeAt(NodeKey node, long elapsed);

    /// <summary>Reports that a sample failed; the session goes on.</summary>
    void Report(NodeKey node, Exception error, int sample);
}

/// <summary>One execution of one node.</summary>
/// <param name="host">The scheduler.</param>
/// <param name="key">The node.</param>
public readonly ref struct NodeContext(INodeHost host, NodeKey key)
{
    /// <summary>The node.</summary>
    public NodeKey Key { get; } = key;

    /// <summary>Time since the session's start, in ns.</summary>
    public long Elapsed => host.Elapsed;

    /// <summary>Why the cycle runs.</summary>
    public CycleReason Reason => host.Reason;

    /// <summary>How much too early a timer may fire, in ns.</summary>
    public long Tolerance => host.Tolerance;

    /// <summary>The wall clock in ns since the epoch.</summary>
    public long Now => host.Now;

    /// <summary>Signalled when the session should end.</summary>
    public CancellationToken Cancellation => host.Cancellation;

    /// <summary>What a host function that is called as a node gets.</summary>
    public HostContext Host => HostContext.ForNode(Key, host.Cancellation);

    /// <summary>Emits a sample that is made now: stamped with the clock, or 1 ns after the last stamp of the output.</summary>
    public void Emit<T>(OutputPort<T> output, T value)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Append(value, output.Stamp(host.Now));
    }

    /// <summary>Emits a sample with a time stamp of its own, usually that of the input sample.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Reads as the other Emit does; a node emits through its context.")]
    public void Emit<T>(OutputPort<T> output, T value, long time)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Append(value, time);
    }

    /// <summary>Executes the node in the next cycle, whether or not an input changes.</summary>
    public void RunAgain() => host.RunAgain(Key);

    /// <summary>Asks for a cycle at an elapsed time in ns.</summary>
    public void WakeAt(long elapsed) => host.WakeAt(Key, elapsed);

    /// <summary>Reports that a sample failed; the session goes on.</summary>
    public void Report(Exception error, int sample) => host.Report(Key, error, sample);
}
