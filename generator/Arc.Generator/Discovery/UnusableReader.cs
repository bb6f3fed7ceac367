using Arc.Generator.Emit;
using Arc.Generator.Model;
using Arc.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Arc.Generator.Discovery;

/// <summary>Reads what C# insists on in a node class that nothing can be made of.</summary>
internal static class UnusableReader
{
    /// <summary>How the names of the files end that have the missing implementations.</summary>
    public const string FileSuffix = ".Unusable.g.cs";

    /// <summary>The class's ports that have no implementation; null if there are none.</summary>
    public static UnusableModel? Read(INamedTypeSymbol type)
    {
        var ports = type.GetMembers().OfType<IPropertySymbol>().Where(IsOpenPort).Select(Port).ToEquatable();
        if (ports.IsEmpty) return null;
        var types = new List<INamedTypeSymbol>();
        for (var outer = type; outer is not null; outer = outer.ContainingType) types.Insert(0, outer);
        var space = Displays.Namespace(type);
        var name = string.Join(".", types.Select(t => t.MetadataName.Replace('`', '_')));
        return new UnusableModel(space, types.Select(Declaration).ToEquatable(), type.Name, ports) { HintName = space.Length == 0 ? name : $"{space.Replace("@", "")}.{name}" };
    }

    // A type that C# does not know is reported for itself.
    private static bool IsOpenPort(IPropertySymbol property) =>
        property is { IsIndexer: false, RefKind: RefKind.None } && IsUnimplemented(property)
        && property is { IsVirtual: false, IsOverride: false, IsAbstract: false, IsSealed: false, GetMethod: not null }
        && (property.Attribute("InputAttribute") is not null || property.Attribute("OutputAttribute") is not null || property.Attribute("ConfigAttribute") is not null || IsPort(property.Type))
        && !IsUnknown(property.Type);

    /// <summary>Whether the author left the implementation of a partial property to others.</summary>
    public static bool IsUnimplemented(IPropertySymbol property) =>
        property.IsPartialDefinition
        && (property.PartialImplementationPart is not { } implementation || implementation.DeclaringSyntaxReferences.All(r => r.SyntaxTree.FilePath.EndsWith(FileSuffix, StringComparison.Ordinal)));

    /// <summary>Whether a type is that of a port.</summary>
    public static bool IsPort(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments.Length: 1 } generic && (generic.IsSdk("InputPort") || generic.IsSdk("OutputPort"));

    private static bool IsUnknown(ITypeSymbol type) => type.TypeKind is TypeKind.Error or TypeKind.Pointer
        || (type is INamedTypeSymbol generic && generic.TypeArguments.Any(IsUnknown))
        || (type is IArrayTypeSymbol array && IsUnknown(array.ElementType));

    private static UnusablePortModel Port(IPropertySymbol property)
    {
        var modifiers = $"{SyntaxFacts.GetText(property.DeclaredAccessibility)} {(property.IsStatic ? "static " : "")}{(property.IsRequired ? "required " : "")}partial";
        var setter = property.SetMethod is not { } set ? ""
            : $"{(set.DeclaredAccessibility == property.DeclaredAccessibility ? "" : SyntaxFacts.GetText(set.DeclaredAccessibility) + " ")}{(set.IsInitOnly ? "init" : "set")}";
        return new UnusablePortModel($"{modifiers} {property.Type.ToDisplayString(Displays.Type)} {Template.Identifier(property.Name)}", setter);
    }

    private static string Declaration(INamedTypeSymbol type)
    {
        var keyword = type.TypeKind switch
        {
            TypeKind.Interface => "interface",
            TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
            _ => type.IsRecord ? "record" : "class",
        };
        return $"{keyword} {Template.Identifier(type.Name)}{Template.Generic(type.TypeParameters.Select(p => p.Name))}";
    }
}
