using Arc.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Discovery;

/// <summary>Reads C# types as Arc types.</summary>
internal static class TypeReader
{
    private static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat;

    /// <summary>The Arc type of a C# type; null if Arc does not know it.</summary>
    public static TypeModel? Read(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return Read(nullable.TypeArguments[0]) is { } inner ? inner with { IsNullable = true } : null;
        var isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type is INamedTypeSymbol { IsGenericType: true } generic)
        {
            var shape = generic.IsSdk("Series") ? TypeShape.Series : generic.IsSdk("Channel") ? TypeShape.Channel : TypeShape.Scalar;
            if (shape == TypeShape.Scalar || Scalar(generic.TypeArguments[0]) is not { IsNullable: false } element) return null;
            if (element.IsString) return null;
            return element with { Shape = shape, IsNullable = isNullable };
        }

        if (type.IsSdk("Series")) return new TypeModel(TypeShape.AnySeries, default) { IsNullable = isNullable };
        return Scalar(type);
    }

    /// <summary>The primitive of a C# type; null if it carries none.</summary>
    public static Prim? PrimitiveOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Byte => Prim.U8,
        SpecialType.System_UInt16 => Prim.U16,
        SpecialType.System_UInt32 => Prim.U32,
        SpecialType.System_UInt64 => Prim.U64,
        SpecialType.System_SByte => Prim.I8,
        SpecialType.System_Int16 => Prim.I16,
        SpecialType.System_Int32 => Prim.I32,
        SpecialType.System_Int64 => Prim.I64,
        SpecialType.System_Single => Prim.F32,
        SpecialType.System_Double => Prim.F64,
        SpecialType.System_String => Prim.Str,
        _ => type.IsSdk("Text") ? Prim.Str : null,
    };

    /// <summary>The type that an author who wrote an unknown one probably wants.</summary>
    public static string Suggestion(ITypeSymbol type)
    {
        if (Nearest(type) is not { } nearest) return "use one of the ten numeric types, string, Text, Series<T> or Channel<T>";
        return type.Name is "DateTime" or "DateTimeOffset" or "TimeSpan"
            ? $"write '[Unit(\"ns\")] {nearest}'"
            : $"write '{nearest}'";
    }

    /// <summary>The nearest type that Arc knows; null if none is near.</summary>
    public static string? Nearest(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array) return PrimitiveOf(array.ElementType) is not null || array.ElementType is ITypeParameterSymbol ? $"Series<{Element(array.ElementType)}>" : null;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) return Nearest(nullable.TypeArguments[0]);
        if (type is INamedTypeSymbol { IsGenericType: true } generic && generic.IsSdk("Series") && generic.TypeArguments[0].SpecialType == SpecialType.System_String)
            return "Series<Text>";
        if (type is INamedTypeSymbol { IsGenericType: true } channel && channel.IsSdk("Channel") && channel.TypeArguments[0].SpecialType == SpecialType.System_String)
            return "Channel<Text>";
        if (type is INamedTypeSymbol { IsGenericType: true, TypeArguments.Length: 1 } list
            && list.Name is "List" or "IList" or "IReadOnlyList" or "IEnumerable" or "ICollection" or "IReadOnlyCollection" or "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "ImmutableArray")
        {
            var element = ((INamedTypeSymbol)type).TypeArguments[0];
            return PrimitiveOf(element) is not null || element is ITypeParameterSymbol ? $"Series<{Element(element)}>" : null;
        }

        return type.SpecialType switch
        {
            SpecialType.System_Boolean => "byte",
            SpecialType.System_Char => "string",
            SpecialType.System_Decimal => "double",
            SpecialType.System_IntPtr => "long",
            SpecialType.System_UIntPtr => "ulong",
            SpecialType.System_DateTime => "long",
            _ when type.Name is "Half" => "float",
            _ when type.Name is "TimeSpan" or "DateTimeOffset" or "BigInteger" or "Int128" => "long",
            _ when type.Name is "UInt128" => "ulong",
            _ when type.Name is "Guid" or "Uri" or "StringBuilder" => "string",
            _ when type.TypeKind == TypeKind.Enum => ((INamedTypeSymbol)type).EnumUnderlyingType?.ToDisplayString(Short),
            _ => null,
        };
    }

    public static string Display(ITypeSymbol type) => type.ToDisplayString(Short);

    private static string Element(ITypeSymbol type) => type.SpecialType == SpecialType.System_String ? "Text" : type.ToDisplayString(Short);

    private static TypeModel? Scalar(ITypeSymbol type)
    {
        var isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type is ITypeParameterSymbol parameter) return new TypeModel(TypeShape.Scalar, default, parameter.Name) { IsNullable = isNullable };
        return PrimitiveOf(type) is { } primitive
            ? new TypeModel(TypeShape.Scalar, primitive) { IsString = type.SpecialType == SpecialType.System_String, IsNullable = isNullable }
            : null;
    }
}
