using Arc.Compiler.Wasm;

namespace Arc.Sdk.Testing.Modules;

/// <summary>
/// A WebAssembly module that imports specialisations and exports one function for each, under its import name, that passes its arguments on as
/// they are. It reaches what no Arc program can: compiler primitives, and arguments with noise in the bits that a narrow integer does not have.
/// </summary>
internal static class ImportGuest
{
    private const byte FunctionTypeForm = 0x60;
    private const byte FunctionKind = 0x00;

    /// <summary>The module in the binary format.</summary>
    public static byte[] Build(IReadOnlyList<Specialisation> specialisations)
    {
        var module = new ByteBuffer();
        module.Bytes([0x00, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0]);
        Section(module, 1, specialisations, static (to, s, _) =>
        {
            to.Byte(FunctionTypeForm);
            to.Unsigned(s.Parameters.Length);
            foreach (var parameter in s.Parameters) to.Byte((byte)WasmTypes.Of(parameter));
            to.Unsigned(s.Result is null ? 0 : 1);
            if (s.Result is not null) to.Byte((byte)WasmTypes.Of(s.Result));
        });
        Section(module, 2, specialisations, static (to, s, i) =>
        {
            to.Name(s.Symbol.WasmNamespace);
            to.Name(s.Import);
            to.Byte(FunctionKind);
            to.Unsigned(i);
        });
        Section(module, 3, specialisations, static (to, _, i) => to.Unsigned(i));
        var imports = specialisations.Count;
        Section(module, 7, specialisations, (to, s, i) =>
        {
            to.Name(s.Import);
            to.Byte(FunctionKind);
            to.Unsigned(imports + i);
        });
        Section(module, 10, specialisations, static (to, s, i) =>
        {
            var body = new ByteBuffer();
            body.Unsigned(0);
            for (var p = 0; p < s.Parameters.Length; p++)
            {
                body.Byte((byte)Opcode.LocalGet);
                body.Unsigned(p);
            }

            body.Byte((byte)Opcode.Call);
            body.Unsigned(i);
            body.Byte((byte)Opcode.End);
            to.Unsigned(body.Length);
            to.Bytes(body.Written);
        });
        return module.Written.ToArray();
    }

    private static void Section(ByteBuffer module, byte id, IReadOnlyList<Specialisation> items, Action<ByteBuffer, Specialisation, int> write)
    {
        var content = new ByteBuffer();
        content.Unsigned(items.Count);
        for (var i = 0; i < items.Count; i++) write(content, items[i], i);
        module.Byte(id);
        module.Unsigned(content.Length);
        module.Bytes(content.Written);
    }
}
