using System.Globalization;
using Arc.Dataflow;
using Arc.Engines;
using Arc.Engines.Tests.Support;
using Arc.Runtime;
using Arc.Runtime.Tests.Support;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Spine.Tests;

/// <summary>
/// A session whose functions mean ill. Its guest is what the compiler makes of the text, or bytes that no compiler would make.
/// </summary>
internal sealed class HostileRun : ISessionSink, IDisposable
{
    private static readonly ChannelInfo[] Channels =
    [
        new(1, "p", ArcType.Of(Primitive.F64)), new(2, "r", ArcType.Of(Primitive.F64)), new(3, "s", ArcType.Of(Primitive.F64)), new(4, "label", ArcType.Of(Primitive.Str)),
    ];

    private readonly ArcProgram _program;
    private readonly List<string> _errors = [];
    private readonly List<string> _written = [];
    private long _elapsed;

    public HostileRun(string engine, string source, Func<SessionOptions, SessionOptions>? configure = null, byte[]? guest = null, ModuleSet? modules = null, InstanceOptions? limits = null)
    {
        Host = new CallbackModule.Host();
        modules ??= ModuleSet.Standard.Add<CallbackModule>();
        var compilation = ArcProgram.Compile(source, new ArcOptions { Modules = modules, Channels = Channels });
        Assert.True(compilation.Success, string.Join('\n', compilation.Diagnostics));
        _program = compilation.Program;
        var options = new SessionOptions { Channels = Channels, Services = Host };
        if (configure is not null) options = configure(options);
        Session = guest is null
            ? _program.Load(this, options, EngineRows.Of(engine), limits)
            : Session.Start(
                new DataflowProgram(_program.Compiled.Ir, _program.Compiled.OutputMemoryBases), modules, new EngineGuestFactory(EngineRows.Of(engine).Compile(guest)), this, options);
    }

    public CallbackModule.Host Host { get; }

    public Session Session { get; }

    /// <summary>The errors of the latest cycle.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>A program with one function of a sample, which does its worst unless the sample is negative.</summary>
    public static string Program(string body) => $$"""
        {{(body.Contains("callback.", StringComparison.Ordinal) ? "import callback" : "")}}
        func f(x f64) f64 {
            if x < 0.0 { return x }
            {{body}}
            return 0.0
        }
        p -> f{} -> r
        """;

    /// <summary>The same as a module made by hand.</summary>
    public static byte[] Guest(byte[] body, Action<WasmBuilder>? prepare = null)
    {
        var builder = new WasmBuilder();
        prepare?.Invoke(builder);
        builder.Function("f", [F64], [F64], Op.Join(Op.Get(0), F64Constant(0), [0x63], Op.If, Op.Get(0), [Op.Return, Op.End], body, F64Constant(0)));
        return builder.Build();
    }

    /// <summary>Feeds samples, runs a cycle and gives what it wrote, for example <c>r=1 2</c>.</summary>
    public string Feed(params double[] samples)
    {
        _errors.Clear();
        _written.Clear();
        Session.Ingest(new Frame().Add(1, samples));
        Session.Cycle(++_elapsed, CycleReason.Input);
        return string.Join("; ", _written);
    }

    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels)
    {
    }

    public void OnWrite(ChannelWrites writes) =>
        _written.Add($"{writes.Channel.Name}={string.Join(' ', writes.Samples.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)))}");

    public void OnError(NodeError error) => _errors.Add(error.ToString());

    public void Dispose()
    {
        Session.Dispose();
        _program.Dispose();
    }
}
