using System.Globalization;
using System.Text;
using Arc.Cli.Data;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Cli.Tests.Data;

public class RecordingTests
{
    [Theory]
    [InlineData("time,a,b\n1,2,3\n")]
    [InlineData("time;a;b\r\n1;2;3\r\n")]
    [InlineData("time\ta\tb\n1\t2\t3")]
    [InlineData("\uFEFFtime,\"a\",b\n1,\"2\",3\n")]
    public async Task Delimiter_LineEndingsAndQuotes_AreRecognised(string csv)
    {
        var rows = await Read(csv, [new(1, "a", ArcType.Of(Primitive.I32)), new(2, "b", ArcType.Of(Primitive.F64))]);
        Assert.Equal(["1: a=2 b=3"], rows);
    }

    [Theory]
    [InlineData("1577836800000000000", 1577836800000000000)]
    [InlineData("2020-01-01 00:00:00", 1577836800000000000)]
    [InlineData("2020-01-01", 1577836800000000000)]
    [InlineData("2020-01-01T00:00:00Z", 1577836800000000000)]
    [InlineData("2020-01-01T02:00:00+02:00", 1577836800000000000)]
    [InlineData("2019-12-31T19:00:00.000000001-0500", 1577836800000000001)]
    [InlineData("2020-01-01 00:00:00.123", 1577836800123000000)]
    [InlineData("2020-01-01 00:00", 1577836800000000000)]
    public void Time_IsReadInEveryForm(string cell, long expected)
    {
        Assert.True(new TimeParser(TimeZoneInfo.Utc).TryParse(Encoding.UTF8.GetBytes(cell), out var time));
        Assert.Equal(expected, time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2020-13-01")]
    [InlineData("2020-02-30")]
    [InlineData("2020-01-01 24:00:00")]
    [InlineData("2020-01-01T00:00:00Q")]
    [InlineData("99999999999999999999")]
    [InlineData("9999-01-01")]
    public void Time_ThatIsNone_IsRefused(string cell) => Assert.False(new TimeParser(TimeZoneInfo.Utc).TryParse(Encoding.UTF8.GetBytes(cell), out _));

    [Fact]
    public void TimeWithoutZone_IsInTheGivenOne()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(3), "east", "east");
        Assert.True(new TimeParser(zone).TryParse("2020-01-01 03:00:00"u8, out var time));
        Assert.Equal(1577836800000000000, time);
    }

    [Fact]
    public async Task EmptyCell_IsNoSample()
    {
        var rows = await Read("time,a,b\n1,,3\n2,4,\n", [new(1, "a", ArcType.Of(Primitive.F64)), new(2, "b", ArcType.Of(Primitive.F64))]);
        Assert.Equal(["1: b=3", "2: a=4"], rows);
    }

    [Theory]
    [InlineData("NaN", "NaN")]
    [InlineData("inf", "Infinity")]
    [InlineData("-Infinity", "-Infinity")]
    [InlineData("1e3", "1000")]
    [InlineData(" 7 ", "7")]
    public async Task Float_IsReadAsPeopleWriteIt(string cell, string value) =>
        Assert.Equal([$"1: a={value}"], await Read($"time,a\n1,{cell}\n", [new(1, "a", ArcType.Of(Primitive.F64))]));

    [Fact]
    public async Task Integer_MayCarryAFractionOfZero() =>
        Assert.Equal(["1: a=1"], await Read("time,a\n1,1.0\n", [new(1, "a", ArcType.Of(Primitive.U8))]));

