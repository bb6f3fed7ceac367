using System.Collections.Concurrent;
using System.Collections.Immutable;
using Arc.Generator.Discovery;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arc.Generator.Validation;

/// <summary>
/// What is wrong with module classes. Every keystroke makes a compilation whose attributes and signatures are bound anew, which is what
/// reading a large module costs; so the answer is kept as long as no text changed that could matter (see <see cref="Skeleton"/>), and only moved to
/// where the same text stands now. Otherwise the methods that changed, and those that have problems, are read again. Nothing that is kept refers to a compilation.
/// </summary>
internal static class ModuleProblems
{
    private static readonly ConcurrentDictionary<string, Answer> Last = new(StringComparer.Ordinal);
    private static readonly ModuleMemory Memory = new();

    /// <summary>The problems of a module class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attribute">Its <c>[Module]</c>.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static IEnumerable<Problem> Of(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, CancellationToken cancellation)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || Skeleton.TextOf(declaration, cancellation) is not { } text)
        {
            return Read(type, attribute, compilation, null, cancellation);
        }

        // A project for several frameworks has a compilation for each, and the same keystroke reaches all.
        var key = $"{compilation.AssemblyName}/{declaration.SyntaxTree.Options.GetHashCode()}/{type.ToDisplayString()}";
        var world = Skeleton.WorldOf(compilation, cancellation);
        if (Last.TryGetValue(key, out var known) && known.Own == text.Hash && known.World == world)
            return known.Problems.Select(p => p.Problem with { Location = Location.Create(declaration.SyntaxTree, text.SpanAt(p.Offset, p.Length)) });

        var readings = Memory.Begin(key, world);
        var problems = Read(type, attribute, compilation, readings, cancellation);
        Memory.Keep(key, readings);
        var placed = problems.Select(p => (
            Problem: p with { Location = Location.None },
            Offset: p.Location.SourceTree == declaration.SyntaxTree ? text.OffsetOf(p.Location.SourceSpan) : -1,
            p.Location.SourceSpan.Length)).ToImmutableArray();
        // A place in another file moves with that file's text.
        if (placed.All(p => p.Offset >= 0)) Last[key] = new Answer(text.Hash, world, placed);
        else Last.TryRemove(key, out _);
        return problems;
    }

    private static IReadOnlyList<Problem> Read(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, ModuleReadings? readings, CancellationToken cancellation)
    {
        var problems = new Problems(collect: true);
        ModuleReader.Read(type, attribute, compilation, problems, cancellation, readings);
        return problems.All;
    }

    private sealed record Answer(ulong Own, ulong World, ImmutableArray<(Problem Problem, int Offset, int Length)> Problems);
}
