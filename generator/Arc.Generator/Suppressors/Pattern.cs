using Arc.Generator.Discovery;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Suppressors;

/// <summary>What the authoring pattern prescribes, whatever a standard analyzer would prefer.</summary>
internal static class Pattern
{
    public static bool IsModule(ISymbol? symbol) => symbol is INamedTypeSymbol type && type.Attribute("ModuleAttribute") is not null;

    public static bool IsNode(ISymbol? symbol) =>
        symbol is INamedTypeSymbol type && IsModule(type.ContainingType) && type.Attribute("ReactiveNodeAttribute") is not null;

    public static bool IsHostFunction(ISymbol? symbol) =>
        symbol is IMethodSymbol method && IsModule(method.ContainingType) && method.Attribute("HostFunctionAttribute") is not null;

    /// <summary>Whether the scheduler calls a method of a node, and so its shape is given.</summary>
    public static bool IsScheduled(ISymbol? symbol) =>
        symbol is IMethodSymbol { IsStatic: false, ReturnsVoid: true } method && IsNode(method.ContainingType)
        && (method is { Name: "Reset", Parameters.IsEmpty: true } || (method is { Name: "Execute", Parameters.Length: 1 } && method.Parameters[0].Type.IsSdk("NodeContext")));

    /// <summary>Whether a member of the module names a method as its check.</summary>
    public static bool IsCheck(ISymbol? symbol)
    {
        if (symbol is not IMethodSymbol { IsStatic: true, Parameters.Length: 1 } method) return false;
        var module = IsModule(method.ContainingType) ? method.ContainingType : IsNode(method.ContainingType) ? method.ContainingType.ContainingType : null;
        return module is not null && module.GetMembers().Any(m => (m.Attribute("HostFunctionAttribute") ?? m.Attribute("ReactiveNodeAttribute"))?.Text("Check") == method.Name);
    }

    /// <summary>Whether the runtime alone calls a method or constructor, and passes what its signature says.</summary>
    public static bool IsCalledByUs(ISymbol? symbol) =>
        IsHostFunction(symbol) || IsCheck(symbol)
        || (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && (IsModule(constructor.ContainingType) || IsNode(constructor.ContainingType)));

    /// <summary>Whether programs know a symbol by its C# name, because no attribute gives another.</summary>
    public static bool NamesItself(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => IsNode(type) && type.Attribute("ReactiveNodeAttribute")!.FirstText() is null,
        IMethodSymbol method => IsHostFunction(method) && method.Attribute("HostFunctionAttribute")!.FirstText() is null,
        IParameterSymbol parameter => IsHostFunction(parameter.ContainingSymbol) && !parameter.Type.IsSdk("HostContext")
            && parameter.Attribute("NameAttribute") is null && parameter.Attribute("ConfigAttribute")?.Text("Name") is null,
        IPropertySymbol property => IsNodeProperty(property, out var attribute) && attribute!.Text("Name") is null,
        _ => false,
    };

    /// <summary>Whether a property is a port or a config value of a node.</summary>
    public static bool IsNodeProperty(ISymbol? symbol, out AttributeData? attribute)
    {
        attribute = symbol is IPropertySymbol property && IsNode(property.ContainingType)
            ? property.Attribute("ConfigAttribute") ?? property.Attribute("InputAttribute") ?? property.Attribute("OutputAttribute")
            : null;
        return attribute is not null;
    }
}
