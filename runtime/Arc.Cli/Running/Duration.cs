using System.Buffers;
using System.Globalization;
using Arc.Sdk.Types;

namespace Arc.Cli.Running;

/// <summary>Durations of the command line: a number and a unit of time, as in a program: <c>10s</c>, <c>500ms</c>, <c>1.5min</c>.</summary>
internal static class Duration
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>Parses a duration to ns.</summary>
    /// <exception cref="CliException">The text is no duration.</exception>
    public static long Parse(string text)
    {
        var split = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        if (split > 0 && double.TryParse(text.AsSpan(0, split), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && Unit.TryGet(text[split..].Trim(), out var unit) && unit.Dimensions == Unit.Nanoseconds.Dimensions && number * unit.Scale < 9e18)
            return (long)Math.Round(number * unit.Scale);
        throw new CliException($"'{text}' is no duration; expected a number and a unit of time, for example 10s or 500ms", ExitCode.CommandLineWrong);
    }
}
