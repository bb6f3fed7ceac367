using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Arc.Generator.Emit;

/// <summary>A documentation comment as plain text: the summary, what it says about parameters and the result, and the examples in Arc.</summary>
internal sealed class Documentation
{
    private static readonly Regex Space = new(@"\s+", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly List<(string Code, string Caption)> _examples = [];

    private Documentation()
    {
    }

    public string Summary { get; private set; } = "";

    public string Returns { get; private set; } = "";

    public IReadOnlyList<(string Code, string Caption)> Examples => _examples;

    public string Parameter(string name) => _parameters.TryGetValue(name, out var text) ? text : "";

    /// <summary>Reads a raw comment. One that is not well formed has no text: the compiler warns of it.</summary>
    public static Documentation Read(string raw)
    {
        var documentation = new Documentation();
        if (raw.Length == 0) return documentation;
        XElement root;
        try
        {
            root = XElement.Parse($"<doc>{raw}</doc>");
        }
        catch (XmlException)
        {
            return documentation;
        }

        documentation.Summary = Text(root.Element("summary"));
        if (root.Element("remarks") is { } remarks) documentation.Summary = (documentation.Summary + " " + Text(remarks)).Trim();
        documentation.Returns = Text(root.Element("returns"));
        foreach (var parameter in root.Elements("param"))
        {
            if (parameter.Attribute("name")?.Value is { } name) documentation._parameters[name] = Text(parameter);
        }

        documentation.ReadExamples(root);
        return documentation;
    }

    // Code in a named language shows C# callers something; users of Arc see the rest.
    private void ReadExamples(XElement root)
    {
        foreach (var example in root.Elements("example"))
        {
            var caption = Text(new XElement("caption", example.Nodes().Where(n => n is not XElement { Name.LocalName: "code" })));
            foreach (var code in example.Elements("code").Where(c => (c.Attribute("language") ?? c.Attribute("lang"))?.Value is null or "arc"))
            {
                _examples.Add((Unindent(code.Value), caption));
                caption = "";
            }
        }
    }

    private static string Unindent(string code)
    {
        var lines = code.Replace("\r", "").Split('\n').Select(l => l.TrimEnd()).SkipWhile(l => l.Length == 0).Reverse().SkipWhile(l => l.Length == 0).Reverse().ToList();
        var indent = lines.Where(l => l.Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join("\n", lines.Select(l => l.Length == 0 ? l : l.Substring(indent)));
    }

    private static string Text(XElement? element)
    {
        if (element is null) return "";
        var text = new StringBuilder();
        Append(element, text);
        return Space.Replace(text.ToString(), " ").Trim();
    }

    private static void Append(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText plain) text.Append(plain.Value);
            if (node is not XElement inner) continue;
            if (inner.Attribute("name")?.Value is { } name) text.Append(name);
            else if (inner.Attribute("langword")?.Value is { } word) text.Append(word);
            else if (inner.IsEmpty && (inner.Attribute("cref") ?? inner.Attribute("href"))?.Value is { } reference) text.Append(ShortName(reference));
            else Append(inner, text);
            if (inner.Name.LocalName is "para" or "item") text.Append(' ');
        }
    }

    private static string ShortName(string reference)
    {
        if (reference.Contains("://")) return reference;
        var end = reference.IndexOfAny(['(', '{', '<']);
        var name = end < 0 ? reference : reference.Substring(0, end);
        return name.Split('.', ':').Last();
    }
}
