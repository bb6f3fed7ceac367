using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Arc.Sdk.Types;

namespace Arc.Cases.Examples;

/// <summary>An example, read: expressions with their values, or a program with what happens cycle by cycle.</summary>
internal sealed partial class ExampleText
{
    // Between cycles that say no time, in ns.
    private const long Step = 1_000_000;

    /// <summary>Reads an example.</summary>
    /// <param name="code">Its text.</param>
    /// <param name="place">Names it in messages.</param>
    /// <exception cref="ExampleException">It does not say what comes of it, or a line of it cannot be understood.</exception>
    public ExampleText(string code, string place)
    {
        (Code, Place) = (code, place);
        var lines = code.Split('\n');
        var moments = ImmutableArray.CreateBuilder<ExampleMoment>();
        foreach (var line in lines.Select(l => l.Trim()).Where(IsMoment))
            moments.Add(Moment(line[2..].Trim(), moments.LastOrDefault()?.At));
        Moments = moments.ToImmutable();
        Expressions = IsProgram ? [] : [.. lines.Select((l, i) => (Text: l.Trim(), Line: i + 1)).Where(l => l.Text.Length > 0).Select(l => Expression(l.Text, l.Line))];
        if (!IsProgram && Expressions.IsEmpty) throw new ExampleException(place, "there is nothing in it");
    }

    public string Code { get; }

    public string Place { get; }

    /// <summary>What happens to a program; empty for expressions.</summary>
    public ImmutableArray<ExampleMoment> Moments { get; }

    public ImmutableArray<ExampleExpression> Expressions { get; }

    public bool IsProgram => !Moments.IsEmpty;

    /// <summary>The program as a graph, without comments, which JSON does not know; null if it is a text.</summary>
    public string? Graph => GraphStart().IsMatch(Code) ? string.Join('\n', Code.Split('\n').Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal))) : null;

    private static bool IsMoment(string line) => line.StartsWith("//", StringComparison.Ordinal) && MomentStart().IsMatch(line.AsSpan(2).TrimStart());

    private ExampleExpression Expression(string line, int number)
    {
        var comment = Outside(line, "//");
        if (comment <= 0)
            throw new ExampleException(Place, $"'{line}' does not say what comes of it; write the value behind it, 'expression // value', or for a program what comes in and goes out, '// input: 1 2 -> output: 3 4'");
        var value = line[(comment + 2)..].Trim();
        return value.StartsWith("error:", StringComparison.Ordinal)
            ? new ExampleExpression(line[..comment].Trim(), number, default, value["error:".Length..].Trim())
            : new ExampleExpression(line[..comment].Trim(), number, ExampleValue.Read(value, Place), null);
    }

    private ExampleMoment Moment(string line, long? last)
    {
        var rest = line;
        var at = last + Step ?? 0;
        if (Time().Match(line) is { Success: true } time)
        {
            at = Nanoseconds(time.Groups["number"].Value, time.Groups["unit"].Value);
            rest = line[time.Length..].TrimStart(',', ' ');
            if (at < last) throw new ExampleException(Place, $"'{line}' goes back in time");
        }

        var arrow = Outside(rest, "->");
        var input = arrow < 0 ? rest : rest[..arrow];
        var output = arrow < 0 ? "" : rest[(arrow + 2)..].Trim();
        return new ExampleMoment(at, Samples(input), output == "nothing" ? [] : Samples(output));
    }

    private long Nanoseconds(string number, string unit) =>
        Unit.TryGet(unit, out var known) && known.Dimensions == Unit.Nanoseconds.Dimensions
            ? (long)(double.Parse(number, CultureInfo.InvariantCulture) * known.Scale)
            : throw new ExampleException(Place, $"'{unit}' is no unit of time; write ns, us, ms, s, min or h");

    private ImmutableArray<ExampleSamples> Samples(string text)
    {
        var samples = ImmutableArray.CreateBuilder<ExampleSamples>();
        for (var rest = text.Trim(); rest.Length > 0;)
        {
            var comma = Outside(rest, ",");
            var item = comma < 0 ? rest : rest[..comma];
            rest = comma < 0 ? "" : rest[(comma + 1)..].Trim();
            if (NamedSamples().Match(item.Trim()) is not { Success: true } match)
                throw new ExampleException(Place, $"'{item.Trim()}' cannot be understood; write a channel, a colon and its samples: 'pressure: 1 2 3'");
            var type = match.Groups["type"].Value;
            var name = match.Groups["name"].Value;
            var isAuthority = name == "authority";
            samples.Add(new ExampleSamples(
                isAuthority ? match.Groups["channel"].Value : name, type.Length == 0 ? null : type,
                [.. Value().Matches(match.Groups["values"].Value).Select(v => ExampleValue.Read(v.Value, Place))], isAuthority));
        }

        return samples.ToImmutable();
    }

    /// <summary>Where something first stands outside quotes; -1 if it does not.</summary>
    private static int Outside(string text, string wanted)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\') i++;
            else if (text[i] == '"') quoted = !quoted;
            else if (!quoted && string.CompareOrdinal(text, i, wanted, 0, wanted.Length) == 0) return i;
        }

        return -1;
    }

    [GeneratedRegex("""^\s*\{\s*["]""", RegexOptions.CultureInvariant)]
    private static partial Regex GraphStart();

    [GeneratedRegex(@"^(at \d|->|\w+(\(\w*\))?( [\w ]+)?:)", RegexOptions.CultureInvariant)]
    private static partial Regex MomentStart();

    [GeneratedRegex(@"^at (?<number>\d+(\.\d+)?)\s*(?<unit>[a-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(@"^(?<name>\w+)(\((?<channel>\w*)\))?( (?<type>[\w ]+))?:\s*(?<values>\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex NamedSamples();

    [GeneratedRegex("""\"(\\.|[^"\\])*\"|\S+""", RegexOptions.CultureInvariant)]
    private static partial Regex Value();
}

/// <summary>An expression with what comes of it.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Line">Its line in the example, from 1.</param>
/// <param name="Value">Its value, unless it traps.</param>
/// <param name="Trap">Part of the trap's message; null if there is a value.</param>
internal sealed record ExampleExpression(string Text, int Line, ExampleValue Value, string? Trap);

/// <summary>One cycle of a program.</summary>
/// <param name="At">The clock in ns.</param>
/// <param name="In">Samples that arrive.</param>
/// <param name="Out">All that is written.</param>
internal sealed record ExampleMoment(long At, ImmutableArray<ExampleSamples> In, ImmutableArray<ExampleSamples> Out);

/// <summary>Samples of one channel.</summary>
/// <param name="Name">The channel; for a change of authority empty where it concerns all.</param>
/// <param name="Type">The type that the example gives it; null if none.</param>
/// <param name="Values">The samples.</param>
/// <param name="IsAuthority">Whether it is a change of authority.</param>
internal sealed record ExampleSamples(string Name, string? Type, ImmutableArray<ExampleValue> Values, bool IsAuthority);
