using System.Reflection;

namespace Arc.Cli.Explaining;

/// <summary>C# spellings of types and members, as short as a reader of the explanation needs them.</summary>
internal static class MemberNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(byte)] = "byte",
        [typeof(ushort)] = "ushort",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(object)] = "object",
    };

    /// <summary>The name without the number of type parameters.</summary>
    public static string Simple(Type type) => type.Name.Split('`')[0];

    /// <summary>For example <c>SignalModule.Ema&lt;double&gt;</c>.</summary>
    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsGenericParameter) return type.Name;
        if (type.IsArray) return Of(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying) + "?";
        var arguments = type.GetGenericArguments().Select(Of).ToList();
        var own = type.IsNested ? arguments.Skip(type.DeclaringType!.GetGenericArguments().Length).ToList() : arguments;
        if (type is { Namespace: "System" } && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal)) return $"({string.Join(", ", own)})";
        return (type.IsNested ? Of(type.DeclaringType!) + "." : "") + Simple(type) + (own.Count == 0 ? "" : $"<{string.Join(", ", own)}>");
    }

    /// <summary>For example <c>MathModule.Clamp&lt;byte&gt;</c>.</summary>
    public static string Of(MethodBase method)
    {
        var type = Of(method.DeclaringType!);
        if (method.IsConstructor) return type;
        var name = method.Name[(method.Name.LastIndexOf('.') + 1)..];
        if (method.IsSpecialName && name.StartsWith("get_", StringComparison.Ordinal)) name = name[4..];
        return $"{type}.{name}{(method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Of))}>" : "")}";
    }
}
