using System.Globalization;
using Arc.Sdk.Channels;

namespace Arc.Cli.Data;

/// <summary>How a recording is read.</summary>
internal sealed record RecordingOptions
{
    /// <summary>Between fields; null: detected.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Channel names by column header.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>The zone of times without one.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Leaves out rows that are wrong instead of failing.</summary>
    public bool SkipBadRows { get; init; }
}

/// <summary>A header and what it offers: a column per name, with its declared type.</summary>
/// <param name="Field">The column's position.</param>
/// <param name="Header">As it is written.</param>
/// <param name="Name">The channel's name.</param>
/// <param name="Type">The declared type; null if there is none.</param>
internal sealed record OfferedColumn(int Field, string Header, string Name, string? Type);

/// <summary>A recording: rows of samples with a time, read as a stream.</summary>
internal sealed class Recording
{
    private readonly CsvReader _reader;
    private readonly RecordingOptions _options;
    private readonly TimeParser _times;
    private readonly string _file;
    private readonly string[] _headers;
    private readonly int _timeField;
    private Column[] _columns = [];
    private long _firstTime;
    private long? _lastTime;

    private Recording(CsvReader reader, RecordingOptions options, string file, string[] headers)
    {
        _reader = reader;
        _options = options;
        _file = file;
        _headers = headers;
        _times = new TimeParser(options.TimeZone);
        _timeField = ColumnNames.TimeColumn(headers);
        Offered = Offer();
    }

    /// <summary>The columns that a program may use.</summary>
    public IReadOnlyList<OfferedColumn> Offered { get; }

    /// <summary>Columns that feed a channel.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>The current row's time in ns since the epoch.</summary>
    public long Time { get; private set; }

    /// <summary>Rows read.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows left out because they were wrong.</summary>
    public long SkippedRows { get; private set; }

    /// <summary>Opens a recording and reads its header.</summary>
    /// <exception cref="DataException">There is no header, or it is ambiguous.</exception>
    public static async Task<Recording> OpenAsync(Stream stream, string file, RecordingOptions options, CancellationToken cancellation)
    {
        var reader = new CsvReader(stream, file) { Delimiter = options.Delimiter is { } c ? (byte)c : null };
        if (!await reader.ReadAsync(cancellation).ConfigureAwait(false))
            throw new DataException(file, 1, "", "the file is empty; expected a header row with the names of the channels");
        return new Recording(reader, options, file, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.Text)]);
    }

    /// <summary>Chooses the columns that feed channels.</summary>
    public void Feed(IEnumerable<ChannelInfo> channels)
    {
        var byName = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
        _columns = [.. Offered.Where(o => byName.ContainsKey(o.Name)).Select(o => Column.For(o.Field, byName[o.Name]))];
    }

    /// <summary>Reads the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DataException">The row is wrong and rows are not to be skipped.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        while (await _reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            Rows++;
            if (Problem() is not { } problem) return true;
            if (!_options.SkipBadRows) throw problem;
            SkippedRows++;
        }

        return false;
    }

    private DataException? Problem()
    {
        if (_reader.FieldCount != _headers.Length)
            return Wrong("", string.Create(CultureInfo.InvariantCulture, $"expected {_headers.Length} cells as in the header, found {_reader.FieldCount}"));
        if (!_times.TryParse(_reader[_timeField], out var time))
            return Wrong(_headers[_timeField], $"expected a time (ns since 1970, ISO-8601 or yyyy-MM-dd HH:mm:ss), found '{_reader.Text(_timeField)}'");
        if (_lastTime is null) _firstTime = time;
        // Elapsed time is counted from the first row.
        if (time >= 0 && time - long.MaxValue > _firstTime)
            return Wrong(_headers[_timeField], $"'{_reader.Text(_timeField)}' is more than 292 years after the first row");
        if (time < _lastTime)
            return Wrong(_headers[_timeField], $"time goes backwards: '{_reader.Text(_timeField)}' is earlier than the row before; sort the rows or use --skip-bad-rows");
        foreach (var column in _columns)
        {
            if (!column.Parse(_reader[column.Field]))
                return Wrong(_headers[column.Field], $"expected a value of type {column.Channel.Type}, found '{_reader.Text(column.Field)}'; use --skip-bad-rows to leave such rows out");
        }

        _lastTime = Time = time;
        return null;
    }

    private DataException Wrong(string column, string message) => new(_file, _reader.Row, column, message);

    private List<OfferedColumn> Offer()
    {
        foreach (var header in _options.Map.Keys.Where(h => !_headers.Contains(h, StringComparer.Ordinal) && !_headers.Any(x => ColumnNames.Split(x).Name == h)))
            throw new DataException(_file, 1, header, $"--map names a column that is not there; the columns are {string.Join(", ", _headers.Select(h => $"'{h}'"))}");
        var offered = new List<OfferedColumn>();
        for (var i = 0; i < _headers.Length; i++)
        {
            if (i == _timeField) continue;
            var header = _headers[i];
            var (name, type) = ColumnNames.Split(header);
            if (_options.Map.TryGetValue(header, out var mapped) || _options.Map.TryGetValue(name, out mapped)) name = mapped;
            else if (!ColumnNames.IsIdentifier(name)) name = ColumnNames.SnakeCase(name);
            if (offered.FirstOrDefault(o => o.Name == name) is { } other)
                throw new DataException(_file, 1, header, $"the columns '{other.Header}' and '{header}' both give the channel '{name}'; rename one with --map \"{header}=other_name\"");
            offered.Add(new OfferedColumn(i, header, name, type));
        }

        return offered;
    }
}
