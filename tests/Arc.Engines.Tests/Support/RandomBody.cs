using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Support;

/// <summary>Grows random valid bodies over locals of the four numeric types, memory, blocks, loops, branches and calls.</summary>
public sealed class RandomBody(Random random, int functions, WasmValueType[][] signatures, WasmValueType[]? globals = null)
{
    public const int LocalsOfEachType = 3;
    private static readonly WasmValueType[] Types = [I32, I64, F32, F64];
    private readonly List<byte> _code = [];

    /// <summary>Result arity of the enclosing labels, innermost last; null marks a label that takes a value of no known type.</summary>
    private readonly List<WasmValueType?> _labels = [];

    public byte[] Grow(WasmValueType result, int size)
    {
        _labels.Add(result);
        Statements(size);
        Expression(result, 3);
        return [.. _code];
    }

    private static int LocalOf(WasmValueType type, int number) => (Array.IndexOf(Types, type) * LocalsOfEachType) + number;

    private void Statements(int size)
    {
        for (; size > 0; size--) Statement(size / 2);
    }

    private void Statement(int size)
    {
        var type = Types[random.Next(4)];
        switch (random.Next(12))
        {
            case 0 or 1 or 2:
                Expression(type, 4);
                _code.AddRange(Op.Set(LocalOf(type, random.Next(LocalsOfEachType))));
                break;
            case 3:
                // Integers only: through memory the payload of a NaN, which the specification leaves open, would be seen.
                Expression(I32, 2);
                var stored = Types[random.Next(2)];
                Expression(stored, 3);
                _code.AddRange([(byte)(stored == I32 ? 0x3A : 0x3E), 0, .. Unsigned((ulong)random.Next(65000))]);
                break;
            case 4 when globals is not null:
                var global = random.Next(globals.Length);
                Expression(globals[global], 3);
                _code.AddRange([0x24, .. Unsigned((ulong)global)]);
                break;
            case 4:
                Expression(type, 3);
                _code.Add(Op.Drop);
                break;
            case 5 or 6:
                Expression(I32, 2);
                Nest([0x04, 0x40], null, size);
                break;
            case 7:
                Nest([0x02, 0x40], null, size);
                break;
            case 8:
                Nest([0x03, 0x40], null, size);
                break;
            case 9 when _labels.Count > 1:
                var targets = Enumerable.Range(0, _labels.Count - 1).Where(depth => _labels[^(depth + 1)] is null).ToArray();
                if (targets.Length == 0) break;
                Expression(I32, 2);
                _code.AddRange(Op.BranchIf(targets[random.Next(targets.Length)]));
                break;
            case 10 when _labels.Count > 1 && random.Next(3) == 0:
                Expression(_labels[0]!.Value, 2);
                Expression(I32, 2);
                _code.AddRange([.. Op.BranchIf(_labels.Count - 1), Op.Drop]);
                break;
            case 11 when random.Next(6) == 0:
                Expression(_labels[0]!.Value, 2);
                _code.Add(Op.Return);
                break;
            default:
                Expression(I32, 2);
                _code.AddRange([.. Op.MemoryGrow, Op.Drop]);
                break;
        }
    }

    private void Nest(byte[] opening, WasmValueType? label, int size)
    {
        _code.AddRange(opening);
        _labels.Add(label);
        Statements(size);
        if (opening[0] == 0x04 && random.Next(2) == 0)
        {
            _code.Add(Op.Else);
            Statements(size);
        }
        _labels.RemoveAt(_labels.Count - 1);
        _code.Add(Op.End);
    }

    private void Expression(WasmValueType type, int depth)
    {
        if (depth == 0 || random.Next(5) == 0)
        {
            Leaf(type);
            return;
        }
        switch (random.Next(10))
        {
            case 0 when functions > 0:
                var callee = random.Next(functions);
                if (signatures[callee][^1] != type) goto default;
                foreach (var parameter in signatures[callee][..^1]) Expression(parameter, depth - 1);
                _code.AddRange(Op.Call(callee));
                break;
            case 1:
                Expression(type, depth - 1);
                Expression(type, depth - 1);
                Expression(I32, depth - 1);
                _code.Add(Op.Select);
                break;
            case 2:
                Expression(I32, depth - 1);
                var (load, width) = type switch { I32 => (0x28, 4), I64 => (random.Next(2) == 0 ? 0x29 : 0x34, 8), F32 => (0x2A, 4), _ => (0x2B, 8) };
                _code.AddRange([(byte)load, 0, .. Unsigned((ulong)random.Next(65536 - width))]);
                break;
            case 3:
                Expression(I32, depth - 1);
                _code.AddRange([0x04, (byte)type]);
                _labels.Add(type);
                Expression(type, depth - 1);
                _code.Add(Op.Else);
                Expression(type, depth - 1);
                _labels.RemoveAt(_labels.Count - 1);
                _code.Add(Op.End);
                break;
            case 4:
                Expression(type, depth - 1);
                _code.AddRange(Op.Tee(LocalOf(type, random.Next(LocalsOfEachType))));
                break;
            case 5:
                _code.AddRange([0x02, (byte)type]);
                _labels.Add(type);
                Expression(type, depth - 1);
                Expression(I32, depth - 1);
                _code.AddRange([.. Op.BranchIf(0), Op.Drop]);
                Expression(type, depth - 1);
                _labels.RemoveAt(_labels.Count - 1);
                _code.Add(Op.End);
                break;
            default:
                Operator(type, depth);
                break;
        }
    }

    private void Operator(WasmValueType type, int depth)
    {
        // Neither do reinterpretation and copysign belong here, for the same reason.
        var candidates = Enumerable.Range(0x45, 0xC4 - 0x45 + 1)
            .Where(code => NumericTable.Result(code) == type && code is not (0x98 or 0xA6 or (>= 0xBC and <= 0xBF))).ToArray();
        var opcode = candidates[random.Next(candidates.Length)];
        for (var i = 0; i < NumericTable.Count(opcode); i++) Expression(NumericTable.Operand(opcode), depth - 1);
        _code.Add((byte)opcode);
    }

    private void Leaf(WasmValueType type)
    {
        if (globals is not null && Array.IndexOf(globals, type) is >= 0 and var global && random.Next(5) == 0)
        {
            _code.AddRange([0x23, .. Unsigned((ulong)global)]);
            return;
        }
        if (random.Next(2) == 0)
        {
            _code.AddRange(Op.Get(LocalOf(type, random.Next(LocalsOfEachType))));
            return;
        }
        int[] edges = [0, 1, -1, 2, int.MinValue, int.MaxValue, 63, 1 << 16];
        long number = random.Next(3) == 0 ? edges[random.Next(edges.Length)] : random.Next(3) == 0 ? random.NextInt64() : random.Next(100);
        switch (type)
        {
            case I32: _code.AddRange(Op.I32((int)number)); break;
            case I64: _code.AddRange(Op.I64(random.Next(8) == 0 ? long.MinValue : number)); break;
            case F32: _code.AddRange([0x43, .. BitConverter.GetBytes(random.Next(10) == 0 ? float.NegativeInfinity : number / 4f)]); break;
            default: _code.AddRange(F64Constant(random.Next(10) == 0 ? double.PositiveInfinity : number / 8.0)); break;
        }
    }
}
