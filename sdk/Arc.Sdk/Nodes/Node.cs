using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Arc.Sdk.Nodes;

/// <summary>
/// A node of the dataflow graph. Generated code derives one class from it per flow form; authors write host functions and
/// classes with <see cref="ReactiveNodeAttribute"/> instead. The scheduler calls it from one thread at a time.
/// </summary>
public abstract partial class Node
{
    private ImmutableArray<InputPort> _inputs = [];
    private ImmutableArray<OutputPort> _outputs = [];

    // The input of a node that has one.
    private InputPort? _only;

    // Time stamps of the longest current batch: the last one, and all if there are several.
    private long _batchEnd;
    private long[] _batchTimes = [];

    // No input is connected, so that results are stamped with the clock.
    private bool _isClocked = true;

    /// <summary>The inputs in declaration order.</summary>
    public ImmutableArray<InputPort> Inputs => _inputs;

    /// <summary>The outputs in declaration order.</summary>
    public ImmutableArray<OutputPort> Outputs => _outputs;

    /// <summary>What can wake the node; a scheduler may skip it otherwise (arc-runtime.md, section 5.1).</summary>
    public virtual NodeWake Wake => NodeWake.Default;

    /// <summary>Number of samples of the longest current input batch.</summary>
    protected int BatchLength { get; private set; }

    /// <summary>Sum of the alignments of the current input batches.</summary>
    protected ulong BatchAlignment { get; private set; }

    /// <summary>The input whose time stamps the results carry: the longest, of equally long ones the newest.</summary>
    protected InputPort? TimeSource { get; private set; }

    /// <summary>Runs the node once.</summary>
    /// <param name="context">The cycle that runs it.</param>
    public abstract void Execute(ref NodeContext context);

    /// <summary>Starts over: the scope that owns the node is entered. Buffered inputs are not forgotten.</summary>
    public virtual void Reset()
    {
    }

    /// <summary>Whether an output counts as truthy for conditional edges and transitions.</summary>
    public virtual bool IsTruthy(OutputPort output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.IsTruthy;
    }

    /// <summary>The input with an Arc name; null if there is none.</summary>
    public InputPort? FindInput(string name)
    {
        foreach (var input in _inputs)
        {
            if (input.Name == name) return input;
        }

        return null;
    }

    /// <summary>The output with an Arc name; null if there is none.</summary>
    public OutputPort? FindOutput(string name)
    {
        foreach (var output in _outputs)
        {
            if (output.Name == name) return output;
        }

        return null;
    }

    /// <summary>Adds an input, in declaration order.</summary>
    protected InputPort<T> AddInput<T>(string name)
    {
        var port = new InputPort<T>(name);
        _inputs = _inputs.Add(port);
        _only = _inputs.Length == 1 ? port : null;
        return port;
    }

    /// <summary>Adds an output, in declaration order.</summary>
    protected OutputPort<T> AddOutput<T>(string name)
    {
        var port = new OutputPort<T>(name);
        _outputs = _outputs.Add(port);
        return port;
    }

    /// <summary>
    /// Takes new batches from the sources (arc-runtime.md, section 6). The node may run if every input has data and at least
    /// one is new; all are consumed then. A node without inputs always may run.
    /// </summary>
    /// <param name="consume">False to leave <see cref="InputPort.IsNew"/> standing until <see cref="ConsumeInputs"/>.</param>
    /// <returns>Whether the node may run.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected bool RefreshInputs(bool consume = true) => _only is { } only ? RefreshOnly(only, consume) : RefreshAll(consume);

    private bool RefreshAll(bool consume)
    {
        var inputs = _inputs;
        if (inputs.IsEmpty) return true;
        var complete = true;
        var any = false;
        foreach (var input in inputs)
        {
            input.Refresh(keep: true);
            complete &= input.HasData;
            any |= input.IsNew;
        }

        if (!complete || !any) return false;
        BatchLength = 0;
        BatchAlignment = 0;
        TimeSource = null;
        _isClocked = true;
        foreach (var input in inputs)
        {
            if (consume) input.Consume();
            _isClocked &= !input.IsConnected;
            BatchAlignment += input.Alignment;
            var count = input.Count;
            if (TimeSource is null || count > BatchLength || (count == BatchLength && input.LastTime > TimeSource.LastTime)) TimeSource = input;
            BatchLength = Math.Max(BatchLength, count);
        }

        TakeTimes(TimeSource!);
        return BatchLength > 0;
    }

    /// <summary>
    /// The time stamp of result <paramref name="index"/>: that of the longest input's sample, newer than everything that the output carried
    /// before this execution; the clock if no input is connected (arc-runtime.md, sections 6 and 7).
    /// </summary>
    /// <param name="output">The output that gets the result.</param>
    /// <param name="index">Index of the result, from 0; the last time stamp counts beyond the end of the input.</param>
    /// <param name="context">The cycle.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected long TimeAt(OutputPort output, int index, ref NodeContext context)
    {
        ArgumentNullException.ThrowIfNull(output);
        return _isClocked ? TimeNow(output, ref context) : output.StampAfter(index >= BatchLength - 1 ? _batchEnd : _batchTimes[index]);
    }

    /// <summary>Marks every batch as used, after a node has looked at <see cref="InputPort.IsNew"/>.</summary>
    protected void ConsumeInputs()
    {
        foreach (var input in _inputs) input.Consume();
    }

    /// <summary>Gives every output the alignment of the current input batches; for nodes that answer sample by sample.</summary>
    protected void AlignOutputs()
    {
        foreach (var output in _outputs) output.Alignment = BatchAlignment;
    }

    private bool RefreshOnly(InputPort input, bool consume)
    {
        if (!input.Refresh(keep: false) && !input.IsNew) return false;
        if (consume) input.Consume();
        _isClocked = !input.IsConnected;
        // Compared first: writing a reference costs more.
        if (!ReferenceEquals(TimeSource, input)) TimeSource = input;
        BatchAlignment = input.Alignment;
        BatchLength = input.Count;
        TakeTimes(input);
        return BatchLength > 0;
    }

    private void TakeTimes(InputPort source)
    {
        _batchEnd = source.LastTime;
        if (BatchLength > 1 && !ReferenceEquals(_batchTimes, source.TimeArray)) _batchTimes = source.TimeArray;
    }

    private static long TimeNow(OutputPort output, ref NodeContext context) => output.Stamp(context.Now);
}
