using System.Text;

namespace Arc.Properties.Tests.Hostile;

/// <summary>Makes texts that no person would write: tokens in any order, and programs with something wrong in them.</summary>
internal sealed class Tokens(Random random)
{
    private static readonly string[] Known =
    [
        "func", "if", "else", "return", "for", "break", "continue", "import", "as", "sequence", "stage", "next", "chan", "authority", "and", "or", "not",
        "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "str", "series", "->", ":=", "$=", "=>", "=", "+=", "-=", "*=", "/=", "%=",
        "+", "-", "*", "/", "%", "^", "==", "!=", "<", ">", "<=", ">=", "(", ")", "{", "}", "[", "]", ",", ":", ".", "(", ")", "{", "}", "\n",
        "true", "false", "range", "len", "math", "time", "sqrt", "now", "f", "g", "x", "y", "pressure", "valve", "select", "time.wait{1s}", "on", "write",
        "0", "1", "42", "255", "9223372036854775807", "9223372036854775808", "99999999999999999999999999", "1.5", "2.", ".5", "1.s", "5psi", "10hz", "1e5", "3furlong",
        "\"text\"", "`raw\ntext`", "f\"{x}\"", "f\"{x:08.3f}\"", "f\"{", "r\"\\\"", "rf\"{x}\"", "f\"}{\"", "f\"{f\"", "\"\\u12\"", "\"open", "`open", "//", "/*", "*/", "#", "@", "$", "'", "\\", "\0", "\uFEFF", "é", "\uD83D", "😀", ";", "\r", "\t",
    ];

    /// <summary>Tokens in any order.</summary>
    public string Soup()
    {
        var text = new StringBuilder();
        var isBody = random.Next(2) == 0;
        if (isBody) text.Append("import math\nfunc f(x i64, y f64) f64 {\n");
        for (var i = random.Next(60); i > 0; i--)
        {
            text.Append(Pick());
            if (random.Next(4) > 0) text.Append(' ');
        }

        return isBody ? text.Append("\n}").ToString() : text.ToString();
    }

    /// <summary>One token many times: what nests, or what should not.</summary>
    public string Tower()
    {
        string[] floors = ["(", "[", "{", "-", "not ", "if x {", "for {", "f(", "1+", "x[", "1^", "1 and ", "f\"{", "stage {", "sequence {", "a -> ", "{ a: ", "series ", "chan ", "func f() {", "x.", "u8(", "else ", "if 1 { } else ", "import ", "x := ", "\"a\" + "];
        var text = new StringBuilder(random.Next(2) == 0 ? "func f(x i64) i64 {\n" : "");
        var floor = floors[random.Next(floors.Length)];
        for (var i = random.Next(20_000); i > 0; i--) text.Append(floor);
        return text.Append(random.Next(2) == 0 ? "x" : "").ToString();
    }

    /// <summary>A program with one to four things wrong.</summary>
    public string Mutate(string program, string other)
    {
        for (var i = 1 + random.Next(4); i > 0 && program.Length > 0; i--) program = MutateOnce(program, other);
        return program;
    }

    private string MutateOnce(string program, string other)
    {
        var words = Words(program);
        var at = random.Next(words.Count);
        switch (random.Next(9))
        {
            case 0: words.RemoveAt(at); break;
            case 1: words.Insert(at, words[at]); break;
            case 2: (words[at], words[random.Next(words.Count)]) = (words[random.Next(words.Count)], words[at]); break;
            case 3: words[at] = Pick(); break;
            case 4: words.Insert(at, Pick()); break;
            case 5: return program[..random.Next(program.Length)];
            case 6: return program.Remove(random.Next(program.Length), 1);
            case 7: return program.Insert(random.Next(program.Length), ((char)random.Next(random.Next(2) == 0 ? 128 : 0x10000)).ToString());
            default: return program[..random.Next(program.Length)] + (other.Length == 0 ? "" : other[random.Next(other.Length)..]);
        }

        return string.Concat(words);
    }

    /// <summary>Words, runs of space and single characters.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var start = i++;
            var kind = KindOf(text[start]);
            while (kind > 0 && i < text.Length && KindOf(text[i]) == kind) i++;
            words.Add(text[start..i]);
        }

        return words;
    }

    private static int KindOf(char c) => char.IsLetterOrDigit(c) || c == '_' ? 1 : char.IsWhiteSpace(c) ? 2 : 0;

    private string Pick() => Known[random.Next(Known.Length)];
}
