using System.Text;
using Arc.Generator.Support;
using Microsoft.CodeAnalysis.Text;
using Xunit.Abstractions;

namespace Arc.Generator.Tests;

/// <summary>A text of pieces is the text that the pieces give together, for everything that the compiler asks of one.</summary>
public class PieceTextTests(ITestOutputHelper output)
{
    [Fact, Trait("Kind", "Random")]
    public void TextOfPieces_InEveryWayOfReading_IsThePiecesTogether()
    {
        var random = new Random(Soak.Seed(output));
        for (var i = 0; i < Soak.Times(200); i++)
        {
            var pieces = Enumerable.Range(0, random.Next(1, 20)).Select(_ => new string([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => "ab\nä\t"[random.Next(5)])])).ToArray();
            var text = new PieceText(pieces);
            var whole = SourceText.From(string.Concat(pieces), new UTF8Encoding(false), SourceHashAlgorithm.Sha256);
            var start = random.Next(whole.Length);
            var span = new TextSpan(start, random.Next(whole.Length - start + 1));
            var written = new StringWriter();
            text.Write(written, span);
            Assert.Equal(whole.ToString(), text.ToString());
            Assert.Equal(whole.ToString(span), text.ToString(span));
            Assert.Equal(whole.ToString(span), written.ToString());
            Assert.Equal(whole[start], text[start]);
            Assert.Equal(whole.Lines.Select(l => l.Span), text.Lines.Select(l => l.Span));
            Assert.Equal(whole.GetChecksum().ToArray(), text.GetChecksum().ToArray());
            Assert.True(whole.ContentEquals(text));
        }
    }
}
