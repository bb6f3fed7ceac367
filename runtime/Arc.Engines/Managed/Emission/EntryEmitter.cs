using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Arc.Engines.Linking;
using Arc.Engines.Managed.Execution;
using Arc.Sdk;

namespace Arc.Engines.Managed.Emission;

/// <summary>Calls code through raw slots: the arguments' in, the results' out.</summary>
internal unsafe delegate void RawEntry(nint code, ManagedState state, ulong* arguments, ulong* results);

/// <summary>Emits the ways from .NET into guest code. They depend on a signature only, so functions of equal signature share them.</summary>
internal static class EntryEmitter
{
    private const int MaxCachedParameters = 4;
    private static readonly Dictionary<FunctionType, RawEntry> Cache = [];
    private static readonly Lock CacheLock = new();
    private static readonly object BoundArgument = new();

    /// <summary>
    /// The raw entry for a signature. Those of few parameters and at most one result are kept for the life of the process, a bounded
    /// number; others belong to the caller.
    /// </summary>
    [RequiresDynamicCode("The managed engine emits IL.")]
    public static RawEntry Raw(FunctionType type)
    {
        if (type.Parameters.Length > MaxCachedParameters || type.Results.Length > 1) return EmitRaw(type);
        lock (CacheLock)
        {
            if (!Cache.TryGetValue(type, out var entry)) Cache.Add(type, entry = EmitRaw(type));
            return entry;
        }
    }

