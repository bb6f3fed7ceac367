using System.Reflection.Emit;
using Arc.Engines.Linking;
using Arc.Engines.Managed.Execution;
using Arc.Sdk;

namespace Arc.Engines.Managed.Emission;

internal sealed partial class FunctionEmitter
{
    private void Call(int function)
    {
        var type = _module.TypeOf(function);
        if (function < _module.ImportedFunctions)
        {
            CallImport(function, type);
        }
        else
        {
            Take(type.Parameters.Length);
            ReturnFuel();
            LoadState();
            _il.Emit(OpCodes.Call, function == _function ? _owner.NextLevel(function, _level, _scan.SelfCalls) : _owner.MethodOf(function));
        }
        PushResults(type);
        ReloadMemory();
    }

    private void CallImport(int import, FunctionType type)
    {
        var binding = _owner.Links.Bindings[import];
        if (binding.Kind == BindingKind.Guest)
        {
            Take(type.Parameters.Length);
            ReturnFuel();
            LoadState();
            _il.Emit(OpCodes.Ldfld, _owner.ImportField(import)!);
            LoadState();
            _il.Emit(OpCodes.Call, _owner.LinkedCall(type));
            return;
        }
        var needsContext = HostFunctionShape.TakesContext(binding.Method!.GetParameters());
        if (!needsContext && binding.Kind == BindingKind.Static)
        {
            Take(type.Parameters.Length);
            SetCurrentCall(import);
        }
        else
        {
            // What goes before the arguments is loaded first.
            var first = _stack.Count - type.Parameters.Length;
            SpillIl(first);
            SetCurrentCall(import);
            if (binding.Kind != BindingKind.Static)
            {
                LoadState();
                _il.Emit(OpCodes.Ldfld, _owner.ImportField(import)!);
            }
            if (needsContext)
            {
                LoadState();
                _il.Emit(OpCodes.Ldfld, ContextField);
                _il.Emit(OpCodes.Ldobj, typeof(HostContext));
            }
            for (var i = first; i < _stack.Count; i++) Load(_stack[i]);
            _stack.RemoveRange(first, type.Parameters.Length);
        }
        var isVirtual = binding.Kind == BindingKind.Delegate || binding.Method is { IsVirtual: true, IsFinal: false };
        _il.Emit(isVirtual ? OpCodes.Callvirt : OpCodes.Call, binding.Method);
    }

    /// <summary>Notes which import is called from where, so that an exception that arrives at the boundary can be attributed.</summary>
    private void SetCurrentCall(int import)
    {
        LoadState();
        IlTypes.LoadInt(_il, _owner.HostCall(_function, import));
        _il.Emit(OpCodes.Stfld, CurrentCallField);
    }

    private void CallIndirect(int typeIndex, int table)
    {
        var type = _module.Types[typeIndex];
        Operation(nameof(ManagedState.Indirect), 1, WasmValueType.FuncRef, table, typeIndex, _function);
        var target = Scratch(5, typeof(FunctionReference));
        _il.Emit(OpCodes.Stloc, target);
        _onIl--;
        _stack.RemoveAt(_stack.Count - 1);
        Take(type.Parameters.Length);
        ReturnFuel();
        _il.Emit(OpCodes.Ldloc, target);
        LoadState();
        _il.Emit(OpCodes.Call, _owner.IndirectCall(type));
        PushResults(type);
        ReloadMemory();
    }

    private void PushResults(FunctionType type)
    {
        for (var i = 0; i < type.Results.Length; i++)
        {
            if (i > 0) LoadExtra(i - 1, type.Results[i]);
            PushIl(type.Results[i]);
        }
    }

    /// <summary>Emits a method for an import itself, so that it can be exported or referenced like a function of the module's own.</summary>
    public static void EmitImportStub(ModuleEmitter owner, ILGenerator il, int import)
    {
        var module = owner.Module;
        var type = module.TypeOf(import);
        var binding = owner.Links.Bindings[import];
        var state = type.Parameters.Length;
        if (binding.Kind == BindingKind.Guest)
        {
            for (var i = 0; i < state; i++) IlTypes.LoadArgument(il, i);
            IlTypes.LoadArgument(il, state);
            il.Emit(OpCodes.Ldfld, owner.ImportField(import)!);
            IlTypes.LoadArgument(il, state);
            il.Emit(OpCodes.Call, owner.LinkedCall(type));
            il.Emit(OpCodes.Ret);
            return;
        }
        IlTypes.LoadArgument(il, state);
        IlTypes.LoadInt(il, owner.HostCall(-1, import));
        il.Emit(OpCodes.Stfld, CurrentCallField);
        if (binding.Kind != BindingKind.Static)
        {
            IlTypes.LoadArgument(il, state);
            il.Emit(OpCodes.Ldfld, owner.ImportField(import)!);
        }
        if (HostFunctionShape.TakesContext(binding.Method!.GetParameters()))
        {
            IlTypes.LoadArgument(il, state);
            il.Emit(OpCodes.Ldfld, ContextField);
            il.Emit(OpCodes.Ldobj, typeof(HostContext));
        }
        for (var i = 0; i < state; i++) IlTypes.LoadArgument(il, i);
        var isVirtual = binding.Kind == BindingKind.Delegate || binding.Method is { IsVirtual: true, IsFinal: false };
        il.Emit(isVirtual ? OpCodes.Callvirt : OpCodes.Call, binding.Method);
        il.Emit(OpCodes.Ret);
    }
}
