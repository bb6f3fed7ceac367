using System.Globalization;
using Arc.Dataflow;

namespace Arc.Cli.Running;

/// <summary>One line on a terminal that says how far a run is, from its second second on. It is rewritten in place and gone at the end.</summary>
/// <param name="error">The terminal.</param>
/// <param name="rows">Rows read so far.</param>
/// <param name="part">The part of the input that was read, from 0 to 1; null if its length is not known.</param>
/// <param name="time">The clock.</param>
internal sealed class RunProgress(TextWriter error, Func<long> rows, Func<double?> part, TimeProvider time) : IRunObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next = Patience;
    private int _length;

    /// <summary>The progress of a run; null where nobody sees it, or where it would stand between the data.</summary>
    public static RunProgress? For(CliHost host, RunOptions options, RunSource source, bool printsWrites)
    {
        var isAmidData = printsWrites && options.Output is null && host.IsOutputTerminal;
        return host.IsTerminal && !isAmidData ? new RunProgress(host.Error, () => source.Recording?.Rows ?? 0, () => source.Progress, TimeProvider.System) : null;
    }

    public void OnCycle(Session session, long now)
    {
        var elapsed = time.GetElapsedTime(_start);
        if (elapsed < _next) return;
        _next = elapsed + Period;
        var count = rows();
        var percent = part() is { } p ? string.Create(CultureInfo.InvariantCulture, $"{Math.Min(p, 1):P0}, ") : "";
        Show(count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{percent}{count:N0} rows, {count / elapsed.TotalSeconds:N0} rows a second, {elapsed.TotalSeconds:F0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{session.Scheduler.Cycles:N0} cycles, {elapsed.TotalSeconds:F0} s"));
    }

    public void OnError(long now, NodeError failed) => Clear();

    public void OnEnd(Session session, long now) => Clear();

    private void Show(string line)
    {
        error.Write($"\r{line.PadRight(_length)}");
        error.Flush();
        _length = line.Length;
    }

    /// <summary>Takes the line away, so that another one can be written.</summary>
    public void Clear()
    {
        if (_length == 0) return;
        error.Write($"\r{new string(' ', _length)}\r");
        error.Flush();
        _length = 0;
    }
}
