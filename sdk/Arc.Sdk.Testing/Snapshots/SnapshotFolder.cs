using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Arc.Sdk.Testing;

/// <summary>Reads, compares and writes the files in <c>_snapshots</c>.</summary>
internal static class SnapshotFolder
{
    public const string Verified = "verified";
    public const string Received = "received";

    private const string Name = "_snapshots";

    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Whether differences are accepted instead of reported.</summary>
    public static bool Accepts => Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) is "1" or "true";

    /// <summary>The folder of a test's source file.</summary>
    public static string SourceFolder(string sourceFile) =>
        Path.GetDirectoryName(sourceFile) is { Length: > 0 } folder && Directory.Exists(folder)
            ? folder
            : throw new DirectoryNotFoundException($"the snapshots beside {sourceFile} cannot be found: the path that the compiler wrote down is not on this machine; build the tests without DeterministicSourcePaths and PathMap");

    /// <summary>Compares all texts of one call. Files of the same test that no text has are unused.</summary>
    /// <exception cref="SnapshotException">Texts differ, or files are missing or unused, and nothing accepts it.</exception>
    public static void Compare(TestName test, IReadOnlyList<SnapshotText> texts)
    {
        var folder = Path.Combine(SourceFolder(test.SourceFile), Name);
        var stale = Directory.Exists(folder) ? Files(folder, test, Received) : [];
        var unused = Directory.Exists(folder) ? Files(folder, test, Verified) : [];
        var report = new SnapshotReport(test);
        foreach (var text in texts)
        {
            var verified = text.FileName(test, Verified);
            unused.Remove(verified);
            var path = Path.Combine(folder, verified);
            var expected = File.Exists(path) ? Normal(File.ReadAllText(path)) : null;
            var actual = Normal(text.Content);
            // An editor may have added the last line end, or taken it away.
            if (expected is not null && WithoutLastEnd(expected).SequenceEqual(WithoutLastEnd(actual))) continue;
            Directory.CreateDirectory(folder);
            if (Accepts)
            {
                File.WriteAllText(path, actual, WithMark);
                continue;
            }

            var received = text.FileName(test, Received);
            stale.Remove(received);
            File.WriteAllText(Path.Combine(folder, received), actual, WithMark);
            report.Add(verified, expected, actual);
        }

        foreach (var file in stale) File.Delete(Path.Combine(folder, file));
        if (Accepts) unused.ForEach(file => File.Delete(Path.Combine(folder, file)));
        else unused.ForEach(report.AddUnused);
        if (!report.IsEmpty) throw new SnapshotException(report.Write());
    }

    /// <summary>The snapshots in a folder of tests whose test is gone.</summary>
    public static ImmutableArray<string> Unused(string sourceFolder)
    {
        var folder = Path.Combine(sourceFolder, Name);
        if (!Directory.Exists(folder)) return [];
        var sources = Directory.GetFiles(sourceFolder, "*.cs");
        var methods = sources.SelectMany(TestName.Methods).ToLookup(m => $"{m.Class}.{TestName.FileName(m.Method)}", m => m.HasParameters, StringComparer.Ordinal);
        // A test may have named its snapshot itself.
        var texts = sources.SelectMany(Literals).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!)
                .Where(f => f.Contains($".{Verified}.", StringComparison.Ordinal) && !IsProduced(Stem(f), methods, texts))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Deletes files from the folder beside a test.</summary>
    public static void Delete(string sourceFile, ImmutableArray<string> files)
    {
        foreach (var file in files) File.Delete(Path.Combine(SourceFolder(sourceFile), Name, file));
    }

    private static bool IsProduced(string stem, ILookup<string, bool> methods, HashSet<string> texts)
    {
        if (methods.Contains(stem) || texts.Contains(stem)) return true;
        for (var i = stem.IndexOf('_', StringComparison.Ordinal); i > 0; i = stem.IndexOf('_', i + 1))
        {
            if (methods[stem[..i]].Any(hasParameters => hasParameters)) return true;
        }

        return false;
    }

    private static IEnumerable<string> Literals(string sourceFile) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(sourceFile)).GetRoot().DescendantTokens()
            .Where(t => t.RawKind is (int)SyntaxKind.StringLiteralToken).Select(t => TestName.FileName(t.ValueText));

    // The name of a file without what stands behind '#' or '.verified'.
    private static string Stem(string file)
    {
        var end = file.IndexOf('#', StringComparison.Ordinal);
        return file[..(end >= 0 ? end : file.LastIndexOf($".{Verified}.", StringComparison.Ordinal))];
    }

    private static List<string> Files(string folder, TestName test, string state) =>
    [
        .. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!)
            .Where(f => f.StartsWith(test.Prefix, StringComparison.Ordinal) && f.Contains($".{state}.", StringComparison.Ordinal))
            .Where(f => f[test.Prefix.Length] == '#' || f.AsSpan(test.Prefix.Length).StartsWith($".{state}.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static string Normal(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static ReadOnlySpan<char> WithoutLastEnd(string text) => text.EndsWith('\n') ? text.AsSpan(0, text.Length - 1) : text;
}