    [Theory]
    [InlineData("time,a\n1,x\n", "rec.csv: row 2, column 'a': expected a value of type u8, found 'x'")]
    [InlineData("time,a\n1,256\n", "expected a value of type u8, found '256'")]
    [InlineData("time,a\n1,2\n0,3\n", "row 3, column 'time': time goes backwards")]
    [InlineData("time,a\n1,2,3\n", "row 2: expected 2 cells as in the header, found 3")]
    [InlineData("time,a\nsoon,2\n", "row 2, column 'time': expected a time")]
    [InlineData("time,a\n1,\"2\n", "a quoted field is not closed")]
    [InlineData("time,a\n1,\"2\"x\n", "text follows a closing quote")]
    [InlineData("", "the file is empty")]
    public async Task WrongData_IsReportedWithFileRowAndColumn(string csv, string message)
    {
        var error = await Assert.ThrowsAsync<DataException>(() => Read(csv, [new(1, "a", ArcType.Of(Primitive.U8))]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadRows_AreSkippedAndCounted_IfAskedFor()
    {
        var recording = await Open("time,a\n1,1\n2,x\n0,5\n3,3\n", new RecordingOptions { SkipBadRows = true });
        recording.Feed([new(1, "a", ArcType.Of(Primitive.U8))]);
        var times = new List<long>();
        while (await recording.ReadAsync(default)) times.Add(recording.Time);
        Assert.Equal([1L, 3L], times);
        Assert.Equal((4L, 2L), (recording.Rows, recording.SkippedRows));
    }

    [Theory]
    [InlineData("Volume Flow RateRMS", "volume_flow_rate_rms")]
    [InlineData("Accelerometer1RMS", "accelerometer1_rms")]
    [InlineData("CPU load (%)", "cpu_load")]
    [InlineData("2nd", "_2nd")]
    [InlineData("%%", "column")]
    public void Header_ThatIsNoIdentifier_IsOfferedInSnakeCase(string header, string name) => Assert.Equal(name, ColumnNames.SnakeCase(header));

    [Fact]
    public async Task Header_MayCarryATypeAndAMapping()
    {
        var map = new Dictionary<string, string> { ["Volume Flow RateRMS"] = "flow" };
        var recording = await Open("a:u8,datetime,Volume Flow RateRMS\n", new RecordingOptions { Map = map });
        Assert.Equal([("a", "u8"), ("flow", null)], recording.Offered.Select(o => (o.Name, o.Type)));
    }

    [Fact]
    public async Task MapOfAColumnThatIsNotThere_ListsTheColumns()
    {
        var map = new Dictionary<string, string> { ["Flow"] = "flow" };
        var error = await Assert.ThrowsAsync<DataException>(() => Open("time,flow rate\n", new RecordingOptions { Map = map }));
        Assert.Contains("the columns are 'time', 'flow rate'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoColumnsForOneChannel_AreReported() =>
        Assert.Contains("both give the channel 'flow_rate'", (await Assert.ThrowsAsync<DataException>(() => Open("time,flow rate,flow_rate\n", new()))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task RecordsLongerThanTheBuffer_AndSplitReads_GiveTheSameRows()
    {
        var text = new string('x', 100_000);
        var csv = $"time,a\n1,\"{text}\n\"\"{text}\"\n2,b\n";
        using var stream = new TricklingStream(Encoding.UTF8.GetBytes(csv), 997);
        var reader = new CsvReader(stream, "rec.csv");
        Assert.True(await reader.ReadAsync(default));
        Assert.True(await reader.ReadAsync(default));
        Assert.Equal($"{text}\n\"{text}", reader.Text(1));
        Assert.True(await reader.ReadAsync(default));
        Assert.Equal("b", reader.Text(1));
        Assert.False(await reader.ReadAsync(default));
    }

    [Fact]
    public async Task LongOutput_HasOneLineASample()
    {
        using var stream = new MemoryStream();
        await using var writer = OutputWriter.Long(stream);
        writer.Write(5, "a", 0.1);
        writer.Write(5, "b", (byte)1);
        writer.Write<Text>(6, "c", "x,\"y\"");
        writer.EndCycle();
        Assert.Equal("time,channel,value\n5,a,0.1\n5,b,1\n6,c,\"x,\"\"y\"\"\"\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task WideOutput_HasOneColumnAChannel_AndSharesALinePerTime()
    {
        using var stream = new MemoryStream();
        await using var writer = OutputWriter.Wide(stream, ["a", "b"]);
        writer.Write(5, "a", 1);
        writer.Write(5, "b", 2);
        writer.Write(5, "a", 3);
        writer.Write(4, "b", 4);
        writer.EndCycle();
        Assert.Equal("time,a,b\n4,,4\n5,1,2\n5,3,\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static async Task<Recording> Open(string csv, RecordingOptions options) =>
        await Recording.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "rec.csv", options, default);

    private static async Task<List<string>> Read(string csv, ChannelInfo[] channels)
    {
        var recording = await Open(csv, new RecordingOptions());
        recording.Feed(channels);
        var rows = new List<string>();
        while (await recording.ReadAsync(default))
        {
            var sink = new Sink();
            foreach (var column in recording.Columns) column.Ingest(sink);
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{recording.Time}: {string.Join(' ', sink.Samples)}"));
        }

        return rows;
    }

    private sealed class Sink : ISampleSink
    {
        public List<string> Samples { get; } = [];

        public void Sample<T>(ChannelInfo channel, T value) => Samples.Add(string.Create(CultureInfo.InvariantCulture, $"{channel.Name}={value}"));
    }

    private sealed class TricklingStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
