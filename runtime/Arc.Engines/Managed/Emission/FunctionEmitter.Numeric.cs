using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection.Emit;
using Arc.Engines.Decoding;
using Arc.Engines.Managed.Execution;
using static Arc.Engines.WasmValueType;

namespace Arc.Engines.Managed.Emission;

internal sealed partial class FunctionEmitter
{
    private void Numeric(byte opcode)
    {
        var (operand, count, result) = Instructions.Numeric[opcode];
        switch (opcode)
        {
            case >= 0x6D and <= 0x70: Divide(I32, opcode - 0x6D); return;
            case >= 0x7F and <= 0x82: Divide(I64, opcode - 0x7F); return;
            case 0x74 or 0x75 or 0x76 or 0x86 or 0x87 or 0x88: Shift(opcode, operand); return;
        }
        Take(count);
        switch (opcode)
        {
            case 0x45: Emit2(OpCodes.Ldc_I4_0, OpCodes.Ceq); break;
            case 0x50:
                IlTypes.LoadLong(_il, 0);
                _il.Emit(OpCodes.Ceq);
                break;
            case 0x46 or 0x51 or 0x5B or 0x61: _il.Emit(OpCodes.Ceq); break;
            case 0x47 or 0x52 or 0x5C or 0x62: Not(OpCodes.Ceq); break;
            case 0x48 or 0x53 or 0x5D or 0x63: _il.Emit(OpCodes.Clt); break;
            case 0x49 or 0x54: _il.Emit(OpCodes.Clt_Un); break;
            case 0x4A or 0x55 or 0x5E or 0x64: _il.Emit(OpCodes.Cgt); break;
            case 0x4B or 0x56: _il.Emit(OpCodes.Cgt_Un); break;
            case 0x4C or 0x57: Not(OpCodes.Cgt); break;
            case 0x4D or 0x58: Not(OpCodes.Cgt_Un); break;
            case 0x4E or 0x59: Not(OpCodes.Clt); break;
            case 0x4F or 0x5A: Not(OpCodes.Clt_Un); break;
            // Ordered comparisons: the unordered form of the opposite is true for NaN, its negation false.
            case 0x5F or 0x65: Not(OpCodes.Cgt_Un); break;
            case 0x60 or 0x66: Not(OpCodes.Clt_Un); break;

            case 0x67: Call(typeof(BitOperations), nameof(BitOperations.LeadingZeroCount), typeof(uint)); break;
            case 0x68: Call(typeof(BitOperations), nameof(BitOperations.TrailingZeroCount), typeof(uint)); break;
            case 0x69: Call(typeof(BitOperations), nameof(BitOperations.PopCount), typeof(uint)); break;
            case 0x79: CallWide(nameof(BitOperations.LeadingZeroCount)); break;
            case 0x7A: CallWide(nameof(BitOperations.TrailingZeroCount)); break;
            case 0x7B: CallWide(nameof(BitOperations.PopCount)); break;

            case 0x6A or 0x7C or 0x92 or 0xA0: _il.Emit(OpCodes.Add); break;
            case 0x6B or 0x7D or 0x93 or 0xA1: _il.Emit(OpCodes.Sub); break;
            case 0x6C or 0x7E or 0x94 or 0xA2: _il.Emit(OpCodes.Mul); break;
            case 0x95 or 0xA3: _il.Emit(OpCodes.Div); break;
            case 0x71 or 0x83: _il.Emit(OpCodes.And); break;
            case 0x72 or 0x84: _il.Emit(OpCodes.Or); break;
            case 0x73 or 0x85: _il.Emit(OpCodes.Xor); break;
            case 0x77: Call(typeof(Numerics), nameof(Numerics.RotateLeft), typeof(uint), typeof(int)); break;
            case 0x78: Call(typeof(Numerics), nameof(Numerics.RotateRight), typeof(uint), typeof(int)); break;
            case 0x89:
                _il.Emit(OpCodes.Conv_I4);
                Call(typeof(Numerics), nameof(Numerics.RotateLeft), typeof(ulong), typeof(int));
                break;
            case 0x8A:
                _il.Emit(OpCodes.Conv_I4);
                Call(typeof(Numerics), nameof(Numerics.RotateRight), typeof(ulong), typeof(int));
                break;

            case 0x8B: Call(typeof(MathF), nameof(MathF.Abs), typeof(float)); break;
            case 0x8C or 0x9A: _il.Emit(OpCodes.Neg); break;
            case 0x8D: Call(typeof(MathF), nameof(MathF.Ceiling), typeof(float)); break;
            case 0x8E: Call(typeof(MathF), nameof(MathF.Floor), typeof(float)); break;
            case 0x8F: Call(typeof(MathF), nameof(MathF.Truncate), typeof(float)); break;
            case 0x90: Call(typeof(MathF), nameof(MathF.Round), typeof(float)); break;
            case 0x91: Call(typeof(MathF), nameof(MathF.Sqrt), typeof(float)); break;
            case 0x96: Call(typeof(Numerics), nameof(Numerics.Min), typeof(float), typeof(float)); break;
            case 0x97: Call(typeof(Numerics), nameof(Numerics.Max), typeof(float), typeof(float)); break;
            case 0x98: Call(typeof(MathF), nameof(MathF.CopySign), typeof(float), typeof(float)); break;
            case 0x99: Call(typeof(Math), nameof(Math.Abs), typeof(double)); break;
            case 0x9B: Call(typeof(Math), nameof(Math.Ceiling), typeof(double)); break;
            case 0x9C: Call(typeof(Math), nameof(Math.Floor), typeof(double)); break;
            case 0x9D: Call(typeof(Math), nameof(Math.Truncate), typeof(double)); break;
            case 0x9E: Call(typeof(Math), nameof(Math.Round), typeof(double)); break;
            case 0x9F: Call(typeof(Math), nameof(Math.Sqrt), typeof(double)); break;
            case 0xA4: Call(typeof(Numerics), nameof(Numerics.Min), typeof(double), typeof(double)); break;
            case 0xA5: Call(typeof(Numerics), nameof(Numerics.Max), typeof(double), typeof(double)); break;
            case 0xA6: Call(typeof(Math), nameof(Math.CopySign), typeof(double), typeof(double)); break;

            case 0xA7: _il.Emit(OpCodes.Conv_I4); break;
            case 0xA8 or 0xAA: Truncate(operand, nameof(Numerics.TruncateI32)); break;
            case 0xA9 or 0xAB: Truncate(operand, nameof(Numerics.TruncateU32)); break;
            case 0xAE or 0xB0: Truncate(operand, nameof(Numerics.TruncateI64)); break;
            case 0xAF or 0xB1: Truncate(operand, nameof(Numerics.TruncateU64)); break;
            case 0xAC: _il.Emit(OpCodes.Conv_I8); break;
            case 0xAD: _il.Emit(OpCodes.Conv_U8); break;
            case 0xB2 or 0xB4: _il.Emit(OpCodes.Conv_R4); break;
            case 0xB3: Emit2(OpCodes.Conv_R_Un, OpCodes.Conv_R4); break;
            case 0xB5: Call(typeof(Numerics), nameof(Numerics.ConvertU64), typeof(ulong)); break;
            case 0xB6: Call(typeof(Numerics), nameof(Numerics.Demote), typeof(double)); break;
            case 0xB7 or 0xB9 or 0xBB: _il.Emit(OpCodes.Conv_R8); break;
            case 0xB8 or 0xBA: Emit2(OpCodes.Conv_R_Un, OpCodes.Conv_R8); break;
            case 0xBC: Call(typeof(BitConverter), nameof(BitConverter.SingleToInt32Bits), typeof(float)); break;
            case 0xBD: Call(typeof(BitConverter), nameof(BitConverter.DoubleToInt64Bits), typeof(double)); break;
            case 0xBE: Call(typeof(Numerics), nameof(Numerics.FromBits), typeof(int)); break;
            case 0xBF: Call(typeof(BitConverter), nameof(BitConverter.Int64BitsToDouble), typeof(long)); break;

            case 0xC0: _il.Emit(OpCodes.Conv_I1); break;
            case 0xC1: _il.Emit(OpCodes.Conv_I2); break;
            case 0xC2: Emit2(OpCodes.Conv_I1, OpCodes.Conv_I8); break;
            case 0xC3: Emit2(OpCodes.Conv_I2, OpCodes.Conv_I8); break;
            default: Emit2(OpCodes.Conv_I4, OpCodes.Conv_I8); break;
        }
        PushIl(result);
    }

