using System.Reflection;
using System.Reflection.Emit;
using Arc.Engines.Decoding;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Managed.Emission;

/// <summary>
/// Emits IL for one validated function. The method takes the WebAssembly parameters, then the state. Operands stay on the IL stack where
/// they can; before a label the IL stack is emptied into locals, so that it is empty at every branch and target. Code that cannot be
/// reached is passed over.
/// </summary>
internal sealed partial class FunctionEmitter
{
    private static readonly FieldInfo MemoryField = Field(nameof(ManagedState.Memory));
    private static readonly FieldInfo FuelField = Field(nameof(ManagedState.Fuel));
    private static readonly FieldInfo MergedFuelField = Field(nameof(ManagedState.MergedFuel));
    private static readonly FieldInfo StackLimitField = Field(nameof(ManagedState.StackLimit));
    private static readonly FieldInfo CurrentCallField = Field(nameof(ManagedState.CurrentCall));
    private static readonly FieldInfo ContextField = Field(nameof(ManagedState.Context));
    private static readonly FieldInfo ExtraField = Field(nameof(ManagedState.Extra));
    private static readonly FieldInfo ExtraReferencesField = Field(nameof(ManagedState.ExtraReferences));
    private static readonly FieldInfo GlobalsField = Field(nameof(ManagedState.Globals));
    private static readonly FieldInfo BaseField = typeof(LinearMemory).GetField(nameof(LinearMemory.Base))!;
    private static readonly FieldInfo LengthField = typeof(LinearMemory).GetField(nameof(LinearMemory.Length))!;

    private readonly ModuleEmitter _owner;
    private readonly ModuleInfo _module;
    private readonly ILGenerator _il;
    private readonly int _function;
    private readonly FunctionType _type;
    private readonly FunctionBody _body;
    private readonly BodyScan _scan;
    private readonly LocalBuilder[] _locals;
    private readonly List<ControlFrame> _control = [];
    private readonly Dictionary<TrapKind, Label> _traps = [];
    private readonly List<Action> _deferred = [];
    private LocalBuilder? _memoryBase;
    private LocalBuilder? _memoryLength;
    private LocalBuilder? _fuel;
    private LocalBuilder? _charged;
    private readonly int _level;
    private bool _dead;
    private int _deadNesting;

    /// <param name="owner">The module's emitter.</param>
    /// <param name="il">Where to emit.</param>
    /// <param name="function">The function's index.</param>
    /// <param name="level">
    /// 0 for the function itself; otherwise this is a copy of a recursive function that the JIT compiler merges into the level below. A copy
    /// leaves the stack check to the function.
    /// </param>
    public FunctionEmitter(ModuleEmitter owner, ILGenerator il, int function, int level = 0)
    {
        _level = level;
        _owner = owner;
        _module = owner.Module;
        _il = il;
        _function = function;
        _type = _module.TypeOf(function);
        _body = _module.Bodies[function - _module.ImportedFunctions];
        _scan = BodyScan.Of(_module, _body, function, owner.IsHostFunction);
        _locals = new LocalBuilder[_body.LocalCount - _type.Parameters.Length];
    }

    public void Emit()
    {
        EmitStackCheck();
        for (var i = 0; i < _locals.Length; i++)
        {
            var type = _body.LocalType(_type.Parameters.Length + i);
            _locals[i] = _il.DeclareLocal(IlTypes.Of(type));
            IlTypes.LoadConstant(_il, type, 0);
            _il.Emit(OpCodes.Stloc, _locals[i]);
        }
        if (_scan.HasRegisterLoops)
        {
            _fuel = _il.DeclareLocal(typeof(long));
            IlTypes.LoadLong(_il, 0);
            _il.Emit(OpCodes.Stloc, _fuel);
        }
        if (_body.UsesMemory)
        {
            _memoryBase = _il.DeclareLocal(typeof(nint));
            _memoryLength = _il.DeclareLocal(typeof(ulong));
            ReloadMemory();
        }
        _control.Add(new ControlFrame { Opcode = 0x02, Signature = _type, Target = _il.DefineLabel() });
        var reader = new WasmReader(_module.Bytes, _body.Start, _body.End);
        ChargeCalls(ref reader);
        while (_control.Count > 0)
        {
            var opcode = reader.Byte();
            if (_dead && Pass(opcode, ref reader)) continue;
            Instruction(opcode, ref reader);
        }
        // Deferred code may defer more.
        for (var i = 0; i < _deferred.Count; i++) _deferred[i]();
        EmitTraps();
    }

