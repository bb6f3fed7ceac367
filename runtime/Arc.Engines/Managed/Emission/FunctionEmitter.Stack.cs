using System.Reflection.Emit;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Managed.Emission;

// The operand stack at compile time. An operand is on the IL stack, in a local variable of ours, or not evaluated yet because it is a
// constant or a WebAssembly local.
internal sealed partial class FunctionEmitter
{
    private readonly List<Operand> _stack = [];
    private readonly Dictionary<(int Depth, WasmValueType Type), LocalBuilder> _slots = [];
    private readonly Dictionary<(int Number, Type Type), LocalBuilder> _scratch = [];
    private int _onIl;

    private enum Place : byte
    {
        Il,
        Slot,
        Constant,
        Local,
    }

    /// <summary>The local variable of an operand at a depth; branches agree on it without further bookkeeping.</summary>
    private LocalBuilder Slot(int depth, WasmValueType type)
    {
        if (!_slots.TryGetValue((depth, type), out var slot)) _slots[(depth, type)] = slot = _il.DeclareLocal(IlTypes.Of(type));
        return slot;
    }

    /// <summary>A local variable for use within one instruction.</summary>
    private LocalBuilder Scratch(int number, WasmValueType type) => Scratch(number, IlTypes.Of(type));

    private LocalBuilder Scratch(int number, Type type)
    {
        if (!_scratch.TryGetValue((number, type), out var local)) _scratch[(number, type)] = local = _il.DeclareLocal(type);
        return local;
    }

    /// <summary>Records that the top of the IL stack is a new operand.</summary>
    private void PushIl(WasmValueType type)
    {
        _stack.Add(new Operand { Type = type, Place = Place.Il });
        _onIl++;
    }

    private void PushSlot(WasmValueType type) =>
        _stack.Add(new Operand { Type = type, Place = Place.Slot, Variable = Slot(_stack.Count, type) });

    private void PushConstant(WasmValueType type, long bits) =>
        _stack.Add(new Operand { Type = type, Place = Place.Constant, Bits = bits });

    private void Load(in Operand operand)
    {
        switch (operand.Place)
        {
            case Place.Slot: _il.Emit(OpCodes.Ldloc, operand.Variable!); break;
            case Place.Constant: LoadConstant(operand.Type, operand.Bits); break;
            case Place.Local: LoadLocal((int)operand.Bits); break;
        }
    }

    private void LoadConstant(WasmValueType type, long bits)
    {
        var value = type switch
        {
            WasmValueType.F32 => BitConverter.Int32BitsToSingle((int)bits),
            WasmValueType.F64 => BitConverter.Int64BitsToDouble(bits),
            _ => double.NaN,
        };
        if (value is not (0 or 1))
        {
            IlTypes.LoadConstant(_il, type, bits);
            return;
        }
        LoadState();
        _il.Emit(OpCodes.Ldfld, Field((type, value) switch
        {
            (WasmValueType.F32, 0) => nameof(ManagedState.ZeroF32),
            (WasmValueType.F32, _) => nameof(ManagedState.OneF32),
            (_, 0) => nameof(ManagedState.ZeroF64),
            _ => nameof(ManagedState.OneF64),
        }));
        if (double.IsNegative(value)) _il.Emit(OpCodes.Neg);
    }

    private void LoadLocal(int index)
    {
        if (index < _type.Parameters.Length) IlTypes.LoadArgument(_il, index);
        else _il.Emit(OpCodes.Ldloc, _locals[index - _type.Parameters.Length]);
    }

    private void StoreLocal(int index)
    {
        if (index < _type.Parameters.Length) IlTypes.StoreArgument(_il, index);
        else _il.Emit(OpCodes.Stloc, _locals[index - _type.Parameters.Length]);
    }

    /// <summary>Moves everything on the IL stack from operand <paramref name="from"/> upwards to slots.</summary>
    private void SpillIl(int from = 0)
    {
        if (_onIl == 0) return;
        for (var i = _stack.Count - 1; i >= from; i--)
        {
            var operand = _stack[i];
            if (operand.Place != Place.Il) continue;
            var slot = Slot(i, operand.Type);
            _il.Emit(OpCodes.Stloc, slot);
            _stack[i] = operand with { Place = Place.Slot, Variable = slot };
            _onIl--;
        }
    }