    private void Emit2(OpCode first, OpCode second)
    {
        _il.Emit(first);
        _il.Emit(second);
    }

    private void Not(OpCode comparison)
    {
        _il.Emit(comparison);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Ceq);
    }

    private void Call([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type, string method, params Type[] parameters) =>
        _il.Emit(OpCodes.Call, IlTypes.Method(type, method, parameters));

    private void CallWide(string method)
    {
        Call(typeof(BitOperations), method, typeof(ulong));
        _il.Emit(OpCodes.Conv_I8);
    }

    private void Truncate(WasmValueType operand, string method)
    {
        if (operand == F32) _il.Emit(OpCodes.Conv_R8);
        LoadState();
        IlTypes.LoadInt(_il, _function);
        Call(typeof(Numerics), method, typeof(double), typeof(ManagedState), typeof(int));
    }

    private void Saturate(int opcode)
    {
        var (operand, result) = Instructions.Saturating[opcode];
        Take(1);
        if (operand == F32) _il.Emit(OpCodes.Conv_R8);
        var method = (opcode & 1, result) switch
        {
            (0, I32) => nameof(Numerics.SaturateI32),
            (1, I32) => nameof(Numerics.SaturateU32),
            (0, _) => nameof(Numerics.SaturateI64),
            _ => nameof(Numerics.SaturateU64),
        };
        Call(typeof(Numerics), method, typeof(double));
        PushIl(result);
    }

    private void Shift(byte opcode, WasmValueType type)
    {
        var mask = type == I32 ? 31 : 63;
        if (_stack[^1].Place == Place.Constant)
        {
            var amount = (int)_stack[^1].Bits & mask;
            Drop();
            Take(1);
            IlTypes.LoadInt(_il, amount);
        }
        else
        {
            Take(2);
            if (type == I64) _il.Emit(OpCodes.Conv_I4);
            IlTypes.LoadInt(_il, mask);
            _il.Emit(OpCodes.And);
        }
        _il.Emit(opcode switch { 0x74 or 0x86 => OpCodes.Shl, 0x75 or 0x87 => OpCodes.Shr, _ => OpCodes.Shr_Un });
        PushIl(type);
    }

    /// <summary>Division and remainder, which trap by explicit tests: no other exception may come from guest code.</summary>
    /// <param name="type">The operands' type.</param>
    /// <param name="form">0 and 1 are the signed and unsigned quotient, 2 and 3 the remainders.</param>
    private void Divide(WasmValueType type, int form)
    {
        var signed = (form & 1) == 0;
        var operation = form switch { 0 => OpCodes.Div, 1 => OpCodes.Div_Un, 2 => OpCodes.Rem, _ => OpCodes.Rem_Un };
        var divisor = _stack[^1];
        if (divisor.Place == Place.Constant && divisor.Bits != 0 && (divisor.Bits != -1 || !signed) && (type == I64 || (int)divisor.Bits != 0))
        {
            Take(2);
            _il.Emit(operation);
            PushIl(type);
            return;
        }
        var b = TakeOperand(0);
        var a = TakeOperand(1);
        SpillIl();
        Load(b);
        _il.Emit(OpCodes.Brfalse, TrapLabel(TrapKind.IntegerDivideByZero));
        if (signed)
        {
            var usual = _il.DefineLabel();
            Load(b);
            IlTypes.LoadConstant(_il, type, -1);
            _il.Emit(OpCodes.Bne_Un, usual);
            if (form == 0)
            {
                Load(a);
                IlTypes.LoadConstant(_il, type, type == I32 ? int.MinValue : long.MinValue);
                _il.Emit(OpCodes.Beq, TrapLabel(TrapKind.IntegerOverflow));
            }
            else
            {
                // The least number has no remainder by -1 in hardware; by 1 it is the same, 0.
                var one = Scratch(4, type);
                var done = _il.DefineLabel();
                IlTypes.LoadConstant(_il, type, 1);
                _il.Emit(OpCodes.Stloc, one);
                _il.Emit(OpCodes.Br, done);
                _il.MarkLabel(usual);
                Load(b);
                _il.Emit(OpCodes.Stloc, one);
                _il.MarkLabel(done);
                Load(a);
                _il.Emit(OpCodes.Ldloc, one);
                _il.Emit(operation);
                PushIl(type);
                return;
            }
            _il.MarkLabel(usual);
        }
        Load(a);
        Load(b);
        _il.Emit(operation);
        PushIl(type);
    }
}
