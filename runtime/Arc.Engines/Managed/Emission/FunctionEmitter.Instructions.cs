using System.Reflection.Emit;
using Arc.Engines.Decoding;
using Arc.Engines.Managed.Execution;
using static Arc.Engines.WasmValueType;

namespace Arc.Engines.Managed.Emission;

internal sealed partial class FunctionEmitter
{
    private void Instruction(byte opcode, ref WasmReader reader)
    {
        switch (opcode)
        {
            case 0x00:
                SpillIl();
                _il.Emit(OpCodes.Br, TrapLabel(TrapKind.Unreachable));
                Die();
                break;
            case 0x01: break;
            case 0x02 or 0x03 or 0x04: BeginBlock(opcode, ref reader); break;
            case 0x05: Else(ref reader); break;
            case 0x0B: End(ref reader); break;
            case 0x0C: Branch(reader.U32()); break;
            case 0x0D: BranchIf(reader.U32(), ref reader); break;
            case 0x0E: BranchTable(ref reader); break;
            case 0x0F:
                Return();
                Die();
                break;
            case 0x10: Call((int)reader.U32()); break;
            case 0x11:
                var type = (int)reader.U32();
                CallIndirect(type, (int)reader.U32());
                break;
            case 0x1A: Drop(); break;
            case 0x1B: Select(); break;
            case 0x1C:
                reader.U32();
                reader.Skip(1);
                Select();
                break;
            case 0x20:
                var local = (int)reader.U32();
                _stack.Add(new Operand { Type = _body.LocalType(local), Place = Place.Local, Bits = local });
                break;
            case 0x21:
                SetLocal((int)reader.U32());
                break;
            case 0x22:
                var tee = (int)reader.U32();
                SetLocal(tee);
                _stack.Add(new Operand { Type = _body.LocalType(tee), Place = Place.Local, Bits = tee });
                break;
            case 0x23: GetGlobal((int)reader.U32()); break;
            case 0x24: SetGlobal((int)reader.U32()); break;
            case 0x25:
                var table = (int)reader.U32();
                Operation(nameof(ManagedState.TableGet), 1, _module.Tables[table].Element, table, _function);
                break;
            case 0x26: Operation(nameof(ManagedState.TableSet), 2, None, (int)reader.U32(), _function); break;
            case >= 0x28 and <= 0x35:
                reader.U32();
                LoadMemory(opcode, reader.U32());
                break;
            case >= 0x36 and <= 0x3E:
                reader.U32();
                StoreMemory(opcode, reader.U32());
                break;
            case 0x3F:
                reader.Skip(1);
                Operation(nameof(ManagedState.MemorySize), 0, I32);
                break;
            case 0x40:
                reader.Skip(1);
                Operation(nameof(ManagedState.MemoryGrow), 1, I32);
                ReloadMemory();
                break;
            case 0x41: PushConstant(I32, reader.S32()); break;
            case 0x42: PushConstant(I64, reader.S64()); break;
            case 0x43: PushConstant(F32, (int)reader.F32Bits()); break;
            case 0x44: PushConstant(F64, (long)reader.F64Bits()); break;
            case >= 0x45 and <= 0xC4: Numeric(opcode); break;
            case 0xD0: PushConstant(reader.ReferenceType(), 0); break;
            case 0xD1:
                Take(1);
                _il.Emit(OpCodes.Ldnull);
                _il.Emit(OpCodes.Ceq);
                PushIl(I32);
                break;
            case 0xD2: Operation(nameof(ManagedState.Reference), 0, FuncRef, (int)reader.U32()); break;
            default: Prefixed(ref reader); break;
        }
    }

    private void Prefixed(ref WasmReader reader)
    {
        var opcode = reader.U32();
        switch (opcode)
        {
            case <= 7: Saturate((int)opcode); break;
            case 8:
                var data = (int)reader.U32();
                reader.Skip(1);
                Operation(nameof(ManagedState.MemoryInit), 3, None, data, _function);
                break;
            case 9: Operation(nameof(ManagedState.DataDrop), 0, None, (int)reader.U32()); break;
            case 10:
                reader.Skip(2);
                Operation(nameof(ManagedState.MemoryCopy), 3, None, _function);
                break;
            case 11:
                reader.Skip(1);
                Operation(nameof(ManagedState.MemoryFill), 3, None, _function);
                break;
            case 12:
                var segment = (int)reader.U32();
                Operation(nameof(ManagedState.TableInit), 3, None, segment, (int)reader.U32(), _function);
                break;
            case 13: Operation(nameof(ManagedState.ElementDrop), 0, None, (int)reader.U32()); break;
            case 14:
                var target = (int)reader.U32();
                Operation(nameof(ManagedState.TableCopy), 3, None, target, (int)reader.U32(), _function);
                break;
            case 15: Operation(nameof(ManagedState.TableGrow), 2, I32, (int)reader.U32()); break;
            case 16: Operation(nameof(ManagedState.TableSize), 0, I32, (int)reader.U32()); break;
            default: Operation(nameof(ManagedState.TableFill), 3, None, (int)reader.U32(), _function); break;
        }
    }