    /// <summary>Moves every operand to its slot, as labels expect.</summary>
    private void Flush()
    {
        SpillIl();
        for (var i = 0; i < _stack.Count; i++)
        {
            var operand = _stack[i];
            var slot = operand.Place == Place.Slot ? Slot(i, operand.Type) : null;
            if (slot is not null && operand.Variable == slot) continue;
            slot ??= Slot(i, operand.Type);
            Load(operand);
            _il.Emit(OpCodes.Stloc, slot);
            _stack[i] = operand with { Place = Place.Slot, Variable = slot };
        }
    }

    /// <summary>
    /// Puts the top operands on the IL stack in order and takes them off ours. Unevaluated operands right below go first, as a compiler
    /// for a stack machine would order them.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="alone">Whether nothing else may be put on the IL stack.</param>
    private void Take(int count, bool alone = false)
    {
        var first = _stack.Count - count;
        var firstIl = _stack.Count;
        var lastIl = -1;
        if (_onIl > 0)
        {
            for (var i = _stack.Count - 1; i >= first; i--)
            {
                if (_stack[i].Place != Place.Il) continue;
                firstIl = i;
                if (lastIl < 0) lastIl = i;
            }
        }
        if (lastIl < 0)
        {
            // None of them is on the IL stack: evaluate pending ones below too, unless something on the IL stack lies above them.
            var from = first;
            while (!alone && from > 0 && _stack[from - 1].Place is Place.Constant or Place.Local) from--;
            for (var i = from; i < _stack.Count; i++)
            {
                Load(_stack[i]);
                if (i >= first) continue;
                _stack[i] = new Operand { Type = _stack[i].Type, Place = Place.Il };
                _onIl++;
            }
        }
        else
        {
            var contiguous = firstIl == first;
            for (var i = firstIl; contiguous && i <= lastIl; i++) contiguous = _stack[i].Place == Place.Il;
            if (!contiguous) SpillIl(first);
            for (var i = contiguous ? lastIl + 1 : first; i < _stack.Count; i++) Load(_stack[i]);
            if (contiguous) _onIl -= lastIl - first + 1;
        }
        _stack.RemoveRange(first, count);
    }

    /// <summary>Takes the top operand in a form that can be loaded any number of times.</summary>
    private Operand TakeOperand(int scratch)
    {
        var operand = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        if (operand.Place != Place.Il) return operand;
        var variable = Scratch(scratch, operand.Type);
        _il.Emit(OpCodes.Stloc, variable);
        _onIl--;
        return operand with { Place = Place.Slot, Variable = variable };
    }

    /// <summary>Takes the operand that decides a branch and flushes the rest. It stays on the IL stack if there is nothing to flush.</summary>
    private Operand TakeCondition()
    {
        var operand = _stack[^1];
        var settled = operand.Place == Place.Il && _onIl == 1;
        for (var i = _stack.Count - 2; settled && i >= 0; i--) settled = _stack[i].Place == Place.Slot;
        if (settled)
        {
            _stack.RemoveAt(_stack.Count - 1);
            _onIl = 0;
            return operand;
        }
        operand = TakeOperand(0);
        Flush();
        return operand;
    }

    private bool HasIlBelow(int end)
    {
        for (var i = 0; i < end; i++)
            if (_stack[i].Place == Place.Il) return true;
        return false;
    }

    private void Drop()
    {
        var operand = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        if (operand.Place != Place.Il) return;
        _il.Emit(OpCodes.Pop);
        _onIl--;
    }

    /// <summary>Evaluates pending operands that mention a local which is about to change.</summary>
    private void Detach(int local, int below)
    {
        for (var i = 0; i < below; i++)
        {
            var operand = _stack[i];
            if (operand.Place != Place.Local || operand.Bits != local) continue;
            var slot = Slot(i, operand.Type);
            Load(operand);
            _il.Emit(OpCodes.Stloc, slot);
            _stack[i] = operand with { Place = Place.Slot, Variable = slot };
        }
    }

    private struct Operand
    {
        public WasmValueType Type;
        public Place Place;
        public LocalBuilder? Variable;

        /// <summary>A constant's bits or a local's index.</summary>
        public long Bits;
    }
}
