using System.Globalization;

namespace Arc.Sdk.Sync;

/// <summary>
/// Reads the arguments of one synchronous call in order, for generated code. The first failure is kept and everything after it
/// gives zero values, so a caller reads all arguments and asks once.
/// </summary>
public ref struct SyncReader
{
    private readonly string _member;
    private readonly ReadOnlySpan<Val> _arguments;
    private string? _problem;
    private int _next;

    /// <summary>Starts reading.</summary>
    /// <param name="member">The qualified name, for messages.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="least">Number of parameters without a default.</param>
    /// <param name="most">Number of parameters.</param>
    public SyncReader(string member, ReadOnlySpan<Val> arguments, int least, int most)
    {
        _member = member;
        _arguments = arguments;
        if (arguments.Length >= least && arguments.Length <= most) return;
        var expected = least == most
            ? string.Create(CultureInfo.InvariantCulture, $"{least} argument{(least == 1 ? "" : "s")}")
            : string.Create(CultureInfo.InvariantCulture, $"{least} to {most} arguments");
        _problem = string.Create(CultureInfo.InvariantCulture, $"{member} takes {expected}, got {arguments.Length}");
    }

    /// <summary>Whether anything was wrong.</summary>
    public readonly bool Failed => _problem is not null;

    /// <summary>What was wrong first.</summary>
    public readonly SyncResult Failure => SyncResult.Fail(SyncArguments.TypeError, _problem ?? "");

    /// <summary>Whether all of some arguments that were given are text; false if none was given.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="positions">Which of them.</param>
    public static bool AreTexts(ReadOnlySpan<Val> arguments, params ReadOnlySpan<int> positions)
    {
        var any = false;
        foreach (var position in positions)
        {
            if (position >= arguments.Length) continue;
            if (!IsText(arguments[position])) return false;
            any = true;
        }

        return any;
    }

    /// <summary>The next argument as a primitive.</summary>
    /// <param name="name">The parameter's name, for messages.</param>
    public T Next<T>(string name)
    {
        if (!TryNext(out var value)) return default!;
        if (SyncArguments.TryGet<T>(value, out var result, out var problem)) return result;
        return Fail<T>(name, problem);
    }

    /// <summary>The next argument as a primitive, or a default if it was left out or is null.</summary>
    /// <param name="name">The parameter's name, for messages.</param>
    /// <param name="value">The default.</param>
    public T Next<T>(string name, T value)
    {
        if (_next >= _arguments.Length || _arguments[_next].Kind == ValKind.Null)
        {
            _next++;
            return value;
        }

        return Next<T>(name);
    }

    /// <summary>The next argument as a series.</summary>
    /// <param name="name">The parameter's name, for messages.</param>
    public Series<T> NextSeries<T>(string name)
    {
        if (!TryNext(out var value)) return new Series<T>(0);
        return SyncArguments.TryGetSeries<T>(value, out var result, out var problem) ? result : Fail<Series<T>>(name, problem);
    }

    /// <summary>The next argument as a series, or null if it is null or was left out.</summary>
    /// <param name="name">The parameter's name, for messages.</param>
    public Series<T>? NextSeriesOrNull<T>(string name) => TakeNull() ? null : NextSeries<T>(name);

    /// <summary>The next argument as a series of numbers or, if all its items are text, of text.</summary>
    /// <param name="name">The parameter's name, for messages.</param>
    public Series NextAnySeries(string name) =>
        _next < _arguments.Length && IsText(_arguments[_next]) && _arguments[_next].Kind == ValKind.Array ? NextSeries<Text>(name) : NextSeries<double>(name);

    /// <summary>The next argument as a series of any type, or null if it is null or was left out.</summary>
    /// <param name="name">The parameter's name, for messages.</param>
    public Series? NextAnySeriesOrNull(string name) => TakeNull() ? null : NextAnySeries(name);

    /// <summary>The next argument as text, or null if it is null or was left out.</summary>
    /// <param name="name">The parameter's name, for messages.</param>
    public Text? NextTextOrNull(string name) => TakeNull() ? default(Text?) : Next<Text>(name);

    /// <summary>The next argument as text, or null if it is null or was left out.</summary>
    /// <param name="name">The parameter's name, for messages.</param>
    public string? NextStringOrNull(string name) => TakeNull() ? null : Next<string>(name);

    private static bool IsText(Val value) => value.Kind switch
    {
        ValKind.Text => true,
        ValKind.Array => !value.Items.IsEmpty && value.Items.All(i => i.Kind == ValKind.Text),
        _ => false,
    };

    private bool TakeNull()
    {
        if (_next < _arguments.Length && _arguments[_next].Kind != ValKind.Null) return false;
        _next++;
        return true;
    }

    private bool TryNext(out Val value)
    {
        var given = _next < _arguments.Length;
        value = given ? _arguments[_next] : Val.Null;
        _next++;
        return given;
    }

    private T Fail<T>(string name, string problem)
    {
        _problem ??= $"{_member}, parameter '{name}': {problem}";
        return default!;
    }
}
