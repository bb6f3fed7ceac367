using System.Collections.Immutable;
using Arc.Language.Diagnostics;

namespace Arc.Cases;

/// <summary>Compares reported diagnostics with expected ones.</summary>
internal static class CheckExpectation
{
    /// <summary>What is not as expected; null if everything is.</summary>
    public static string? Problem(Case item, ImmutableArray<Diagnostic> reported)
    {
        foreach (var expected in item.Errors)
        {
            if (!reported.Any(d => d.IsError && Matches(expected, d))) return $"expected the error {expected}, {Found(reported)}";
        }

        foreach (var expected in item.Warnings)
        {
            if (!reported.Any(d => d.Severity == DiagnosticSeverity.Warning && Matches(expected, d))) return $"expected the warning {expected}, {Found(reported)}";
        }

        return item.Errors.IsEmpty && reported.Any(d => d.IsError) ? $"expected no error, {Found(reported)}" : null;
    }

    private static bool Matches(ExpectedDiagnostic expected, Diagnostic reported) =>
        (expected.Code is null || expected.Code == reported.Code)
        && (expected.Contains is null || reported.Message.Contains(expected.Contains, StringComparison.Ordinal)
            || reported.Notes.Any(n => n.Message.Contains(expected.Contains, StringComparison.Ordinal)))
        && (expected.Line is null || expected.Line == reported.Start.Line)
        && (expected.Column is null || expected.Column == reported.Start.Column);

    private static string Found(ImmutableArray<Diagnostic> reported) =>
        reported.IsEmpty ? "found none" : $"found {string.Join("; ", reported.Take(3).Select(d => DiagnosticRenderer.Header(d, "")))}";
}
