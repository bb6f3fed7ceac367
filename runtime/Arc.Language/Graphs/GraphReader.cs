using System.Globalization;
using System.Text;
using System.Text.Json;
using Arc.Language.Analysis;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;

namespace Arc.Language.Graphs;

/// <summary>Reads the JSON form of a graph (runtime section 3). Whatever is wrong is noted, and the rest is read on.</summary>
internal sealed class GraphReader
{
    /// <summary>The version of the form.</summary>
    private const int Version = 1;

    private static readonly string[] DocumentMembers = ["version", "functions", "nodes", "edges"];
    private static readonly string[] FunctionMembers = ["key", "config", "inputs", "outputs", "body", "position", "size"];
    private static readonly string[] ParameterMembers = ["name", "type", "value"];
    private static readonly string[] OutputMembers = ["name", "type"];
    private static readonly string[] NodeMembers = ["key", "type", "config", "position", "size"];
    private static readonly string[] EdgeMembers = ["source", "target", "kind"];
    private static readonly string[] HandleMembers = ["node", "param"];

    private readonly StringBuilder _text = new();
    private readonly SourceSections _sections = new();
    private readonly List<GraphProblem> _problems = [];
    private readonly int _maxProblems;

    private GraphReader(int maxProblems) => _maxProblems = maxProblems;

    /// <summary>Reads a document.</summary>
    /// <param name="root">The JSON; it must outlive the result.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <param name="maxProblems">How many problems are noted.</param>
    public static GraphDocument Read(JsonElement root, string path, int maxProblems)
    {
        var reader = new GraphReader(maxProblems);
        List<GraphFunction> functions = [];
        List<GraphNode> nodes = [];
        List<GraphEdge> edges = [];
        reader.Mark("$");
        if (reader.Members(root, "$", DocumentMembers) is { } members && reader.HasKnownVersion(members))
        {
            foreach (var (json, at) in reader.Items(members, "functions", "$")) functions.Add(reader.Function(json, at));
            foreach (var (json, at) in reader.Items(members, "nodes", "$")) nodes.Add(reader.Node(json, at));
            foreach (var (json, at) in reader.Items(members, "edges", "$"))
            {
                if (reader.Edge(json, at) is { } edge) edges.Add(edge);
            }
        }

        reader.Mark("$");
        return new GraphDocument(new SourceText(reader._text.ToString(), path, reader._sections), functions, nodes, edges, reader._problems);
    }

    private bool HasKnownVersion(Dictionary<string, JsonElement> members)
    {
        if (!members.TryGetValue("version", out var version))
        {
            Problem("$", "'version' is missing");
            return false;
        }

        if (version.ValueKind == JsonValueKind.Number && version.TryGetDouble(out var number) && number == Version) return true;
        Problem("$.version", string.Create(CultureInfo.InvariantCulture, $"version {Shown(version)} is not known; this compiler reads version {Version}"));
        return false;
    }

    private GraphFunction Function(JsonElement json, string path)
    {
        var start = Mark(path);
        if (Members(json, path, FunctionMembers) is not { } members) return new GraphFunction(new Identifier("", start), [], [], [], default);
        var key = Text(members, "key", path) is { } name ? new Identifier(name, Mark($"{path}.key")) : new Identifier("", start);
        var config = Parameters(members, "config", path, hasDefaults: true);
        var inputs = Parameters(members, "inputs", path, hasDefaults: true);
        var outputs = Parameters(members, "outputs", path, hasDefaults: false);
        var body = Text(members, "body", path) is { } text ? Mark($"{path}.body", text, isCode: true) : default;
        return new GraphFunction(key, config, inputs, outputs, body);
    }

    private List<GraphParameter> Parameters(Dictionary<string, JsonElement> parent, string name, string parentPath, bool hasDefaults)
    {
        var result = new List<GraphParameter>();
        foreach (var (json, path) in Items(parent, name, parentPath))
        {
            var start = Mark(path);
            if (Members(json, path, hasDefaults ? ParameterMembers : OutputMembers) is not { } members) continue;
            var key = new Identifier(Text(members, "name", path) ?? "", start);
            var type = Text(members, "type", path) is { } text ? Mark($"{path}.type", text) : default;
            GraphValue? value = members.TryGetValue("value", out var given) ? new GraphValue(given, Mark($"{path}.value")) : null;
            result.Add(new GraphParameter(key, type, value));
        }

        return result;
    }

