using Microsoft.CodeAnalysis;

namespace Arc.Generator.Discovery;

/// <summary>How symbols are spelled in generated code.</summary>
internal static class Displays
{
    /// <summary>Fully qualified, with nullable annotations.</summary>
    public static readonly SymbolDisplayFormat Type =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>As metadata has it: keywords are names like any other.</summary>
    public static readonly SymbolDisplayFormat Metadata = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The namespace of a type as code writes it; empty for the global one.</summary>
    public static string Namespace(INamedTypeSymbol type) => type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();

    private static readonly SymbolDisplayFormat CrefType =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandNullable);

    /// <summary>A method in cref syntax, relative to its namespace.</summary>
    public static string Cref(IMethodSymbol method)
    {
        var generic = method.TypeParameters.IsEmpty ? "" : $"{{{string.Join(", ", method.TypeParameters.Select(p => p.Name))}}}";
        var parameters = string.Join(", ", method.Parameters.Select(p => p.Type.ToDisplayString(CrefType).Replace('<', '{').Replace('>', '}')));
        return $"{Emit.Template.Identifier(method.ContainingType.Name)}.{Emit.Template.Identifier(method.Name)}{generic}({parameters})";
    }

    /// <summary>A nested class in cref syntax, relative to its namespace.</summary>
    public static string Cref(INamedTypeSymbol type)
    {
        var generic = type.TypeParameters.IsEmpty ? "" : $"{{{string.Join(", ", type.TypeParameters.Select(p => p.Name))}}}";
        return $"{Emit.Template.Identifier(type.ContainingType.Name)}.{Emit.Template.Identifier(type.Name)}{generic}";
    }
}
