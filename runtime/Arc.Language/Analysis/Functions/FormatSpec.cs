using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>A format spec, checked for its form: <c>[flags][width][.precision]verb</c> (language section 4.2).</summary>
/// <param name="Verb">The verb.</param>
internal readonly record struct FormatSpec(char Verb)
{
    private const int MaxDigits = 6;

    public bool WantsInteger => Verb is 'd' or 'b' or 'o' or 'O' or 'x' or 'X' or 'c';

    public bool WantsFloat => Verb is 'e' or 'E' or 'f' or 'g' or 'G';

    public string Advice => WantsInteger ? $"'{Verb}' formats integers" : WantsFloat ? $"'{Verb}' formats floats" : $"'{Verb}' formats str";

    public bool Fits(Primitive primitive) =>
        WantsInteger ? primitive.IsInteger() : WantsFloat ? primitive.IsFloat() : primitive == Primitive.Str;

    public static bool TryParse(string spec, out FormatSpec parsed)
    {
        parsed = default;
        var i = 0;
        while (i < spec.Length && spec[i] is '#' or '+' or '-' or ' ' or '0')
        {
            i++;
            if (i == spec.Length) return false;
        }

        if (!SkipDigits(spec, ref i)) return false;
        if (i < spec.Length && spec[i] == '.')
        {
            i++;
            if (!SkipDigits(spec, ref i)) return false;
        }

        if (i != spec.Length - 1 || !"dboOxXceEfgGsq".Contains(spec[i], StringComparison.Ordinal)) return false;
        parsed = new FormatSpec(spec[i]);
        return true;
    }

    private static bool SkipDigits(string spec, ref int i)
    {
        var start = i;
        while (i < spec.Length && char.IsAsciiDigit(spec[i])) i++;
        return i - start <= MaxDigits;
    }
}
