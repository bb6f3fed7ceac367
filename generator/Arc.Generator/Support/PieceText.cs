using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Arc.Generator.Support;

/// <summary>A text strung together from pieces, which other texts may share: a file of which one member changed costs that member.</summary>
internal sealed class PieceText : SourceText
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private readonly string[] _pieces;
    private readonly int[] _starts;
    private int _last;

    /// <param name="pieces">The pieces; none of them is empty.</param>
    public PieceText(string[] pieces)
        : base(checksumAlgorithm: SourceHashAlgorithm.Sha256)
    {
        _pieces = pieces;
        _starts = new int[pieces.Length];
        for (var i = 0; i < pieces.Length; i++)
        {
            _starts[i] = Length;
            Length += pieces[i].Length;
        }
    }

    public override Encoding Encoding => Utf8;

    public override int Length { get; }

    public override char this[int position]
    {
        get
        {
            var piece = PieceAt(position);
            return _pieces[piece][position - _starts[piece]];
        }
    }

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        while (count > 0)
        {
            var piece = PieceAt(sourceIndex);
            var from = sourceIndex - _starts[piece];
            var length = Math.Min(count, _pieces[piece].Length - from);
            _pieces[piece].CopyTo(from, destination, destinationIndex, length);
            sourceIndex += length;
            destinationIndex += length;
            count -= length;
        }
    }

    // Texts are read forwards, so the piece is mostly the one of the last time.
    private int PieceAt(int position)
    {
        var piece = _last;
        if (position >= _starts[piece] && position - _starts[piece] < _pieces[piece].Length) return piece;
        piece = Array.BinarySearch(_starts, position);
        if (piece < 0) piece = ~piece - 1;
        _last = piece;
        return piece;
    }
}
