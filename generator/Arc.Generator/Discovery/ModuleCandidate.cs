using Arc.Generator.Model;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arc.Generator.Discovery;

/// <summary>
/// A class with <c>[Module]</c> that may have to be read. Two candidates are equal if reading them gives the same model, and
/// then the pipeline keeps the old one; the compilation is held weakly, because only a new candidate is ever read.
/// </summary>
internal sealed class ModuleCandidate : IEquatable<ModuleCandidate>
{
    private readonly string _name;
    private readonly ulong _own;
    private readonly ulong _world;
    private readonly WeakReference<Compilation> _compilation;

    private ModuleCandidate(string name, ulong own, ulong world, Compilation compilation)
    {
        _name = name;
        _own = own;
        _world = world;
        _compilation = new WeakReference<Compilation>(compilation);
    }

    public static ModuleCandidate Of(GeneratorAttributeSyntaxContext hit, CancellationToken cancellation)
    {
        var compilation = hit.SemanticModel.Compilation;
        return new ModuleCandidate(
            MetadataName((INamedTypeSymbol)hit.TargetSymbol),
            Skeleton.OwnOf((TypeDeclarationSyntax)hit.TargetNode, cancellation),
            Skeleton.WorldOf(compilation, cancellation),
            compilation);
    }

    public ModuleModel? Read(ModuleMemory memory, CancellationToken cancellation)
    {
        if (!_compilation.TryGetTarget(out var compilation)
            || compilation.Assembly.GetTypeByMetadataName(_name) is not { } type
            || type.Attribute("ModuleAttribute") is not { } attribute)
        {
            return null;
        }

        var readings = memory.Begin(_name, _world);
        var model = ModuleReader.Read(type, attribute, compilation, new Problems(collect: false), cancellation, readings);
        memory.Keep(_name, readings);
        return model;
    }

    public bool Equals(ModuleCandidate? other) =>
        other is not null && _own == other._own && _world == other._world && _name == other._name;

    public override bool Equals(object? obj) => Equals(obj as ModuleCandidate);

    public override int GetHashCode() => unchecked((int)(_own ^ _world));

    private static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{MetadataName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName
        : $"{type.ContainingNamespace.ToDisplayString(Displays.Metadata)}.{type.MetadataName}";
}
