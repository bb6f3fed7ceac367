namespace Arc.Stl.Formatting;

/// <summary>
/// Texts that were made from the guest's memory, by address. A program asks for the same few literals in every cycle; this way they
/// are copied once. The bytes are compared each time, since a guest may write its memory.
/// </summary>
internal sealed class LiteralCache
{
    private const int MostLiterals = 1024;
    private const int LongestLiteral = 1024;

    private readonly Dictionary<(uint Address, int Length), Text> _texts = [];

    public Text Get(uint address, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestLiteral) return Text.From(bytes);
        if (_texts.TryGetValue((address, bytes.Length), out var known) && known.Bytes.SequenceEqual(bytes)) return known;
        var text = Text.From(bytes);
        if (_texts.Count >= MostLiterals) _texts.Clear();
        _texts[(address, bytes.Length)] = text;
        return text;
    }
}
