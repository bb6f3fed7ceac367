using static Arc.Engines.Decoding.Instructions;

namespace Arc.Engines.Decoding;

internal sealed partial class FunctionValidator
{
    private void Instruction(ref WasmReader reader)
    {
        var at = reader.Position;
        var opcode = reader.Byte();
        switch (opcode)
        {
            case 0x00: Unreachable(); break;
            case 0x01: break;
            case 0x02 or 0x03:
                {
                    var signature = BlockSignature.Read(ref reader, module.Types);
                    Pop(signature.Parameters, ref reader);
                    PushControl(opcode, signature, ref reader);
                    break;
                }
            case 0x04:
                {
                    var signature = BlockSignature.Read(ref reader, module.Types);
                    Pop(I, ref reader);
                    Pop(signature.Parameters, ref reader);
                    PushControl(opcode, signature, ref reader);
                    break;
                }
            case 0x05:
                {
                    if (_control[^1].Opcode != 0x04) throw new WasmFormatException(at, "else without if");
                    var frame = PopControl(ref reader);
                    PushControl(opcode, frame.Signature, ref reader);
                    break;
                }
            case 0x0B:
                {
                    var frame = PopControl(ref reader);
                    if (frame.Opcode == 0x04 && !frame.Signature.Parameters.SequenceEqual(frame.Signature.Results))
                        throw new WasmFormatException(at, "type mismatch: if without else must leave what it takes");
                    Push(frame.Signature.Results, ref reader);
                    break;
                }
            case 0x0C:
                Pop(Label(ref reader), ref reader);
                Unreachable();
                break;
            case 0x0D:
                {
                    var types = Label(ref reader);
                    Pop(I, ref reader);
                    Pop(types, ref reader);
                    Push(types, ref reader);
                    break;
                }
            case 0x0E: BranchTable(ref reader); break;
            case 0x0F:
                Pop(_control[0].Signature.Results, ref reader);
                Unreachable();
                break;
            case 0x10:
                {
                    var function = Index(ref reader, module.Functions.Count, "function");
                    _body.Calls = true;
                    Call(module.TypeOf(function), ref reader);
                    break;
                }
            case 0x11:
                {
                    var type = Index(ref reader, module.Types.Length, "type");
                    var table = Index(ref reader, module.Tables.Count, "table");
                    if (module.Tables[table].Element != WasmValueType.FuncRef) throw new WasmFormatException(at, "type mismatch: call_indirect needs a funcref table");
                    Pop(I, ref reader);
                    _body.Calls = true;
                    Call(module.Types[type], ref reader);
                    break;
                }
            case 0x1A: Pop(ref reader); break;
            case 0x1B:
                {
                    Pop(I, ref reader);
                    var first = Pop(ref reader);
                    var second = Pop(first, ref reader);
                    var type = first == WasmValueType.None ? second : first;
                    if (type is WasmValueType.FuncRef or WasmValueType.ExternRef)
                        throw new WasmFormatException(at, "type mismatch: select without types takes numbers");
                    Push(type, ref reader);
                    break;
                }
            case 0x1C:
                {
                    if (reader.U32() != 1) throw new WasmFormatException(at, "invalid result arity");
                    var type = reader.ValueType();
                    Pop(I, ref reader);
                    Pop(type, ref reader);
                    Pop(type, ref reader);
                    Push(type, ref reader);
                    break;
                }
            case 0x20: Push(Local(ref reader), ref reader); break;
            case 0x21: Pop(Local(ref reader), ref reader); break;
            case 0x22:
                {
                    var type = Local(ref reader);
                    Pop(type, ref reader);
                    Push(type, ref reader);
                    break;
                }
            case 0x23: Push(module.Globals[Index(ref reader, module.Globals.Count, "global")].Type, ref reader); break;
            case 0x24:
                {
                    var global = module.Globals[Index(ref reader, module.Globals.Count, "global")];
                    if (!global.Mutable) throw new WasmFormatException(at, "global is immutable");
                    Pop(global.Type, ref reader);
                    break;
                }
            case 0x25:
                {
                    var table = module.Tables[Index(ref reader, module.Tables.Count, "table")];
                    Pop(I, ref reader);
                    Push(table.Element, ref reader);
                    break;
                }
            case 0x26:
                {
                    var table = module.Tables[Index(ref reader, module.Tables.Count, "table")];
                    Pop(table.Element, ref reader);
                    Pop(I, ref reader);
                    break;
                }
            case >= 0x28 and <= 0x3E: MemoryAccess(opcode, ref reader); break;
            case 0x3F or 0x40:
                if (reader.Byte() != 0) throw new WasmFormatException(at, "zero byte expected");
                NeedMemory(at);
                if (opcode == 0x40) Pop(I, ref reader);
                Push(I, ref reader);
                break;
            case 0x41: reader.S32(); Push(I, ref reader); break;
            case 0x42: reader.S64(); Push(L, ref reader); break;
            case 0x43: reader.Skip(4); Push(F, ref reader); break;
            case 0x44: reader.Skip(8); Push(D, ref reader); break;
            case >= 0x45 and <= 0xC4:
                {
                    var (operand, count, result) = Numeric[opcode];
                    Pop(operand, ref reader);
                    if (count == 2) Pop(operand, ref reader);
                    Push(result, ref reader);
                    break;
                }
            case 0xD0: Push(reader.ReferenceType(), ref reader); break;
            case 0xD1:
                {
                    var type = Pop(ref reader);
                    if (type is not (WasmValueType.FuncRef or WasmValueType.ExternRef or WasmValueType.None))
                        throw new WasmFormatException(at, "type mismatch: reference expected");
                    Push(I, ref reader);
                    break;
                }
            case 0xD2:
                {
                    var function = Index(ref reader, module.Functions.Count, "function");
                    if (!module.DeclaredReferences.Contains(function)) throw new WasmFormatException(at, "undeclared function reference");
                    Push(WasmValueType.FuncRef, ref reader);
                    break;
                }
            case 0xFC: Prefixed(at, ref reader); break;
            default: throw new WasmFormatException(at, $"illegal opcode 0x{opcode:X2}");
        }
    }

