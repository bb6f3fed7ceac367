using System.Text;

namespace Arc.Cli.Data;

/// <summary>
/// Splits a stream into records and fields (RFC 4180: quoted fields, doubled quotes, line breaks within quotes; LF or CRLF).
/// Works on one reused buffer; a record's fields are valid until the next one is read.
/// </summary>
internal sealed class CsvReader(Stream stream, string file)
{
    /// <summary>A longer record is refused, so that a missing quote cannot swallow a whole file into memory.</summary>
    public const int MaxRecordBytes = 16 << 20;

    private readonly List<(int Start, int Length)> _fields = [];
    private byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Between fields; detected from the first record if not set.</summary>
    public byte? Delimiter { get; set; }

    /// <summary>The current record's number, from 1.</summary>
    public long Row { get; private set; }

    public int FieldCount => _fields.Count;

    public ReadOnlySpan<byte> this[int field] => _buffer.AsSpan(_fields[field].Start, _fields[field].Length);

    public string Text(int field) => Encoding.UTF8.GetString(this[field]);

    /// <summary>Reads the next record that is not an empty line.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DataException">A quoted field is not closed, or the record is too long.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var length = FindRecord();
            while (length < 0)
            {
                if (_ended)
                {
                    if (_start == _end) return false;
                    length = _end - _start;
                    break;
                }

                await FillAsync(cancellation).ConfigureAwait(false);
                length = FindRecord();
            }

            if (Row == 0) SkipByteOrderMark(ref length);
            var next = Math.Min(_end, _start + length + 1);
            var content = length > 0 && _buffer[_start + length - 1] == (byte)'\r' ? length - 1 : length;
            Row++;
            if (content == 0)
            {
                _start = next;
                continue;
            }

            Delimiter ??= Detect(_buffer.AsSpan(_start, content));
            Split(_start, content);
            _start = next;
            return true;
        }
    }

    /// <summary>The most frequent of the three delimiters outside quotes; a comma if there is none.</summary>
    public static byte Detect(ReadOnlySpan<byte> header)
    {
        Span<int> counts = stackalloc int[3];
        var quoted = false;
        foreach (var b in header)
        {
            if (b == '"') quoted = !quoted;
            var index = quoted ? -1 : ",;\t"u8.IndexOf(b);
            if (index >= 0) counts[index]++;
        }

        var best = counts[1] > counts[0] ? 1 : 0;
        return ",;\t"u8[counts[2] > counts[best] ? 2 : best];
    }

    private int FindRecord()
    {
        var quoted = false;
        var span = _buffer.AsSpan(_start, _end - _start);
        for (var from = 0; ;)
        {
            var offset = span[from..].IndexOfAny((byte)'"', (byte)'\n');
            if (offset < 0) return -1;
            from += offset;
            if (span[from] == '"') quoted = !quoted;
            else if (!quoted) return from;
            from++;
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MaxRecordBytes)
                throw new DataException(file, Row + 1, "", $"the record is longer than {MaxRecordBytes} bytes; a closing quote may be missing");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
        _ended = read == 0;
        _end += read;
    }

    private void SkipByteOrderMark(ref int length)
    {
        if (!_buffer.AsSpan(_start, length).StartsWith("\uFEFF"u8)) return;
        _start += 3;
        length -= 3;
    }

    private void Split(int start, int length)
    {
        _fields.Clear();
        var end = start + length;
        var position = start;
        while (true)
        {
            if (position < end && _buffer[position] == '"') position = SplitQuoted(position, end);
            else
            {
                var offset = _buffer.AsSpan(position, end - position).IndexOf(Delimiter!.Value);
                var stop = offset < 0 ? end : position + offset;
                _fields.Add((position, stop - position));
                position = stop;
            }

            if (position >= end) return;
            position++;
            if (position == end)
            {
                _fields.Add((end, 0));
                return;
            }
        }
    }

    // Unescapes in place: the text only gets shorter.
    private int SplitQuoted(int open, int end)
    {
        var write = open + 1;
        var read = open + 1;
        while (true)
        {
            if (read >= end) throw new DataException(file, Row, "", "a quoted field is not closed; add the missing \"");
            if (_buffer[read] == '"')
            {
                if (read + 1 >= end || _buffer[read + 1] != '"') break;
                read++;
            }

            _buffer[write++] = _buffer[read++];
        }

        _fields.Add((open + 1, write - open - 1));
        var stop = read + 1;
        if (stop < end && _buffer[stop] != Delimiter)
            throw new DataException(file, Row, "", "text follows a closing quote; quote the whole field and double the quotes inside it");
        return stop;
    }
}
