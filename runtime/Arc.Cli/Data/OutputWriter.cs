using System.Globalization;
using System.Text;
using Arc.Sdk;

namespace Arc.Cli.Data;

/// <summary>Writes flushed samples as CSV, as the program runs: what was written before an error is there.</summary>
internal abstract class OutputWriter(Stream stream) : IAsyncDisposable
{
    private protected readonly StringBuilder Line = new();

    /// <summary>Samples written.</summary>
    public long Samples { get; private protected set; }

    /// <summary>One line a sample: <c>time,channel,value</c>.</summary>
    public static OutputWriter Long(Stream stream) => new LongWriter(stream);

    /// <summary>One column a channel; a line for every time, an empty cell where a channel has no sample.</summary>
    public static OutputWriter Wide(Stream stream, IEnumerable<string> channels) => new WideWriter(stream, [.. channels]);

    /// <summary>Writes one sample.</summary>
    public abstract void Write<T>(long time, string channel, T value);

    /// <summary>Ends a cycle: its lines leave.</summary>
    /// <exception cref="IOException">The output cannot take them.</exception>
    public virtual void EndCycle()
    {
        if (Line.Length == 0) return;
        stream.Write(Encoding.UTF8.GetBytes(Line.ToString()));
        stream.Flush();
        Line.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private protected void Cell<T>(T value)
    {
        switch (value)
        {
            case Text text: Quoted(text.ToString()); break;
            case double number: Line.Append(number.ToString("R", CultureInfo.InvariantCulture)); break;
            case float number: Line.Append(number.ToString("R", CultureInfo.InvariantCulture)); break;
            case IFormattable number: Line.Append(number.ToString(null, CultureInfo.InvariantCulture)); break;
            default: Quoted(value?.ToString() ?? ""); break;
        }
    }

    private protected void Quoted(string text)
    {
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0) Line.Append(text);
        else Line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    private sealed class LongWriter : OutputWriter
    {
        public LongWriter(Stream stream)
            : base(stream) => Line.Append("time,channel,value\n");

        public override void Write<T>(long time, string channel, T value)
        {
            Line.Append(CultureInfo.InvariantCulture, $"{time},");
            Quoted(channel);
            Line.Append(',');
            Cell(value);
            Line.Append('\n');
            Samples++;
        }
    }

    private sealed class WideWriter : OutputWriter
    {
        private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
        private readonly SortedDictionary<long, List<string?[]>> _rows = [];

        public WideWriter(Stream stream, string[] channels)
            : base(stream)
        {
            Line.Append("time");
            foreach (var channel in channels)
            {
                _columns.Add(channel, _columns.Count);
                Line.Append(',');
                Quoted(channel);
            }

            Line.Append('\n');
        }

        // Samples of one time share a line; a channel's second sample of that time starts another one.
        public override void Write<T>(long time, string channel, T value)
        {
            var column = _columns[channel];
            if (!_rows.TryGetValue(time, out var lines)) _rows.Add(time, lines = []);
            var line = lines.Find(l => l[column] is null);
            if (line is null) lines.Add(line = new string?[_columns.Count]);
            var start = Line.Length;
            Cell(value);
            line[column] = Line.ToString(start, Line.Length - start);
            Line.Length = start;
            Samples++;
        }

        public override void EndCycle()
        {
            foreach (var (time, lines) in _rows)
            {
                foreach (var line in lines)
                {
                    Line.Append(CultureInfo.InvariantCulture, $"{time}");
                    foreach (var cell in line) Line.Append(',').Append(cell);
                    Line.Append('\n');
                }
            }

            _rows.Clear();
            base.EndCycle();
        }
    }
}
