using System.Text;

namespace Arc.Properties.Tests.Hostile;

/// <summary>Writes the same tokens with other white space and comments between them (arc-language.md, section 1: newlines never end a statement).</summary>
internal static class Layout
{
    private static readonly string[] Spaces = [" ", "  ", "\t", "\n", "\r\n", "\r", " /* a comment */ ", " // to the end\n", " /**/ ", " /* func { \" */ "];

    public static string Change(string source, Random random)
    {
        var text = new StringBuilder();
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '"')
            {
                var end = EndOfText(source, i);
                text.Append(source, i, end - i);
                i = end - 1;
            }
            else if (char.IsWhiteSpace(source[i])) text.Append(Spaces[random.Next(Spaces.Length)]);
            else if (IsBracket(source[i]) && random.Next(4) == 0) text.Append(' ').Append(source[i]).Append(Spaces[random.Next(Spaces.Length)]);
            else text.Append(source[i]);
        }

        return text.ToString();
    }

    // Quotes within placeholders do not occur in the programs that this is for.
    private static int EndOfText(string source, int start)
    {
        var i = start + 1;
        while (source[i] != '"') i += source[i] == '\\' ? 2 : 1;
        return i + 1;
    }

    private static bool IsBracket(char c) => c is '(' or ')' or '[' or ']' or '{' or '}' or ',';
}
