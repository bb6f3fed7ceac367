using System.Diagnostics.CodeAnalysis;

namespace Arc.Cli.Modules;

/// <summary>
/// The statuses of one run, a line on standard error for each change. Here a status's name is its key. The texts are a program's: what
/// could steer a terminal is not shown, and a program that makes up names without end is stopped.
/// </summary>
/// <param name="error">Receives the lines.</param>
/// <param name="beforeLine">Is called before a line is written; null if nothing stands in its way.</param>
internal sealed class StatusBoard(TextWriter error, Action? beforeLine = null) : IStatusBoard
{
    /// <summary>Statuses that a board holds.</summary>
    public const int MaxStatuses = 1000;

    /// <summary>Characters of a name and of a message that are kept.</summary>
    public const int MaxLength = 500;

    /// <summary>More warnings than this are not shown.</summary>
    public const int MaxWarnings = 20;

    private readonly OrderedDictionary<string, Status> _statuses = new(StringComparer.Ordinal);
    private int _warnings;

    /// <summary>The statuses, in the order in which they were created.</summary>
    public IEnumerable<Status> Statuses => _statuses.Values;

    /// <inheritdoc/>
    public bool TrySet(string keyOrName, string message, string variant, [NotNullWhen(true)] out string? key, [NotNullWhen(false)] out string? problem)
    {
        (key, problem) = (Clean(keyOrName), null);
        var isKnown = _statuses.TryGetValue(key, out var before);
        if (!isKnown && _statuses.Count == MaxStatuses)
        {
            (key, problem) = (null, $"there are {MaxStatuses} statuses already");
            return false;
        }

        var status = new Status(key, Clean(message), variant.Length > 0 ? variant : before?.Variant ?? "info");
        if (status == before) return true;
        _statuses[key] = status;
        WriteLine($"arc: status {status}");
        return true;
    }

    /// <inheritdoc/>
    public void Warn(string problem)
    {
        if (++_warnings > MaxWarnings) return;
        WriteLine($"arc: warning: {Clean(problem)}{(_warnings == MaxWarnings ? " (further warnings are not shown)" : "")}");
    }

    private void WriteLine(string line)
    {
        beforeLine?.Invoke();
        error.WriteLine(line);
    }

    private static string Clean(string text)
    {
        var kept = text.Length <= MaxLength ? text : $"{text.AsSpan(0, MaxLength)}...";
        return kept.Any(char.IsControl) ? string.Concat(kept.Select(static c => char.IsControl(c) ? ' ' : c)) : kept;
    }
}

/// <summary>One status.</summary>
/// <param name="Key">Its key, which is its name.</param>
/// <param name="Message">What there is to say.</param>
/// <param name="Variant">How it is meant.</param>
internal sealed record Status(string Key, string Message, string Variant)
{
    public override string ToString() => $"{Key} ({Variant}): {Message}";
}
