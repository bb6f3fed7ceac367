using System.Globalization;
using System.Text;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Benchmarks.Dataflow;

/// <summary>What happens between saving a program and its first answer on the machine: compile, replace, one sample in and out.</summary>
internal sealed class LiveEdit : IAsyncDisposable
{
    private const int Functions = 100;
    private readonly ChannelInfo[] _channels;
    private readonly ArcSession _session;
    private readonly Task _running;
    private readonly Subscription<ChannelSamples<double>> _answers;
    private ArcProgram _program;
    private int _version;

    public LiveEdit()
    {
        var type = ArcType.Of(Primitive.F64);
        _channels = [new(1, "r", type), new(2, "p", type)];
        _program = Compile();
        _session = _program.Open();
        _answers = _session.Subscribe<double>("r");
        _running = _session.RunAsync();
    }

    /// <summary>Lines of the program.</summary>
    public static int Lines => (Functions * 10) + 4;

    /// <summary>Saves another version and waits for its first answer.</summary>
    public double Save()
    {
        var next = Compile();
        _session.ReplaceAsync(next).GetAwaiter().GetResult();
        _program.Dispose();
        _program = next;
        _session.SendAsync("p", 3.0).AsTask().GetAwaiter().GetResult();
        return _answers.Reader.ReadAsync().AsTask().GetAwaiter().GetResult().Last;
    }

    public async ValueTask DisposeAsync()
    {
        _session.CloseInput();
        await _running.ConfigureAwait(false);
        _answers.Dispose();
        await _session.DisposeAsync().ConfigureAwait(false);
        _program.Dispose();
    }

    private ArcProgram Compile() => ArcProgram.Compile(Source(_version++), new ArcOptions { Channels = _channels }).ProgramOrThrow();

    private static string Source(int version)
    {
        var text = new StringBuilder("import math\n");
        for (var i = 0; i < Functions; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                func step{{i}}(x f64) f64 {
                    total := x + {{(i == 0 ? 0 : version)}}.0
                    for k := range(0, 3) {
                        if total > 100.0 {
                            total = math.clamp(total, 0.0, 50.0)
                        }
                        total = total * 0.5 + f64(k)
                    }
                    return total
                }

                """);
        }

        text.Append("p -> step0{} -> r\np");
        for (var i = 0; i < Functions; i++) text.Append(CultureInfo.InvariantCulture, $" -> step{i}{{}}");
        return text.Append('\n').ToString();
    }
}
