using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arc.Sdk.Testing;

/// <summary>Which test compares, and what the names of its snapshots begin with.</summary>
/// <param name="SourceFile">The test's source file.</param>
/// <param name="Prefix">For example <c>SignalTests.Contract</c>, or <c>SignalTests.Contract_type=f64</c>.</param>
internal sealed partial record TestName(string SourceFile, string Prefix)
{
    /// <summary>The name of a test with one of its parameters.</summary>
    /// <param name="sourceFile">The test's source file.</param>
    /// <param name="member">The test's method.</param>
    /// <param name="parameter">The value; null if there is none.</param>
    /// <param name="expression">How the test wrote the value: a plain name becomes <c>name=value</c>.</param>
    public static TestName Of(string sourceFile, string member, object? parameter, string? expression)
    {
        var prefix = Of(sourceFile, member);
        if (parameter is null) return new TestName(sourceFile, prefix);
        var value = FormattableString.Invariant($"{parameter}");
        return new TestName(sourceFile, $"{prefix}_{FileName(PlainName().IsMatch(expression ?? "") ? $"{expression}={value}" : value)}");
    }

    /// <summary><c>Class.Method</c>: the class that declares the method in the file, or else the class that the file is named after.</summary>
    public static string Of(string sourceFile, string member)
    {
        var classes = File.Exists(sourceFile) ? [.. Methods(sourceFile).Where(m => m.Method == member).Select(m => m.Class).Distinct(StringComparer.Ordinal)] : Array.Empty<string>();
        return $"{(classes.Length == 1 ? classes[0] : Path.GetFileName(sourceFile).Split('.')[0])}.{FileName(member)}";
    }

    /// <summary>Every method of a source file with the classes around it and whether it has parameters.</summary>
    public static IEnumerable<(string Class, string Method, bool HasParameters)> Methods(string sourceFile) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(sourceFile)).GetRoot().DescendantNodes(node => node is not StatementSyntax and not ExpressionSyntax)
            .OfType<MethodDeclarationSyntax>()
            .Select(m => (string.Join('.', m.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(t => t.Identifier.ValueText)), m.Identifier.ValueText, m.ParameterList.Parameters.Count > 0));

    /// <summary>Text that every file system takes as a part of a name.</summary>
    public static string FileName(string text) => Forbidden().Replace(text, "-");

    [GeneratedRegex(@"^@?[\p{L}_][\p{L}\p{Nd}_]*$")]
    private static partial Regex PlainName();

    [GeneratedRegex("""[\x00-\x1F"<>|:*?\\/#]""")]
    private static partial Regex Forbidden();
}

/// <summary>One text that a test compares.</summary>
/// <param name="Name">What stands behind <c>#</c> in the file's name; empty if the test has one text.</param>
/// <param name="Extension">The file's extension.</param>
/// <param name="Content">The text.</param>
internal sealed record SnapshotText(string Name, string Extension, string Content)
{
    /// <summary>The name of the file for a test.</summary>
    public string FileName(TestName test, string state) => $"{test.Prefix}{(Name.Length == 0 ? "" : "#" + TestName.FileName(Name))}.{state}.{Extension}";
}
