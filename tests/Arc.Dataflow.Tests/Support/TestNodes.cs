using System.Numerics;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;

namespace Arc.Dataflow.Tests;

/// <summary>Emits the unread batches of a channel: what <c>telem.on</c> does.</summary>
public sealed class OnNode<T> : Node
{
    private readonly ChannelReader<T> _reader;
    private readonly OutputPort<T> _output;

    public OnNode(NodeRequest request)
    {
        _reader = request.Service<ChannelStore>().AddReader<T>(request.Config.Get<int>("channel"), request.Key);
        _output = AddOutput<T>("output");
    }

    public override NodeWake Wake => NodeWake.Channel;

    public override void Reset() => _reader.SkipReceived();

    public override void Execute(ref NodeContext context)
    {
        if (!_reader.TryTake(out var batch)) return;
        _output.Alignment = batch.Alignment;
        for (var i = 0; i < batch.Values.Length; i++)
        {
            if (batch.HasTimes) context.Emit(_output, batch.Values[i], batch.Times[i]);
            else context.Emit(_output, batch.Values[i]);
        }
    }
}

/// <summary>Writes its batches to a channel: what <c>telem.write</c> does.</summary>
public sealed class WriteNode<T> : Node
{
    private readonly ChannelStore _channels;
    private readonly int _channel;
    private readonly InputPort<T> _input;
    private readonly OutputPort<byte> _output;

    public WriteNode(NodeRequest request)
    {
        _channels = request.Service<ChannelStore>();
        _channel = request.Config.Get<int>("channel");
        _input = AddInput<T>("input");
        _output = AddOutput<byte>("output");
    }

    public override void Execute(ref NodeContext context)
    {
        if (!RefreshInputs()) return;
        _channels.Write(_channel, _input.Values, _input.Times, _input.Alignment);
        _output.Alignment = _input.Alignment;
        context.Emit(_output, (byte)1, _input.Times[^1]);
    }
}

/// <summary>Emits its value once per activation, or whenever it is triggered.</summary>
public sealed class ConstantNode<T> : Node
{
    private readonly T _value;
    private readonly bool _isTriggered;
    private readonly OutputPort<T> _output;
    private bool _hasRun;

    public ConstantNode(NodeRequest request)
    {
        _value = request.Config.Get<T>("value");
        _isTriggered = request.ConnectedInputs.Count > 0;
        _output = AddOutput<T>("output");
    }

    public override NodeWake Wake => NodeWake.Input;

    public override void Reset() => _hasRun = false;

    public override void Execute(ref NodeContext context)
    {
        if (_hasRun && !_isTriggered) return;
        _hasRun = true;
        context.Emit(_output, _value);
    }
}

/// <summary>Sums its inputs sample by sample, the shorter ones holding their last value.</summary>
public sealed class SumNode<T> : Node where T : INumber<T>
{
    private readonly InputPort<T>[] _ports;
    private readonly OutputPort<T> _output;

    public SumNode(params string[] inputs)
    {
        _ports = [.. inputs.Select(AddInput<T>)];
        _output = AddOutput<T>("output");
    }

    /// <summary>How often it got past its inputs.</summary>
    public int Runs { get; private set; }

    public override void Execute(ref NodeContext context)
    {
        if (!RefreshInputs()) return;
        Runs++;
        AlignOutputs();
        for (var i = 0; i < BatchLength; i++)
        {
            var sum = T.Zero;
            foreach (var port in _ports) sum += port.At(i);
            context.Emit(_output, sum, TimeAt(_output, i, ref context));
        }
    }
}

/// <summary>Fires at most every period, in timer cycles only: what <c>time.interval</c> does.</summary>
public sealed class IntervalNode : Node
{
    private readonly long _period;
    private readonly OutputPort<byte> _output;
    private long _lastFired;

    public IntervalNode(NodeRequest request)
    {
        _period = request.Config.Get<long>("period");
        _output = AddOutput<byte>("output");
        _lastFired = -_period;
    }

    public override NodeWake Wake => NodeWake.Timer;

    public override void Reset() => _lastFired = -_period;

    public override void Execute(ref NodeContext context)
    {
        if (context.Reason == CycleReason.Timer && context.Elapsed - _lastFired >= _period - context.Tolerance)
        {
            _lastFired = context.Elapsed;
            context.Emit(_output, (byte)1);
        }

        context.WakeAt(_lastFired + _period);
    }
}

/// <summary>Fires once, a while after its first execution: what <c>time.wait</c> does.</summary>
public sealed class WaitNode : Node
{
    private readonly long _duration;
    private readonly OutputPort<byte> _output;
    private long _start = -1;
    private bool _fired;

    public WaitNode(NodeRequest request)
    {
        _duration = request.Config.Get<long>("duration");
        AddInput<byte>("input");
        _output = AddOutput<byte>("output");
    }

    public override NodeWake Wake => NodeWake.Timer;

    public override void Reset()
    {
        _start = -1;
        _fired = false;
    }

    public override void Execute(ref NodeContext context)
    {
        if (_fired) return;
        if (_start < 0) _start = context.Elapsed;
        if (context.Reason == CycleReason.Timer && context.Elapsed - _start >= _duration - context.Tolerance)
        {
            _fired = true;
            context.Emit(_output, (byte)1);
            return;
        }

        context.WakeAt(_start + _duration);
    }
}

/// <summary>Requests a change of authority once per activation.</summary>
public sealed class AuthorityNode(NodeRequest request) : Node
{
    private bool _done;

    public override NodeWake Wake => NodeWake.Input;

    public override void Reset() => _done = false;

    public override void Execute(ref NodeContext context)
    {
        if (!_done) request.Service<AuthorityBuffer>().Set(0, request.Config.Get<byte>("value"));
        _done = true;
    }
}

/// <summary>Does what a test says.</summary>
public sealed class ProbeNode : Node
{
    private readonly Action<ProbeNode> _execute;

    public ProbeNode(Action<ProbeNode> execute, string[] inputs, NodeWake wake = NodeWake.Default)
    {
        _execute = execute;
        Wake = wake;
        foreach (var input in inputs) AddInput<long>(input);
        Output = AddOutput<long>("output");
    }

    public override NodeWake Wake { get; }

    public OutputPort<long> Output { get; }

    public int Executions { get; private set; }

    public NodeHostView Last { get; private set; }

    public override void Execute(ref NodeContext context)
    {
        Executions++;
        Last = new NodeHostView(context.Elapsed, context.Reason, context.Now);
        _execute(this);
    }
}

/// <summary>What a probe saw of its cycle.</summary>
public readonly record struct NodeHostView(long Elapsed, CycleReason Reason, long Now);
