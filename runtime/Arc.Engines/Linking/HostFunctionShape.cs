using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Arc.Sdk;
using Arc.Sdk.Hosting;

namespace Arc.Engines.Linking;

/// <summary>Which delegates a guest can call (<see cref="ILinker.Define"/>).</summary>
internal static class HostFunctionShape
{
    /// <summary>The signature that a guest sees.</summary>
    /// <exception cref="ArgumentException">The delegate's shape is none that a guest can call.</exception>
    public static FunctionType TypeOf(Delegate function, string name)
    {
        var invoke = InvokeMethod(function);
        var parameters = invoke.GetParameters();
        var skip = TakesContext(parameters) ? 1 : 0;
        var types = new WasmValueType[parameters.Length - skip];
        for (var i = 0; i < types.Length; i++)
        {
            var parameter = parameters[i + skip];
            types[i] = ValueTypeOf(parameter.ParameterType) ?? throw new ArgumentException(
                $"{name}: parameter '{NameOf(function, parameters.Length - i - skip)}' is {parameter.ParameterType.Name}; a guest passes int, long, float or double.",
                nameof(function));
        }
        if (invoke.ReturnType == typeof(void)) return new FunctionType(types, []);
        var result = ValueTypeOf(invoke.ReturnType) ?? throw new ArgumentException(
            $"{name}: the result is {invoke.ReturnType.Name}; a guest takes int, long, float, double or nothing.", nameof(function));
        return new FunctionType(types, [result]);
    }

    // A delegate type calls its parameters something general; the method it is bound to knows better.
    private static string? NameOf(Delegate function, int fromEnd) => function.Method.GetParameters()[^fromEnd].Name;

    /// <summary>Whether the first parameter is the invocation's context.</summary>
    public static bool TakesContext(ParameterInfo[] parameters) =>
        parameters.Length > 0 && parameters[0].ParameterType == typeof(HostContext);

    /// <summary>The delegate type's own method.</summary>
    public static MethodInfo InvokeMethod(Delegate function) => function.GetType().GetMethod("Invoke")!;

    /// <summary>A delegate type's own method.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The Invoke method of a delegate type is never trimmed.")]
    public static MethodInfo InvokeMethod(Type delegateType) => delegateType.GetMethod("Invoke")!;

    /// <summary>The WebAssembly type of a .NET type, or null if it has none.</summary>
    public static WasmValueType? ValueTypeOf(Type type) =>
        type == typeof(int) ? WasmValueType.I32
        : type == typeof(long) ? WasmValueType.I64
        : type == typeof(float) ? WasmValueType.F32
        : type == typeof(double) ? WasmValueType.F64
        : null;
}