    /// <summary>A typed entry with a function bound to it.</summary>
    /// <exception cref="ArgumentException">The delegate type does not fit the signature.</exception>
    [RequiresDynamicCode("The managed engine emits IL.")]
    public static Delegate Typed(FunctionReference function, Type delegateType)
    {
        var invoke = HostFunctionShape.InvokeMethod(delegateType);
        var parameters = Array.ConvertAll(invoke.GetParameters(), p => p.ParameterType);
        var type = function.Type;
        var skip = 0;
        var node = skip < parameters.Length && parameters[skip] == typeof(NodeKey) ? ++skip : 0;
        var cancellation = skip < parameters.Length && parameters[skip] == typeof(CancellationToken) ? ++skip : 0;
        if (!Fits(type, parameters.AsSpan(skip), invoke.ReturnType))
            throw new ArgumentException($"{delegateType.Name} does not fit a function of type {type}.");
        var method = new DynamicMethod(
            "entry", invoke.ReturnType, [typeof(FunctionReference), .. parameters], typeof(ManagedState).Module, skipVisibility: true)
        {
            InitLocals = false,
        };
        var il = method.GetILGenerator();
        var state = il.DeclareLocal(typeof(ManagedState));
        var frame = il.DeclareLocal(typeof(InvocationFrame));
        var result = type.Results.IsEmpty ? null : il.DeclareLocal(invoke.ReturnType);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, typeof(FunctionReference).GetField(nameof(FunctionReference.Owner))!);
        il.Emit(OpCodes.Stloc, state);
        il.Emit(OpCodes.Ldloc, state);
        il.Emit(OpCodes.Ldloca, frame);
        LoadOrDefault(il, node, typeof(NodeKey));
        LoadOrDefault(il, cancellation, typeof(CancellationToken));
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.Enter)));
        // Handled after the handler; see ManagedFunction.Invoke.
        var exception = il.DeclareLocal(typeof(Exception));
        var succeeded = il.DefineLabel();
        il.BeginExceptionBlock();
        for (var i = 0; i < type.Parameters.Length; i++) IlTypes.LoadArgument(il, 1 + skip + i);
        il.Emit(OpCodes.Ldloc, state);
        // Compiled beforehand, the function is called at its address instead of through a stub.
        var code = function.Owner.Instance.Code.MethodOf(function.Index);
        RuntimeHelpers.PrepareMethod(code.MethodHandle);
        il.Emit(OpCodes.Call, code);
        if (result is not null) il.Emit(OpCodes.Stloc, result);
        il.Emit(OpCodes.Leave, succeeded);
        il.BeginCatchBlock(typeof(Exception));
        il.Emit(OpCodes.Stloc, exception);
        il.EndExceptionBlock();
        il.Emit(OpCodes.Ldloc, state);
        il.Emit(OpCodes.Ldloca, frame);
        il.Emit(OpCodes.Ldloc, exception);
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.Fail)));
        il.MarkLabel(succeeded);
        il.Emit(OpCodes.Ldloc, state);
        il.Emit(OpCodes.Ldloca, frame);
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.Exit)));
        if (result is not null) il.Emit(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate(delegateType, function);
    }

    public static bool Fits(FunctionType type, ReadOnlySpan<Type> parameters, Type result)
    {
        if (parameters.Length != type.Parameters.Length || type.Results.Length > 1) return false;
        for (var i = 0; i < parameters.Length; i++)
            if (HostFunctionShape.ValueTypeOf(parameters[i]) != type.Parameters[i]) return false;
        return type.Results.IsEmpty ? result == typeof(void) : HostFunctionShape.ValueTypeOf(result) == type.Results[0];
    }

    public static void LoadOrDefault(ILGenerator il, int argument, Type type)
    {
        if (argument > 0)
        {
            IlTypes.LoadArgument(il, argument);
            return;
        }
        var value = il.DeclareLocal(type);
        il.Emit(OpCodes.Ldloca, value);
        il.Emit(OpCodes.Initobj, type);
        il.Emit(OpCodes.Ldloc, value);
    }

    private static RawEntry EmitRaw(FunctionType type)
    {
        var method = new DynamicMethod(
            "raw", typeof(void), [typeof(object), typeof(nint), typeof(ManagedState), typeof(ulong*), typeof(ulong*)], typeof(ManagedState).Module, skipVisibility: true)
        {
            InitLocals = false,
        };
        var il = method.GetILGenerator();
        for (var i = 0; i < type.Parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_3);
            Offset(il, i);
            var parameter = type.Parameters[i];
            il.Emit(OpCodes.Ldind_I8);
            if (IlTypes.IsReference(parameter))
            {
                il.Emit(OpCodes.Ldarg_2);
                il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.FromSlot)));
            }
            else
            {
                IlTypes.FromSlot(il, parameter);
            }
        }
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Ldarg_1);
        il.EmitCalli(
            OpCodes.Calli, CallingConventions.Standard, IlTypes.ResultOf(type), IlTypes.ParametersOf(type, typeof(ManagedState)), null);
        for (var i = 0; i < type.Results.Length; i++) StoreResult(il, type.Results[i], i);
        il.Emit(OpCodes.Ret);
        // Bound to an argument it does not use: an open delegate on a static method is slower.
        return method.CreateDelegate<RawEntry>(BoundArgument);
    }

    private static void StoreResult(ILGenerator il, WasmValueType type, int index)
    {
        var reference = IlTypes.IsReference(type);
        var value = il.DeclareLocal(index == 0 ? IlTypes.Of(type) : reference ? typeof(object) : typeof(long));
        if (index > 0)
        {
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Ldfld, typeof(ManagedState).GetField(reference ? nameof(ManagedState.ExtraReferences) : nameof(ManagedState.Extra))!);
            IlTypes.LoadInt(il, index - 1);
            il.Emit(reference ? OpCodes.Ldelem_Ref : OpCodes.Ldelem_I8);
        }
        il.Emit(OpCodes.Stloc, value);
        il.Emit(OpCodes.Ldarg_S, (byte)4);
        Offset(il, index);
        il.Emit(OpCodes.Ldloc, value);
        if (reference)
        {
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.ToSlot)));
        }
        else if (index == 0)
        {
            IlTypes.ToSlot(il, type);
        }
        il.Emit(OpCodes.Stind_I8);
    }

    private static void Offset(ILGenerator il, int slot)
    {
        if (slot == 0) return;
        IlTypes.LoadInt(il, slot * sizeof(ulong));
        il.Emit(OpCodes.Add);
    }
}
