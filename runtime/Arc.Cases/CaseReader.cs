using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Arc.Runtime;

namespace Arc.Cases;

/// <summary>Reads one case from its JSON object.</summary>
internal sealed partial class CaseReader(JsonElement root, string file, int line)
{
    private static readonly string[] WorkflowKeys = ["resume", "awaits", "outbox", "inputs"];

    public Case Read()
    {
        if (root.ValueKind != JsonValueKind.Object) throw Wrong("expected a JSON object");
        var id = Text("id") ?? throw Wrong("the key 'id' is missing");
        if (id.Length == 0) throw Wrong("'id' must not be empty");
        var (source, graph) = Program();
        var kind = Kind();
        return new Case
        {
            Id = id,
            Kind = kind,
            File = file,
            Line = line,
            Source = source,
            Graph = graph,
            Channels = root.TryGetProperty("channels", out var channels) ? ChannelList.Read(channels, Wrong) : [],
            Engine = Text("engine"),
            Errors = Diagnostics("errors"),
            Warnings = Diagnostics("warnings"),
            Call = kind == CaseKind.Call ? Call() : null,
            Simulate = kind == CaseKind.Simulate ? Simulate() : null,
        };
    }

    private CaseKind Kind() => Text("kind") switch
    {
        "check" => CaseKind.Check,
        "call" => CaseKind.Call,
        "simulate" => CaseKind.Simulate,
        "workflow" or "flow" => CaseKind.Workflow,
        null when Has("steps") => CaseKind.Simulate,
        null when Has("function") => CaseKind.Call,
        null when WorkflowKeys.Any(Has) => CaseKind.Workflow,
        null => CaseKind.Check,
        { } other => throw Wrong($"unknown kind '{other}'; expected check, call, simulate or workflow"),
    };

    private (string? Source, string? Graph) Program()
    {
        var given = new[] { "source", "graph", "file" }.Where(Has).ToArray();
        if (given.Length != 1) throw Wrong($"expected exactly one of 'source', 'graph' and 'file', found {(given.Length == 0 ? "none" : string.Join(" and ", given))}");
        switch (given[0])
        {
            case "source": return (Text("source"), null);
            case "graph": return (null, root.GetProperty("graph").GetRawText());
            default:
                var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".", Text("file")!);
                if (!File.Exists(path)) throw Wrong($"the file '{Text("file")}' does not exist");
                var text = File.ReadAllText(path);
                return path.EndsWith(".arc.json", StringComparison.Ordinal) ? (null, text) : (text, null);
        }
    }

    private CallExpectation Call()
    {
        var function = Text("function") ?? throw Wrong("a call case needs 'function'");
        var config = root.TryGetProperty("config", out var values)
            ? values.ValueKind == JsonValueKind.Object
                ? values.EnumerateObject().ToImmutableDictionary(p => p.Name, p => p.Value)
                : throw Wrong("'config' must be an object")
            : ImmutableDictionary<string, JsonElement>.Empty;
        if (Has("calls") && Has("args")) throw Wrong("expected one of 'args' and 'calls', found both");
        var many = Has("calls");
        var calls = many ? Array("calls").Select(c => Array(c, "calls")).ToImmutableArray() : [Has("args") ? Array("args") : []];
        var trap = Text("trap");
        ImmutableArray<JsonElement>? returns = null;
        if (root.TryGetProperty("returns", out var result)) returns = many ? Array("returns") : [result];
        if (trap is not null && returns is not null && !many) throw Wrong("expected one of 'returns' and 'trap', found both");
        if (returns is { } list && trap is null && list.Length != calls.Length)
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{calls.Length} calls, but {list.Length} results in 'returns'"));
        return new CallExpectation(function, config, calls, returns, trap, Tolerance());
    }

    private double Tolerance() => root.TryGetProperty("tolerance", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : 0;

    private ImmutableArray<ExpectedDiagnostic> Diagnostics(string key) => !Has(key) ? [] :
    [
        .. Array(key).Select(d => d.ValueKind == JsonValueKind.Object
            ? new ExpectedDiagnostic(Text(d, "code"), Text(d, "contains"), Number(d, "line"), Number(d, "column"))
            : throw Wrong($"'{key}' must be a list of objects")),
    ];

    private bool Has(string key) => root.TryGetProperty(key, out _);

    private string? Text(string key) => Text(root, key);

    private string? Text(JsonElement parent, string key) =>
        !parent.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong($"'{key}' must be a string");

    private int? Number(JsonElement parent, string key) =>
        !parent.TryGetProperty(key, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw Wrong($"'{key}' must be a whole number");

    private ImmutableArray<JsonElement> Array(string key) => Array(root.GetProperty(key), key);

    private ImmutableArray<JsonElement> Array(JsonElement value, string key) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : throw Wrong($"'{key}' must be a list");

    private CaseFormatException Wrong(string reason) => new(file, line, reason);
}
