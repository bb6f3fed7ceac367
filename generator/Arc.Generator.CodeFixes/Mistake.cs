namespace Arc.Generator.CodeFixes;

/// <summary>One diagnostic, and the code around it.</summary>
internal sealed class Mistake
{
    private readonly SyntaxNode _root;

    public Mistake(Diagnostic diagnostic, SyntaxNode root, SemanticModel model)
    {
        _root = root;
        Id = diagnostic.Id;
        Model = model;
        Node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        Suggestion = diagnostic.Properties.TryGetValue(Problems.FixProperty, out var fix) ? fix : null;
    }

    public string Id { get; }

    /// <summary>The node at the diagnostic's place.</summary>
    public SyntaxNode Node { get; }

    public SemanticModel Model { get; }

    /// <summary>What the analyzer suggests to write; null if it suggests nothing.</summary>
    public string? Suggestion { get; }

    /// <summary>The member at the diagnostic's place, or around it.</summary>
    public MemberDeclarationSyntax? Member => Node.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    /// <summary>How the document ends its lines.</summary>
    public string LineEnd => _root.DescendantTrivia().FirstOrDefault(static t => t.IsKind(SyntaxKind.EndOfLineTrivia)).ToString() is { Length: > 0 } end ? end : "\n";

    public bool Is(DiagnosticDescriptor rule) => rule.Id == Id;

    /// <summary>A type's name as it can be written here: short where its namespace is imported.</summary>
    public string NameOf(string space, string type) =>
        Model.LookupNamespacesAndTypes(Node.SpanStart, name: type).Any(s => s.ContainingNamespace?.ToDisplayString() == space) ? type : $"{space}.{type}";
}
