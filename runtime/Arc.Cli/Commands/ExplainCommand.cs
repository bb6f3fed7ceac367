using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Arc.Cli.Explaining;
using Arc.Cli.Printing;
using Arc.Language.Analysis;

namespace Arc.Cli.Commands;

/// <summary><c>arc explain SYMBOL</c>: where its type comes from, what a call emits, which code runs, what other hosts provide, how it behaves as a node.</summary>
internal static class ExplainCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CliHost host)
    {
        var name = CommonOptions.RefuseOptions(new Argument<string>("symbol") { Description = "A member (math.clamp), a bare name (len), an import (channel.read_f64) or the code of a diagnostic (ARC2001)." });
        var json = CommonOptions.Json();
        var modules = CommonOptions.Modules();
        var command = new Command(
            "explain",
            "Explains a member with file and line: its type, its imports, the code that runs, what other hosts provide, its node.\n\nExample: arc explain math.clamp") { name, json, modules };
        command.SetAction(parsed =>
        {
            if (SymbolNames.IsCode(parsed.GetRequiredValue(name))) return ExplainCode(host, parsed.GetRequiredValue(name).ToUpperInvariant(), parsed.GetValue(json));
            var set = ModuleLoader.Add(host.Modules, parsed.GetValue(modules) ?? []);
            var (symbols, import) = SymbolNames.Find(set, parsed.GetRequiredValue(name));
            using var places = new SourcePlaces(Environment.CurrentDirectory);
            var explainer = new Explainer(set, places);
            var explanations = symbols.Select(s => explainer.Explain(s, import)).ToList();
            if (parsed.GetValue(json))
            {
                var document = new JsonObject { ["version"] = 1, ["explanations"] = new JsonArray([.. explanations.Select(e => (JsonNode)ExplanationJson.Of(e))]) };
                host.Output.WriteLine(document.ToJsonString(Indented));
                return ExitCode.Ok;
            }

            var page = TextPage.Of(host);
            for (var i = 0; i < explanations.Count; i++)
            {
                if (i > 0) page.Gap();
                ExplanationText.Write(page, explanations[i]);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static int ExplainCode(CliHost host, string code, bool json)
    {
        var page = DiagnosticPages.Find(code)
            ?? throw new CliException($"there is no diagnostic {code}{Suggestions.Phrase(code, DiagnosticPages.Codes)}");
        if (json) host.Output.WriteLine(new JsonObject { ["version"] = 1, ["code"] = code, ["file"] = DiagnosticPages.Address(code), ["page"] = page }.ToJsonString(Indented));
        else host.Output.Write(page);
        return ExitCode.Ok;
    }
}
