using Arc.Engines.Decoding;
using Arc.Engines.Managed.Emission;

namespace Arc.Engines.Managed.Interpretation;

/// <summary>Translates a validated body for the interpreter in one pass. Code that cannot be reached is left out.</summary>
internal sealed class BodyTranslator(ModuleInfo module, int function)
{
    private readonly List<int> _code = [];
    private readonly List<Frame> _frames = [];
    private int _height;
    private bool _dead;
    private int _deadNesting;

    public int[] Translate()
    {
        var body = module.Bodies[function - module.ImportedFunctions];
        _code.Capacity = body.End - body.Start;
        var reader = new WasmReader(module.Bytes, body.Start, body.End);
        _frames.Add(new Frame(0x02, module.TypeOf(function), 0, -1));
        while (_frames.Count > 0)
        {
            var opcode = reader.Byte();
            if (_dead && Pass(opcode, ref reader)) continue;
            Instruction(opcode, ref reader);
        }
        return [.. _code];
    }

    private bool Pass(byte opcode, ref WasmReader reader)
    {
        if (opcode is 0x02 or 0x03 or 0x04) _deadNesting++;
        else if (opcode is 0x05 && _deadNesting == 0) return false;
        else if (opcode is 0x0B && _deadNesting-- == 0) return false;
        InstructionSkipper.Skip(opcode, ref reader);
        return true;
    }

    private void Instruction(byte opcode, ref WasmReader reader)
    {
        switch (opcode)
        {
            case 0x00: Emit(0x00); Die(); break;
            case 0x01: break;
            case 0x02 or 0x03 or 0x04: Begin(opcode, ref reader); break;
            case 0x05: Else(); break;
            case 0x0B: End(); break;
            case 0x0C:
                Emit(InterpreterOp.Branch);
                Target((int)reader.U32());
                Die();
                break;
            case 0x0D:
                _height--;
                Emit(InterpreterOp.BranchIf);
                Target((int)reader.U32());
                break;
            case 0x0E:
                _height--;
                var count = (int)reader.U32();
                Emit(InterpreterOp.BranchTable, count);
                for (var i = 0; i <= count; i++) Target((int)reader.U32());
                Die();
                break;
            case 0x0F: Emit(InterpreterOp.Return); Die(); break;
            case 0x10:
                var callee = (int)reader.U32();
                Emit(0x10, callee);
                Call(module.TypeOf(callee));
                break;
            case 0x11:
                var type = (int)reader.U32();
                Emit(0x11, type, (int)reader.U32());
                _height--;
                Call(module.Types[type]);
                break;
            case 0x1A: Emit(opcode); _height--; break;
            case 0x1C:
                reader.U32();
                reader.Skip(1);
                Emit(0x1B);
                _height -= 2;
                break;
            case 0x1B: Emit(opcode); _height -= 2; break;
            case 0x20 or 0x23: Emit(opcode, (int)reader.U32()); _height++; break;
            case 0x21 or 0x24: Emit(opcode, (int)reader.U32()); _height--; break;
            case 0x22 or 0x25: Emit(opcode, (int)reader.U32()); break;
            case 0x26: Emit(opcode, (int)reader.U32()); _height -= 2; break;
            case >= 0x28 and <= 0x3E:
                reader.U32();
                Emit(opcode, (int)reader.U32());
                if (opcode >= 0x36) _height -= 2;
                break;
            case 0x3F: reader.Skip(1); Emit(opcode); _height++; break;
            case 0x40: reader.Skip(1); Emit(opcode); break;
            case 0x41: Emit(opcode, reader.S32()); _height++; break;
            case 0x42: EmitWide(0x42, reader.S64()); break;
            case 0x43: Emit(0x41, (int)reader.F32Bits()); _height++; break;
            case 0x44: EmitWide(0x42, (long)reader.F64Bits()); break;
            case >= 0x45 and <= 0xC4: Emit(opcode); _height += 1 - Instructions.Numeric[opcode].Count; break;
            case 0xD0: reader.Skip(1); EmitWide(0x42, 0); break;
            case 0xD1: Emit(opcode); break;
            case 0xD2: Emit(opcode, (int)reader.U32()); _height++; break;
            default: Prefixed((int)reader.U32(), ref reader); break;
        }
    }

    private void Prefixed(int opcode, ref WasmReader reader)
    {
        Emit(InterpreterOp.Prefixed + opcode);
        switch (opcode)
        {
            case <= 7: break;
            case 8: Emit((int)reader.U32()); reader.Skip(1); _height -= 3; break;
            case 9 or 13: Emit((int)reader.U32()); break;
            case 10: reader.Skip(2); _height -= 3; break;
            case 11: reader.Skip(1); _height -= 3; break;
            case 12 or 14: Emit((int)reader.U32(), (int)reader.U32()); _height -= 3; break;
            case 15: Emit((int)reader.U32()); _height--; break;
            case 16: Emit((int)reader.U32()); _height++; break;
            default: Emit((int)reader.U32()); _height -= 3; break;
        }
    }

    private void Begin(byte opcode, ref WasmReader reader)
    {
        var signature = BlockSignature.Read(ref reader, module.Types);
        var otherwise = -1;
        if (opcode == 0x04)
        {
            _height--;
            Emit(InterpreterOp.BranchIfZero);
            otherwise = _code.Count;
            Emit(0);
        }
        _frames.Add(new Frame(opcode, signature, _height - signature.Parameters.Length, otherwise) { Start = _code.Count });
    }

    private void Else()
    {
        var frame = _frames[^1];
        if (!_dead)
        {
            Emit(InterpreterOp.Branch);
            Target(0);
        }
        _code[frame.Otherwise] = _code.Count;
        frame.Otherwise = -1;
        _height = frame.Height + frame.Signature.Parameters.Length;
        _dead = false;
    }

    private void End()
    {
        var frame = _frames[^1];
        _frames.RemoveAt(_frames.Count - 1);
        if (frame.Otherwise >= 0) _code[frame.Otherwise] = _code.Count;
        foreach (var fixup in frame.Fixups) _code[fixup] = _code.Count;
        _height = frame.Height + frame.Signature.Results.Length;
        _dead = false;
        _deadNesting = 0;
        if (_frames.Count == 0) Emit(InterpreterOp.Return);
    }

    private void Call(FunctionType type) => _height += type.Results.Length - type.Parameters.Length;

    /// <summary>Target, height and arity of a branch; a forward target is filled in at the block's end.</summary>
    private void Target(int depth)
    {
        var frame = _frames[_frames.Count - 1 - depth];
        var isLoop = frame.Opcode == 0x03;
        if (!isLoop) frame.Fixups.Add(_code.Count);
        Emit(frame.Start, frame.Height, (isLoop ? frame.Signature.Parameters : frame.Signature.Results).Length);
    }

    private void Die()
    {
        _dead = true;
        _deadNesting = 0;
    }

    private void Emit(params ReadOnlySpan<int> words) => _code.AddRange(words);

    private void EmitWide(int opcode, long value)
    {
        Emit(opcode, (int)value, (int)(value >> 32));
        _height++;
    }

    private sealed class Frame(byte opcode, FunctionType signature, int height, int otherwise)
    {
        public byte Opcode { get; } = opcode;

        public FunctionType Signature { get; } = signature;

        public int Height { get; } = height;

        public int Start { get; init; }

        /// <summary>Where the target of the condition is to be filled in, or -1.</summary>
        public int Otherwise { get; set; } = otherwise;

        public List<int> Fixups { get; } = [];
    }
}
