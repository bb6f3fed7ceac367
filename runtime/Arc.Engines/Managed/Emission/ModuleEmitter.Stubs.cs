using System.Reflection;
using System.Reflection.Emit;
using Arc.Engines.Managed.Execution;
using Arc.Engines.Managed.Interpretation;

namespace Arc.Engines.Managed.Emission;

// Methods that stand between functions: calls into other instances, of references, and of interpreted bodies.
internal sealed partial class ModuleEmitter
{
    /// <summary>Calls a function of another instance: arguments, <see cref="FunctionReference"/>, state of the caller.</summary>
    public MethodInfo LinkedCall(FunctionType type)
    {
        if (_linkedCalls.TryGetValue(type, out var method)) return method;
        method = Define(_type, $"linked:{_linkedCalls.Count}", type, typeof(FunctionReference), _type);
        _linkedCalls.Add(type, method);
        var il = method.GetILGenerator();
        var target = type.Parameters.Length;
        var owner = il.DeclareLocal(typeof(ManagedState));
        var frame = il.DeclareLocal(typeof(InvocationFrame));
        var result = type.Results.IsEmpty ? null : il.DeclareLocal(IlTypes.ResultOf(type));
        IlTypes.LoadArgument(il, target);
        il.Emit(OpCodes.Ldfld, typeof(FunctionReference).GetField(nameof(FunctionReference.Owner))!);
        il.Emit(OpCodes.Stloc, owner);
        il.Emit(OpCodes.Ldloc, owner);
        il.Emit(OpCodes.Ldloca, frame);
        IlTypes.LoadArgument(il, target + 1);
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.EnterLinked)));
        var exception = il.DeclareLocal(typeof(Exception));
        var succeeded = il.DefineLabel();
        il.BeginExceptionBlock();
        CallCode(il, type, il => il.Emit(OpCodes.Ldloc, owner));
        if (result is not null) il.Emit(OpCodes.Stloc, result);
        il.Emit(OpCodes.Leave, succeeded);
        il.BeginCatchBlock(typeof(Exception));
        il.Emit(OpCodes.Stloc, exception);
        il.EndExceptionBlock();
        il.Emit(OpCodes.Ldloc, owner);
        il.Emit(OpCodes.Ldloca, frame);
        IlTypes.LoadArgument(il, target + 1);
        il.Emit(OpCodes.Ldloc, exception);
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.FailLinked)));
        il.MarkLabel(succeeded);
        il.Emit(OpCodes.Ldloc, owner);
        il.Emit(OpCodes.Ldloca, frame);
        IlTypes.LoadArgument(il, target + 1);
        IlTypes.LoadInt(il, type.Results.Length);
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.ExitLinked)));
        if (result is not null) il.Emit(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Ret);
        return method;
    }

    /// <summary>Calls a function reference of this or another instance: arguments, <see cref="FunctionReference"/>, state.</summary>
    public MethodInfo IndirectCall(FunctionType type)
    {
        if (_indirectCalls.TryGetValue(type, out var method)) return method;
        method = Define(_type, $"indirect:{_indirectCalls.Count}", type, typeof(FunctionReference), _type);
        _indirectCalls.Add(type, method);
        var il = method.GetILGenerator();
        var target = type.Parameters.Length;
        var foreign = il.DefineLabel();
        IlTypes.LoadArgument(il, target);
        il.Emit(OpCodes.Ldfld, typeof(FunctionReference).GetField(nameof(FunctionReference.Owner))!);
        IlTypes.LoadArgument(il, target + 1);
        il.Emit(OpCodes.Bne_Un, foreign);
        CallCode(il, type, il => IlTypes.LoadArgument(il, target + 1));
        il.Emit(OpCodes.Ret);
        il.MarkLabel(foreign);
        for (var i = 0; i <= target + 1; i++) IlTypes.LoadArgument(il, i);
        il.Emit(OpCodes.Call, LinkedCall(type));
        il.Emit(OpCodes.Ret);
        return method;
    }

    private static void CallCode(ILGenerator il, FunctionType type, Action<ILGenerator> loadOwner)
    {
        var target = type.Parameters.Length;
        for (var i = 0; i < target; i++) IlTypes.LoadArgument(il, i);
        loadOwner(il);
        IlTypes.LoadArgument(il, target);
        il.Emit(OpCodes.Ldfld, typeof(FunctionReference).GetField(nameof(FunctionReference.Code))!);
        il.EmitCalli(
            OpCodes.Calli, CallingConventions.Standard, IlTypes.ResultOf(type), IlTypes.ParametersOf(type, typeof(ManagedState)), null);
    }

    /// <summary>Passes the arguments to the interpreter in slots and takes the results out of them.</summary>
    private void EmitInterpreterCall(ILGenerator il, int function)
    {
        var type = Module.TypeOf(function);
        var state = type.Parameters.Length;
        var slots = il.DeclareLocal(typeof(ulong*));
        IlTypes.LoadInt(il, Math.Max(1, Math.Max(state, type.Results.Length)) * sizeof(ulong));
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Localloc);
        il.Emit(OpCodes.Stloc, slots);
        for (var i = 0; i < state; i++)
        {
            LoadSlotAddress(il, slots, i);
            IlTypes.LoadArgument(il, i);
            if (IlTypes.IsReference(type.Parameters[i]))
            {
                IlTypes.LoadArgument(il, state);
                il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.ToSlot)));
            }
            else
            {
                IlTypes.ToSlot(il, type.Parameters[i]);
            }
            il.Emit(OpCodes.Stind_I8);
        }
        il.Emit(OpCodes.Ldloc, slots);
        IlTypes.LoadArgument(il, state);
        IlTypes.LoadInt(il, function);
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(Interpreter), nameof(Interpreter.Call)));
        for (var i = type.Results.Length - 1; i >= 0; i--)
        {
            var reference = IlTypes.IsReference(type.Results[i]);
            if (i > 0)
            {
                IlTypes.LoadArgument(il, state);
                il.Emit(OpCodes.Ldfld, typeof(ManagedState).GetField(reference ? nameof(ManagedState.ExtraReferences) : nameof(ManagedState.Extra))!);
                IlTypes.LoadInt(il, i - 1);
            }
            LoadSlotAddress(il, slots, i);
            il.Emit(OpCodes.Ldind_I8);
            if (reference)
            {
                IlTypes.LoadArgument(il, state);
                il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.FromSlot)));
            }
            if (i > 0) il.Emit(reference ? OpCodes.Stelem_Ref : OpCodes.Stelem_I8);
            else if (!reference) IlTypes.FromSlot(il, type.Results[i]);
        }
        il.Emit(OpCodes.Ret);
    }

    private static void LoadSlotAddress(ILGenerator il, LocalBuilder slots, int slot)
    {
        il.Emit(OpCodes.Ldloc, slots);
        if (slot == 0) return;
        IlTypes.LoadInt(il, slot * sizeof(ulong));
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Add);
    }
}
