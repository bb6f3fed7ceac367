using Arc.Dataflow;
using Arc.Properties.Tests.Evaluation;
using Arc.Properties.Tests.Judging;
using Arc.Properties.Tests.Programs;
using Arc.Properties.Tests.V8;
using Arc.Runtime;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Hosting;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Properties.Tests.Contract;

/// <summary>
/// Every specialisation that the standard library offers to guests, called from Arc text with edge values, against the evaluator's formulae; on
/// every engine that is here.
/// </summary>
public class ImportTests
{
    private static readonly Dictionary<string, Delegate> Offered = Offer();

    public static TheoryData<string> FromText => [.. Offered.Keys.Where(import => ImportPrograms.For(import) is not null)];

    public static TheoryData<string> ChannelTypes => [.. Offered.Keys.Where(i => i.StartsWith("channel.read_", StringComparison.Ordinal)).Select(i => i["channel.read_".Length..])];

    [Theory]
    [MemberData(nameof(FromText))]
    public void Import_AtTheEdges_GivesWhatTheEvaluatorDoes(string import)
    {
        var program = ImportPrograms.For(import)!;
        using var compiled = ArcProgram.Compile(Printer.Print(program)).ProgramOrThrow();
        Assert.Contains(import, compiled.Compiled.Imports.Select(i => $"{i.Module}.{i.Name}"));
        var verdict = new Judge(Judging.Engines.All).Try(program);
        Assert.False(verdict.IsDiscarded);
        Assert.True(verdict.Failure is null, $"{Printer.Print(program)}\n{verdict.Failure}");
    }

    [Fact]
    public void Imports_ThatNoTextOfTheseTestsNeeds_AreTheKnownFew() => Assert.Equal(
        ["channel.read", "channel.write", "error.panic", "math.neg", "series.index", "time.now"],
        Offered.Keys.Where(i => ImportPrograms.For(i) is null).Select(i => i.Contains('_', StringComparison.Ordinal) ? i[..i.LastIndexOf('_')] : i).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(ChannelTypes))]
    public void Channel_ReadAndWritten_KeepsEveryBit(string name)
    {
        var type = new Ty(Enum.Parse<Scalar>(name, ignoreCase: true));
        Assert.True(PrimitiveFacts.TryParse(name, out var primitive));
        ChannelInfo[] channels = [new(1, "source", ArcType.Of(primitive)), new(2, "sink", ArcType.Of(primitive))];
        var source = $"func read() {name} {{ return source }}\nfunc write(x {name}) {{ sink = x\n sink = source }}";
        using var program = ArcProgram.Compile(source, new ArcOptions { Channels = channels }).ProgramOrThrow();
        foreach (var engine in Judging.Engines.All)
        {
            using var session = program.Instantiate(new CallOptions { Engine = engine });
            Assert.Equal(Outcomes.Describe(Numbers.Zero(type)), Outcomes.Describe(session.Call("read").Value, type));
            foreach (var value in Edges.Of(type))
            {
                Outcomes.Ingest(session.Services.Channels, 1, value, type);
                Assert.Equal(Outcomes.Describe(value), Outcomes.Describe(session.Call("read").Value, type));
                session.Call("write", Outcomes.ToArc(value, type));
                var written = Assert.Single(session.Services.Channels.Written).Samples.Select(Outcomes.DescribeSample);
                Assert.Equal([Outcomes.Describe(value), Outcomes.Describe(value)], written);
            }
        }
    }

    [Theory]
    [InlineData("i8")]
    [InlineData("i16")]
    [InlineData("i32")]
    [InlineData("i64")]
    [InlineData("f32")]
    [InlineData("f64")]
    public void Negation_CalledDirectly_IsThatOfTheOperator(string name)
    {
        var type = new Ty(Enum.Parse<Scalar>(name, ignoreCase: true));
        foreach (var value in Edges.Of(type))
        {
            var slot = Invoke($"math.neg_{type}", HostContext.Detached, SlotOf(value));
            Assert.Equal(Outcomes.Describe(Numbers.Negate(value, type)), Outcomes.Describe(FromSlot(slot, type)));
        }
    }

    [Theory]
    [InlineData(0, 11)]
    [InlineData(1, 22)]
    [InlineData(2, 0)]
    [InlineData(-1, 0)]
    public void UncheckedIndex_OutOfRange_GivesZero(int index, int expected)
    {
        var services = new SessionServices();
        var handle = services.Handles.Series.Add(Series<int>.From([11, 22]));
        var offered = Offer(services);
        Assert.Equal((ulong)expected, HostThunks.For(offered["series.index_i32"])(offered["series.index_i32"], HostContext.Detached, [(uint)handle, (uint)index]));
    }

    [Fact]
    public void Panic_WithoutReadableMessage_SaysSo()
    {
        var failure = Assert.ThrowsAny<Exception>(() => Invoke("error.panic", HostContext.Detached, 0, 4));
        Assert.Equal("arc panic (memory not set)", failure.Message);
    }

    [Fact]
    public void Clock_OnAClockThatStandsStill_AdvancesByOne()
    {
        var services = new SessionServices(time: new ManualClock());
        var now = Offer(services)["time.now"];
        var first = HostThunks.For(now)(now, HostContext.Detached, []);
        Assert.Equal([first + 1, first + 2], [HostThunks.For(now)(now, HostContext.Detached, []), HostThunks.For(now)(now, HostContext.Detached, [])]);
    }

    private static ulong Invoke(string import, HostContext context, params ulong[] slots) => HostThunks.For(Offered[import])(Offered[import], context, slots);

    private static ulong SlotOf(object value) => value switch
    {
        float number => BitConverter.SingleToUInt32Bits(number),
        double number => BitConverter.DoubleToUInt64Bits(number),
        _ => unchecked((ulong)(long)(Int128)value),
    };

    private static object FromSlot(ulong slot, Ty type) => type.Scalar switch
    {
        Scalar.F32 => BitConverter.UInt32BitsToSingle((uint)slot),
        Scalar.F64 => BitConverter.UInt64BitsToDouble(slot),
        _ => Numbers.Wrap(slot, type),
    };

    private static Dictionary<string, Delegate> Offer(SessionServices? services = null)
    {
        var linker = new Recorder();
        ModuleSet.Standard.Instantiate(services ?? new SessionServices()).Bind(linker);
        return linker.Functions;
    }

    private sealed class Recorder : ILinker
    {
        public Dictionary<string, Delegate> Functions { get; } = new(StringComparer.Ordinal);

        public void Define(string module, string name, Delegate function) => Functions.Add($"{module}.{name}", function);
    }
}
