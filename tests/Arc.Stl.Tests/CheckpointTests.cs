using System.Globalization;
using System.Text;
using System.Text.Json;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.Types;

namespace Arc.Stl.Tests;

/// <summary>Every node of the library, for every type, goes on from what it saved as if nothing had happened.</summary>
public class CheckpointTests
{
    private const int Rounds = 12;

    /// <summary>All flow forms with each type of their first variable.</summary>
    public static TheoryData<string, Primitive> Nodes
    {
        get
        {
            var data = new TheoryData<string, Primitive>();
            foreach (var symbol in ModuleSet.Standard.Modules.SelectMany(m => m.Symbols).Where(s => s.Flow is not null))
            {
                var variable = symbol.Flow!.Variables.FirstOrDefault();
                foreach (var primitive in variable is null ? [Primitive.F64] : PrimitiveFacts.All.Where(variable.Constraint.Contains)) data.Add(symbol.QualifiedName, primitive);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Node_RestoredAtAnyTime_EmitsTheSame(string type, Primitive primitive)
    {
        var expected = Run(type, primitive, restoreEvery: 0);
        Assert.Equal(expected, Run(type, primitive, restoreEvery: 1));
        Assert.Equal(expected, Run(type, primitive, restoreEvery: 5));
        Assert.Equal(Rounds, expected.Count);
    }

    private static List<string> Run(string type, Primitive primitive, int restoreEvery)
    {
        var random = new Random(5);
        var log = new List<string>();
        var sources = new Dictionary<string, OutputPort>();
        var (rig, node) = Make(type, primitive, sources);
        for (var round = 0; round < Rounds; round++)
        {
            if (restoreEvery > 0 && round % restoreEvery == 0)
            {
                var old = (Rig: rig, Node: node);
                (rig, node) = Make(type, primitive, sources);
                (rig.Time.Now, rig.Elapsed) = (old.Rig.Time.Now, old.Rig.Elapsed);
                Restore(old.Rig, old.Node, rig, node);
            }

            rig.Time.Now += 10_000;
            rig.Elapsed += 10_000;
            rig.Reason = random.Next(3) == 0 ? CycleReason.Input : CycleReason.Timer;
            foreach (var source in sources.Values.Where(_ => random.Next(3) > 0)) Send(source, random, rig.Time.Now);
            if (random.Next(2) == 0) Receive(rig, primitive, random);
            rig.Errors.Clear();
            rig.Deadlines.Clear();
            rig.Services.Authority.Clear();
            rig.Execute(node);
            log.Add(string.Join("; ", node.Outputs.Where(o => o.Emitted > 0).Select(o => $"{o.Name} at {o.Alignment}: {string.Join(' ', o.Samples.Select(Exact))} at {string.Join(' ', o.Times.ToArray())}"))
                + $" next {string.Join(' ', rig.Deadlines)} errors {string.Join(' ', rig.Errors.Select(e => e.Error.Message))}"
                + $" authority {string.Join(' ', rig.Services.Authority.Changes)}"
                + $" writes {string.Join(' ', rig.Services.Channels.Written.Select(w => $"{w.Channel.Name}: {string.Join(' ', w.Samples.Select(Exact))}"))}");
            rig.Services.Channels.ClearReads();
            rig.Services.Channels.ClearWrites();
            rig.Services.Handles.Clear();
        }

        return log;
    }

    private static (Rig Rig, Node Node) Make(string type, Primitive primitive, Dictionary<string, OutputPort> sources)
    {
        var flow = ModuleSet.Standard.Symbols.Resolve(type)!.Flow!;
        var rig = new Rig([.. PrimitiveFacts.All.Select(p => new ChannelInfo(1 + (int)p, p.Name(), ArcType.Of(p)))]);
        var config = flow.Config.Where(p => p.Default is null).Select(p => (p.Name, p.Type switch
        {
            ChannelType => Constant.Of(1 + (int)primitive),
            PrimitiveType { Unit: not null } => Constant.Of(25_000),
            _ when primitive == Primitive.Str && p.Type is VariableType => Constant.Of("text"),
            PrimitiveType { Primitive: Primitive.Str } => Constant.Of("text"),
            _ => Constant.Of(2),
        }));
        var node = rig.Node(type, primitive, [.. flow.Inputs.Select(i => i.Name)], [.. config]);
        foreach (var input in node.Inputs)
        {
            if (!sources.TryGetValue(input.Name, out var source)) sources.Add(input.Name, source = Output(input));
            input.Connect(source);
        }

        return (rig, node);
    }

    private static void Restore(Rig from, Node node, Rig to, Node copy)
    {
        using var state = JsonDocument.Parse(Saved(from.Services.State.Save));
        using var ports = JsonDocument.Parse(Saved(node.Save));
        to.Services.State.Load(state.RootElement);
        copy.Load(ports.RootElement);
        Assert.Equal(Encoding.UTF8.GetString(Saved(node.Save)), Encoding.UTF8.GetString(Saved(copy.Save)));
        Assert.Equal(Encoding.UTF8.GetString(Saved(from.Services.State.Save)), Encoding.UTF8.GetString(Saved(to.Services.State.Save)));
    }

    private static byte[] Saved(Action<Utf8JsonWriter> save)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) save(writer);
        return stream.ToArray();
    }

    private static OutputPort Output(InputPort input) => input switch
    {
        InputPort<byte> => new OutputPort<byte>("s"),
        InputPort<ushort> => new OutputPort<ushort>("s"),
        InputPort<uint> => new OutputPort<uint>("s"),
        InputPort<ulong> => new OutputPort<ulong>("s"),
        InputPort<sbyte> => new OutputPort<sbyte>("s"),
        InputPort<short> => new OutputPort<short>("s"),
        InputPort<int> => new OutputPort<int>("s"),
        InputPort<long> => new OutputPort<long>("s"),
        InputPort<float> => new OutputPort<float>("s"),
        InputPort<double> => new OutputPort<double>("s"),
        _ => new OutputPort<Text>("s"),
    };

    private static void Send(OutputPort source, Random random, long time)
    {
        source.Begin();
        source.Alignment = (ulong)random.Next(100);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var value = random.Next(3);
            time++;
            switch (source)
            {
                case OutputPort<byte> port: port.Append((byte)value, time); break;
                case OutputPort<ushort> port: port.Append((ushort)value, time); break;
                case OutputPort<uint> port: port.Append((uint)value, time); break;
                case OutputPort<ulong> port: port.Append((ulong)value, time); break;
                case OutputPort<sbyte> port: port.Append((sbyte)value, time); break;
                case OutputPort<short> port: port.Append((short)value, time); break;
                case OutputPort<int> port: port.Append(value, time); break;
                case OutputPort<long> port: port.Append(value, time); break;
                case OutputPort<float> port: port.Append(value == 2 ? float.NaN : value, time); break;
                case OutputPort<double> port: port.Append(value == 2 ? -0.0 : value, time); break;
                case OutputPort<Text> port: port.Append($"t{value}", time); break;
            }
        }
    }

