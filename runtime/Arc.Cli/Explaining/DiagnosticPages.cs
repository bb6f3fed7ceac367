using System.Reflection;

namespace Arc.Cli.Explaining;

/// <summary>The pages that explain the diagnostics of programs (ARC) and of module authors (ARCG): what is wrong, why, and what is right.</summary>
internal static class DiagnosticPages
{
    private const string Folder = "sdk/docs/diagnostics/";
    private const string Prefix = "Arc.Cli.Explaining.Pages.";
    private const string Suffix = ".md";

    /// <summary>The codes that have a page, in order.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(static n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(static n => n[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The page of a diagnostic, as Markdown with LF line ends.</summary>
    /// <param name="code">The code, such as <c>ARC2001</c>, in either case.</param>
    /// <returns>The page; null if there is no such code.</returns>
    public static string? Find(string code) =>
        Codes.FirstOrDefault(c => c.Equals(code, StringComparison.OrdinalIgnoreCase)) is { } known ? EmbeddedFile.Read(Prefix + known + Suffix) : null;

    /// <summary>Where the page of a diagnostic is, from the root of the repository; <c>arc explain</c> prints the same page.</summary>
    /// <param name="code">The code, as a diagnostic carries it.</param>
    public static string Address(string code) => Folder + code + Suffix;
}
