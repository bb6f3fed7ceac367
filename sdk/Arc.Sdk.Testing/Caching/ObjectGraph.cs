using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Arc.Sdk.Testing;

/// <summary>Walks the fields of objects in search of what keeps compilations alive.</summary>
internal static class ObjectGraph
{
    private static readonly Type[] Forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(SyntaxToken), typeof(SyntaxTrivia), typeof(SyntaxNodeOrToken),
        typeof(SemanticModel), typeof(Compilation), typeof(Location), typeof(IOperation), typeof(AttributeData), typeof(Diagnostic), typeof(MetadataReference),
    ];

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <summary>The way to the nearest forbidden object, such as <c>ReadModules[0]._type, a Compilation</c>; null if there is none.</summary>
    /// <param name="root">Where to start.</param>
    /// <param name="name">What to call it.</param>
    public static string? FindForbidden(object? root, string name)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var left = new Queue<(object Value, string Path)>();
        if (Visit(root, name) is { } found) return found;
        while (left.TryDequeue(out var next))
        {
            if (next.Value is Array array)
            {
                var i = 0;
                foreach (var item in array)
                {
                    if (Visit(item, string.Create(CultureInfo.InvariantCulture, $"{next.Path}[{i++}]")) is { } inside) return inside;
                }

                continue;
            }

            foreach (var field in Fields.GetOrAdd(next.Value.GetType(), FieldsOf))
            {
                if (Visit(field.GetValue(next.Value), $"{next.Path}.{NameOf(field)}") is { } inside) return inside;
            }
        }

        return null;

        string? Visit(object? value, string path)
        {
            if (value is null || IsPlain(value)) return null;
            if (Array.Find(Forbidden, t => t.IsInstanceOfType(value)) is { } type) return $"{path}, a {type.Name}";
            if (value.GetType().IsValueType || seen.Add(value)) left.Enqueue((value, path));
            return null;
        }
    }

    // What a weak reference points to is not kept.
    private static bool IsPlain(object value)
    {
        var type = value.GetType();
        return type.IsPrimitive || type.IsEnum || type.IsPointer || value is string or decimal or MemberInfo or Module or Assembly or CultureInfo or System.Text.Encoding or WeakReference
            || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(WeakReference<>))
            || (type.IsArray && type.GetElementType() is { } element && (element.IsPrimitive || element == typeof(string)));
    }

    private static FieldInfo[] FieldsOf(Type type)
    {
        var fields = new List<FieldInfo>();
        for (var t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
        {
            fields.AddRange(t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(f => !f.FieldType.IsPointer && !f.FieldType.IsByRefLike && !f.FieldType.IsPrimitive && f.FieldType != typeof(string)));
        }

        return [.. fields];
    }

    // The field behind an automatic property is known by the property.
    private static string NameOf(FieldInfo field)
    {
        var end = field.Name.IndexOf('>', StringComparison.Ordinal);
        return field.Name.StartsWith('<') && end > 1 ? field.Name[1..end] : field.Name;
    }
}
