using Arc.Cli.Running;
using Arc.Cli.Tests.Commands;
using Arc.Dataflow;
using Arc.Runtime;
using Arc.Sdk.Channels;

namespace Arc.Cli.Tests.Running;

public sealed class RunProgressTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Progress_AfterASecond_RewritesOneLine_AndIsGoneAtTheEnd()
    {
        using var program = ArcProgram.Compile("1 -> q", new ArcOptions { DeclareWrittenChannels = true }).ProgramOrThrow();
        using var session = program.Load(new Nothing());
        using var terminal = new StringWriter();
        var clock = new ManualClock();
        var (rows, part) = (0L, (double?)null);
        var progress = new RunProgress(terminal, () => rows, () => part, clock);

        Assert.Equal("", At(900));
        Assert.Equal("\r0 cycles, 1 s", At(1000));
        Assert.Equal("", At(1100));
        (rows, part) = (12_346, 0.25);
        Assert.Equal("\r25 %, 12,346 rows, 6,173 rows a second, 2 s", At(2000));
        rows = 5;
        Assert.Equal("\r25 %, 5 rows, 1 rows a second, 4 s         ", At(4000));
        progress.OnError(0, new NodeError("n", "bad", -1, new InvalidOperationException()));
        Assert.Equal($"\r{new string(' ', 34)}\r", Take());
        progress.OnEnd(session, 0);
        Assert.Equal("", Take());

        string At(long milliseconds)
        {
            clock.Now = milliseconds * 1_000_000;
            progress.OnCycle(session, 0);
            return Take();
        }

        string Take()
        {
            var text = terminal.ToString();
            terminal.GetStringBuilder().Clear();
            return text;
        }
    }

    [Fact]
    public void Progress_OfAShortRun_SaysNothing()
    {
        var input = _shell.File("in.csv", "time,p\n0,1\n");
        var result = _shell.Run(new Shell.Setup(IsTerminal: true), "run", _shell.File("a.arc", "p -> q"), "--input", input);
        Assert.Equal(0, result.Status);
        Assert.DoesNotContain('\r', result.Error);
    }

    private sealed class Nothing : ISessionSink
    {
        public void OnWrite(ChannelWrites writes)
        {
        }

        public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels)
        {
        }

        public void OnError(NodeError error)
        {
        }
    }
}
