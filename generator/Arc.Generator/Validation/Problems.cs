using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Validation;

/// <summary>
/// Where the readers put what is wrong. The analyzer collects diagnostics; the generator only counts errors, so that it can
/// skip the member that has them.
/// </summary>
/// <param name="collect">Whether diagnostics are made.</param>
internal sealed class Problems(bool collect)
{
    /// <summary>The diagnostic property that holds what a code fix writes.</summary>
    public const string FixProperty = "Fix";

    private readonly List<Problem> _all = [];

    public IReadOnlyList<Problem> All => _all;

    /// <summary>Whether checks that cannot change the generated code are worth running.</summary>
    public bool Collects => collect;

    /// <summary>Errors so far. A reader compares it before and after.</summary>
    public int Errors { get; private set; }

    /// <summary>How much there is to report so far, or to skip something for.</summary>
    public int Count => collect ? _all.Count : Errors;

    public void Add(DiagnosticDescriptor rule, ISymbol at, params object[] arguments) => AddWithFix(rule, at, null, arguments);

    /// <summary>Adds a problem together with what a code fix writes in place of the mistake.</summary>
    public void AddWithFix(DiagnosticDescriptor rule, ISymbol at, string? fix, params object[] arguments)
    {
        if (rule.DefaultSeverity == DiagnosticSeverity.Error) Errors++;
        if (!collect) return;
        _all.Add(new Problem(rule, at.Locations.FirstOrDefault(l => l.IsInSource) ?? Location.None, Properties(fix), Texts(arguments)));
    }

    public void Add(DiagnosticDescriptor rule, ISymbol owner, AttributeData at, params object[] arguments) => AddWithFix(rule, owner, at, null, arguments);

    /// <summary>Adds a problem with an attribute together with what a code fix writes in place of the mistake.</summary>
    public void AddWithFix(DiagnosticDescriptor rule, ISymbol owner, AttributeData at, string? fix, params object[] arguments)
    {
        if (rule.DefaultSeverity == DiagnosticSeverity.Error) Errors++;
        if (!collect) return;
        var location = at.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : owner.Locations.FirstOrDefault();
        _all.Add(new Problem(rule, location ?? Location.None, Properties(fix), Texts(arguments)));
    }

    private static ImmutableDictionary<string, string?> Properties(string? fix) =>
        fix is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(FixProperty, fix);

    // What is kept must not keep the compilation.
    private static object[] Texts(object[] arguments) => Array.ConvertAll(arguments, a => (object)System.Convert.ToString(a, CultureInfo.InvariantCulture));
}

/// <summary>A diagnostic to be.</summary>
/// <param name="Rule">What it is about.</param>
/// <param name="Location">Where.</param>
/// <param name="Properties">What a code fix needs.</param>
/// <param name="Arguments">What its message names, as texts.</param>
internal sealed record Problem(DiagnosticDescriptor Rule, Location Location, ImmutableDictionary<string, string?> Properties, object[] Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Location, Properties, Arguments);
}
