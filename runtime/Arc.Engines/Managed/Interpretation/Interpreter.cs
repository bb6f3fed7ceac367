using System.Numerics;
using System.Runtime.CompilerServices;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Managed.Interpretation;

/// <summary>
/// Runs bodies that are too large for the JIT compiler, which takes seconds for a megabyte: no compilation, the same results, traps, limits
/// and counts. A frame lies on the call stack and counts towards its bound.
/// </summary>
internal static unsafe class Interpreter
{
    /// <summary>Calls an interpreted function.</summary>
    /// <param name="slots">The arguments; receives the results.</param>
    /// <param name="state">The instance.</param>
    /// <param name="function">The function's index.</param>
    [SkipLocalsInit]
    public static void Call(ulong* slots, ManagedState state, int function)
    {
        var body = state.Instance.Code.Interpreted(function);
        state.ReserveStack((nuint)body.Slots * sizeof(ulong), function);
        var frame = stackalloc ulong[body.Slots];
        for (var i = 0; i < body.Parameters; i++) frame[i] = slots[i];
        for (var i = body.Parameters; i < body.Locals; i++) frame[i] = 0;
        Run(body, frame, state);
        for (var i = 0; i < body.Results; i++) slots[i] = frame[i];
    }

    /// <summary>Runs a body; the results replace the first locals.</summary>
    private static void Run(InterpretedBody body, ulong* frame, ManagedState state)
    {
        var code = body.Code;
        var function = body.Function;
        var operands = frame + body.Locals;
        var sp = operands;
        var pc = 0;
        while (true)
        {
            var opcode = code[pc++];
            switch (opcode)
            {
                case 0x00: throw state.Trap((int)TrapKind.Unreachable, function);
                case InterpreterOp.Branch:
                    Branch(code, ref pc, operands, ref sp, state);
                    break;
                case InterpreterOp.BranchIf:
                    if ((uint)*--sp != 0) Branch(code, ref pc, operands, ref sp, state);
                    else pc += 3;
                    break;
                case InterpreterOp.BranchIfZero:
                    pc = (uint)*--sp == 0 ? code[pc] : pc + 1;
                    break;
                case InterpreterOp.BranchTable:
                    pc += 1 + (int)Math.Min((uint)*--sp, (uint)code[pc]) * 3;
                    Branch(code, ref pc, operands, ref sp, state);
                    break;
                case InterpreterOp.Return:
                    for (var i = 0; i < body.Results; i++) frame[i] = sp[i - body.Results];
                    return;
                case 0x10:
                    state.ChargeCall();
                    sp = CallFunction(state, code[pc++], sp);
                    break;
                case 0x11:
                    state.ChargeCall();
                    sp = CallIndirect(state, code[pc], code[pc + 1], function, sp);
                    pc += 2;
                    break;
                case 0x1A: sp--; break;
                case 0x1B:
                    if ((uint)sp[-1] == 0) sp[-3] = sp[-2];
                    sp -= 2;
                    break;
                case 0x20: *sp++ = frame[code[pc++]]; break;
                case 0x21: frame[code[pc++]] = *--sp; break;
                case 0x22: frame[code[pc++]] = sp[-1]; break;
                case 0x23: *sp++ = GetGlobal(state, code[pc++]); break;
                case 0x24: SetGlobal(state, code[pc++], *--sp); break;
                case 0x25: sp[-1] = Slot(ManagedState.TableGet((int)sp[-1], state, code[pc++], function), state); break;
                case 0x26:
                    ManagedState.TableSet((int)sp[-2], ManagedState.FromSlot(sp[-1], state), state, code[pc++], function);
                    sp -= 2;
                    break;
                case 0x3F: *sp++ = state.Memory.Pages; break;
                case 0x40: sp[-1] = (uint)ManagedState.MemoryGrow((int)sp[-1], state); break;
                case 0x41: *sp++ = (uint)code[pc++]; break;
                case 0x42:
                    *sp++ = (uint)code[pc] | ((ulong)(uint)code[pc + 1] << 32);
                    pc += 2;
                    break;
                case 0xD1: sp[-1] = Bit(sp[-1] == 0); break;
                case 0xD2: *sp++ = Slot(state.ReferenceTo(code[pc++]), state); break;
                case 0x28: sp[-1] = Unsafe.ReadUnaligned<uint>(Address(state, sp[-1], code[pc++], 4, function)); break;
                case 0x29: sp[-1] = Unsafe.ReadUnaligned<ulong>(Address(state, sp[-1], code[pc++], 8, function)); break;
                case 0x2A: sp[-1] = Unsafe.ReadUnaligned<uint>(Address(state, sp[-1], code[pc++], 4, function)); break;
                case 0x2B: sp[-1] = Unsafe.ReadUnaligned<ulong>(Address(state, sp[-1], code[pc++], 8, function)); break;
                case 0x2C: sp[-1] = (uint)Unsafe.ReadUnaligned<sbyte>(Address(state, sp[-1], code[pc++], 1, function)); break;
                case 0x2D: sp[-1] = Unsafe.ReadUnaligned<byte>(Address(state, sp[-1], code[pc++], 1, function)); break;
                case 0x2E: sp[-1] = (uint)Unsafe.ReadUnaligned<short>(Address(state, sp[-1], code[pc++], 2, function)); break;
                case 0x2F: sp[-1] = Unsafe.ReadUnaligned<ushort>(Address(state, sp[-1], code[pc++], 2, function)); break;
                case 0x30: sp[-1] = (ulong)Unsafe.ReadUnaligned<sbyte>(Address(state, sp[-1], code[pc++], 1, function)); break;
                case 0x31: sp[-1] = Unsafe.ReadUnaligned<byte>(Address(state, sp[-1], code[pc++], 1, function)); break;
                case 0x32: sp[-1] = (ulong)Unsafe.ReadUnaligned<short>(Address(state, sp[-1], code[pc++], 2, function)); break;
                case 0x33: sp[-1] = Unsafe.ReadUnaligned<ushort>(Address(state, sp[-1], code[pc++], 2, function)); break;
                case 0x34: sp[-1] = (ulong)Unsafe.ReadUnaligned<int>(Address(state, sp[-1], code[pc++], 4, function)); break;
                case 0x35: sp[-1] = Unsafe.ReadUnaligned<uint>(Address(state, sp[-1], code[pc++], 4, function)); break;
                case 0x36: Unsafe.WriteUnaligned(Address(state, sp[-2], code[pc++], 4, function), (uint)sp[-1]); sp -= 2; break;
                case 0x37: Unsafe.WriteUnaligned(Address(state, sp[-2], code[pc++], 8, function), (ulong)sp[-1]); sp -= 2; break;
                case 0x38: Unsafe.WriteUnaligned(Address(state, sp[-2], code[pc++], 4, function), (uint)sp[-1]); sp -= 2; break;
                case 0x39: Unsafe.WriteUnaligned(Address(state, sp[-2], code[pc++], 8, function), (ulong)sp[-1]); sp -= 2; break;
                case 0x3A: Unsafe.WriteUnaligned(Address(state, sp[-2], code[pc++], 1, function), (byte)sp[-1]); sp -= 2; break;
                case 0x3B: Unsafe.WriteUnaligned(Address(state, sp[-2], code[pc++], 2, function), (ushort)sp[-1]); sp -= 2; break;
                case 0x3C: Unsafe.WriteUnaligned(Address(state, sp[-2], code[pc++], 1, function), (byte)sp[-1]); sp -= 2; break;
                case 0x3D: Unsafe.WriteUnaligned(Address(state, sp[-2], code[pc++], 2, function), (ushort)sp[-1]); sp -= 2; break;
                case 0x3E: Unsafe.WriteUnaligned(Address(state, sp[-2], code[pc++], 4, function), (uint)sp[-1]); sp -= 2; break;
                case 0x45: sp[-1] = Bit((uint)sp[-1] == 0); break;
                case 0x46: sp[-2] = Bit((uint)sp[-2] == (uint)sp[-1]); sp--; break;
                case 0x47: sp[-2] = Bit((uint)sp[-2] != (uint)sp[-1]); sp--; break;
                case 0x48: sp[-2] = Bit((int)sp[-2] < (int)sp[-1]); sp--; break;
                case 0x49: sp[-2] = Bit((uint)sp[-2] < (uint)sp[-1]); sp--; break;
                case 0x4A: sp[-2] = Bit((int)sp[-2] > (int)sp[-1]); sp--; break;
                case 0x4B: sp[-2] = Bit((uint)sp[-2] > (uint)sp[-1]); sp--; break;
                case 0x4C: sp[-2] = Bit((int)sp[-2] <= (int)sp[-1]); sp--; break;
                case 0x4D: sp[-2] = Bit((uint)sp[-2] <= (uint)sp[-1]); sp--; break;
                case 0x4E: sp[-2] = Bit((int)sp[-2] >= (int)sp[-1]); sp--; break;
                case 0x4F: sp[-2] = Bit((uint)sp[-2] >= (uint)sp[-1]); sp--; break;
                case 0x50: sp[-1] = Bit(sp[-1] == 0); break;
                case 0x51: sp[-2] = Bit(sp[-2] == sp[-1]); sp--; break;
                case 0x52: sp[-2] = Bit(sp[-2] != sp[-1]); sp--; break;
                case 0x53: sp[-2] = Bit((long)sp[-2] < (long)sp[-1]); sp--; break;
                case 0x54: sp[-2] = Bit(sp[-2] < sp[-1]); sp--; break;
                case 0x55: sp[-2] = Bit((long)sp[-2] > (long)sp[-1]); sp--; break;
                case 0x56: sp[-2] = Bit(sp[-2] > sp[-1]); sp--; break;
                case 0x57: sp[-2] = Bit((long)sp[-2] <= (long)sp[-1]); sp--; break;
                case 0x58: sp[-2] = Bit(sp[-2] <= sp[-1]); sp--; break;
                case 0x59: sp[-2] = Bit((long)sp[-2] >= (long)sp[-1]); sp--; break;
                case 0x5A: sp[-2] = Bit(sp[-2] >= sp[-1]); sp--; break;
                case 0x5B: sp[-2] = Bit(F(sp[-2]) == F(sp[-1])); sp--; break;
                case 0x5C: sp[-2] = Bit(F(sp[-2]) != F(sp[-1])); sp--; break;
                case 0x5D: sp[-2] = Bit(F(sp[-2]) < F(sp[-1])); sp--; break;
                case 0x5E: sp[-2] = Bit(F(sp[-2]) > F(sp[-1])); sp--; break;
                case 0x5F: sp[-2] = Bit(F(sp[-2]) <= F(sp[-1])); sp--; break;
                case 0x60: sp[-2] = Bit(F(sp[-2]) >= F(sp[-1])); sp--; break;
                case 0x61: sp[-2] = Bit(D(sp[-2]) == D(sp[-1])); sp--; break;
                case 0x62: sp[-2] = Bit(D(sp[-2]) != D(sp[-1])); sp--; break;
                case 0x63: sp[-2] = Bit(D(sp[-2]) < D(sp[-1])); sp--; break;
                case 0x64: sp[-2] = Bit(D(sp[-2]) > D(sp[-1])); sp--; break;
                case 0x65: sp[-2] = Bit(D(sp[-2]) <= D(sp[-1])); sp--; break;
                case 0x66: sp[-2] = Bit(D(sp[-2]) >= D(sp[-1])); sp--; break;
                case 0x67: sp[-1] = (uint)BitOperations.LeadingZeroCount((uint)sp[-1]); break;
                case 0x68: sp[-1] = (uint)BitOperations.TrailingZeroCount((uint)sp[-1]); break;
                case 0x69: sp[-1] = (uint)BitOperations.PopCount((uint)sp[-1]); break;
                case 0x6A: sp[-2] = (uint)((uint)sp[-2] + (uint)sp[-1]); sp--; break;
                case 0x6B: sp[-2] = (uint)((uint)sp[-2] - (uint)sp[-1]); sp--; break;
                case 0x6C: sp[-2] = (uint)((uint)sp[-2] * (uint)sp[-1]); sp--; break;
                case 0x6D: sp[-2] = (uint)Numerics.Divide((int)sp[-2], (int)sp[-1], state, function); sp--; break;
                case 0x6E: sp[-2] = Numerics.Divide((uint)sp[-2], (uint)sp[-1], state, function); sp--; break;
                case 0x6F: sp[-2] = (uint)Numerics.Remainder((int)sp[-2], (int)sp[-1], state, function); sp--; break;
                case 0x70: sp[-2] = Numerics.Remainder((uint)sp[-2], (uint)sp[-1], state, function); sp--; break;
                case 0x71: sp[-2] = (uint)(sp[-2] & sp[-1]); sp--; break;
                case 0x72: sp[-2] = (uint)(sp[-2] | sp[-1]); sp--; break;
                case 0x73: sp[-2] = (uint)(sp[-2] ^ sp[-1]); sp--; break;
                case 0x74: sp[-2] = (uint)sp[-2] << (int)sp[-1]; sp--; break;
                case 0x75: sp[-2] = (uint)((int)sp[-2] >> (int)sp[-1]); sp--; break;
                case 0x76: sp[-2] = (uint)sp[-2] >> (int)sp[-1]; sp--; break;
                case 0x77: sp[-2] = BitOperations.RotateLeft((uint)sp[-2], (int)sp[-1]); sp--; break;
                case 0x78: sp[-2] = BitOperations.RotateRight((uint)sp[-2], (int)sp[-1]); sp--; break;
                case 0x79: sp[-1] = (ulong)BitOperations.LeadingZeroCount(sp[-1]); break;
                case 0x7A: sp[-1] = (ulong)BitOperations.TrailingZeroCount(sp[-1]); break;
                case 0x7B: sp[-1] = (ulong)BitOperations.PopCount(sp[-1]); break;
                case 0x7C: sp[-2] = sp[-2] + sp[-1]; sp--; break;
                case 0x7D: sp[-2] = sp[-2] - sp[-1]; sp--; break;
                case 0x7E: sp[-2] = sp[-2] * sp[-1]; sp--; break;
                case 0x7F: sp[-2] = (ulong)Numerics.Divide((long)sp[-2], (long)sp[-1], state, function); sp--; break;
                case 0x80: sp[-2] = Numerics.Divide(sp[-2], sp[-1], state, function); sp--; break;
                case 0x81: sp[-2] = (ulong)Numerics.Remainder((long)sp[-2], (long)sp[-1], state, function); sp--; break;
                case 0x82: sp[-2] = Numerics.Remainder(sp[-2], sp[-1], state, function); sp--; break;
                case 0x83: sp[-2] = sp[-2] & sp[-1]; sp--; break;
                case 0x84: sp[-2] = sp[-2] | sp[-1]; sp--; break;
                case 0x85: sp[-2] = sp[-2] ^ sp[-1]; sp--; break;
                case 0x86: sp[-2] = sp[-2] << (int)sp[-1]; sp--; break;
                case 0x87: sp[-2] = (ulong)((long)sp[-2] >> (int)sp[-1]); sp--; break;
                case 0x88: sp[-2] = sp[-2] >> (int)sp[-1]; sp--; break;
                case 0x89: sp[-2] = BitOperations.RotateLeft(sp[-2], (int)sp[-1]); sp--; break;
                case 0x8A: sp[-2] = BitOperations.RotateRight(sp[-2], (int)sp[-1]); sp--; break;
                case 0x8B: sp[-1] = sp[-1] & 0x7FFF_FFFF; break;
                case 0x8C: sp[-1] = (uint)sp[-1] ^ 0x8000_0000; break;
                case 0x8D: sp[-1] = Bits(MathF.Ceiling(F(sp[-1]))); break;
                case 0x8E: sp[-1] = Bits(MathF.Floor(F(sp[-1]))); break;
                case 0x8F: sp[-1] = Bits(MathF.Truncate(F(sp[-1]))); break;
                case 0x90: sp[-1] = Bits(MathF.Round(F(sp[-1]))); break;
                case 0x91: sp[-1] = Bits(MathF.Sqrt(F(sp[-1]))); break;
                case 0x92: sp[-2] = Bits(F(sp[-2]) + F(sp[-1])); sp--; break;
                case 0x93: sp[-2] = Bits(F(sp[-2]) - F(sp[-1])); sp--; break;
                case 0x94: sp[-2] = Bits(F(sp[-2]) * F(sp[-1])); sp--; break;
                case 0x95: sp[-2] = Bits(F(sp[-2]) / F(sp[-1])); sp--; break;
                case 0x96: sp[-2] = Bits(Numerics.Min(F(sp[-2]), F(sp[-1]))); sp--; break;
                case 0x97: sp[-2] = Bits(Numerics.Max(F(sp[-2]), F(sp[-1]))); sp--; break;
                case 0x98: sp[-2] = (sp[-2] & 0x7FFF_FFFF) | (sp[-1] & 0x8000_0000); sp--; break;
                case 0x99: sp[-1] = sp[-1] & 0x7FFF_FFFF_FFFF_FFFF; break;
                case 0x9A: sp[-1] = sp[-1] ^ 0x8000_0000_0000_0000; break;
                case 0x9B: sp[-1] = Bits(Math.Ceiling(D(sp[-1]))); break;
                case 0x9C: sp[-1] = Bits(Math.Floor(D(sp[-1]))); break;
                case 0x9D: sp[-1] = Bits(Math.Truncate(D(sp[-1]))); break;
                case 0x9E: sp[-1] = Bits(Math.Round(D(sp[-1]))); break;
                case 0x9F: sp[-1] = Bits(Math.Sqrt(D(sp[-1]))); break;
                case 0xA0: sp[-2] = Bits(D(sp[-2]) + D(sp[-1])); sp--; break;
                case 0xA1: sp[-2] = Bits(D(sp[-2]) - D(sp[-1])); sp--; break;
                case 0xA2: sp[-2] = Bits(D(sp[-2]) * D(sp[-1])); sp--; break;
                case 0xA3: sp[-2] = Bits(D(sp[-2]) / D(sp[-1])); sp--; break;
                case 0xA4: sp[-2] = Bits(Numerics.Min(D(sp[-2]), D(sp[-1]))); sp--; break;
                case 0xA5: sp[-2] = Bits(Numerics.Max(D(sp[-2]), D(sp[-1]))); sp--; break;
                case 0xA6: sp[-2] = (sp[-2] & 0x7FFF_FFFF_FFFF_FFFF) | (sp[-1] & 0x8000_0000_0000_0000); sp--; break;
                case 0xA7: sp[-1] = (uint)sp[-1]; break;
                case 0xA8: sp[-1] = (uint)Numerics.TruncateI32(F(sp[-1]), state, function); break;
                case 0xA9: sp[-1] = (uint)Numerics.TruncateU32(F(sp[-1]), state, function); break;
                case 0xAA: sp[-1] = (uint)Numerics.TruncateI32(D(sp[-1]), state, function); break;
                case 0xAB: sp[-1] = (uint)Numerics.TruncateU32(D(sp[-1]), state, function); break;
                case 0xAC: sp[-1] = (ulong)(int)sp[-1]; break;
                case 0xAD: sp[-1] = (uint)sp[-1]; break;
                case 0xAE: sp[-1] = (ulong)Numerics.TruncateI64(F(sp[-1]), state, function); break;
                case 0xAF: sp[-1] = (ulong)Numerics.TruncateU64(F(sp[-1]), state, function); break;
                case 0xB0: sp[-1] = (ulong)Numerics.TruncateI64(D(sp[-1]), state, function); break;
                case 0xB1: sp[-1] = (ulong)Numerics.TruncateU64(D(sp[-1]), state, function); break;
                case 0xB2: sp[-1] = Bits((float)(int)sp[-1]); break;
                case 0xB3: sp[-1] = Bits((float)(uint)sp[-1]); break;
                case 0xB4: sp[-1] = Bits((float)(long)sp[-1]); break;
                case 0xB5: sp[-1] = Bits(Numerics.ConvertU64(sp[-1])); break;
                case 0xB6: sp[-1] = Bits(Numerics.Demote(D(sp[-1]))); break;
                case 0xB7: sp[-1] = Bits((double)(int)sp[-1]); break;
                case 0xB8: sp[-1] = Bits((double)(uint)sp[-1]); break;
                case 0xB9: sp[-1] = Bits((double)(long)sp[-1]); break;
                case 0xBA: sp[-1] = Bits((double)sp[-1]); break;
                case 0xBB: sp[-1] = Bits((double)F(sp[-1])); break;
                case 0xBC or 0xBD or 0xBE or 0xBF: break;
                case 0xC0: sp[-1] = (uint)(sbyte)sp[-1]; break;
                case 0xC1: sp[-1] = (uint)(short)sp[-1]; break;
                case 0xC2: sp[-1] = (ulong)(sbyte)sp[-1]; break;
                case 0xC3: sp[-1] = (ulong)(short)sp[-1]; break;
                case 0xC4: sp[-1] = (ulong)(int)sp[-1]; break;
                case InterpreterOp.Prefixed + 0: sp[-1] = (uint)Numerics.SaturateI32(F(sp[-1])); break;
                case InterpreterOp.Prefixed + 1: sp[-1] = (uint)Numerics.SaturateU32(F(sp[-1])); break;
                case InterpreterOp.Prefixed + 2: sp[-1] = (uint)Numerics.SaturateI32(D(sp[-1])); break;
                case InterpreterOp.Prefixed + 3: sp[-1] = (uint)Numerics.SaturateU32(D(sp[-1])); break;
                case InterpreterOp.Prefixed + 4: sp[-1] = (ulong)Numerics.SaturateI64(F(sp[-1])); break;
                case InterpreterOp.Prefixed + 5: sp[-1] = (ulong)Numerics.SaturateU64(F(sp[-1])); break;
                case InterpreterOp.Prefixed + 6: sp[-1] = (ulong)Numerics.SaturateI64(D(sp[-1])); break;
                case InterpreterOp.Prefixed + 7: sp[-1] = (ulong)Numerics.SaturateU64(D(sp[-1])); break;
                default:
                    sp = Bulk(opcode - InterpreterOp.Prefixed, code, ref pc, sp, state, function);
                    break;
            }
        }
    }

