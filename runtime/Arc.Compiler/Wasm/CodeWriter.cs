namespace Arc.Compiler.Wasm;

/// <summary>Writes instructions. All bodies of a program go one after the other into one buffer.</summary>
internal sealed class CodeWriter
{
    private const byte NoResult = 0x40;

    private readonly ByteBuffer _code = new(16 * 1024);
    private readonly List<(int At, int Handle)> _calls = [];
    private readonly List<(int At, int Offset)> _addresses = [];

    /// <summary>Where the next instruction goes.</summary>
    public int Position => _code.Length;

    /// <summary>How many blocks are open in the body that is being written.</summary>
    public int Depth { get; private set; }

    public void Emit(Opcode opcode)
    {
        if ((ushort)opcode > 0xFF) _code.Byte(0xFC);
        _code.Byte((byte)opcode);
    }

    public void Emit(Opcode opcode, int index)
    {
        _code.Byte((byte)opcode);
        _code.Unsigned(index);
    }

    public void LocalGet(int local) => Emit(Opcode.LocalGet, local);

    public void LocalSet(int local) => Emit(Opcode.LocalSet, local);

    public void LocalTee(int local) => Emit(Opcode.LocalTee, local);

    public void I32(int value)
    {
        _code.Byte((byte)Opcode.I32Const);
        _code.Signed(value);
    }

    public void I64(long value)
    {
        _code.Byte((byte)Opcode.I64Const);
        _code.Signed(value);
    }

    public void F32(float value)
    {
        _code.Byte((byte)Opcode.F32Const);
        _code.Float(value);
    }

    public void F64(double value)
    {
        _code.Byte((byte)Opcode.F64Const);
        _code.Float(value);
    }

    /// <summary>A constant of a cell type.</summary>
    public void Constant(WasmType type, long value)
    {
        switch (type)
        {
            case WasmType.I32: I32((int)value); break;
            case WasmType.I64: I64(value); break;
            case WasmType.F32: F32(value); break;
            default: F64(value); break;
        }
    }

    /// <summary>Opens a block, loop or conditional.</summary>
    /// <returns>The label that <see cref="Branch"/> takes.</returns>
    public int Open(Opcode opcode, WasmType? result = null)
    {
        _code.Byte((byte)opcode);
        _code.Byte(result is { } type ? (byte)type : NoResult);
        return ++Depth;
    }

    /// <summary>Closes the innermost block.</summary>
    public void Close()
    {
        Emit(Opcode.End);
        Depth--;
    }

    /// <summary>Branches to a label, to the start of a loop or the end of anything else.</summary>
    public void Branch(Opcode opcode, int label) => Emit(opcode, Depth - label);

    /// <summary>Loads from or stores to memory. Areas are packed, so nothing is promised about alignment.</summary>
    public void Memory(Opcode opcode, int offset = 0)
    {
        _code.Byte((byte)opcode);
        _code.Byte(0);
        _code.Unsigned(offset);
    }

    /// <summary>A call whose index is patched in after linking.</summary>
    public void Call(int handle)
    {
        _code.Byte((byte)Opcode.Call);
        _calls.Add((_code.Placeholder(), handle));
    }

    /// <summary>The address of something in the output areas, which begin behind the data: known when all bodies are written.</summary>
    /// <param name="offset">Distance from the first area.</param>
    public void Address(int offset)
    {
        _code.Byte((byte)Opcode.I32Const);
        _addresses.Add((_code.Placeholder(), offset));
    }

    public ReadOnlySpan<byte> Body(int start, int end) => _code.Slice(start, end);

    /// <summary>Overwrites every placeholder with the index behind its handle.</summary>
    public void PatchCalls(ReadOnlySpan<int> indices)
    {
        foreach (var (at, handle) in _calls) _code.Patch(at, (uint)indices[handle]);
    }

    /// <summary>Overwrites every address with the place where the areas came to lie.</summary>
    public void PatchAddresses(int areas)
    {
        foreach (var (at, offset) in _addresses) _code.Patch(at, (uint)(areas + offset));
    }
}
