using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Arc.Sdk.Types;

namespace Arc.Sdk.Ir;

public static partial class IrJson
{
    private static IrProgram ReadProgram(Reader json, out ImmutableSortedDictionary<string, int> bases)
    {
        json.Only("version", "functions", "nodes", "edges", "authorities", "root", "output_memory_bases");
        var version = json.Get("version").Int();
        if (version != Version) throw json.Get("version").Fail($"version {version} is not known; this reader knows version {Version}");
        bases = json.Find("output_memory_bases") is { } map
            ? map.Members().ToImmutableSortedDictionary(m => m.Name, m => m.Value.Int(), StringComparer.Ordinal)
            : ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
        return new IrProgram(
            json.Get("functions").Items(ReadFunction), json.Get("nodes").Items(ReadNode), json.Get("edges").Items(ReadEdge),
            ReadAuthorities(json.Get("authorities")), ReadScope(json.Get("root")));
    }

    private static IrFunction ReadFunction(Reader json)
    {
        json.Only("key", "body", "config", "inputs", "outputs", "channels");
        return new IrFunction(
            json.Get("key").Text(), json.Get("body").Text(), json.Get("config").Items(ReadParam), json.Get("inputs").Items(ReadParam),
            json.Get("outputs").Items(ReadParam), ReadChannels(json.Get("channels")));
    }

    private static IrNode ReadNode(Reader json)
    {
        json.Only("key", "type", "config", "inputs", "outputs", "channels");
        return new IrNode(
            json.Get("key").Text(), json.Get("type").Text(), json.Get("config").Items(ReadParam), json.Get("inputs").Items(ReadParam),
            json.Get("outputs").Items(ReadParam), ReadChannels(json.Get("channels")));
    }

    private static IrChannels ReadChannels(Reader json)
    {
        json.Only("read", "write");
        return new IrChannels(Map(json.Get("read")), Map(json.Get("write")));

        static ImmutableSortedDictionary<int, string> Map(Reader map) => map.Members().ToImmutableSortedDictionary(Key, m => m.Value.Text());
    }

    private static int Key((string Name, Reader Value) member) =>
        int.TryParse(member.Name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key) ? key : throw member.Value.Fail($"'{member.Name}' is no channel key");

    private static IrParam ReadParam(Reader json)
    {
        json.Only("name", "type", "value");
        var type = json.Get("type");
        return new IrParam(
            json.Get("name").Text(), ArcType.TryParse(type.Text(), out var parsed) ? parsed : throw type.Fail($"'{type.Text()}' is no type"),
            json.Find("value") is { } value ? value.Constant() : null);
    }

    private static IrEdge ReadEdge(Reader json)
    {
        json.Only("source", "target", "kind");
        return new IrEdge(ReadHandle(json.Get("source")), ReadHandle(json.Get("target")), ReadKind(json));
    }

    private static IrEdgeKind ReadKind(Reader json) => (IrEdgeKind)json.Get("kind").Int(0, 2);

    private static IrHandle ReadHandle(Reader json)
    {
        json.Only("node", "param");
        return new IrHandle(json.Get("node").Text(), json.Get("param").Text());
    }

    private static IrAuthorities ReadAuthorities(Reader json)
    {
        json.Only("default", "channels");
        return new IrAuthorities(
            json.Find("default") is { } value ? (byte)value.Int(0, 255) : null,
            json.Get("channels").Members().ToImmutableSortedDictionary(Key, m => (byte)m.Value.Int(0, 255)));
    }

    private static IrScope ReadScope(Reader json)
    {
        var mode = (IrMode)json.Get("mode").Int(1, 2);
        if (mode == IrMode.Parallel) json.Only("key", "mode", "liveness", "activations", "strata", "transitions");
        else json.Only("key", "mode", "liveness", "activations", "steps", "transitions");
        return new IrScope(
            json.Get("key").Text(), mode, (IrLiveness)json.Get("liveness").Int(1, 2),
            json.Get("activations").Items(a => new IrActivation(ReadHandle(a.Get("on")), ReadKind(a))),
            mode == IrMode.Parallel ? json.Get("strata").Items(s => s.Items(ReadMember)) : [],
            mode == IrMode.Sequential ? json.Get("steps").Items(ReadMember) : [],
            (mode == IrMode.Sequential ? json.Get("transitions") : json.Find("transitions"))?.Items(ReadTransition) ?? []);
    }

    private static IrTransition ReadTransition(Reader json)
    {
        json.Only("on", "target_key");
        return new IrTransition(ReadHandle(json.Get("on")), json.Find("target_key")?.Text());
    }

    private static IrMember ReadMember(Reader json)
    {
        json.Only("node_key", "scope");
        return json.Find("node_key") is { } node ? new IrMember(node.Text(), null) : new IrMember(null, ReadScope(json.Get("scope")));
    }

    /// <summary>A JSON value and where it stands.</summary>
    private readonly struct Reader(JsonElement json, string path)
    {
        public JsonException Fail(string message) => new($"{path}: {message}", path, null, null);

        public Reader Get(string name) => Find(name) ?? throw Fail($"'{name}' is missing");

        public Reader? Find(string name)
        {
            Expect(JsonValueKind.Object);
            return json.TryGetProperty(name, out var value) ? new Reader(value, $"{path}.{name}") : null;
        }

        public void Only(params ReadOnlySpan<string> names)
        {
            foreach (var (name, _) in Members())
            {
                if (!names.Contains(name)) throw Fail($"unknown member '{name}'");
            }
        }

        public List<(string Name, Reader Value)> Members()
        {
            Expect(JsonValueKind.Object);
            var members = new List<(string Name, Reader Value)>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in json.EnumerateObject())
            {
                if (!seen.Add(member.Name)) throw Fail($"'{member.Name}' stands twice");
                members.Add((member.Name, new Reader(member.Value, $"{path}.{member.Name}")));
            }

            return members;
        }

        public ImmutableArray<T> Items<T>(Func<Reader, T> read)
        {
            Expect(JsonValueKind.Array);
            var items = ImmutableArray.CreateBuilder<T>(json.GetArrayLength());
            foreach (var item in json.EnumerateArray()) items.Add(read(new Reader(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count}]"))));
            return items.ToImmutable();
        }

        public string Text()
        {
            Expect(JsonValueKind.String);
            return json.GetString()!;
        }

        public int Int(int least = int.MinValue, int most = int.MaxValue)
        {
            Expect(JsonValueKind.Number);
            return json.TryGetInt32(out var value) && value >= least && value <= most
                ? value
                : throw Fail(string.Create(CultureInfo.InvariantCulture, $"{json.GetRawText()} is no integer from {least} to {most}"));
        }

        public Constant Constant() => json.ValueKind switch
        {
            JsonValueKind.String => Types.Constant.Of(json.GetString()!),
            JsonValueKind.Number when Types.Constant.TryParseNumber(json.GetRawText(), out var number) => number,
            JsonValueKind.Object when double.TryParse(Get("float").Text(), CultureInfo.InvariantCulture, out var special) => Types.Constant.Of(special),
            _ => throw Fail("a number or a string is expected"),
        };

        private void Expect(JsonValueKind kind)
        {
            if (json.ValueKind != kind) throw Fail($"{kind switch { JsonValueKind.Object => "an object", JsonValueKind.Array => "an array", JsonValueKind.String => "a string", _ => "a number" }} is expected");
        }
    }
}