    private static ulong* Bulk(int opcode, int[] code, ref int pc, ulong* sp, ManagedState state, int function)
    {
        switch (opcode)
        {
            case 9: ManagedState.DataDrop(state, code[pc++]); return sp;
            case 13: ManagedState.ElementDrop(state, code[pc++]); return sp;
            case 16: *sp = (uint)ManagedState.TableSize(state, code[pc++]); return sp + 1;
            case 15:
                sp[-2] = (uint)ManagedState.TableGrow(ManagedState.FromSlot(sp[-2], state), (int)sp[-1], state, code[pc++]);
                return sp - 1;
        }
        int a = (int)sp[-3], b = (int)sp[-2], c = (int)sp[-1];
        switch (opcode)
        {
            case 8: ManagedState.MemoryInit(a, b, c, state, code[pc++], function); return sp - 3;
            case 10: ManagedState.MemoryCopy(a, b, c, state, function); return sp - 3;
            case 11: ManagedState.MemoryFill(a, b, c, state, function); return sp - 3;
            case 12: ManagedState.TableInit(a, b, c, state, code[pc++], code[pc++], function); return sp - 3;
            case 14: ManagedState.TableCopy(a, b, c, state, code[pc++], code[pc++], function); return sp - 3;
            default: ManagedState.TableFill(a, ManagedState.FromSlot(sp[-2], state), c, state, code[pc++], function); return sp - 3;
        }
    }

