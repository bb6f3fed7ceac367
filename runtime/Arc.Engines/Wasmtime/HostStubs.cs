using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Arc.Engines.Linking;
using Arc.Engines.Wasmtime.Native;
using Arc.Sdk;

namespace Arc.Engines.Wasmtime;

/// <summary>Calls a host's function with values of the guest; the result replaces the first of them.</summary>
internal unsafe delegate void HostStub(object target, RawValue* values, WasmtimeInstance instance);

/// <summary>Makes stubs: one for every delegate type, whatever it is bound to.</summary>
internal static unsafe class HostStubs
{
    private static readonly ConcurrentDictionary<Type, HostStub> Known = [];

    /// <summary>The stub for a delegate.</summary>
    public static HostStub Of(Delegate function)
    {
        var type = function.GetType();
        if (Known.TryGetValue(type, out var known)) return known;
        var stub = RuntimeFeature.IsDynamicCodeSupported ? Emit(type) : ByReflection;
        // A type of a collectible assembly must not be kept alive here.
        return type.IsCollectible ? stub : Known.GetOrAdd(type, stub);
    }

    /// <summary>Calls a function of another store or engine.</summary>
    public static void CallForeign(object target, RawValue* values, WasmtimeInstance instance)
    {
        var function = (WasmFunction)target;
        var parameters = function.Type.Parameters;
        var results = function.Type.Results;
        var slots = new ulong[parameters.Length + results.Length];
        for (var i = 0; i < parameters.Length; i++) slots[i] = parameters[i] is WasmValueType.I32 or WasmValueType.F32 ? values[i].Low : values[i].Bits;
        var given = slots.AsSpan(parameters.Length);
        function.Invoke(slots.AsSpan(0, parameters.Length), given, instance.Store.Node, instance.Store.Cancellation);
        for (var i = 0; i < given.Length; i++) values[i].Bits = given[i];
    }

    /// <summary>What a function that wants a context gets.</summary>
    public static HostContext ContextOf(WasmtimeInstance instance) => instance.CurrentContext();

    [RequiresDynamicCode("Emits code.")]
    private static HostStub Emit(Type delegateType)
    {
        var invoke = HostFunctionShape.InvokeMethod(delegateType);
        var parameters = invoke.GetParameters();
        var skip = HostFunctionShape.TakesContext(parameters) ? 1 : 0;
        var method = new DynamicMethod("host stub", typeof(void), [typeof(object), typeof(RawValue*), typeof(WasmtimeInstance)], typeof(HostStubs).Module, true);
        var code = method.GetILGenerator();
        if (invoke.ReturnType != typeof(void)) code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_0);
        if (skip > 0)
        {
            code.Emit(OpCodes.Ldarg_2);
            code.Emit(OpCodes.Call, typeof(HostStubs).GetMethod(nameof(ContextOf))!);
        }
        for (var i = skip; i < parameters.Length; i++)
        {
            code.Emit(OpCodes.Ldarg_1);
            if (i > skip)
            {
                code.Emit(OpCodes.Ldc_I4, (i - skip) * RawValue.Size);
                code.Emit(OpCodes.Add);
            }
            code.Emit(Load(parameters[i].ParameterType));
        }
        code.Emit(OpCodes.Callvirt, invoke);
        if (invoke.ReturnType != typeof(void)) code.Emit(Store(invoke.ReturnType));
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<HostStub>();
    }

    public static OpCode Load(Type type) =>
        type == typeof(int) ? OpCodes.Ldind_I4 : type == typeof(long) ? OpCodes.Ldind_I8 : type == typeof(float) ? OpCodes.Ldind_R4 : OpCodes.Ldind_R8;

    public static OpCode Store(Type type) =>
        type == typeof(int) ? OpCodes.Stind_I4 : type == typeof(long) ? OpCodes.Stind_I8 : type == typeof(float) ? OpCodes.Stind_R4 : OpCodes.Stind_R8;

    // Without a compiler at run time: slow, but it works for every delegate.
    private static void ByReflection(object target, RawValue* values, WasmtimeInstance instance)
    {
        var function = (Delegate)target;
        var parameters = HostFunctionShape.InvokeMethod(function).GetParameters();
        var skip = HostFunctionShape.TakesContext(parameters) ? 1 : 0;
        var arguments = new object[parameters.Length];
        if (skip > 0) arguments[0] = instance.CurrentContext();
        for (var i = skip; i < parameters.Length; i++)
        {
            var value = values[i - skip];
            var type = parameters[i].ParameterType;
            arguments[i] = type == typeof(int) ? (int)value.Low
                : type == typeof(long) ? (long)value.Bits
                : type == typeof(float) ? BitConverter.UInt32BitsToSingle(value.Low)
                : BitConverter.UInt64BitsToDouble(value.Bits);
        }
        object? result;
        try
        {
            result = function.DynamicInvoke(arguments);
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
            throw;
        }
        switch (result)
        {
            case int number: values[0].Low = (uint)number; break;
            case long number: values[0].Bits = (ulong)number; break;
            case float number: values[0].Low = BitConverter.SingleToUInt32Bits(number); break;
            case double number: values[0].Bits = BitConverter.DoubleToUInt64Bits(number); break;
            default: break;
        }
    }
}
