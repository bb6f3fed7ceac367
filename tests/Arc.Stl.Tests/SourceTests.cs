using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Arc.Stl.Tests;

/// <summary>The library is written as a third party would write it: nothing but attributes and plain C#.</summary>
public partial class SourceTests
{
    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(Folder(), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Folder(), f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Source_NamesNoLinkerOrSymbolType(string file) =>
        Assert.DoesNotMatch(Machinery(), File.ReadAllText(Path.Combine(Folder(), file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Source_SwitchesOverNoDataType(string file) =>
        Assert.DoesNotMatch(TypeSwitch(), File.ReadAllText(Path.Combine(Folder(), file)));

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "stl", "Arc.Stl"));

    [GeneratedRegex(@"\b(ILinker|Linker|Symbol|ISymbolResolver|CallSignature|FlowSignature|ModuleDescriptor|IModule|Arc\.Sdk\.Symbols|Arc\.Sdk\.Sync)\b")]
    private static partial Regex Machinery();

    [GeneratedRegex(@"typeof\(T\w*\)\s*==|\bPrimitive\.\w+|\bis\s+(Series<)?(byte|ushort|uint|ulong|sbyte|short|int|long|float|double|Text)\b|case (byte|ushort|uint|ulong|sbyte|short|int|long|float|double) ")]
    private static partial Regex TypeSwitch();
}
