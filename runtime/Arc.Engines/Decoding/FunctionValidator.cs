using static Arc.Engines.Decoding.Instructions;

namespace Arc.Engines.Decoding;

/// <summary>
/// Validates function bodies with the algorithm of the specification's appendix (WebAssembly 2.0, section 7.3): one pass, an operand
/// stack and a control stack on the heap, no recursion.
/// </summary>
internal sealed partial class FunctionValidator(ModuleInfo module, EngineLimits limits)
{
    private readonly List<ControlFrame> _control = [];
    private WasmValueType[] _operands = new WasmValueType[Math.Min(64, limits.MaxOperands)];
    private int _height;
    private int _maxHeight;
    private FunctionBody _body = null!;

    /// <summary>Validates every body of a module.</summary>
    /// <exception cref="WasmFormatException">A body is malformed, invalid or beyond a limit.</exception>
    public static void ValidateAll(ModuleInfo module, EngineLimits limits)
    {
        var validator = new FunctionValidator(module, limits);
        for (var i = 0; i < module.Bodies.Count; i++) validator.Validate(module.Bodies[i], module.TypeOf(module.ImportedFunctions + i));
    }

    private void Validate(FunctionBody body, FunctionType type)
    {
        _body = body;
        _control.Clear();
        _height = _maxHeight = 0;
        var reader = new WasmReader(module.Bytes, body.Start, body.End);
        PushControl(0x02, FunctionBodySignature(type), ref reader);
        while (_control.Count > 0)
        {
            if (reader.AtEnd) throw reader.Error("END opcode expected");
            Instruction(ref reader);
        }
        if (!reader.AtEnd) throw reader.Error("bytes after the end of a body: section size mismatch");
        body.MaxOperands = _maxHeight;
    }

    // A function's outermost block takes nothing from the operand stack: its parameters are locals.
    private static FunctionType FunctionBodySignature(FunctionType type) =>
        type.Parameters.IsEmpty ? type : new FunctionType([], type.Results);

    private void Push(WasmValueType type, ref WasmReader reader)
    {
        if (_height == _operands.Length) Grow(1, ref reader);
        _operands[_height++] = type;
        if (_height > _maxHeight) _maxHeight = _height;
    }

    private void Push(ReadOnlySpan<WasmValueType> types, ref WasmReader reader)
    {
        if (_height + types.Length > _operands.Length) Grow(types.Length, ref reader);
        types.CopyTo(_operands.AsSpan(_height));
        _height += types.Length;
        if (_height > _maxHeight) _maxHeight = _height;
    }

    private void Grow(int by, ref WasmReader reader)
    {
        if (_height + by > limits.MaxOperands)
            throw reader.Error($"more operands on the stack than EngineLimits.MaxOperands = {limits.MaxOperands}");
        Array.Resize(ref _operands, Math.Min(limits.MaxOperands, Math.Max(_height + by, _height * 2)));
    }

    private WasmValueType Pop(ref WasmReader reader)
    {
        var frame = _control[^1];
        if (_height > frame.Height) return _operands[--_height];
        return frame.Unreachable ? WasmValueType.None : throw reader.Error("type mismatch: an operand is missing");
    }

    /// <summary>Pops one operand; <see cref="WasmValueType.None"/> in unreachable code stands for any type.</summary>
    private WasmValueType Pop(WasmValueType expected, ref WasmReader reader)
    {
        var actual = Pop(ref reader);
        if (actual != expected && actual != WasmValueType.None && expected != WasmValueType.None)
        {
            throw reader.Error(
                $"type mismatch: {FunctionType.NameOf(expected)} expected, found {FunctionType.NameOf(actual)}");
        }
        return actual;
    }

    private void Pop(ReadOnlySpan<WasmValueType> expected, ref WasmReader reader)
    {
        // One comparison for long signatures: a byte of code may name a signature of a thousand types.
        var start = _height - expected.Length;
        if (start >= _control[^1].Height && expected.SequenceEqual(_operands.AsSpan(start, expected.Length)))
        {
            _height = start;
            return;
        }
        for (var i = expected.Length - 1; i >= 0; i--) Pop(expected[i], ref reader);
    }

    private void PushControl(byte opcode, FunctionType signature, ref WasmReader reader)
    {
        // The function's own block does not count as nesting.
        if (_control.Count > limits.MaxBlockNesting)
            throw reader.Error($"blocks are nested deeper than EngineLimits.MaxBlockNesting = {limits.MaxBlockNesting}");
        _control.Add(new ControlFrame(opcode, signature, _height, false));
        Push(signature.Parameters, ref reader);
    }

    private ControlFrame PopControl(ref WasmReader reader)
    {
        var frame = _control[^1];
        Pop(frame.Signature.Results, ref reader);
        if (_height != frame.Height) throw reader.Error("type mismatch: values remain on the stack at the end of a block");
        _control.RemoveAt(_control.Count - 1);
        return frame;
    }

    private void Unreachable()
    {
        var frame = _control[^1];
        _height = frame.Height;
        _control[^1] = frame with { Unreachable = true };
    }

    private ReadOnlySpan<WasmValueType> Label(ref WasmReader reader) => Label(reader.U32(), ref reader);

    private ReadOnlySpan<WasmValueType> Label(uint depth, ref WasmReader reader)
    {
        if (depth >= (uint)_control.Count) throw reader.Error($"unknown label {depth}");
        var frame = _control[_control.Count - 1 - (int)depth];
        return frame.Opcode == 0x03 ? frame.Signature.Parameters : frame.Signature.Results;
    }

    private void BranchTable(ref WasmReader reader)
    {
        var at = reader.Position;
        var count = reader.U32();
        if (count > (uint)limits.MaxBranchTableTargets)
        {
            throw new WasmFormatException(
                at, $"br_table has {count} targets, more than EngineLimits.MaxBranchTableTargets = {limits.MaxBranchTableTargets}");
        }
        if (count > (uint)reader.Remaining) throw reader.Error("unexpected end");
        _body.MaxBranchTable = Math.Max(_body.MaxBranchTable, (int)count);
        Pop(I, ref reader);
        var labels = reader;
        for (uint i = 0; i < count; i++) reader.U32();
        var fallback = Label(ref reader);
        var last = uint.MaxValue;
        for (uint i = 0; i < count; i++)
        {
            var depth = labels.U32();
            if (depth == last) continue;
            last = depth;
            var types = Label(depth, ref reader);
            if (types.Length != fallback.Length) throw reader.Error("type mismatch: br_table targets of different arity");
            CheckTop(types, ref reader);
        }
        Pop(fallback, ref reader);
        Unreachable();
    }

    /// <summary>Checks the operands on top without consuming them; below the frame of unreachable code anything is assumed.</summary>
    private void CheckTop(ReadOnlySpan<WasmValueType> types, ref WasmReader reader)
    {
        var frame = _control[^1];
        var start = _height - types.Length;
        if (start >= frame.Height && types.SequenceEqual(_operands.AsSpan(start, types.Length))) return;
        for (var i = 0; i < types.Length; i++)
        {
            var at = _height - 1 - i;
            if (at < frame.Height)
            {
                if (!frame.Unreachable) throw reader.Error("type mismatch: an operand is missing");
                return;
            }
            var actual = _operands[at];
            var expected = types[^(i + 1)];
            if (actual != expected && actual != WasmValueType.None)
                throw reader.Error($"type mismatch: {FunctionType.NameOf(expected)} expected, found {FunctionType.NameOf(actual)}");
        }
    }

    private readonly record struct ControlFrame(byte Opcode, FunctionType Signature, int Height, bool Unreachable);
}
