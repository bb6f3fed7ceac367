namespace Arc.Compiler.Wasm;

/// <summary>An import as the binary format wants it.</summary>
internal readonly record struct WasmImportEntry(string Module, string Name, WasmSignature Signature);

/// <summary>Lays a module out: sections in their order, function types shared (arc-stl.md, section 4).</summary>
internal sealed partial class ModuleWriter
{
    private const int PageSize = 64 * 1024;
    private const byte FunctionTypeForm = 0x60;
    private const byte FunctionKind = 0x00;
    private const byte MemoryKind = 0x02;

    private readonly ByteBuffer _module;
    private readonly ByteBuffer _section = new(4096);
    private readonly ByteBuffer _scratch = new(1024);
    private readonly Dictionary<string, int> _typeIndices = new(StringComparer.Ordinal);
    private readonly List<WasmSignature> _types = [];

    private ModuleWriter(int capacity) => _module = new ByteBuffer(capacity);

    /// <summary>Writes a module.</summary>
    /// <param name="imports">Functions 0 to N - 1.</param>
    /// <param name="bodies">Functions from N.</param>
    /// <param name="code">The instructions of the bodies, calls patched.</param>
    /// <param name="data">Placed at address 0.</param>
    /// <param name="memoryBytes">Bytes of memory that are in use at the start.</param>
    public static byte[] Write(
        IReadOnlyList<WasmImportEntry> imports, IReadOnlyList<WasmBody> bodies, CodeWriter code, ReadOnlySpan<byte> data, int memoryBytes)
    {
        var writer = new ModuleWriter(code.Position + data.Length + 4096);
        writer._module.Bytes([0x00, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0]);
        writer.Types(imports, bodies);
        writer.Imports(imports);
        writer.Functions(bodies);
        writer.Memory(memoryBytes);
        writer.Exports(imports.Count, bodies);
        writer.Code(bodies, code);
        writer.Data(data);
        writer.Names(imports, bodies);
        return writer._module.Written.ToArray();
    }

    private void Types(IReadOnlyList<WasmImportEntry> imports, IReadOnlyList<WasmBody> bodies)
    {
        foreach (var import in imports) Intern(import.Signature);
        foreach (var body in bodies) Intern(body.Signature);
        if (_types.Count == 0) return;
        _section.Unsigned(_types.Count);
        foreach (var type in _types)
        {
            _section.Byte(FunctionTypeForm);
            _section.Unsigned(type.Parameters.Length);
            foreach (var parameter in type.Parameters) _section.Byte((byte)parameter);
            _section.Unsigned(type.Result is null ? 0 : 1);
            if (type.Result is { } result) _section.Byte((byte)result);
        }

        EndSection(1);
    }

    private void Intern(WasmSignature signature)
    {
        if (_typeIndices.TryAdd(signature.Key, _types.Count)) _types.Add(signature);
    }

    private void Imports(IReadOnlyList<WasmImportEntry> imports)
    {
        if (imports.Count == 0) return;
        _section.Unsigned(imports.Count);
        foreach (var import in imports)
        {
            _section.Name(import.Module);
            _section.Name(import.Name);
            _section.Byte(FunctionKind);
            _section.Unsigned(_typeIndices[import.Signature.Key]);
        }

        EndSection(2);
    }

    private void Functions(IReadOnlyList<WasmBody> bodies)
    {
        if (bodies.Count == 0) return;
        _section.Unsigned(bodies.Count);
        foreach (var body in bodies) _section.Unsigned(_typeIndices[body.Signature.Key]);
        EndSection(3);
    }

    private void Memory(int bytes)
    {
        _section.Unsigned(1);
        _section.Byte(0);
        _section.Unsigned(Math.Max(1, (bytes + PageSize - 1) / PageSize));
        EndSection(5);
    }

    private void Exports(int importCount, IReadOnlyList<WasmBody> bodies)
    {
        _section.Unsigned(1 + bodies.Count(b => b.IsExported));
        _section.Name(GuestNames.Memory);
        _section.Byte(MemoryKind);
        _section.Unsigned(0);
        for (var i = 0; i < bodies.Count; i++)
        {
            if (!bodies[i].IsExported) continue;
            _section.Name(bodies[i].Name);
            _section.Byte(FunctionKind);
            _section.Unsigned(importCount + i);
        }

        EndSection(7);
    }

    private void Code(IReadOnlyList<WasmBody> bodies, CodeWriter code)
    {
        if (bodies.Count == 0) return;
        _section.Unsigned(bodies.Count);
        foreach (var body in bodies)
        {
            Locals(body.Locals);
            var instructions = code.Body(body.Start, body.End);
            _section.Unsigned(_scratch.Length + instructions.Length);
            _section.Bytes(_scratch.Written);
            _section.Bytes(instructions);
            _scratch.Clear();
        }

        EndSection(10);
    }

    private void Locals(IReadOnlyList<WasmType> locals)
    {
        var groups = 0;
        for (var i = 0; i < locals.Count; i++)
        {
            if (i == 0 || locals[i] != locals[i - 1]) groups++;
        }

        _scratch.Unsigned(groups);
        for (var start = 0; start < locals.Count;)
        {
            var end = start + 1;
            while (end < locals.Count && locals[end] == locals[start]) end++;
            _scratch.Unsigned(end - start);
            _scratch.Byte((byte)locals[start]);
            start = end;
        }
    }

    private void Data(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return;
        _section.Unsigned(1);
        _section.Byte(0);
        _section.Byte((byte)Opcode.I32Const);
        _section.Signed(0);
        _section.Byte((byte)Opcode.End);
        _section.Unsigned(data.Length);
        _section.Bytes(data);
        EndSection(11);
    }

    private void EndSection(byte id)
    {
        _module.Byte(id);
        _module.Unsigned(_section.Length);
        _module.Bytes(_section.Written);
        _section.Clear();
    }
}
