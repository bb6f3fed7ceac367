using System.Globalization;
using System.Text;
using Arc.Dataflow;
using Arc.Runtime;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Benchmarks.Dataflow;

/// <summary>A loaded program with input channels p0, p1, ... and one output channel, driven by hand.</summary>
internal sealed class FlowProgram : ISessionSink, IDisposable
{
    private readonly ArcProgram _program;
    private readonly Session _session;
    private readonly double[] _sample = new double[1];
    private long _elapsed;

    public FlowProgram(string source, int inputs = 1, SessionOptions? options = null)
    {
        _program = Compile(source, inputs);
        _session = _program.Load(this, options);
        // The first cycles run what runs once.
        for (var i = 0; i < 3; i++) Cycle();
    }

    public Session Session => _session;

    /// <summary>The sample written last.</summary>
    public double Last { get; private set; }

    /// <summary>Compiles a program that must be free of errors.</summary>
    public static ArcProgram Compile(string source, int inputs = 1)
    {
        var type = ArcType.Of(Primitive.F64);
        ChannelInfo[] channels = [new(1, "r", type), .. Enumerable.Range(0, inputs).Select(i => new ChannelInfo(2 + i, Input(i), type))];
        return ArcProgram.Compile(source, new ArcOptions { Channels = channels }).ProgramOrThrow();
    }

    /// <summary>Chains of nodes, each from an input of its own; the first one ends in the output.</summary>
    /// <param name="chains">How many.</param>
    /// <param name="length">Nodes of each, the reader not counted.</param>
    /// <param name="node">The node.</param>
    /// <param name="head">Declarations before.</param>
    public static string Chains(int chains, int length, string node, string head = "")
    {
        var text = new StringBuilder(head).Append('\n');
        for (var chain = 0; chain < chains; chain++)
        {
            text.Append(Input(chain));
            for (var i = 0; i < length; i++) text.Append(" -> ").Append(node);
            text.Append(chain == 0 ? " -> r\n" : " -> math.clamp{lo=0, hi=1}\n");
        }

        return text.ToString();
    }

    /// <summary>One input that feeds many nodes; the first one ends in the output.</summary>
    public static string Fan(int width, string node, string head = "")
    {
        var text = new StringBuilder(head).Append('\n');
        for (var i = 0; i < width; i++) text.Append(Input(0)).Append(" -> ").Append(node).Append(i == 0 ? " -> r\n" : "\n");
        return text.ToString();
    }

    /// <summary>Feeds a sample to an input and runs a cycle.</summary>
    public void Feed(int input, double value)
    {
        var channels = _session.Services.Channels;
        channels.BeginFrame();
        _sample[0] = value;
        channels.Ingest<double>(2 + input, _sample);
        Cycle();
    }

    /// <summary>Feeds a batch to the first input and runs a cycle.</summary>
    public void Feed(double[] batch)
    {
        var channels = _session.Services.Channels;
        channels.BeginFrame();
        channels.Ingest<double>(2, batch);
        Cycle();
    }

    /// <summary>Runs a cycle.</summary>
    public void Cycle() => _session.Cycle(_elapsed += 1_000_000, CycleReason.Input);

    /// <summary>Feeds the numbers from 1 on.</summary>
    public double Run(int cycles, int inputs = 1)
    {
        for (var i = 1; i <= cycles; i++) Feed(i % inputs, i);
        return Last;
    }

    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels)
    {
    }

    public void OnWrite(ChannelWrites writes) => Last = ((ChannelWrites<double>)writes).Values[^1];

    public void OnError(NodeError error) => throw new InvalidOperationException(error.ToString());

    public void Dispose()
    {
        _session.Dispose();
        _program.Dispose();
    }

    private static string Input(int i) => string.Create(CultureInfo.InvariantCulture, $"p{i}");
}
