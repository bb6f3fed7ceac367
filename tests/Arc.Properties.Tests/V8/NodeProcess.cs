using System.Buffers.Binary;
using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Arc.Properties.Tests.V8;

/// <summary>
/// A Node.js process that runs the modules of many programs. Frames are exchanged synchronously over its standard streams; its engine's lock
/// belongs to whoever is in the middle of an exchange. A process that does not answer in time is killed, with every module that lives in it.
/// </summary>
internal sealed class NodeProcess : IDisposable
{
    private static readonly Lazy<string?> Executable = new(Find);

    private readonly Process _process;
    private readonly Stream _in;
    private readonly Stream _out;
    private readonly StringBuilder _errors = new();
    private readonly Timer _watch;
    private readonly byte[] _header = new byte[4];
    private byte[] _frame = new byte[4096];
    private volatile bool _isLate;
    private int _nextId;

    /// <summary>Starts <c>node</c>.</summary>
    public NodeProcess()
    {
        var start = new ProcessStartInfo(Executable.Value!, ["-e", Script(), "--"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        _process = Process.Start(start)!;
        _in = _process.StandardInput.BaseStream;
        _out = _process.StandardOutput.BaseStream;
        _process.ErrorDataReceived += (_, e) => _errors.AppendLine(e.Data);
        _process.BeginErrorReadLine();
        _watch = new Timer(_ => Kill());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>Whether <c>node</c> is installed.</summary>
    public static bool IsInstalled => Executable.Value is not null;

    public bool HasEnded => _isLate || _process.HasExited;

    public int NextId() => ++_nextId;

    /// <summary>Sends one frame.</summary>
    public void Send(Opcode opcode, ReadOnlySpan<byte> body)
    {
        var frame = new byte[5 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, 1 + body.Length);
        frame[4] = (byte)opcode;
        body.CopyTo(frame.AsSpan(5));
        try
        {
            _in.Write(frame);
            _in.Flush();
        }
        catch (IOException e)
        {
            throw Ended(e);
        }
    }

    /// <summary>Waits for the next frame; the body is valid until the next call.</summary>
    public (Answer Answer, ReadOnlyMemory<byte> Body) Receive()
    {
        ReadExactly(_header);
        var length = BinaryPrimitives.ReadInt32LittleEndian(_header);
        if (_frame.Length < length) _frame = new byte[length];
        ReadExactly(_frame.AsSpan(0, length));
        return ((Answer)_frame[0], _frame.AsMemory(1, length - 1));
    }

    /// <summary>From now on until disposal the process has this much time.</summary>
    public IDisposable Limit(TimeSpan time)
    {
        _watch.Change(time, Timeout.InfiniteTimeSpan);
        return new Unwatch(_watch);
    }

    public void Dispose()
    {
        Kill();
        _watch.Dispose();
    }

    private void ReadExactly(Span<byte> bytes)
    {
        try
        {
            _out.ReadExactly(bytes);
        }
        catch (IOException e)
        {
            throw Ended(e);
        }
    }

    private Exception Ended(Exception cause) =>
        _isLate ? new TimeoutException("the program ran too long on V8", cause) : new InvalidOperationException($"Node.js ended: {_errors}", cause);

    private void Kill()
    {
        _isLate = true;
        if (!_process.HasExited) _process.Kill();
    }

    private static string Script()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("host.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, "node"), Path.Combine(folder, "node.exe") }).FirstOrDefault(File.Exists);

    private sealed class Unwatch(Timer watch) : IDisposable
    {
        public void Dispose() => watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}

/// <summary>What is asked of the process.</summary>
internal enum Opcode : byte
{
    Instantiate = 1,
    Call = 2,
    Read = 3,
    Dispose = 4,
    HostValue = 5,
    HostFailed = 6,
}

/// <summary>What the process says.</summary>
internal enum Answer : byte
{
    Value = 1,
    Trap = 2,
    HostTrap = 3,
    Bytes = 4,
    NoBytes = 5,
    HostCall = 6,
    Refused = 7,
}
