using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Arc.Generator.Discovery;

/// <summary>
/// Reads documentation comments as they stand in the source. Asking the compiler for them would bind every reference in
/// them on each keystroke, and would give nothing in a project that writes no documentation file.
/// </summary>
internal static class RawDocumentation
{
    public static string Of(ISymbol symbol, CancellationToken cancellation)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var text = Of(reference.GetSyntax(cancellation));
            if (text.Length > 0) return text;
        }

        return "";
    }

    private static string Of(SyntaxNode node)
    {
        StringBuilder? result = null;
        foreach (var trivia in node.GetLeadingTrivia())
        {
            var kind = trivia.Kind();
            if (kind is not (SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia or SyntaxKind.SingleLineCommentTrivia))
                continue;
            var text = trivia.ToFullString();
            if (kind == SyntaxKind.SingleLineCommentTrivia && (!text.StartsWith("///", StringComparison.Ordinal) || text.StartsWith("////", StringComparison.Ordinal)))
                continue;
            foreach (var line in text.Split('\n'))
            {
                var content = line.Trim().TrimStart('/', '*');
                if (content.EndsWith("*/", StringComparison.Ordinal)) content = content.Substring(0, content.Length - 2);
                // Further indentation, and blank lines, are the author's: examples are shown as they are written.
                if (content.StartsWith(" ", StringComparison.Ordinal)) content = content.Substring(1);
                if (result is not null || content.Length > 0) (result ??= new StringBuilder()).Append(content.TrimEnd()).Append('\n');
            }
        }

        return result?.ToString() ?? "";
    }
}
