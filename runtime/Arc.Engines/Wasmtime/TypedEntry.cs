using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Arc.Engines.Linking;
using Arc.Engines.Managed.Emission;
using Arc.Engines.Wasmtime.Native;
using Arc.Sdk;

namespace Arc.Engines.Wasmtime;

/// <summary>Makes delegates that call a guest's function.</summary>
internal static unsafe class TypedEntry
{
    /// <exception cref="ArgumentException">The delegate type does not fit the signature.</exception>
    public static Delegate Make(WasmtimeFunction function, Type delegateType)
    {
        var invoke = HostFunctionShape.InvokeMethod(delegateType);
        var parameters = Array.ConvertAll(invoke.GetParameters(), p => p.ParameterType);
        var skip = 0;
        var node = skip < parameters.Length && parameters[skip] == typeof(NodeKey) ? ++skip : 0;
        var cancellation = skip < parameters.Length && parameters[skip] == typeof(CancellationToken) ? ++skip : 0;
        if (!EntryEmitter.Fits(function.Type, parameters.AsSpan(skip), invoke.ReturnType))
            throw new ArgumentException($"{delegateType.Name} does not fit a function of type {function.Type}.");
        return RuntimeFeature.IsDynamicCodeSupported
            ? Emit(function, delegateType, parameters, invoke.ReturnType, node, cancellation, skip)
            : Interpret(function, delegateType, parameters, node, cancellation, skip);
    }

    /// <summary>Calls a function with slots in an array, the result in the first of them.</summary>
    public static ulong Call(WasmtimeFunction function, NodeKey node, ulong[] slots, CancellationToken cancellation)
    {
        Span<ulong> results = stackalloc ulong[1];
        function.Invoke(slots, results[..function.Type.Results.Length], node, cancellation);
        return results[0];
    }

    [RequiresDynamicCode("Emits code.")]
    private static Delegate Emit(
        WasmtimeFunction function, Type delegateType, Type[] parameters, Type resultType, int node, int cancellation, int skip)
    {
        var method = new DynamicMethod("entry", resultType, [typeof(WasmtimeFunction), .. parameters], typeof(TypedEntry).Module, true) { InitLocals = false };
        var count = Math.Max(function.Type.Parameters.Length, function.Type.Results.Length);
        var il = method.GetILGenerator();
        var values = il.DeclareLocal(typeof(RawValue*));
        il.Emit(OpCodes.Ldc_I4, Math.Max(1, count) * RawValue.Size);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Localloc);
        il.Emit(OpCodes.Stloc, values);
        for (var i = skip; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldloc, values);
            IlTypes.LoadInt(il, (i - skip) * RawValue.Size);
            il.Emit(OpCodes.Add);
            IlTypes.LoadArgument(il, 1 + i);
            il.Emit(HostStubs.Store(parameters[i]));
        }
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldloc, values);
        IlTypes.LoadInt(il, count);
        EntryEmitter.LoadOrDefault(il, node, typeof(NodeKey));
        EntryEmitter.LoadOrDefault(il, cancellation, typeof(CancellationToken));
        il.Emit(OpCodes.Call, typeof(WasmtimeFunction).GetMethod(nameof(WasmtimeFunction.InvokeRaw))!);
        if (resultType != typeof(void))
        {
            il.Emit(OpCodes.Ldloc, values);
            il.Emit(HostStubs.Load(resultType));
        }
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate(delegateType, function);
    }

    // Without a compiler at run time: slow, but it works for every signature.
    private static Delegate Interpret(WasmtimeFunction function, Type delegateType, Type[] parameters, int node, int cancellation, int skip)
    {
        var variables = Array.ConvertAll(parameters, Expression.Parameter);
        var slots = variables.Skip(skip).Select(v => (Expression)Expression.Call(typeof(ForeignFunction).GetMethod(nameof(ForeignFunction.ToSlot), [v.Type])!, v));
        Expression body = Expression.Call(
            typeof(TypedEntry).GetMethod(nameof(Call))!,
            Expression.Constant(function),
            node > 0 ? variables[node - 1] : Expression.Default(typeof(NodeKey)),
            Expression.NewArrayInit(typeof(ulong), slots),
            cancellation > 0 ? variables[cancellation - 1] : Expression.Default(typeof(CancellationToken)));
        body = function.Type.Results.IsEmpty
            ? Expression.Block(typeof(void), body)
            : Expression.Call(typeof(ForeignFunction).GetMethod("To" + function.Type.Results[0])!, body);
        return Expression.Lambda(delegateType, body, variables).Compile(preferInterpretation: true);
    }
}