    private GraphNode Node(JsonElement json, string path)
    {
        var start = Mark(path);
        var config = new List<(Identifier, GraphValue)>();
        if (Members(json, path, NodeMembers) is not { } members) return new GraphNode(new Identifier("", start), new Identifier("", start), config);
        var key = new Identifier(Text(members, "key", path) ?? "", start);
        var type = Text(members, "type", path) is { } text ? new Identifier(text, Mark($"{path}.type")) : new Identifier("", start);
        if (!members.TryGetValue("config", out var values)) return new GraphNode(key, type, config);
        foreach (var (name, value) in Members(values, $"{path}.config", null) ?? [])
        {
            var span = Mark($"{path}.config{Step(name)}");
            config.Add((new Identifier(name, span), new GraphValue(value, span)));
        }

        return new GraphNode(key, type, config);
    }

    private GraphEdge? Edge(JsonElement json, string path)
    {
        var start = Mark(path);
        if (Members(json, path, EdgeMembers) is not { } members) return null;
        var source = Handle(members, "source", path);
        var target = Handle(members, "target", path);
        var kind = IrEdgeKind.Continuous;
        if (members.TryGetValue("kind", out var given))
        {
            if (given.ValueKind == JsonValueKind.Number && given.TryGetDouble(out var number) && number is 0 or 1 or 2) kind = (IrEdgeKind)(byte)number;
            else Problem($"{path}.kind", $"expected 0 (unspecified), 1 (continuous) or 2 (conditional), found {Shown(given)}");
        }

        return source is { } from && target is { } to ? new GraphEdge(start, from, to, kind) : null;
    }

    private GraphHandle? Handle(Dictionary<string, JsonElement> parent, string name, string parentPath)
    {
        var path = $"{parentPath}.{name}";
        if (!parent.TryGetValue(name, out var json))
        {
            Problem(parentPath, $"'{name}' is missing");
            return null;
        }

        if (Members(json, path, HandleMembers) is not { } members) return null;
        var node = Text(members, "node", path);
        var param = Text(members, "param", path);
        return node is null || param is null ? null : new GraphHandle(new Identifier(node, Mark(path)), param);
    }

    /// <summary>The members of an object; null after noting that it is none.</summary>
    /// <param name="json">The value.</param>
    /// <param name="path">Its place.</param>
    /// <param name="known">The names that it may have; null for any.</param>
    private Dictionary<string, JsonElement>? Members(JsonElement json, string path, string[]? known)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Problem(path, $"expected an object, found {Shown(json)}");
            return null;
        }

        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (JsonTexts.NameOf(member) is not { } name) Problem(path, "the name of a member has half of a surrogate pair");
            else if (known is not null && !known.Contains(name, StringComparer.Ordinal)) Problem(path, $"unknown member '{Shortened(name)}'{Suggestions.Phrase(name, known)}");
            else if (!result.TryAdd(name, member.Value)) Problem(path, $"the member '{Shortened(name)}' stands here twice");
        }

        return result;
    }

    private IEnumerable<(JsonElement Json, string Path)> Items(Dictionary<string, JsonElement> parent, string name, string parentPath)
    {
        if (!parent.TryGetValue(name, out var json)) yield break;
        if (json.ValueKind != JsonValueKind.Array)
        {
            Problem($"{parentPath}.{name}", $"expected an array, found {Shown(json)}");
            yield break;
        }

        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            yield return (item, string.Create(CultureInfo.InvariantCulture, $"{parentPath}.{name}[{index}]"));
            index++;
        }
    }

    /// <summary>A member that must be a text and not empty; null after noting that it is not.</summary>
    private string? Text(Dictionary<string, JsonElement> members, string name, string path)
    {
        if (!members.TryGetValue(name, out var json))
        {
            Problem(path, $"'{name}' is missing");
            return null;
        }

        if (json.ValueKind != JsonValueKind.String) Problem($"{path}.{name}", $"expected a string, found {Shown(json)}");
        else if (JsonTexts.Of(json) is not { } text) Problem($"{path}.{name}", "the text has half of a surrogate pair");
        else if (text.Length == 0) Problem($"{path}.{name}", "the text must not be empty");
        else return text;
        return null;
    }

    /// <summary>A value as messages show it.</summary>
    public static string Shown(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Null => "null",
        _ => Shortened(json.GetRawText()),
    };

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "...";

    private static string Step(string name) =>
        name.Length is > 0 and <= 60 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $".{name}" : $"['{Shortened(name)}']";

    /// <summary>Opens a section at the end of the text.</summary>
    private SourceSpan Mark(string path, string text = "", bool isCode = false)
    {
        var start = _text.Length;
        _sections.Add(start, path, isCode);
        _text.Append(text).Append('\n');
        return new SourceSpan(start, text.Length);
    }

    private void Problem(string path, string message)
    {
        if (_problems.Count < _maxProblems) _problems.Add(new GraphProblem(Mark(path), message));
    }
}
