using System.Text;

namespace Arc.Engines.Linking;

/// <summary>A module cannot be linked. Every reason is listed; no guest code has run.</summary>
public sealed class LinkException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">Everything that is wrong, in the order of the module's imports.</param>
    public LinkException(IReadOnlyList<LinkProblem> problems)
        : base(Describe(problems)) =>
        Problems = problems;

    /// <summary>Everything that is wrong, in the order of the module's imports.</summary>
    public IReadOnlyList<LinkProblem> Problems { get; }

    private static string Describe(IReadOnlyList<LinkProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (problems.Count == 1) return problems[0].ToString();
        var text = new StringBuilder();
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{problems.Count} imports cannot be linked:");
        foreach (var problem in problems) text.Append("\n  ").Append(problem);
        return text.ToString();
    }
}
