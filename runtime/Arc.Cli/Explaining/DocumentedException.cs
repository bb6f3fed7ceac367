using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Arc.Cli.Explaining;

/// <summary>An exception that a method's documentation comment names.</summary>
/// <param name="Type">Its type.</param>
/// <param name="When">When it is thrown.</param>
internal sealed partial record DocumentedException(string Type, string When)
{
    /// <summary>Those of a method, from the XML documentation beside its assembly; none if there is no such file.</summary>
    public static IEnumerable<DocumentedException> Of(MethodInfo method)
    {
        var file = Path.ChangeExtension(method.Module.Assembly.Location, ".xml");
        if (file.Length == 0 || !File.Exists(file)) return [];
        try
        {
            var definition = (MethodInfo)method.Module.ResolveMethod(method.MetadataToken)!;
            var member = XDocument.Load(file).Descendants("member").FirstOrDefault(m => (string?)m.Attribute("name") == IdOf(definition));
            return [.. member?.Elements("exception").Select(e => new DocumentedException(Short((string?)e.Attribute("cref")), Text(e))) ?? []];
        }
        catch (XmlException)
        {
            // A damaged file documents nothing.
            return [];
        }
    }

    /// <summary>The ID of a method in documentation files (C# specification, annex D).</summary>
    internal static string IdOf(MethodInfo method)
    {
        var parameters = method.GetParameters();
        return $"M:{TypeId(method.DeclaringType!)}.{method.Name}{(method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "")}"
            + (parameters.Length == 0 ? "" : $"({string.Join(",", parameters.Select(p => TypeId(p.ParameterType)))})");
    }

    private static string TypeId(Type type)
    {
        if (type.IsByRef) return TypeId(type.GetElementType()!) + "@";
        if (type.IsArray) return TypeId(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter) return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        if (!type.IsConstructedGenericType) return type.FullName!.Replace('+', '.');
        var name = type.GetGenericTypeDefinition().FullName!.Replace('+', '.');
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}{{{string.Join(",", type.GetGenericArguments().Select(TypeId))}}}";
    }

    private static string Short(string? cref) => cref is null ? "an exception" : cref[(cref.LastIndexOf('.') + 1)..];

    private static string Text(XElement element) =>
        Space().Replace(string.Concat(element.Nodes().Select(n => n switch
        {
            XText text => text.Value,
            XElement inner => inner.Attribute("cref") is { } cref ? Short(cref.Value) : (string?)inner.Attribute("name") ?? inner.Value,
            _ => "",
        })), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
