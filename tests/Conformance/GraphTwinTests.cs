using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Arc.Cases;
using Arc.Runtime;
using Arc.Sdk.Ir;
using Arc.Sdk.Types;

namespace Conformance;

/// <summary>A text program and the graph with the same functions, nodes and edges are the same program.</summary>
public partial class GraphTwinTests
{
    /// <summary>Right programs of nodes and edges alone: graphs have neither scopes nor authorities nor global constants, and no names with <c>$</c>.</summary>
    public static TheoryData<string> Twins =>
    [
        .. ConformanceTests.AllCases.Values
            .Where(static c => c is { Kind: CaseKind.Check or CaseKind.Simulate, Source: not null } && c.Errors.IsEmpty && !GlobalConstant().IsMatch(c.Source!) && Compile(c) is { } ir && IsPlain(ir))
            .Select(static c => c.Id),
    ];

    [Theory]
    [MemberData(nameof(Twins))]
    public void Graph_OfATextProgram_HasTheSameIr(string id)
    {
        var item = ConformanceTests.AllCases[id];
        var ir = Compile(item)!;
        var graph = Graph(ir).ToJsonString();
        var twin = ArcProgram.CompileGraph(graph, new ArcOptions { Channels = item.Channels });
        Assert.True(twin.Success, $"{item.Source}\n{graph}\n{string.Join('\n', twin.Diagnostics)}");
        Assert.Equal(IrPrinter.Print(ir), IrPrinter.Print(twin.Program.Compiled.Ir));
    }

    private static IrProgram? Compile(Case item) => ArcProgram.Compile(item.Source!, new ArcOptions { Channels = item.Channels }).Program?.Compiled.Ir;

    private static bool IsPlain(IrProgram ir) =>
        ir.Nodes.Length > 0
        && ir.Authorities is { Default: null, Channels.IsEmpty: true }
        && ir.Root.Strata.All(static s => s.All(static m => m.Scope is null))
        && ir.Functions.All(static f => !f.Key.Contains('$', StringComparison.Ordinal))
        // Several channels trigger an expression of source text through one parameter.
        && ir.Edges.DistinctBy(static e => e.Target).Count() == ir.Edges.Length
        // A graph has no units on numbers, which a constant has from its source.
        && !ir.Nodes.Any(static n => n is { Type: "op.constant", Outputs: [{ Type: PrimitiveType { Unit: not null } }] });

    private static JsonObject Graph(IrProgram ir) => new()
    {
        ["version"] = 1,
        ["functions"] = Array(ir.Functions, f => new JsonObject
        {
            ["key"] = f.Key,
            ["config"] = Array(f.Config, Param),
            ["inputs"] = Array(f.Inputs, Param),
            ["outputs"] = Array(f.Outputs, Param),
            ["body"] = f.Body.StartsWith('{') ? f.Body : $"{{ return {f.Body}\n}}",
        }),
        ["nodes"] = Array(ir.Nodes, n => new JsonObject
        {
            ["key"] = n.Key,
            ["type"] = n.Type,
            ["config"] = new JsonObject(n.Config.Where(static p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, Value(p.Value!.Value)))),
        }),
        ["edges"] = Array(ir.Edges, e => new JsonObject { ["source"] = Handle(e.Source), ["target"] = Handle(e.Target), ["kind"] = (int)e.Kind }),
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonObject> json) => new([.. items.Select(i => (JsonNode)json(i))]);

    private static JsonObject Handle(IrHandle handle) => new() { ["node"] = handle.Node, ["param"] = handle.Param };

    private static JsonObject Param(IrParam param)
    {
        var json = new JsonObject { ["name"] = param.Name, ["type"] = param.Type.ToString() };
        if (param.Value is { } value) json["value"] = Value(value);
        return json;
    }

    private static JsonNode? Value(Constant value) => value.Kind == ConstantKind.Text ? JsonValue.Create(value.Text) : JsonNode.Parse(value.ToString());

    [GeneratedRegex(@"^[A-Za-z_]\w*( \w+)* :=", RegexOptions.Multiline)]
    private static partial Regex GlobalConstant();
}
