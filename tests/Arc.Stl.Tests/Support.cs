using System.Text;
using Arc.Dataflow;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Hosting;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.Types;

namespace Arc.Stl.Tests;

/// <summary>Guest memory that holds some text at address 0.</summary>
internal sealed class TestMemory(string text) : GuestMemory
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    public override bool TryRead(uint address, uint length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if ((ulong)address + length > (ulong)_bytes.Length) return false;
        bytes = _bytes.AsSpan((int)address, (int)length);
        return true;
    }

    /// <summary>A context whose memory holds a text, and the text's length.</summary>
    public static (HostContext Context, uint Length) With(string text, NodeKey node = default) =>
        (new HostContext(node, new TestMemory(text), default), (uint)Encoding.UTF8.GetByteCount(text));
}

/// <summary>Collects what modules bind.</summary>
internal sealed class RecordingLinker : ILinker
{
    public Dictionary<(string Module, string Name), Delegate> Functions { get; } = [];

    public void Define(string module, string name, Delegate function) => Functions.Add((module, name), function);
}

/// <summary>One session's services, and a host that executes single nodes.</summary>
internal sealed class Rig : INodeHost
{
    private readonly ModuleInstances _modules;
    private int _keys;

    public Rig(params ChannelInfo[] channels)
    {
        Services = new SessionServices(channels, Time);
        _modules = ModuleSet.Standard.Instantiate(Services);
        _modules.Bind(Linker);
    }

    public ManualClock Time { get; } = new() { Now = 1_000_000 };

    public SessionServices Services { get; }

    public RecordingLinker Linker { get; } = new();

    public long Elapsed { get; set; }

    public CycleReason Reason { get; set; } = CycleReason.Timer;

    public long Tolerance { get; set; }

    public long Now => Services.Clock.Now;

    public CancellationToken Cancellation => default;

    public List<(Exception Error, int Sample)> Errors { get; } = [];

    public List<long> Deadlines { get; } = [];

    public T Module<T>() where T : IModule => _modules.Get<T>();

    /// <summary>Makes a node; every type variable is the given type.</summary>
    public Node Node(string type, Primitive primitive = Primitive.F64, params (string Name, Constant Value)[] config) =>
        Node(type, primitive, [], config);

    public Node Node(string type, Primitive primitive, string[] connected, params (string Name, Constant Value)[] config)
    {
        var symbol = ModuleSet.Standard.Symbols.Resolve(type)!;
        var values = symbol.Flow!.Config.Where(p => p.Default is not null).ToDictionary(p => p.Name, p => p.Default!.Value);
        foreach (var (name, value) in config) values[name] = value;
        var node = _modules.CreateNode(type, member => new NodeRequest
        {
            Key = Services.Nodes.GetOrAdd($"node_{_keys++}"),
            Member = member,
            Types = symbol.Flow.Variables.ToDictionary(v => v.Name, _ => primitive),
            Config = new ConfigValues(values),
            Services = Services,
            ConnectedInputs = connected.ToHashSet(),
        })!;
        node.Reset();
        return node;
    }

    /// <summary>Feeds unconnected inputs with their defaults.</summary>
    public static void Default(Node node, string input, long value) => node.FindInput(input)!.SetDefault(Constant.Of(value));

    /// <summary>Connects an input to an output that the test fills.</summary>
    public static OutputPort<T> Feed<T>(Node node, string input)
    {
        var source = new OutputPort<T>(input);
        node.FindInput(input)!.Connect(source);
        return source;
    }

    public static void Send<T>(OutputPort<T> source, params (T Value, long Time)[] samples)
    {
        source.Begin();
        foreach (var (value, time) in samples) source.Append(value, time);
    }

    public void Execute(Node node)
    {
        foreach (var output in node.Outputs) output.Begin();
        var context = new NodeContext(this, Services.Nodes[Services.Nodes.Count - 1]);
        node.Execute(ref context);
    }

    /// <summary>Executes a node and reads what it emitted.</summary>
    public (T Value, long Time)[] Run<T>(Node node, string output = "output")
    {
        Execute(node);
        var port = (OutputPort<T>)node.FindOutput(output)!;
        return port.Emitted == 0 ? [] : [.. port.Values.ToArray().Zip(port.Times.ToArray())];
    }

    public void RunAgain(NodeKey node) => Deadlines.Add(Elapsed);

    public void WakeAt(NodeKey node, long elapsed) => Deadlines.Add(elapsed);

    public void Report(NodeKey node, Exception error, int sample) => Errors.Add((error, sample));
}

/// <summary>Values that break things.</summary>
internal static class Grid
{
    public static readonly double[] Doubles =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 1.5, -1.5, 2.5, 3.5, 1e-5, 123456, 1e6, 1e15, 1e22, 1e300, -1e300, Math.PI, -Math.E, double.Epsilon,
        double.MaxValue, double.MinValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 9007199254740993, 4503599627370497.5,
    ];

    public static readonly int[] Ints = [0, 1, -1, 2, -2, 3, 7, -7, 100, -100, 127, -128, 255, 65535, int.MaxValue, int.MinValue, int.MaxValue - 1];

    public static readonly sbyte[] SBytes = [.. Enumerable.Range(-128, 256).Select(i => (sbyte)i)];

    public static Random Seeded(Xunit.Abstractions.ITestOutputHelper output)
    {
        var seed = Soak.Seed(output);
        return new Random(seed);
    }

    public static double AnyDouble(this Random random) => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
}
