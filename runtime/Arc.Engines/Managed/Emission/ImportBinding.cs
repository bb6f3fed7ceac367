using System.Linq.Expressions;
using System.Reflection;
using Arc.Engines.Linking;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Managed.Emission;

internal enum BindingKind
{
    /// <summary>A direct call of a public static method, which the JIT compiler may inline.</summary>
    Static,

    /// <summary>A call of a public method on an exactly typed field.</summary>
    Instance,

    /// <summary>An invocation of a delegate in a field.</summary>
    Delegate,

    /// <summary>A function of another instance.</summary>
    Guest,
}

/// <summary>How emitted code reaches one imported function. Equal bindings give equal code; the target is data of the instance.</summary>
/// <param name="Kind">The form of the call.</param>
/// <param name="Method">The method to call; null for <see cref="BindingKind.Guest"/>.</param>
/// <param name="FieldType">Type of the instance's field for the target; null for <see cref="BindingKind.Static"/>.</param>
internal sealed record ImportBinding(BindingKind Kind, MethodInfo? Method, Type? FieldType)
{
    /// <summary>Chooses the form for a definition.</summary>
    /// <param name="definition">What the linker offers.</param>
    /// <param name="target">Receives the content of the instance's field.</param>
    public static ImportBinding Of(LinkDefinition definition, out object? target)
    {
        if (definition is GuestFunctionDefinition { Function: ManagedFunction guest })
        {
            target = guest.Reference;
            return new ImportBinding(BindingKind.Guest, null, typeof(FunctionReference));
        }
        var function = definition is HostFunctionDefinition host ? host.Function : ForeignFunction.Wrap((GuestFunctionDefinition)definition);
        var method = function.Method;
        var visible = method is { IsPublic: true, DeclaringType: { IsVisible: true, ContainsGenericParameters: false } };
        if (visible && function.HasSingleTarget && SameShape(method, function))
        {
            if (method.IsStatic && function.Target is null)
            {
                target = null;
                return new ImportBinding(BindingKind.Static, method, null);
            }
            if (!method.IsStatic && function.Target is not null && !method.DeclaringType!.IsValueType)
            {
                target = function.Target;
                return new ImportBinding(BindingKind.Instance, method, method.DeclaringType);
            }
        }
        if (!function.GetType().IsVisible) function = Visible(function);
        target = function;
        return new ImportBinding(BindingKind.Delegate, HostFunctionShape.InvokeMethod(function), function.GetType());
    }

    // A delegate may bind a method of a compatible but different signature; then only the delegate's own is known to fit.
    private static bool SameShape(MethodInfo method, Delegate function)
    {
        var invoke = HostFunctionShape.InvokeMethod(function);
        return method.ReturnType == invoke.ReturnType &&
            method.GetParameters().Select(p => p.ParameterType).SequenceEqual(invoke.GetParameters().Select(p => p.ParameterType));
    }

    /// <summary>The same call through a delegate type that emitted code can name.</summary>
    private static Delegate Visible(Delegate function)
    {
        var invoke = HostFunctionShape.InvokeMethod(function);
        var type = Expression.GetDelegateType([.. invoke.GetParameters().Select(p => p.ParameterType), invoke.ReturnType]);
        return Delegate.CreateDelegate(type, function, invoke);
    }
}
