using Microsoft.CodeAnalysis;

namespace Arc.Generator.Discovery;

/// <summary>Recognises the SDK's types by name, without looking anything up in a compilation.</summary>
internal static class SdkSymbols
{
    public const string ModuleAttribute = "Arc.Sdk.ModuleAttribute";
    public const string ReactiveNodeAttribute = "Arc.Sdk.ReactiveNodeAttribute";

    public static bool IsSdk(this ITypeSymbol? type, string name) =>
        type is { ContainingType: null } && type.Name == name && type.ContainingNamespace.IsSdkNamespace();

    public static bool IsSdkState(this ITypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "State" } inner } && type.Name == name && inner.ContainingNamespace.IsSdkNamespace();

    public static AttributeData? Attribute(this ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.IsSdk(name)) return attribute;
        }

        return null;
    }

    public static AttributeData? ReturnAttribute(this IMethodSymbol method, string name) =>
        method.GetReturnTypeAttributes().FirstOrDefault(a => a.AttributeClass.IsSdk(name));

    public static IEnumerable<AttributeData> Attributes(this ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(a => a.AttributeClass.IsSdk(name));

    /// <summary>The first constructor argument of text, as in <c>[HostFunction("name")]</c>.</summary>
    public static string? FirstText(this AttributeData attribute) =>
        attribute.ConstructorArguments.Select(a => a.Kind == TypedConstantKind.Primitive ? a.Value as string : null).FirstOrDefault(t => t is not null);

    /// <summary>The first constructor argument of an enumeration.</summary>
    public static int? FirstEnum(this AttributeData attribute)
    {
        foreach (var argument in attribute.ConstructorArguments)
        {
            if (argument.Kind == TypedConstantKind.Enum) return System.Convert.ToInt32(argument.Value, System.Globalization.CultureInfo.InvariantCulture);
        }

        return null;
    }

    public static string? Text(this AttributeData attribute, string property) => attribute.Named(property)?.Value as string;

    public static bool Flag(this AttributeData attribute, string property) => attribute.Named(property)?.Value is true;

    public static int Number(this AttributeData attribute, string property) =>
        attribute.Named(property)?.Value is { } value ? System.Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) : 0;

    public static TypedConstant? Named(this AttributeData attribute, string property)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == property) return argument.Value;
        }

        return null;
    }

    private static bool IsSdkNamespace(this INamespaceSymbol? space) =>
        space is { Name: "Sdk", ContainingNamespace: { Name: "Arc", ContainingNamespace.IsGlobalNamespace: true } };
}
