using System.Collections.Concurrent;
using System.Linq.Expressions;
using Arc.Sdk;

namespace Arc.Properties.Tests.V8;

/// <summary>Calls a host function with raw slots.</summary>
/// <param name="function">The delegate that a module defined.</param>
/// <param name="context">The invocation.</param>
/// <param name="slots">One slot an argument, as <see cref="Arc.Engines.WasmFunction.Invoke"/> has them.</param>
internal delegate ulong HostThunk(Delegate function, HostContext context, ulong[] slots);

/// <summary>Thunks by delegate type.</summary>
internal static class HostThunks
{
    private static readonly ConcurrentDictionary<Type, HostThunk> Known = [];

    public static HostThunk For(Delegate function) => Known.GetOrAdd(function.GetType(), Make);

    private static HostThunk Make(Type type)
    {
        var function = Expression.Parameter(typeof(Delegate));
        var context = Expression.Parameter(typeof(HostContext));
        var slots = Expression.Parameter(typeof(ulong[]));
        var invoke = type.GetMethod("Invoke")!;
        var next = 0;
        var arguments = invoke.GetParameters().Select(p =>
            p.ParameterType == typeof(HostContext) ? context : FromSlot(Expression.ArrayIndex(slots, Expression.Constant(next++)), p.ParameterType)).ToArray();
        Expression call = Expression.Invoke(Expression.Convert(function, type), arguments);
        call = invoke.ReturnType == typeof(void) ? Expression.Block(call, Expression.Constant(0UL)) : ToSlot(call);
        return Expression.Lambda<HostThunk>(call, function, context, slots).Compile();
    }

    private static Expression FromSlot(Expression slot, Type type) =>
        type == typeof(float) ? Expression.Call(typeof(BitConverter), nameof(BitConverter.UInt32BitsToSingle), null, Expression.Convert(slot, typeof(uint)))
        : type == typeof(double) ? Expression.Call(typeof(BitConverter), nameof(BitConverter.UInt64BitsToDouble), null, slot)
        : Expression.Convert(slot, type);

    private static Expression ToSlot(Expression value) =>
        value.Type == typeof(float) ? Expression.Convert(Expression.Call(typeof(BitConverter), nameof(BitConverter.SingleToUInt32Bits), null, value), typeof(ulong))
        : value.Type == typeof(double) ? Expression.Call(typeof(BitConverter), nameof(BitConverter.DoubleToUInt64Bits), null, value)
        : value.Type == typeof(int) ? Expression.Convert(Expression.Convert(value, typeof(uint)), typeof(ulong))
        : Expression.Convert(value, typeof(ulong));
}