    private static void Receive(Rig rig, Primitive primitive, Random random)
    {
        var channels = rig.Services.Channels;
        var key = 1 + (int)primitive;
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var value = random.Next(3);
            channels.BeginFrame();
            switch (primitive)
            {
                case Primitive.U8: channels.Ingest<byte>(key, [(byte)value, 1]); break;
                case Primitive.U16: channels.Ingest<ushort>(key, [(ushort)value, 1]); break;
                case Primitive.U32: channels.Ingest<uint>(key, [(uint)value, 1]); break;
                case Primitive.U64: channels.Ingest<ulong>(key, [(ulong)value, 1]); break;
                case Primitive.I8: channels.Ingest<sbyte>(key, [(sbyte)value, 1]); break;
                case Primitive.I16: channels.Ingest<short>(key, [(short)value, 1]); break;
                case Primitive.I32: channels.Ingest<int>(key, [value, 1]); break;
                case Primitive.I64: channels.Ingest<long>(key, [value, 1]); break;
                case Primitive.F32: channels.Ingest<float>(key, [value, 1]); break;
                case Primitive.F64: channels.Ingest<double>(key, [value, 1]); break;
                default: channels.Ingest<Text>(key, [$"t{value}", "u"]); break;
            }
        }
    }

    private static string Exact(object? sample) => sample switch
    {
        double v => BitConverter.DoubleToUInt64Bits(v).ToString("x16", CultureInfo.InvariantCulture),
        float v => BitConverter.SingleToUInt32Bits(v).ToString("x8", CultureInfo.InvariantCulture),
        _ => Convert.ToString(sample, CultureInfo.InvariantCulture) ?? "",
    };
}
