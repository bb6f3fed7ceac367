using System.Text.Json;
using Arc.Cli.Tests.Commands;

namespace Arc.Cli.Tests.Explaining;

/// <summary>What <c>arc explain --json</c> says about one member.</summary>
internal sealed class Explained(JsonElement element)
{
    /// <summary>The third party's assembly.</summary>
    public static string SignalAssembly { get; } = Path.Combine(AppContext.BaseDirectory, "Arc.ThirdParty.dll");

    public JsonElement Type => element.GetProperty("type");

    public JsonElement Import => element.GetProperty("import");

    public JsonElement Code => element.GetProperty("code");

    public JsonElement Contract => element.GetProperty("contract");

    public JsonElement Node => element.GetProperty("node");

    public JsonElement Root => element;

    public static Explained Of(Shell shell, params string[] words) => Assert.Single(All(shell, words));

    public static List<Explained> All(Shell shell, params string[] words)
    {
        var result = shell.Run(["explain", "--json", .. words]);
        Assert.Equal((0, ""), (result.Status, result.Error));
        return [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("explanations").EnumerateArray().Select(e => new Explained(e))];
    }

    /// <summary>A place must lead to a file with a certain line: read from the file itself, or from the debug information if the file was never written.</summary>
    public static void AssertAt(JsonElement place, string file, string line)
    {
        Assert.EndsWith(file, place.GetProperty("file").GetString()!.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Contains(line, LineAt(place), StringComparison.Ordinal);
    }

    /// <summary>What stands at a place.</summary>
    public static string LineAt(JsonElement place)
    {
        var text = place.GetProperty("text").GetString()!;
        if (place.GetProperty("origin").GetString() == "embedded") return text;
        var line = File.ReadLines(place.GetProperty("file").GetString()!).ElementAt(place.GetProperty("line").GetInt32() - 1);
        Assert.Equal(text, line.Trim());
        return line;
    }

    /// <summary>The specialisation with an import name.</summary>
    public JsonElement Specialisation(string name) => Import.GetProperty("imports").EnumerateArray().Single(i => i.GetProperty("name").GetString() == name);

    /// <summary>The place of a step by the member that it names.</summary>
    public static JsonElement Step(JsonElement steps, string member) =>
        steps.EnumerateArray().Select(s => s.GetProperty("place")).First(p => p.GetProperty("member").GetString() == member);

    /// <summary>Every place anywhere below.</summary>
    public static IEnumerable<(string Role, JsonElement Place)> PlacesIn(JsonElement element, string role = "")
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("member", out _) && element.TryGetProperty("origin", out _)) return [(role, element)];
            return element.EnumerateObject().SelectMany(p => PlacesIn(p.Value, p.Name));
        }

        return element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(e => PlacesIn(e, role)) : [];
    }
}
