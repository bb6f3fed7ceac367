using System.Text;
using System.Text.Json;
using Arc.Language.Graphs;

namespace Arc.Cases;

/// <summary>Reads case files: JSON Lines, one object a line; blank lines and lines starting with <c>//</c> are ignored (cases.md).</summary>
public static class CaseFile
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 256 };

    /// <summary>Reads a case file.</summary>
    /// <exception cref="CaseFormatException">A line is malformed, or an id is used twice.</exception>
    /// <exception cref="IOException">The file, or one that a case names, cannot be read.</exception>
    public static IEnumerable<Case> Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        foreach (var item in Read(reader, path)) yield return item;
    }

    /// <summary>Reads cases from text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">The file's name, for messages and to find the programs that cases name.</param>
    /// <exception cref="CaseFormatException">A line is malformed, or an id is used twice.</exception>
    public static IEnumerable<Case> Read(TextReader reader, string file)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith("//", StringComparison.Ordinal)) continue;
            var item = ReadLine(line, file, number);
            if (!seen.TryAdd(item.Id, number)) throw new CaseFormatException(file, number, $"the id '{item.Id}' is used in line {seen[item.Id]} already");
            yield return item;
        }
    }

    /// <summary>Reads one line that is neither blank nor a comment.</summary>
    /// <exception cref="CaseFormatException">The line is malformed.</exception>
    public static Case ReadLine(string line, string file, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Json);
            if (document.RootElement.ValueKind == JsonValueKind.Object && Broken(document.RootElement) is { } key)
                throw new CaseFormatException(file, number, $"{key} has half of a surrogate pair");
            return new CaseReader(document.RootElement.Clone(), file, number).Read();
        }
        catch (JsonException e)
        {
            throw new CaseFormatException(file, number, $"not a JSON object: {e.Message}");
        }
    }

    // A graph's texts are the program's, and its diagnostics say where they are.
    private static string? Broken(JsonElement root)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (JsonTexts.NameOf(property) is not { } name) return "a key";
            if (name != "graph" && !JsonTexts.AreWhole(property.Value)) return $"'{name}'";
        }

        return null;
    }
}
