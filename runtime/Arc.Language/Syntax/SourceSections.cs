namespace Arc.Language.Syntax;

/// <summary>
/// The parts of a text that was put together from pieces of another document. Errors name the part by its path; only within code
/// they have lines, which count from the start of the part.
/// </summary>
internal sealed class SourceSections
{
    private readonly List<int> _starts = [];
    private readonly List<(string Path, bool IsCode)> _parts = [];

    /// <summary>Adds a part behind all others.</summary>
    /// <param name="start">The offset at which it starts.</param>
    /// <param name="path">Its place in the document.</param>
    /// <param name="isCode">Whether lines mean something in it.</param>
    public void Add(int start, string path, bool isCode)
    {
        _starts.Add(start);
        _parts.Add((path, isCode));
    }

    /// <summary>The part that an offset lies in.</summary>
    public (int Start, int End, string Path, bool IsCode) At(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var at = Math.Max(0, found >= 0 ? found : ~found - 1);
        return (_starts[at], at + 1 < _starts.Count ? _starts[at + 1] - 1 : int.MaxValue, _parts[at].Path, _parts[at].IsCode);
    }
}
