using System.Text.RegularExpressions;
using Arc.Compiler.Contracts;
using Arc.Compiler.Wasm;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Compiler.Tests.Linking;

/// <summary>What WIT's grammar asks of a contract: names in kebab case that no keyword can be, known types, each name once in its scope.</summary>
public sealed partial class WitTests
{
    // Keywords of WIT, names with characters that it does not know, and names that become one.
    private static readonly string[] Nasty =
    [
        "func", "interface", "world", "guest", "use", "type", "result", "list", "string", "s32", "own", "static", "import", "record", "größe", "x_1", "_1x", "x__y", "x_y", "X_Y", "1", "_", "straße_2b",
    ];

    [Fact]
    public void Contract_OfTheStandardModules_HoldsToTheGrammar() => AssertGrammar(ContractWit.Write(ModuleSetContract.Of(ModuleSet.Standard)));

    [Fact]
    public void Contract_OfNames_ThatWitDoesNotAllow_HoldsToTheGrammar()
    {
        ContractValue[] parameters = [.. Nasty.Select(n => new ContractValue(n, ArcType.Of(Primitive.F32), WasmType.F32))];
        var imports = Nasty.SelectMany(m => Nasty.Select(n => new ImportContract(m, n, $"{m}.{n}", [], [.. parameters], null)));

        AssertGrammar(ContractWit.Write(imports));
    }

    [Fact]
    public void Contract_WithoutImports_HoldsToTheGrammar() => AssertGrammar(ContractWit.Write([]));

    private static void AssertGrammar(string wit)
    {
        var lines = wit.Split('\n').Where(static l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal) && l.Length > 0).ToList();
        Assert.Equal("package arc:contract@1.0.0;", lines[0]);
        var interfaces = new HashSet<string> { "guest" };
        var functions = new HashSet<string>();
        var imported = new List<string>();
        var open = "";
        foreach (var line in lines.Skip(1))
        {
            if (open.Length == 0)
            {
                open = line == "world guest {" ? "world" : "interface";
                if (open == "world") continue;
                var name = Opening().Match(line);
                Assert.True(name.Success && interfaces.Add(name.Groups[1].Value), line);
                functions.Clear();
            }
            else if (line == "}")
            {
                open = "";
            }
            else if (open == "world")
            {
                var import = Import().Match(line);
                Assert.True(import.Success, line);
                imported.Add(import.Groups[1].Value);
            }
            else
            {
                var function = Function().Match(line);
                Assert.True(function.Success && functions.Add(function.Groups[1].Value), line);
                var parameters = function.Groups[2].Captures.Select(static c => c.Value).ToList();
                Assert.True(parameters.Count == parameters.Distinct().Count(), line);
            }
        }

        Assert.Equal("", open);
        Assert.Equal(interfaces.Where(static i => i != "guest").Order(StringComparer.Ordinal), imported.Order(StringComparer.Ordinal));
    }

    private const string Id = "%([a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*)";

    [GeneratedRegex($"^interface {Id} {{$")]
    private static partial Regex Opening();

    [GeneratedRegex($"^    import {Id};$")]
    private static partial Regex Import();

    [GeneratedRegex($@"^    {Id}: func\((?:{Id}: (?:s32|s64|f32|f64)(?:, )?)*\)(?: -> (?:s32|s64|f32|f64))?;$")]
    private static partial Regex Function();
}
