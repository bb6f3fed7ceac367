using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Arc.Sdk.Testing;

/// <summary>Diagnostics as text, in the form that Verify.SourceGenerators documents.</summary>
internal static class DiagnosticText
{
    /// <summary>Writes diagnostics.</summary>
    /// <param name="diagnostics">The diagnostics in order.</param>
    /// <param name="folder">Paths within this folder are written relative to it.</param>
    public static string Write(IEnumerable<Diagnostic> diagnostics, string folder)
    {
        var text = new StringBuilder("{\n  Diagnostics: [");
        var separator = "\n";
        foreach (var diagnostic in diagnostics)
        {
            text.Append(separator).Append("    {\n").AppendJoin(",\n", Members(diagnostic, folder).Where(m => m.Value.Length > 0).Select(m => $"      {m.Name}: {m.Value}")).Append("\n    }");
            separator = ",\n";
        }

        return text.Append("\n  ]\n}").ToString();
    }

    private static IEnumerable<(string Name, string Value)> Members(Diagnostic diagnostic, string folder)
    {
        var rule = diagnostic.Descriptor;
        yield return ("Id", diagnostic.Id);
        yield return ("Title", Text(rule.Title));
        yield return ("Severity", diagnostic.Severity.ToString());
        yield return ("WarningLevel", diagnostic.WarningLevel.ToString(CultureInfo.InvariantCulture));
        yield return ("Location", Place(diagnostic.Location, folder));
        yield return ("Description", Text(rule.Description));
        yield return ("HelpLink", rule.HelpLinkUri);
        yield return ("MessageFormat", Text(rule.MessageFormat));
        yield return ("Message", diagnostic.GetMessage(CultureInfo.InvariantCulture));
        yield return ("Category", rule.Category);
    }

    private static string Text(LocalizableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Place(Location location, string folder)
    {
        if (location.Kind == LocationKind.None) return "";
        var span = location.GetLineSpan();
        var path = folder.Length > 0 && Path.IsPathRooted(span.Path) ? Path.GetRelativePath(folder, span.Path).Replace('\\', '/') : span.Path;
        return $"{path}: {span.Span}";
    }
}