    private void Prefixed(int at, ref WasmReader reader)
    {
        var opcode = reader.U32();
        switch (opcode)
        {
            case <= 7:
                Pop(Saturating[opcode].Operand, ref reader);
                Push(Saturating[opcode].Result, ref reader);
                break;
            case 8:
                DataIndex(at, ref reader);
                if (reader.Byte() != 0) throw new WasmFormatException(at, "zero byte expected");
                NeedMemory(at);
                Pop([I, I, I], ref reader);
                break;
            case 9: DataIndex(at, ref reader); break;
            case 10:
                if (reader.Byte() != 0 || reader.Byte() != 0) throw new WasmFormatException(at, "zero byte expected");
                NeedMemory(at);
                Pop([I, I, I], ref reader);
                break;
            case 11:
                if (reader.Byte() != 0) throw new WasmFormatException(at, "zero byte expected");
                NeedMemory(at);
                Pop([I, I, I], ref reader);
                break;
            case 12:
                {
                    var segment = module.Elements[Index(ref reader, module.Elements.Count, "elem segment")];
                    var table = module.Tables[Index(ref reader, module.Tables.Count, "table")];
                    if (segment.Type != table.Element) throw new WasmFormatException(at, "type mismatch: element segment and table");
                    Pop([I, I, I], ref reader);
                    break;
                }
            case 13: Index(ref reader, module.Elements.Count, "elem segment"); break;
            case 14:
                {
                    var target = module.Tables[Index(ref reader, module.Tables.Count, "table")];
                    var source = module.Tables[Index(ref reader, module.Tables.Count, "table")];
                    if (target.Element != source.Element) throw new WasmFormatException(at, "type mismatch: tables of different types");
                    Pop([I, I, I], ref reader);
                    break;
                }
            case 15:
                {
                    var table = module.Tables[Index(ref reader, module.Tables.Count, "table")];
                    Pop(I, ref reader);
                    Pop(table.Element, ref reader);
                    Push(I, ref reader);
                    break;
                }
            case 16:
                Index(ref reader, module.Tables.Count, "table");
                Push(I, ref reader);
                break;
            case 17:
                {
                    var table = module.Tables[Index(ref reader, module.Tables.Count, "table")];
                    Pop(I, ref reader);
                    Pop(table.Element, ref reader);
                    Pop(I, ref reader);
                    break;
                }
            default: throw new WasmFormatException(at, $"illegal opcode 0xFC {opcode}");
        }
    }

    private void Call(FunctionType type, ref WasmReader reader)
    {
        Pop(type.Parameters, ref reader);
        Push(type.Results, ref reader);
    }

    private void MemoryAccess(byte opcode, ref WasmReader reader)
    {
        var at = reader.Position;
        var (type, log2) = Memory[opcode - 0x28];
        var alignment = reader.U32();
        if (alignment >= 32) throw new WasmFormatException(at, "malformed memop flags");
        if (alignment > log2) throw new WasmFormatException(at, "alignment must not be larger than natural");
        reader.U32();
        NeedMemory(at);
        var isStore = opcode >= 0x36;
        if (isStore) Pop(type, ref reader);
        Pop(I, ref reader);
        if (!isStore) Push(type, ref reader);
    }

    private void NeedMemory(int at)
    {
        if (module.Memories.Count == 0) throw new WasmFormatException(at, "unknown memory 0");
        _body.UsesMemory = true;
    }

    private void DataIndex(int at, ref WasmReader reader)
    {
        var index = reader.U32();
        if (module.DataCount is not { } count) throw new WasmFormatException(at, "data count section required");
        if (index >= (uint)count) throw new WasmFormatException(at, $"unknown data segment {index}");
    }

    private WasmValueType Local(ref WasmReader reader)
    {
        var at = reader.Position;
        var index = reader.U32();
        return index < (uint)_body.LocalCount ? _body.LocalType((int)index) : throw new WasmFormatException(at, $"unknown local {index}");
    }

    private static int Index(ref WasmReader reader, int count, string what)
    {
        var at = reader.Position;
        var index = reader.U32();
        return index < (uint)count ? (int)index : throw new WasmFormatException(at, $"unknown {what} {index}");
    }
}
