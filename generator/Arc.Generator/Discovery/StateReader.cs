using Microsoft.CodeAnalysis;

namespace Arc.Generator.Discovery;

/// <summary>Which C# types can be saved as state, and what has to be made known to the SDK before.</summary>
internal static class StateReader
{
    private const int MostTupleElements = 4;

    /// <summary>Whether a value of a type can be saved.</summary>
    /// <param name="type">The type. A type parameter stands for primitives.</param>
    /// <param name="codecs">Receives the calls that make its codecs known, inner types first, without class and arguments.</param>
    public static bool TryRead(ITypeSymbol type, List<string> codecs)
    {
        if (type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char || TypeReader.PrimitiveOf(type) is not null || type is ITypeParameterSymbol) return true;
        if (SavesItself(type)) return Add("Register", type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
        if (type.TypeKind == TypeKind.Enum) return Add("RegisterEnum", type);
        if (type is IArrayTypeSymbol { IsSZArray: true } array) return TryRead(array.ElementType, codecs) && Add("RegisterArray", array.ElementType);
        if (type is not INamedTypeSymbol named) return false;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return TryRead(named.TypeArguments[0], codecs) && Add("RegisterNullable", named.TypeArguments[0]);
        if (named.IsTupleType)
        {
            return named.TupleElements.Length is >= 2 and <= MostTupleElements
                && named.TupleElements.All(e => TryRead(e.Type, codecs))
                && Add("RegisterTuple", [.. named.TupleElements.Select(e => e.Type)]);
        }

        if (named.IsSdk("Series") && named.IsGenericType) return TypeReader.Read(named) is not null;
        return IsCollection(named, out var element) && TryRead(element, codecs) && Add(named.Name == "List" ? "RegisterList" : "RegisterQueue", element);

        bool Add(string method, params ITypeSymbol[] arguments)
        {
            var call = $"{method}<{string.Join(", ", arguments.Select(a => a.ToDisplayString(Displays.Type)))}>";
            if (!codecs.Contains(call)) codecs.Add(call);
            return true;
        }
    }

    /// <summary>Whether an object of a type changes although nothing is assigned to the field that holds it.</summary>
    public static bool IsContainer(ITypeSymbol type) =>
        type is IArrayTypeSymbol
        || (type is INamedTypeSymbol { IsGenericType: true } named && (named.IsSdk("Series") || IsCollection(named, out _)))
        || (type.TypeKind == TypeKind.Class && (SavesItself(type) || IsOtherCollection(type)));

    /// <summary>Whether generated code can fill a container again that it cannot replace.</summary>
    public static bool CanBeRefilled(ITypeSymbol type) => type.TypeKind != TypeKind.Class || !(SavesItself(type) || IsOtherCollection(type));

    private static bool SavesItself(ITypeSymbol type) => type.AllInterfaces.Any(i =>
        i.IsSdkState("IStateValue") && i.TypeArguments.Length == 1 && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type));

    private static bool IsCollection(INamedTypeSymbol type, out ITypeSymbol element)
    {
        element = type;
        if (type.Name is not ("List" or "Queue") || type.TypeArguments.Length != 1 || !IsSystemCollections(type)) return false;
        element = type.TypeArguments[0];
        return true;
    }

    private static bool IsOtherCollection(ITypeSymbol type) =>
        type is INamedTypeSymbol named && !IsCollection(named, out _)
        && ((IsSystemCollections(type) && type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable))
            || type is { Name: "StringBuilder", ContainingNamespace: { Name: "Text", ContainingNamespace.Name: "System" } });

    private static bool IsSystemCollections(ITypeSymbol type) => type.ContainingNamespace is
    {
        Name: "Generic" or "Concurrent", ContainingNamespace: { Name: "Collections", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
    };
}
