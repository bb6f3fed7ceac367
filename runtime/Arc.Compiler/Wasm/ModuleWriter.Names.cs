namespace Arc.Compiler.Wasm;

internal sealed partial class ModuleWriter
{
    /// <summary>The custom section that debuggers and traps take names from: functions, then the locals of each body.</summary>
    private void Names(IReadOnlyList<WasmImportEntry> imports, IReadOnlyList<WasmBody> bodies)
    {
        _section.Name("name");
        FunctionNames(imports, bodies);
        LocalNames(imports.Count, bodies);
        EndSection(0);
    }

    private void FunctionNames(IReadOnlyList<WasmImportEntry> imports, IReadOnlyList<WasmBody> bodies)
    {
        _scratch.Unsigned(imports.Count + bodies.Count);
        for (var i = 0; i < imports.Count; i++)
        {
            _scratch.Unsigned(i);
            _scratch.Name($"{imports[i].Module}.{imports[i].Name}");
        }

        for (var i = 0; i < bodies.Count; i++)
        {
            _scratch.Unsigned(imports.Count + i);
            _scratch.Name(bodies[i].Name);
        }

        EndSubsection(1);
    }

    private void LocalNames(int importCount, IReadOnlyList<WasmBody> bodies)
    {
        _scratch.Unsigned(bodies.Count(b => b.LocalNames.Count > 0));
        for (var i = 0; i < bodies.Count; i++)
        {
            if (bodies[i].LocalNames.Count == 0) continue;
            _scratch.Unsigned(importCount + i);
            _scratch.Unsigned(bodies[i].LocalNames.Count);
            foreach (var (slot, name) in bodies[i].LocalNames)
            {
                _scratch.Unsigned(slot);
                _scratch.Name(name);
            }
        }

        EndSubsection(2);
    }

    private void EndSubsection(byte id)
    {
        _section.Byte(id);
        _section.Unsigned(_scratch.Length);
        _section.Bytes(_scratch.Written);
        _scratch.Clear();
    }
}
