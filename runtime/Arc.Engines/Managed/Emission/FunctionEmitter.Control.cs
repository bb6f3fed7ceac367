using System.Reflection.Emit;
using Arc.Engines.Decoding;

namespace Arc.Engines.Managed.Emission;

internal sealed partial class FunctionEmitter
{
    private void BeginBlock(byte opcode, ref WasmReader reader)
    {
        var frame = new ControlFrame
        {
            Opcode = opcode,
            Signature = BlockSignature.Read(ref reader, _module.Types),
            Target = _il.DefineLabel(),
        };
        Operand condition = default;
        if (opcode == 0x04) condition = TakeCondition();
        else Flush();
        frame.Height = _stack.Count - frame.Signature.Parameters.Length;
        if (opcode == 0x03)
        {
            BeginLoop(ref frame, ref reader);
        }
        else if (opcode == 0x04)
        {
            frame.Else = _il.DefineLabel();
            Load(condition);
            _il.Emit(OpCodes.Brfalse, frame.Else);
            ChargeCalls(ref reader);
        }
        _control.Add(frame);
    }

    private void Else(ref WasmReader reader)
    {
        var frame = _control[^1];
        if (!_dead)
        {
            Flush();
            _il.Emit(OpCodes.Br, frame.Target);
            frame.Targeted = true;
        }
        _il.MarkLabel(frame.Else);
        frame.Opcode = 0x05;
        _control[^1] = frame;
        ResetStack(frame.Height, frame.Signature.Parameters);
        _dead = false;
        ChargeCalls(ref reader);
    }

    private void End(ref WasmReader reader)
    {
        var frame = _control[^1];
        _control.RemoveAt(_control.Count - 1);
        if (_control.Count == 0)
        {
            EndFunction(frame);
            return;
        }
        if (frame.Refill is not null) _registerLoops--;
        if (frame.Opcode == 0x04)
        {
            // Without else the block leaves its parameters, which are in their slots already.
            if (!_dead) Flush();
            _il.MarkLabel(frame.Else);
            frame.Targeted = true;
        }
        if (frame.Opcode == 0x03)
        {
            // Nothing branches to a loop's end.
            if (_dead) return;
        }
        else if (frame.Targeted)
        {
            if (!_dead) Flush();
            _il.MarkLabel(frame.Target);
            ResetStack(frame.Height, frame.Signature.Results);
            _dead = false;
        }
        else if (_dead)
        {
            return;
        }
        if (BodyGoesOn(ref reader)) ChargeCalls(ref reader);
    }

    // The last end closes the function itself; no code follows it.
    private static bool BodyGoesOn(ref WasmReader reader) => !reader.AtEnd;

    private void EndFunction(in ControlFrame frame)
    {
        if (!frame.Targeted)
        {
            if (!_dead) Return();
            return;
        }
        if (!_dead) Flush();
        _il.MarkLabel(frame.Target);
        ResetStack(0, _type.Results);
        Return();
    }

    /// <summary>Makes the stack what it is after a label: every operand in its slot.</summary>
    private void ResetStack(int height, ReadOnlySpan<WasmValueType> types)
    {
        _stack.RemoveRange(height, _stack.Count - height);
        _onIl = 0;
        foreach (var operand in _stack)
            if (operand.Place == Place.Il) _onIl++;
        foreach (var type in types) PushSlot(type);
    }

    /// <summary>Leaves the function with the operands on top.</summary>
    private void Return()
    {
        var results = _type.Results;
        // Nothing but the result may be on the IL stack.
        if (results.Length == 0) DiscardIl();
        else if (_onIl > 0 && HasIlBelow(_stack.Count - results.Length)) SpillIl();
        Take(results.Length, alone: true);
        for (var i = results.Length - 1; i > 0; i--) StoreExtra(i - 1, results[i]);
        ReturnFuel();
        _il.Emit(OpCodes.Ret);
    }

    private void StoreExtra(int index, WasmValueType type)
    {
        var reference = IlTypes.IsReference(type);
        if (!reference) IlTypes.ToSlot(_il, type);
        var value = Scratch(9, reference ? typeof(object) : typeof(long));
        _il.Emit(OpCodes.Stloc, value);
        LoadState();
        _il.Emit(OpCodes.Ldfld, reference ? ExtraReferencesField : ExtraField);
        IlTypes.LoadInt(_il, index);
        _il.Emit(OpCodes.Ldloc, value);
        _il.Emit(reference ? OpCodes.Stelem_Ref : OpCodes.Stelem_I8);
    }

