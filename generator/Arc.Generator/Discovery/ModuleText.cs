using Microsoft.CodeAnalysis.Text;

namespace Arc.Generator.Discovery;

/// <summary>
/// A module's declaration without its bodies: the hash of the text, and where in the file it stands. Two declarations with the same hash
/// have the same places, whatever their bodies are.
/// </summary>
internal sealed class ModuleText
{
    private readonly List<TextSpan> _kept;
    private readonly int[] _offsets;

    /// <param name="hash">The hash of the text.</param>
    /// <param name="kept">The parts of the file that it consists of, in order.</param>
    public ModuleText(ulong hash, List<TextSpan> kept)
    {
        Hash = hash;
        _kept = kept;
        _offsets = new int[kept.Count];
        for (var i = 1; i < _offsets.Length; i++) _offsets[i] = _offsets[i - 1] + kept[i - 1].Length;
    }

    public ulong Hash { get; }

    /// <summary>Where a part of the file begins in the text; -1 if it is not wholly in one piece of it.</summary>
    public int OffsetOf(TextSpan span)
    {
        var (low, high) = (0, _kept.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_kept[middle].Start <= span.Start) low = middle;
            else high = middle - 1;
        }

        return _kept.Count > 0 && _kept[low].Contains(span) ? _offsets[low] + span.Start - _kept[low].Start : -1;
    }

    /// <summary>The part of the file that begins at a place of the text.</summary>
    public TextSpan SpanAt(int offset, int length)
    {
        var index = Array.BinarySearch(_offsets, offset);
        if (index < 0) index = ~index - 1;
        return new TextSpan(_kept[index].Start + offset - _offsets[index], length);
    }
}
