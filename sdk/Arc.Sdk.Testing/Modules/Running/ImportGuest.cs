using System.Text;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing.Modules;

/// <summary>
/// A WebAssembly module that imports specialisations and exports one function for each, under its import name, that passes its arguments on as
/// they are. It reaches what no Arc program can: compiler primitives, and arguments with noise in the bits that a narrow integer does not have.
/// </summary>
internal static class ImportGuest
{
    private const byte I32 = 0x7F;
    private const byte I64 = 0x7E;
    private const byte F32 = 0x7D;
    private const byte F64 = 0x7C;

    /// <summary>The module in the binary format.</summary>
    public static byte[] Build(IReadOnlyList<Specialisation> specialisations)
    {
        var module = new List<byte> { 0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0 };
        Section(module, 1, specialisations, static (to, s, _) =>
        {
            to.Add(0x60);
            Unsigned(to, s.Parameters.Length);
            to.AddRange(s.Parameters.Select(TypeOf));
            Unsigned(to, s.Result is null ? 0 : 1);
            if (s.Result is not null) to.Add(TypeOf(s.Result));
        });
        Section(module, 2, specialisations, static (to, s, i) =>
        {
            Name(to, s.Symbol.WasmNamespace);
            Name(to, s.Import);
            to.Add(0);
            Unsigned(to, i);
        });
        Section(module, 3, specialisations, static (to, _, i) => Unsigned(to, i));
        var imports = specialisations.Count;
        Section(module, 7, specialisations, (to, s, i) =>
        {
            Name(to, s.Import);
            to.Add(0);
            Unsigned(to, imports + i);
        });
        Section(module, 10, specialisations, static (to, s, i) =>
        {
            var body = new List<byte> { 0 };
            for (var p = 0; p < s.Parameters.Length; p++)
            {
                body.Add(0x20);
                Unsigned(body, p);
            }

            body.Add(0x10);
            Unsigned(body, i);
            body.Add(0x0B);
            Unsigned(to, body.Count);
            to.AddRange(body);
        });
        return [.. module];
    }

    private static byte TypeOf(ArcType type) => type switch
    {
        PrimitiveType { Primitive: Primitive.I64 or Primitive.U64 } => I64,
        PrimitiveType { Primitive: Primitive.F32 } => F32,
        PrimitiveType { Primitive: Primitive.F64 } => F64,
        _ => I32,
    };

    private static void Section(List<byte> module, byte id, IReadOnlyList<Specialisation> items, Action<List<byte>, Specialisation, int> write)
    {
        var content = new List<byte>();
        Unsigned(content, items.Count);
        for (var i = 0; i < items.Count; i++) write(content, items[i], i);
        module.Add(id);
        Unsigned(module, content.Count);
        module.AddRange(content);
    }

    private static void Name(List<byte> to, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        Unsigned(to, bytes.Length);
        to.AddRange(bytes);
    }

    // LEB128.
    private static void Unsigned(List<byte> to, int value)
    {
        for (; value >= 0x80; value >>= 7) to.Add((byte)(value | 0x80));
        to.Add((byte)value);
    }
}
