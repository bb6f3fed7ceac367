using System.Globalization;
using System.Text;
using Arc.Cli;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Benchmarks.Dataflow;

/// <summary><c>arc run</c> over a recording that is made while it is read: the memory at its end is that of its beginning.</summary>
internal static class ManyRows
{
    private const string Program = """
        import stat
        func scaled(x f64) f64 { return x * 0.1 + 1.0 }
        flow -> scaled{} -> stat.avg{} -> mean
        flow > 90.0 => alarm
        """;

    /// <summary>Runs the command and prints what it took.</summary>
    /// <param name="rows">Number of rows.</param>
    public static async Task RunAsync(int rows)
    {
        var file = Path.Combine(Path.GetTempPath(), $"arc-rows-{Environment.ProcessId}.arc");
        var channels = Path.ChangeExtension(file, ".json");
        await File.WriteAllTextAsync(file, Program).ConfigureAwait(false);
        await File.WriteAllTextAsync(channels, """{"flow": "f64", "mean": "f64", "alarm": "u8"}""").ConfigureAwait(false);
        try
        {
            using var input = new RowStream(rows);
            using var output = new CountingStream();
            using var summary = new StringWriter();
            var host = new CliHost { Output = TextWriter.Null, Error = summary, OpenInput = () => input, OpenOutput = () => output, Modules = ModuleSet.Standard };
            var start = TimeProvider.System.GetTimestamp();
            var status = await ArcCommandLine.RunAsync(["run", file, "--channels", channels, "--input", "-"], host).ConfigureAwait(false);
            var time = TimeProvider.System.GetElapsedTime(start);
            Console.Write(summary);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"status {status}, {time.TotalSeconds:F1} s, {output.Length / 1e6:F1} MB written; GC heap after a tenth {input.HeapAtStart / 1e6:F2} MB, at the end {input.HeapAtEnd / 1e6:F2} MB"));
        }
        finally
        {
            File.Delete(file);
            File.Delete(channels);
        }
    }

    /// <summary>A recording of two columns; looks at the heap when it has given a tenth and when it has given everything.</summary>
    private sealed class RowStream(int rows) : OneWayStream
    {
        private readonly byte[] _pending = new byte[64];
        private int _length;
        private int _at;
        private int _row = -1;

        public long HeapAtStart { get; private set; }

        public long HeapAtEnd { get; private set; }

        public override bool CanRead => true;

        public override int Read(Span<byte> buffer)
        {
            var given = 0;
            while (given < buffer.Length && (_at < _length || Next()))
            {
                var piece = Math.Min(buffer.Length - given, _length - _at);
                _pending.AsSpan(_at, piece).CopyTo(buffer[given..]);
                _at += piece;
                given += piece;
            }

            return given;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        private bool Next()
        {
            if (_row == rows) return false;
            if (_row == rows / 10) HeapAtStart = GC.GetTotalMemory(forceFullCollection: true);
            _at = 0;
            _length = _row < 0
                ? Encoding.ASCII.GetBytes("time,flow\n", _pending)
                : Write(_row);
            if (++_row == rows) HeapAtEnd = GC.GetTotalMemory(forceFullCollection: true);
            return true;
        }

        private int Write(int row)
        {
            System.Text.Unicode.Utf8.TryWrite(_pending, CultureInfo.InvariantCulture, $"{1_700_000_000_000_000_000L + (row * 1_000_000L)},{row % 100}.5\n", out var length);
            return length;
        }
    }

    /// <summary>Throws away what is written, and counts it.</summary>
    private sealed class CountingStream : OneWayStream
    {
        private long _length;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override void Write(byte[] buffer, int offset, int count) => _length += count;

        public override void Write(ReadOnlySpan<byte> buffer) => _length += buffer.Length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }

    private abstract class OneWayStream : Stream
    {
        public override bool CanRead => false;

        public override bool CanWrite => false;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
