using System.Text.Json.Nodes;
using Arc.Cli.Commands;
using Arc.Compiler.Wasm;
using Arc.Sdk.Types;

namespace Arc.Cli.Explaining;

/// <summary>An explanation for machines: the same facts as the text.</summary>
internal static class ExplanationJson
{
    public static JsonObject Of(Explanation explanation)
    {
        var symbol = explanation.Symbol;
        return new JsonObject
        {
            ["symbol"] = symbol.QualifiedName,
            ["module"] = explanation.Module.Name,
            ["internal"] = symbol.IsInternal,
            ["documentation"] = symbol.Documentation,
            ["assembly"] = explanation.Assembly,
            ["debug_information"] = explanation.DebugInformation,
            ["type"] = new JsonObject
            {
                ["declarations"] = Places(explanation.Type.Declarations),
                ["symbol"] = Place(explanation.Type.Descriptor),
                ["call"] = symbol.Call?.ToString(),
                ["flow"] = symbol.Flow?.ToString(),
                ["variables"] = ModulesJson.Variables(symbol.Call?.Variables ?? symbol.Flow!.Variables),
                ["names"] = Texts(explanation.Type.Names),
                ["steps"] = Steps(explanation.Type.Steps),
            },
            ["import"] = explanation.Import is { } import ? Import(import) : null,
            ["linking"] = Steps(explanation.Linking),
            ["code"] = List(explanation.Bodies, b => new JsonObject
            {
                ["declaration"] = Place(b.Declaration),
                ["code"] = Place(b.Code),
                ["serves"] = Texts(b.Serves),
                ["takes_context"] = b.TakesContext,
                ["static"] = b.IsStatic,
            }),
            ["contract"] = explanation.Contract is { } contract ? Contract(contract) : null,
            ["node"] = explanation.Node is { } node ? Node(node, symbol.Flow!) : null,
        };
    }

    private static JsonObject Import(ImportAnswer answer) => new()
    {
        ["rule"] = answer.Rule,
        ["steps"] = Steps(answer.Steps),
        ["example"] = answer.Example is { } example ? new JsonObject { ["program"] = example.Source, ["import"] = example.Import } : null,
        ["imports"] = List(answer.Imports, i => new JsonObject
        {
            ["module"] = i.Import.Module,
            ["name"] = i.Import.Name,
            ["suffixes"] = Texts(i.Import.Suffixes.Select(s => s.Name())),
            ["params"] = Texts(i.Import.Parameters.Select(p => p.Wasm.Name())),
            ["result"] = i.Import.Result?.Wasm.Name(),
            ["registered"] = Place(i.Registered),
            ["wrapper"] = Place(i.Wrapper),
            ["calls"] = i.Body,
        }),
    };

    private static JsonObject Contract(ContractAnswer contract) => new()
    {
        ["json"] = JsonNode.Parse(contract.Json),
        ["cpp"] = Texts(contract.Cpp),
        ["wit"] = contract.Wit,
        ["values"] = List(contract.Values, v => new JsonObject { ["name"] = v.Name, ["type"] = v.Type, ["wasm"] = v.Wasm, ["boundary"] = v.How }),
        ["traps"] = Texts(contract.Traps),
        ["exceptions"] = List(contract.Exceptions, e => new JsonObject { ["type"] = e.Type, ["when"] = e.When }),
    };

    private static JsonObject Node(NodeAnswer node, FlowSignature flow) => new()
    {
        ["config"] = ModulesJson.Parameters(flow.Config),
        ["inputs"] = ModulesJson.Parameters(flow.Inputs),
        ["outputs"] = ModulesJson.Parameters(flow.Outputs),
        ["wakes"] = Texts(node.Wakes),
        ["check"] = node.Check is { } check ? Place(check) : null,
        ["steps"] = Steps(node.Steps),
        ["classes"] = List(node.Classes, c => new JsonObject
        {
            ["class"] = Place(c.Class),
            ["execute"] = Place(c.Execute),
            ["body"] = Place(c.Body),
            ["serves"] = Texts(c.Serves),
        }),
        ["state"] = List(node.State, s => new JsonObject { ["name"] = s.Name, ["type"] = s.Type, ["saved"] = Place(s.Place) }),
        ["reset"] = Step(node.Reset),
        ["differences"] = Texts(node.Differences),
    };

    private static JsonObject Place(SourcePlace place) => new()
    {
        ["member"] = place.Member,
        ["file"] = place.File,
        ["line"] = place.File is null ? null : place.Line,
        ["text"] = place.Text,
        ["url"] = place.Url,
        ["origin"] = place.File is null ? null : place.Origin.ToString().ToLowerInvariant(),
    };

    private static JsonArray Places(IEnumerable<SourcePlace> places) => List(places, Place);

    private static JsonArray Steps(IEnumerable<ExplainedStep> steps) => List(steps, Step);

    private static JsonObject Step(ExplainedStep step) => new() { ["what"] = step.What, ["place"] = Place(step.Place) };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> select) => new([.. items.Select(i => (JsonNode)select(i))]);
}
