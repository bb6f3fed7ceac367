using System.Globalization;
using Arc.Language.Diagnostics;

namespace Arc.Language.Lowering;

/// <summary>Where a node of the dataflow graph comes from.</summary>
/// <param name="File">The source's name; may be empty.</param>
/// <param name="Position">Line and column; zeros in a graph program, which has none.</param>
/// <param name="Path">The node's place in a graph program, for example <c>$.nodes[2]</c>; empty in a text.</param>
public sealed record NodePlace(string File, SourcePosition Position, string Path)
{
    /// <summary>As in diagnostics: <c>tank.arc:12:5</c>, or <c>tank.arc.json: $.nodes[2]</c>.</summary>
    public override string ToString()
    {
        if (Position.Line == 0) return File.Length == 0 ? Path : $"{File}: {Path}";
        var position = string.Create(CultureInfo.InvariantCulture, $"{Position.Line}:{Position.Column}");
        return File.Length == 0 ? position : $"{File}:{position}";
    }
}
