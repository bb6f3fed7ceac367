using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arc.Generator.Discovery;

/// <summary>
/// Hashes of source text without method bodies. Binding a module's attributes and signatures is what reading it costs, so it
/// is done again only if text changed that could matter: the module's own declarations, or, anywhere in the compilation,
/// anything but methods. Both are hashed from the text of the files that changed; nothing is bound for it.
/// </summary>
internal sealed class Skeleton
{
    // The folder in the paths of generated files is named after the generator.
    private static readonly string OwnFiles = typeof(ModuleGenerator).FullName!;

    private static readonly ConditionalWeakTable<SyntaxTree, Skeleton> Trees = new();
    private static readonly ConditionalWeakTable<Compilation, object> Worlds = new();
    private static readonly ConditionalWeakTable<MetadataReference, object> References = new();
    private static long _references;

    private readonly Dictionary<int, ModuleText> _modules = [];
    private readonly Dictionary<int, ulong> _methods = [];
    private readonly SourceText _text;
    private Hash _world = Hash.Start;

    private Skeleton(SyntaxTree tree, CancellationToken cancellation)
    {
        _text = tree.GetText(cancellation);
        // The same text means something else under other preprocessor symbols.
        _world.Add(unchecked((uint)tree.Options.GetHashCode()));
        var root = (CompilationUnitSyntax)tree.GetRoot(cancellation);
        var end = AddMembers(ref _world, root.Members, 0, keepMethods: true);
        _world.Add(_text, end, root.FullSpan.End);
    }

    /// <summary>What any module's model could depend on beyond the module's own declaration.</summary>
    public static ulong WorldOf(Compilation compilation, CancellationToken cancellation)
    {
        if (Worlds.TryGetValue(compilation, out var known)) return (ulong)known;
        var hash = Hash.Start;
        hash.Add((ulong)compilation.Options.NullableContextOptions);
        foreach (var reference in compilation.References) hash.Add((ulong)(long)References.GetValue(reference, static _ => Interlocked.Increment(ref _references)));
        foreach (var tree in compilation.SyntaxTrees)
        {
            // The analyzer sees what the generator made, which follows from the rest, and is by far the most text.
            if (!tree.FilePath.Contains(OwnFiles)) hash.Add(Of(tree, cancellation)._world.Value);
        }

        return (ulong)Worlds.GetValue(compilation, _ => hash.Value);
    }

    /// <summary>What a module's model depends on in its own declaration.</summary>
    public static ulong OwnOf(TypeDeclarationSyntax declaration, CancellationToken cancellation) =>
        TextOf(declaration, cancellation)?.Hash ?? Of(declaration.SyntaxTree, cancellation)._world.Value;

    /// <summary>The text that the hash of a module's own declaration is of; null if the declaration does not look like that of a module.</summary>
    public static ModuleText? TextOf(TypeDeclarationSyntax declaration, CancellationToken cancellation) =>
        Of(declaration.SyntaxTree, cancellation)._modules.TryGetValue(declaration.FullSpan.Start, out var own) ? own : null;

    /// <summary>Whether a declaration has an attribute that is spelled like that of a module.</summary>
    public static bool LooksLikeModule(TypeDeclarationSyntax type) => type.AttributeLists.Any(l => l.Attributes.Any(IsModule));

    /// <summary>The hash of a method of a module without its body; null if it is not known to say what the method is.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="start">Where the method begins, behind its comments.</param>
    /// <param name="cancellation">Ends the hashing.</param>
    public static ulong? OfMethod(SyntaxTree tree, int start, CancellationToken cancellation) =>
        Of(tree, cancellation)._methods.TryGetValue(start, out var own) ? own : null;