    private static FieldInfo Field(string name) => typeof(ManagedState).GetField(name)!;

    /// <summary>Passes over an instruction that cannot be reached; false if it ends that stretch.</summary>
    private bool Pass(byte opcode, ref WasmReader reader)
    {
        switch (opcode)
        {
            case 0x02 or 0x03 or 0x04:
                _deadNesting++;
                break;
            case 0x05 when _deadNesting == 0:
                return false;
            case 0x0B:
                if (_deadNesting == 0) return false;
                _deadNesting--;
                break;
        }
        InstructionSkipper.Skip(opcode, ref reader);
        return true;
    }

    private void LoadState() => IlTypes.LoadArgument(_il, _type.Parameters.Length);

    /// <summary>
    /// Compares the stack pointer with the invocation's bound. Small functions that call no guest function live on the reserve: what a host
    /// function invokes is checked when the invocation begins.
    /// </summary>
    private void EmitStackCheck()
    {
        if (_level > 0) return;
        if (!_scan.CallsGuest && _body.LocalCount + _body.MaxOperands < 256) return;
        var here = _il.DeclareLocal(typeof(int));
        _il.Emit(OpCodes.Ldloca, here);
        _il.Emit(OpCodes.Conv_U);
        LoadState();
        _il.Emit(OpCodes.Ldfld, StackLimitField);
        var enough = _il.DefineLabel();
        _il.Emit(OpCodes.Bge_Un, enough);
        LoadState();
        IlTypes.LoadInt(_il, _function);
        _il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.CheckStack)));
        _il.MarkLabel(enough);
    }

    /// <summary>Fetches base and length of the memory, which only calls and <c>memory.grow</c> can change.</summary>
    private void ReloadMemory()
    {
        if (_memoryBase is null) return;
        LoadState();
        _il.Emit(OpCodes.Ldfld, MemoryField);
        _il.Emit(OpCodes.Dup);
        _il.Emit(OpCodes.Ldfld, BaseField);
        _il.Emit(OpCodes.Stloc, _memoryBase);
        _il.Emit(OpCodes.Ldfld, LengthField);
        _il.Emit(OpCodes.Stloc, _memoryLength!);
    }

    /// <summary>Where to branch, with an empty IL stack, to trap.</summary>
    private Label TrapLabel(TrapKind kind)
    {
        if (_traps.TryGetValue(kind, out var label)) return label;
        return _traps[kind] = _il.DefineLabel();
    }

    private void EmitTraps()
    {
        foreach (var (kind, label) in _traps)
        {
            _il.MarkLabel(label);
            LoadState();
            IlTypes.LoadInt(_il, (int)kind);
            IlTypes.LoadInt(_il, _function);
            _il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.Trap)));
            _il.Emit(OpCodes.Throw);
        }
    }

    private struct ControlFrame
    {
        /// <summary>0x02 block, 0x03 loop, 0x04 if, 0x05 else.</summary>
        public byte Opcode;
        public FunctionType Signature;
        public Label Target;
        public Label Else;

        /// <summary>Operands below the block's parameters.</summary>
        public int Height;

        /// <summary>Whether a branch goes to <see cref="Target"/>.</summary>
        public bool Targeted;

        /// <summary>How to refill, if this is a loop that keeps the budget in a local variable.</summary>
        public LoopRefill? Refill;
    }
}