    private void LoadExtra(int index, WasmValueType type)
    {
        var reference = IlTypes.IsReference(type);
        LoadState();
        _il.Emit(OpCodes.Ldfld, reference ? ExtraReferencesField : ExtraField);
        IlTypes.LoadInt(_il, index);
        _il.Emit(reference ? OpCodes.Ldelem_Ref : OpCodes.Ldelem_I8);
        if (!reference) IlTypes.FromSlot(_il, type);
    }

    private void Branch(uint depth)
    {
        var at = _control.Count - 1 - (int)depth;
        if (at == 0)
        {
            Return();
        }
        else
        {
            MoveToLabel(at);
            BranchTo(at);
        }
        Die();
    }

    private void BranchIf(uint depth, ref WasmReader reader)
    {
        var condition = TakeCondition();
        var at = _control.Count - 1 - (int)depth;
        Load(condition);
        if (InPlace(at) && !IsLoop(at))
        {
            _il.Emit(OpCodes.Brtrue, Target(at));
        }
        else
        {
            var stay = _il.DefineLabel();
            _il.Emit(OpCodes.Brfalse, stay);
            CopyToLabel(at);
            BranchTo(at);
            _il.MarkLabel(stay);
        }
        ChargeCalls(ref reader);
    }

    private void BranchTable(ref WasmReader reader)
    {
        var index = TakeCondition();
        var labels = new Label[(int)reader.U32()];
        var moves = new Dictionary<int, Label>();
        for (var i = 0; i < labels.Length; i++) labels[i] = LabelFor((int)reader.U32());
        var fallback = LabelFor((int)reader.U32());
        Load(index);
        if (labels.Length > 0) _il.Emit(OpCodes.Switch, labels);
        else _il.Emit(OpCodes.Pop);
        _il.Emit(OpCodes.Br, fallback);
        foreach (var (at, label) in moves)
        {
            _il.MarkLabel(label);
            CopyToLabel(at);
            BranchTo(at);
        }
        Die();

        Label LabelFor(int depth)
        {
            var at = _control.Count - 1 - depth;
            if (InPlace(at) && !IsLoop(at)) return Target(at);
            if (!moves.TryGetValue(at, out var label)) moves[at] = label = _il.DefineLabel();
            return label;
        }
    }

    private void Die()
    {
        _dead = true;
        _deadNesting = 0;
        _onIl = 0;
        // What is left of the stack is never used; the slots keep its depth consistent until the block's end resets it.
        for (var i = 0; i < _stack.Count; i++)
            if (_stack[i].Place == Place.Il) _stack[i] = _stack[i] with { Place = Place.Constant };
    }

    private Label Target(int at)
    {
        var frame = _control[at];
        if (!frame.Targeted)
        {
            frame.Targeted = true;
            _control[at] = frame;
        }
        return frame.Target;
    }

    private bool IsLoop(int at) => _control[at].Opcode == 0x03;

    private ReadOnlySpan<WasmValueType> LabelTypes(int at)
    {
        var frame = _control[at];
        return frame.Opcode == 0x03 ? frame.Signature.Parameters : frame.Signature.Results;
    }

    /// <summary>Whether the operands on top are, once flushed, where the label expects them.</summary>
    private bool InPlace(int at)
    {
        var count = LabelTypes(at).Length;
        return count == 0 || _stack.Count - count == _control[at].Height;
    }

    /// <summary>Takes the operands on top to where the label expects them.</summary>
    private void MoveToLabel(int at)
    {
        var types = LabelTypes(at);
        var height = _control[at].Height;
        if (types.IsEmpty)
        {
            // Operands that stay on the IL stack would break the rule that it is empty at branches.
            DiscardIl();
            return;
        }
        if (InPlace(at))
        {
            Flush();
            return;
        }
        Take(types.Length);
        for (var i = types.Length - 1; i >= 0; i--) _il.Emit(OpCodes.Stloc, Slot(height + i, types[i]));
        DiscardIl();
    }

    /// <summary>Copies the operands on top, which are in their slots, to where the label expects them.</summary>
    private void CopyToLabel(int at)
    {
        var types = LabelTypes(at);
        var height = _control[at].Height;
        var from = _stack.Count - types.Length;
        if (from == height) return;
        // Slots move downwards, so that copying in order never overwrites what is still to be read.
        for (var i = 0; i < types.Length; i++)
        {
            _il.Emit(OpCodes.Ldloc, Slot(from + i, types[i]));
            _il.Emit(OpCodes.Stloc, Slot(height + i, types[i]));
        }
    }

    private void DiscardIl()
    {
        for (; _onIl > 0; _onIl--) _il.Emit(OpCodes.Pop);
        for (var i = 0; i < _stack.Count; i++)
            if (_stack[i].Place == Place.Il) _stack[i] = _stack[i] with { Place = Place.Constant };
    }
}
