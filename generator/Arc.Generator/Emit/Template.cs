using System.Text;
using Arc.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Arc.Generator.Emit;

/// <summary>What the templates of all facets share. Generated files use LF and no culture.</summary>
internal static class Template
{
    public const string Sdk = "global::Arc.Sdk";

    /// <summary>Moves every line that is not empty to the right.</summary>
    public static string Indent(string text, int levels = 1)
    {
        var result = new StringBuilder(text.Length + (text.Length / 4) + 16);
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            if (end > start) result.Append(' ', levels * 4).Append(text, start, end - start);
            if (end < text.Length) result.Append('\n');
            start = end + 1;
        }

        return result.ToString();
    }

    /// <summary>Members with an empty line between them.</summary>
    public static string Members(IEnumerable<string> members) => string.Join("\n\n", members.Where(m => m.Length > 0));

    public static string Lines(IEnumerable<string> lines) => string.Join("\n", lines);

    /// <summary>A C# string literal.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A C# identifier, escaped where it is a keyword.</summary>
    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>Type arguments or parameters in angle brackets; nothing for none.</summary>
    public static string Generic(IEnumerable<string> arguments)
    {
        var list = string.Join(", ", arguments);
        return list.Length == 0 ? "" : $"<{list}>";
    }

    /// <summary>The constraint clauses of type parameters, each on its line.</summary>
    public static string Constraints(IEnumerable<TypeParameterModel> parameters) =>
        string.Concat(parameters.Where(p => p.Constraints.Length > 0).Select(p => "\n    " + p.Constraints));

    public static string Primitive(Prim prim) => $"{Sdk}.Types.Primitive.{prim}";

    public static string Wake(int wake)
    {
        var names = new List<string>();
        foreach (var (bit, name) in new[] { (1, "Input"), (2, "Channel"), (4, "Timer"), (8, "Always") })
        {
            if ((wake & bit) != 0) names.Add($"{Sdk}.NodeWake.{name}");
        }

        return string.Join(" | ", names);
    }

    /// <summary>The arguments of a constructor that generated code calls.</summary>
    public static string Arguments(IEnumerable<ServiceModel> services, string provider) =>
        string.Join(", ", services.Select(s => s.Source switch
        {
            ServiceSource.Module => "_module",
            ServiceSource.Request => "_request",
            ServiceSource.Provider => provider,
            ServiceSource.Optional => $"({s.Type}?){provider}.GetService(typeof({s.Type}))",
            _ => $"{Sdk}.Modules.ServiceProviderExtensions.Require<{s.Type}>({provider})",
        }));

    /// <summary>Makes the codec of a composed type known.</summary>
    public static string Codec(string call) => $"{Sdk}.State.StateValue.{call}();";

    /// <summary>Text inside an XML documentation comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>Names that are unique in their scope: a second claim gets a number.</summary>
    public static Func<string, string> Unique(params string[] taken)
    {
        var used = new HashSet<string>(taken, StringComparer.Ordinal);
        return wanted =>
        {
            var name = wanted;
            for (var i = 2; !used.Add(name); i++) name = wanted + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return name;
        };
    }
}