    private static Skeleton Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (Trees.TryGetValue(tree, out var known)) return known;
        var skeleton = new Skeleton(tree, cancellation);
        return Trees.GetValue(tree, _ => skeleton);
    }

    /// <summary>Adds the text from a position to the end of some members, without what does not count; answers where it ended.</summary>
    private int AddMembers(ref Hash hash, SyntaxList<MemberDeclarationSyntax> members, int from, bool keepMethods, bool countMethods = true)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    from = AddMembers(ref hash, space.Members, from, keepMethods);
                    break;
                case TypeDeclarationSyntax type:
                    from = AddType(ref hash, type, from, keepMethods);
                    break;
                case BaseMethodDeclarationSyntax method:
                    var end = method.Body?.SpanStart ?? method.ExpressionBody?.SpanStart ?? method.FullSpan.End;
                    if (keepMethods) hash.Add(_text, from, end);
                    else if (countMethods || from < method.FullSpan.Start) hash.Add(_text, from, method.FullSpan.Start);
                    if (hash.KeepsMethods) AddMethod(method, end);
                    from = method.FullSpan.End;
                    break;
                case BasePropertyDeclarationSyntax property:
                    from = AddProperty(ref hash, property, from);
                    break;
            }
        }

        return from;
    }

    // Only a partial class can be a module, and only methods beside its attribute are left to its own hash.
    private int AddType(ref Hash hash, TypeDeclarationSyntax type, int from, bool keepMethods)
    {
        var isPartial = type.Modifiers.Any(m => m.ValueText == "partial");
        if (!isPartial) return AddMembers(ref hash, type.Members, from, keepMethods: false);
        if (!LooksLikeModule(type)) return AddMembers(ref hash, type.Members, from, keepMethods);
        var kept = new List<TextSpan>();
        var own = Hash.Start;
        own.Kept = kept;
        own.KeepsMethods = !HasNullableDirective(type);
        var end = AddMembers(ref own, type.Members, type.FullSpan.Start, keepMethods: true);
        own.Add(_text, end, type.FullSpan.End);
        _modules[type.FullSpan.Start] = new ModuleText(own.Value, kept);
        // A module's functions come and go; no other module depends on how many there are.
        return AddMembers(ref hash, type.Members, from, keepMethods: false, countMethods: false);
    }

    private void AddMethod(BaseMethodDeclarationSyntax method, int end)
    {
        var own = Hash.Start;
        own.Add(_text, method.FullSpan.Start, end);
        _methods[method.SpanStart] = own.Value;
    }

    // Behind such a directive the same text may mean something else.
    private static bool HasNullableDirective(TypeDeclarationSyntax type) =>
        type.ContainsDirectives && type.GetFirstDirective(static d => d is NullableDirectiveTriviaSyntax) is not null;

    private int AddProperty(ref Hash hash, BasePropertyDeclarationSyntax property, int from)
    {
        SyntaxNode? arrow = property switch { PropertyDeclarationSyntax p => p.ExpressionBody, IndexerDeclarationSyntax i => i.ExpressionBody, _ => null };
        if (arrow is not null) return Skip(ref hash, arrow, from);
        if (property.AccessorList is null) return from;
        foreach (var accessor in property.AccessorList.Accessors)
        {
            if (((SyntaxNode?)accessor.Body ?? accessor.ExpressionBody) is { } body) from = Skip(ref hash, body, from);
        }

        return from;
    }

    private int Skip(ref Hash hash, SyntaxNode body, int from)
    {
        hash.Add(_text, from, body.SpanStart);
        return body.Span.End;
    }

    private static bool IsModule(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name is "Module" or "ModuleAttribute";
    }

    /// <summary>FNV-1a over UTF-16 code units.</summary>
    private struct Hash
    {
        private const ulong Prime = 1099511628211;

        public static Hash Start => new() { Value = 14695981039346656037 };

        public ulong Value { get; private set; }

        /// <summary>Whether the methods have hashes of their own.</summary>
        public bool KeepsMethods { get; set; }

        /// <summary>Which text was added, if it matters.</summary>
        public List<TextSpan>? Kept { get; set; }

        public void Add(ulong value) => Value = unchecked(((Value ^ (value & 0xFFFFFFFF)) * Prime ^ (value >> 32)) * Prime);

        public void Add(SourceText text, int start, int end)
        {
            var value = Value;
            for (var i = start; i < end; i++) value = unchecked((value ^ text[i]) * Prime);
            Value = unchecked((value ^ (ulong)(end - start)) * Prime);
            if (end > start) Kept?.Add(TextSpan.FromBounds(start, end));
        }
    }
}
