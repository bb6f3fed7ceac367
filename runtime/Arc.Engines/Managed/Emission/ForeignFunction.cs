using System.Linq.Expressions;
using Arc.Engines.Linking;
using Arc.Sdk;

namespace Arc.Engines.Managed.Emission;

/// <summary>Presents a function of another engine's instance as a host function.</summary>
internal static class ForeignFunction
{
    /// <summary>Why a function of another engine cannot be called, or null.</summary>
    public static string? Obstacle(FunctionType type)
    {
        if (type.Results.Length > 1) return "a function of another engine can be linked if it gives at most one result";
        return type.Parameters.ContainsAny(WasmValueType.FuncRef, WasmValueType.ExternRef) || type.Results.ContainsAny(WasmValueType.FuncRef, WasmValueType.ExternRef)
            ? "references mean nothing to another engine"
            : null;
    }

    public static Delegate Wrap(GuestFunctionDefinition definition)
    {
        var type = definition.Type!;
        var context = Expression.Parameter(typeof(HostContext));
        var parameters = new List<ParameterExpression> { context };
        var slots = new List<Expression>();
        foreach (var parameter in type.Parameters)
        {
            var argument = Expression.Parameter(IlTypes.Of(parameter));
            parameters.Add(argument);
            slots.Add(Expression.Call(typeof(ForeignFunction).GetMethod(nameof(ToSlot), [argument.Type])!, argument));
        }
        Expression body = Expression.Call(
            typeof(ForeignFunction).GetMethod(nameof(Call))!, Expression.Constant(definition.Function), context, Expression.NewArrayInit(typeof(ulong), slots));
        body = type.Results.IsEmpty
            ? Expression.Block(typeof(void), body)
            : Expression.Call(typeof(ForeignFunction).GetMethod("To" + type.Results[0])!, body);
        return Expression.Lambda(body, parameters).Compile();
    }

    public static ulong Call(WasmFunction function, HostContext context, ulong[] args)
    {
        Span<ulong> results = stackalloc ulong[1];
        function.Invoke(args, results[..function.Type.Results.Length], context.Node, context.Cancellation);
        return results[0];
    }

    public static ulong ToSlot(int value) => (uint)value;

    public static ulong ToSlot(long value) => (ulong)value;

    public static ulong ToSlot(float value) => BitConverter.SingleToUInt32Bits(value);

    public static ulong ToSlot(double value) => BitConverter.DoubleToUInt64Bits(value);

    public static int ToI32(ulong slot) => (int)slot;

    public static long ToI64(ulong slot) => (long)slot;

    public static float ToF32(ulong slot) => BitConverter.UInt32BitsToSingle((uint)slot);

    public static double ToF64(ulong slot) => BitConverter.UInt64BitsToDouble(slot);
}
