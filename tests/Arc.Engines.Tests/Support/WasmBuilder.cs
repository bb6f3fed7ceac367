using System.Buffers.Binary;
using System.Text;

namespace Arc.Engines.Tests.Support;

/// <summary>Writes modules byte by byte, well-formed or not.</summary>
public sealed class WasmBuilder
{
    private readonly List<byte[]> _types = [];
    private readonly List<byte[]> _imports = [];
    private readonly List<int> _functions = [];
    private readonly List<byte[]> _exports = [];
    private readonly List<byte[]> _bodies = [];
    private readonly List<byte[]> _data = [];
    private readonly List<(int Index, string Name)> _names = [];
    private (uint Minimum, uint? Maximum)? _memory;
    private uint? _table;
    private int _importedFunctions;
    private int? _start;
    private readonly List<byte[]> _globals = [];
    private readonly List<byte[]> _elements = [];

    public const WasmValueType I32 = WasmValueType.I32;
    public const WasmValueType I64 = WasmValueType.I64;
    public const WasmValueType F32 = WasmValueType.F32;
    public const WasmValueType F64 = WasmValueType.F64;

    public int ImportCount => _importedFunctions;

    public static byte[] Unsigned(ulong value)
    {
        var bytes = new List<byte>();
        do
        {
            var part = (byte)(value & 0x7F);
            value >>= 7;
            bytes.Add((byte)(value != 0 ? part | 0x80 : part));
        }
        while (value != 0);
        return [.. bytes];
    }

    public static byte[] Signed(long value)
    {
        var bytes = new List<byte>();
        while (true)
        {
            var part = (byte)(value & 0x7F);
            value >>= 7;
            var last = (value == 0 && (part & 0x40) == 0) || (value == -1 && (part & 0x40) != 0);
            bytes.Add((byte)(last ? part : part | 0x80));
            if (last) return [.. bytes];
        }
    }

    public int Type(WasmValueType[] parameters, WasmValueType[] results)
    {
        byte[] type = [0x60, .. Unsigned((ulong)parameters.Length), .. parameters.Select(t => (byte)t), .. Unsigned((ulong)results.Length), .. results.Select(t => (byte)t)];
        var at = _types.FindIndex(known => known.AsSpan().SequenceEqual(type));
        if (at >= 0) return at;
        _types.Add(type);
        return _types.Count - 1;
    }

    /// <summary>Imports a function; all imports come before the first function.</summary>
    public int Import(string module, string name, WasmValueType[] parameters, WasmValueType[] results)
    {
        _imports.Add([.. Text(module), .. Text(name), 0x00, .. Unsigned((ulong)Type(parameters, results))]);
        return _importedFunctions++;
    }

    public void ImportMemory(string module, string name, uint minimum, uint? maximum = null) =>
        _imports.Add([.. Text(module), .. Text(name), 0x02, .. Limits(minimum, maximum)]);

    public void ImportTable(string module, string name, uint minimum) =>
        _imports.Add([.. Text(module), .. Text(name), 0x01, 0x70, .. Limits(minimum, null)]);

    /// <summary>Adds an exported mutable global of a numeric type.</summary>
    public int Global(string export, WasmValueType type, params byte[] value)
    {
        _globals.Add([(byte)type, 0x01, .. value, 0x0B]);
        _exports.Add([.. Text(export), 0x03, .. Unsigned((ulong)_globals.Count - 1)]);
        return _globals.Count - 1;
    }

    public WasmBuilder Start(int function)
    {
        _start = function;
        return this;
    }

    /// <summary>Puts functions into the first table.</summary>
    public WasmBuilder Elements(int offset, params int[] functions)
    {
        _elements.Add([0x00, 0x41, .. Signed(offset), 0x0B, .. Unsigned((ulong)functions.Length), .. functions.SelectMany(f => Unsigned((ulong)f))]);
        return this;
    }

    public WasmBuilder ExportTable(string name)
    {
        _exports.Add([.. Text(name), 0x01, 0x00]);
        return this;
    }

    public WasmBuilder Memory(uint minimum, uint? maximum = null)
    {
        _memory = (minimum, maximum);
        return this;
    }

    public WasmBuilder Table(uint minimum)
    {
        _table = minimum;
        return this;
    }

    public WasmBuilder Data(int offset, ReadOnlySpan<byte> bytes)
    {
        _data.Add([0x00, 0x41, .. Signed(offset), 0x0B, .. Unsigned((ulong)bytes.Length), .. bytes]);
        return this;
    }

    /// <summary>Adds a function; its body is given without locals and final end, and it is exported if it has a name.</summary>
    public int Function(string? export, WasmValueType[] parameters, WasmValueType[] results, ReadOnlySpan<byte> body, params (int Count, WasmValueType Type)[] locals)
    {
        var index = _importedFunctions + _functions.Count;
        _functions.Add(Type(parameters, results));
        var declarations = locals.SelectMany(l => (byte[])[.. Unsigned((uint)l.Count), (byte)l.Type]);
        byte[] code = [.. Unsigned((ulong)locals.Length), .. declarations, .. body, 0x0B];
        _bodies.Add([.. Unsigned((ulong)code.Length), .. code]);
        if (export is not null) _exports.Add([.. Text(export), 0x00, .. Unsigned((ulong)index)]);
        return index;
    }

    public WasmBuilder Name(int function, string name)
    {
        _names.Add((function, name));
        return this;
    }

    public byte[] Build()
    {
        var module = new List<byte> { 0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0 };
        var exports = _exports.ToList();
        Section(1, _types);
        Section(2, _imports);
        Section(3, [.. _functions.Select(f => Unsigned((ulong)f))]);
        if (_table is { } table) Section(4, [[0x70, 0x00, .. Unsigned(table)]]);
        if (_memory is { } memory)
        {
            Section(5, [Limits(memory.Minimum, memory.Maximum)]);
            exports.Add([.. Text("memory"), 0x02, 0x00]);
        }
        Section(6, _globals);
        Section(7, exports);
        if (_start is { } start) module.AddRange([8, (byte)Unsigned((ulong)start).Length, .. Unsigned((ulong)start)]);
        Section(9, _elements);
        Section(10, _bodies);
        Section(11, _data);
        if (_names.Count > 0)
        {
            byte[] map = [.. Unsigned((ulong)_names.Count), .. _names.OrderBy(n => n.Index).SelectMany(n => (byte[])[.. Unsigned((ulong)n.Index), .. Text(n.Name)])];
            byte[] content = [.. Text("name"), 0x01, .. Unsigned((ulong)map.Length), .. map];
            module.AddRange([0x00, .. Unsigned((ulong)content.Length), .. content]);
        }
        return [.. module];

        void Section(byte id, List<byte[]> items)
        {
            if (items.Count == 0) return;
            var count = Unsigned((ulong)items.Count);
            module.Add(id);
            module.AddRange(Unsigned((ulong)(count.Length + items.Sum(i => (long)i.Length))));
            module.AddRange(count);
            foreach (var item in items) module.AddRange(item);
        }
    }

    public static byte[] F64Constant(double value)
    {
        var bytes = new byte[9];
        bytes[0] = 0x44;
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(1), value);
        return bytes;
    }

    private static byte[] Limits(uint minimum, uint? maximum) =>
        maximum is { } bound ? [0x01, .. Unsigned(minimum), .. Unsigned(bound)] : [0x00, .. Unsigned(minimum)];

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Unsigned((ulong)bytes.Length), .. bytes];
    }
}
