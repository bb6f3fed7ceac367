using System.Reflection;
using System.Text.RegularExpressions;

namespace Arc.Cli.Explaining;

/// <summary>
/// Finds files and lines of members. The portable PDB knows where code begins; the line of the declaration above it is read from the
/// source where that is at hand.
/// </summary>
/// <param name="folder">Paths below it are shown relative to it.</param>
internal sealed class SourcePlaces(string folder) : IDisposable
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // A declaration with its attributes and parameters is shorter than this.
    private const int MostLinesAbove = 80;

    private readonly Dictionary<Assembly, DebugSymbols?> _symbols = [];

    /// <summary>The file that has an assembly's debug information; null if there is none.</summary>
    public string? SymbolFile(Assembly assembly) => SymbolsOf(assembly)?.Path is { } path ? Show(path) : null;

    /// <summary>The declaration of a method; the beginning of its code where the source is not at hand.</summary>
    public SourcePlace Of(MethodBase method)
    {
        var name = MemberNames.Of(method);
        if (Points(method).FirstOrDefault() is not { Document: { } document } first) return new SourcePlace(name);
        var simple = method.IsConstructor ? MemberNames.Simple(method.DeclaringType!) : method.Name[(method.Name.LastIndexOf('.') + 1)..];
        if (simple.StartsWith("get_", StringComparison.Ordinal)) simple = simple[4..];
        // A dot before the name makes it a call, except where the name of an interface stands before it.
        var before = !method.IsConstructor && method.Name.Contains('.', StringComparison.Ordinal) ? @"\." : @"(?<![\w.<])";
        return Place(name, document, DeclaredAbove(document, first.Line, $@"{before}{Regex.Escape(simple)}\s*(?:[<({{]|=>|$)") ?? first.Line);
    }

    /// <summary>The beginning of a method's code: where a breakpoint stops.</summary>
    public SourcePlace CodeOf(MethodBase method) =>
        Points(method).FirstOrDefault() is { Document: { } document } first ? Place(MemberNames.Of(method), document, first.Line) : new SourcePlace(MemberNames.Of(method));

    /// <summary>The statement that an instruction of a method belongs to.</summary>
    public SourcePlace Of(MethodBase method, int offset)
    {
        var before = Points(method).TakeWhile(p => p.Offset <= offset).LastOrDefault();
        return before.Document is { } document ? Place(MemberNames.Of(method), document, before.Line) : new SourcePlace(MemberNames.Of(method));
    }

    /// <summary>The declaration of a class; where the source is not at hand, its first code.</summary>
    /// <param name="type">The class.</param>
    /// <param name="member">A method that stands in the wanted half of a partial class; null for the half with the first code.</param>
    public SourcePlace Of(Type type, MethodBase? member = null)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var name = MemberNames.Of(type);
        var methods = member is null ? definition.GetMembers(Own).OfType<MethodBase>() : [member];
        foreach (var first in methods.Select(m => Points(m).FirstOrDefault()).Where(p => p.Document is not null).OrderBy(p => p.Line))
        {
            if (DeclaredAbove(first.Document, first.Line, $@"\b(?:class|record|struct)\s+{Regex.Escape(MemberNames.Simple(definition))}\b", int.MaxValue) is { } line)
                return Place(name, first.Document, line);
            if (first.Document.Lines.Length == 0) return Place(name, first.Document, first.Line);
        }

        return new SourcePlace(name);
    }

    public void Dispose()
    {
        foreach (var symbols in _symbols.Values) symbols?.Dispose();
    }

    private static int? DeclaredAbove(SourceDocument document, int line, string pattern, int most = MostLinesAbove)
    {
        var declaration = new Regex(pattern, RegexOptions.CultureInvariant);
        for (var i = Math.Min(line, document.Lines.Length); i > 0 && line - i < most; i--)
        {
            var text = document.Lines[i - 1].AsSpan().Trim();
            if (!text.StartsWith("//") && declaration.IsMatch(text)) return i;
        }

        return null;
    }

    private IEnumerable<(int Offset, int Line, SourceDocument Document)> Points(MethodBase method) => SymbolsOf(method.Module.Assembly)?.Points(method) ?? [];

    private DebugSymbols? SymbolsOf(Assembly assembly)
    {
        if (!_symbols.TryGetValue(assembly, out var symbols)) _symbols.Add(assembly, symbols = DebugSymbols.Find(assembly));
        return symbols;
    }

    private SourcePlace Place(string member, SourceDocument document, int line) => new(member)
    {
        File = Show(document.Path),
        Line = line,
        Text = document.Line(line),
        Url = document.Url is { } url ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{url}#L{line}") : null,
        Origin = document.Origin,
    };

    // Paths of a deterministic build begin with /_/ and are below no folder.
    private string Show(string path) =>
        path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? Path.GetRelativePath(folder, path).Replace('\\', '/') : path;
}
