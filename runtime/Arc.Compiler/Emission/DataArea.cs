using System.Text;
using Arc.Compiler.Wasm;

namespace Arc.Compiler.Emission;

/// <summary>The guest's data segment: texts and format specs in order of emission, from address 0, equal ones shared.</summary>
internal sealed class DataArea
{
    private readonly ByteBuffer _bytes = new();
    private readonly Dictionary<string, (int Address, int Length)> _texts = new(StringComparer.Ordinal);

    public ReadOnlySpan<byte> Bytes => _bytes.Written;

    /// <summary>Where the UTF-8 bytes of a text lie.</summary>
    public (int Address, int Length) Add(string text)
    {
        if (_texts.TryGetValue(text, out var known)) return known;
        var bytes = Encoding.UTF8.GetBytes(text);
        var place = (_bytes.Length, bytes.Length);
        _bytes.Bytes(bytes);
        _texts.Add(text, place);
        return place;
    }
}