    /// <summary>Moves the operands that a branch keeps down to the target's height, and goes there.</summary>
    private static void Branch(int[] code, ref int pc, ulong* operands, ref ulong* sp, ManagedState state)
    {
        var target = code[pc];
        var to = operands + code[pc + 1];
        var arity = code[pc + 2];
        if (target <= pc) state.ChargeCall();
        var from = sp - arity;
        if (from != to)
            for (var i = 0; i < arity; i++) to[i] = from[i];
        sp = to + arity;
        pc = target;
    }

    private static ulong* CallFunction(ManagedState state, int function, ulong* sp)
    {
        var type = state.Info.TypeOf(function);
        var slots = sp - type.Parameters.Length;
        if (state.Instance.Code.IsInterpreted(function)) Call(slots, state, function);
        else state.Instance.CallRaw(function, slots);
        return slots + type.Results.Length;
    }

    private static ulong* CallIndirect(ManagedState state, int type, int table, int function, ulong* sp)
    {
        var target = ManagedState.Indirect((int)sp[-1], state, table, type, function);
        var slots = sp - 1 - target.Type.Parameters.Length;
        state.Instance.CallRaw(target, slots);
        return slots + target.Type.Results.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Address(ManagedState state, ulong address, int offset, uint width, int function)
    {
        var memory = state.Memory;
        var effective = (ulong)(uint)address + (uint)offset;
        if (effective + width > memory.Length) throw state.Trap((int)TrapKind.MemoryOutOfBounds, function);
        return memory.Base + effective;
    }

    private static ulong GetGlobal(ManagedState state, int index)
    {
        var global = state.Globals[index];
        return global.Type is WasmValueType.FuncRef or WasmValueType.ExternRef ? Slot(global.Reference, state) : global.Bits;
    }

    private static void SetGlobal(ManagedState state, int index, ulong value)
    {
        var global = state.Globals[index];
        if (global.Type is WasmValueType.FuncRef or WasmValueType.ExternRef) global.Reference = ManagedState.FromSlot(value, state);
        else global.Bits = value;
    }

    private static ulong Slot(object? reference, ManagedState state) => ManagedState.ToSlot(reference, state);

    private static ulong Bit(bool value) => value ? 1UL : 0;

    private static float F(ulong slot) => BitConverter.UInt32BitsToSingle((uint)slot);

    private static double D(ulong slot) => BitConverter.UInt64BitsToDouble(slot);

    private static ulong Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);
}