    /// <summary>Calls a static method of <see cref="ManagedState"/> with operands, the state and immediates.</summary>
    private void Operation(string method, int operands, WasmValueType result, params ReadOnlySpan<int> immediates)
    {
        Take(operands);
        LoadState();
        foreach (var immediate in immediates) IlTypes.LoadInt(_il, immediate);
        _il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), method));
        if (result != None) PushIl(result);
    }

    private void SetLocal(int local)
    {
        Detach(local, _stack.Count - 1);
        Take(1);
        StoreLocal(local);
    }

    private void GetGlobal(int index)
    {
        var type = _module.Globals[index].Type;
        Take(0);
        LoadGlobal(index);
        _il.Emit(OpCodes.Ldfld, GlobalField(type));
        if (!IlTypes.IsReference(type)) IlTypes.FromSlot(_il, type);
        PushIl(type);
    }

    private void SetGlobal(int index)
    {
        var type = _module.Globals[index].Type;
        var value = TakeOperand(0);
        LoadGlobal(index);
        Load(value);
        if (!IlTypes.IsReference(type)) IlTypes.ToSlot(_il, type);
        _il.Emit(OpCodes.Stfld, GlobalField(type));
    }

    private void LoadGlobal(int index)
    {
        LoadState();
        _il.Emit(OpCodes.Ldfld, GlobalsField);
        IlTypes.LoadInt(_il, index);
        _il.Emit(OpCodes.Ldelem_Ref);
    }

    private static System.Reflection.FieldInfo GlobalField(WasmValueType type) =>
        typeof(WasmGlobal).GetField(IlTypes.IsReference(type) ? nameof(WasmGlobal.Reference) : nameof(WasmGlobal.Bits))!;

    private void Select()
    {
        var condition = TakeOperand(0);
        var second = TakeOperand(1);
        var first = TakeOperand(2);
        SpillIl();
        var result = Scratch(3, first.Type);
        var keep = _il.DefineLabel();
        Load(first);
        _il.Emit(OpCodes.Stloc, result);
        Load(condition);
        _il.Emit(OpCodes.Brtrue, keep);
        Load(second);
        _il.Emit(OpCodes.Stloc, result);
        _il.MarkLabel(keep);
        _il.Emit(OpCodes.Ldloc, result);
        PushIl(first.Type);
    }

    private void LoadMemory(byte opcode, uint offset)
    {
        var (type, log2) = Instructions.Memory[opcode - 0x28];
        Address(offset, 1 << log2);
        Unaligned(log2);
        _il.Emit(opcode switch
        {
            0x28 or 0x34 => OpCodes.Ldind_I4,
            0x29 => OpCodes.Ldind_I8,
            0x2A => OpCodes.Ldind_R4,
            0x2B => OpCodes.Ldind_R8,
            0x2C or 0x30 => OpCodes.Ldind_I1,
            0x2D or 0x31 => OpCodes.Ldind_U1,
            0x2E or 0x32 => OpCodes.Ldind_I2,
            0x2F or 0x33 => OpCodes.Ldind_U2,
            _ => OpCodes.Ldind_U4,
        });
        if (opcode is >= 0x30 and <= 0x35) _il.Emit(opcode is 0x30 or 0x32 or 0x34 ? OpCodes.Conv_I8 : OpCodes.Conv_U8);
        PushIl(type);
    }

    private void StoreMemory(byte opcode, uint offset)
    {
        var (_, log2) = Instructions.Memory[opcode - 0x28];
        var value = TakeOperand(0);
        Address(offset, 1 << log2);
        Load(value);
        Unaligned(log2);
        _il.Emit(opcode switch
        {
            0x36 or 0x3E => OpCodes.Stind_I4,
            0x37 => OpCodes.Stind_I8,
            0x38 => OpCodes.Stind_R4,
            0x39 => OpCodes.Stind_R8,
            0x3A or 0x3C => OpCodes.Stind_I1,
            _ => OpCodes.Stind_I2,
        });
    }

    private void Unaligned(int log2)
    {
        if (log2 > 0) _il.Emit(OpCodes.Unaligned, (byte)1);
    }

    /// <summary>Takes an address, checks it without overflow, and puts the pointer on the IL stack.</summary>
    private void Address(uint offset, int width)
    {
        var address = TakeOperand(1);
        SpillIl();
        var effective = Scratch(0, typeof(ulong));
        Load(address);
        _il.Emit(OpCodes.Conv_U8);
        _il.Emit(OpCodes.Stloc, effective);
        _il.Emit(OpCodes.Ldloc, effective);
        IlTypes.LoadLong(_il, (long)offset + width);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldloc, _memoryLength!);
        _il.Emit(OpCodes.Bgt_Un, TrapLabel(TrapKind.MemoryOutOfBounds));
        _il.Emit(OpCodes.Ldloc, _memoryBase!);
        _il.Emit(OpCodes.Ldloc, effective);
        if (offset != 0)
        {
            IlTypes.LoadLong(_il, offset);
            _il.Emit(OpCodes.Add);
        }
        _il.Emit(OpCodes.Conv_U);
        _il.Emit(OpCodes.Add);
    }
}
