using System.Text.Json;
using Arc.Sdk.Channels;
using Arc.Sdk.Hosting;
using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests.Channels;

public class ChannelStoreTests
{
    private const int Pressure = 1;
    private const int PressureTime = 2;
    private const int Valve = 3;
    private readonly ManualClock _time = new() { Now = 1_000_000_000 };
    private readonly NodeKeyTable _nodes = new();

    private ChannelStore Store(int maxUnread = ChannelStore.DefaultMaxUnreadBatches) => new(
    [
        new ChannelInfo(Pressure, "pressure", ArcType.Of(Primitive.F64), PressureTime),
        new ChannelInfo(PressureTime, "pressure_time", ArcType.TimeSpan),
        new ChannelInfo(Valve, "valve", ArcType.Of(Primitive.U8)),
    ], new SessionClock(_time))
    { MaxUnreadBatches = maxUnread };

    private static byte[]? Take(ChannelReader<byte> reader) => reader.TryTake(out var batch) ? batch.Values.ToArray() : null;

    [Fact]
    public void Latest_BeforeAnyBatch_IsZero() => Assert.Equal(0, Store().Latest<byte>(Valve));

    [Fact]
    public void Latest_AfterABatch_IsItsLastSample()
    {
        var store = Store();
        store.Ingest<byte>(Valve, [1, 2, 3]);
        Assert.Equal(3, store.Latest<byte>(Valve));
    }

    [Fact]
    public void Ingest_EmptyBatch_IsIgnored()
    {
        var store = Store();
        store.Ingest<byte>(Valve, [7]);
        store.Ingest<byte>(Valve, []);
        Assert.Equal(7, store.Latest<byte>(Valve));
    }

    [Fact]
    public void Ingest_AnotherType_NamesChannelAndTypes()
    {
        var error = Assert.Throws<ArgumentException>(() => Store().Ingest<double>(Valve, [1.0]));
        Assert.Contains("channel 'valve' carries u8, not f64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reader_SeveralBatchesInOneCycle_TakesOneACycleAndLosesNone()
    {
        var store = Store();
        var reader = store.AddReader<byte>(Valve, _nodes.GetOrAdd("on"));
        for (byte i = 1; i <= 4; i++) store.Ingest<byte>(Valve, [i, i]);

        Assert.Equal([1, 1], Take(reader));
        Assert.Null(Take(reader));
        Assert.True(store.ClearReads());
        Assert.Equal([2, 2], Take(reader));
        Assert.True(store.ClearReads());
        Assert.Equal([3, 3], Take(reader));
        Assert.True(store.ClearReads());
        Assert.Equal([4, 4], Take(reader));
        Assert.False(store.ClearReads());
        Assert.Null(Take(reader));
    }

    [Fact]
    public void Reader_ThatDoesNotAsk_KeepsNothingButTheLatest()
    {
        var store = Store();
        var reader = store.AddReader<byte>(Valve, _nodes.GetOrAdd("on"));
        for (byte i = 1; i <= 4; i++) store.Ingest<byte>(Valve, [i]);

        Assert.False(store.ClearReads());
        Assert.Equal(1, store.Find(Valve)!.BatchCount);
        Assert.Equal([4], Take(reader));
    }

    [Fact]
    public void Reader_AfterSkip_IgnoresWhatWasReceivedBefore()
    {
        var store = Store();
        var reader = store.AddReader<byte>(Valve, _nodes.GetOrAdd("on"));
        store.Ingest<byte>(Valve, [1]);
        reader.SkipReceived();
        Assert.Null(Take(reader));
        store.Ingest<byte>(Valve, [2]);
        Assert.Equal([2], Take(reader));
    }

    [Fact]
    public void Reader_TwoNodesOnOneChannel_EachReadEverything()
    {
        var store = Store();
        var first = store.AddReader<byte>(Valve, _nodes.GetOrAdd("a"));
        var second = store.AddReader<byte>(Valve, _nodes.GetOrAdd("b"));
        store.Ingest<byte>(Valve, [1]);
        Assert.Equal([1], Take(first));
        Assert.Equal([1], Take(second));
    }

    [Fact]
    public void Reader_IndexedChannel_TakesTimesOfTheSameAlignment()
    {
        var store = Store();
        var reader = store.AddReader<double>(Pressure, _nodes.GetOrAdd("on"));
        store.BeginFrame();
        store.Ingest(PressureTime, [10L, 20L]);
        store.Ingest(Pressure, [1.5, 2.5]);

        Assert.True(reader.TryTake(out var batch));
        Assert.True(batch.HasTimes);
        Assert.Equal([10L, 20L], batch.Times.ToArray());
        Assert.Equal([1.5, 2.5], batch.Values.ToArray());
    }

    [Fact]
    public void Reader_IndexedChannelWithoutTimes_IsReadWhenTheyArrive()
    {
        var store = Store();
        var reader = store.AddReader<double>(Pressure, _nodes.GetOrAdd("on"));
        store.Ingest(Pressure, [1.5], 0);
        Assert.False(reader.TryTake(out _));
        Assert.False(store.ClearReads());
        store.Ingest(PressureTime, [10L], 0);
        Assert.Contains(store.Arrived.ToArray(), b => b.Info.Key == Pressure);
        Assert.True(reader.TryTake(out var batch));
        Assert.Equal([10L], batch.Times.ToArray());
    }

    [Fact]
    public void Ingest_MoreUnreadBatchesThanTheBound_FailsWithTheChannelsName()
    {
        var store = Store(maxUnread: 3);
        store.AddReader<byte>(Valve, _nodes.GetOrAdd("on"));
        for (byte i = 0; i < 3; i++) store.Ingest<byte>(Valve, [i]);
        var error = Assert.Throws<ChannelOverflowException>(() => store.Ingest<byte>(Valve, [9]));
        Assert.Contains("channel 'valve'", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxUnreadBatches", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_InOneCycle_IsOneSeriesPerChannelInOrderOfFirstWrite()
    {
        var store = Store();
        store.Write<byte>(Valve, 1);
        store.Write(Pressure, 2.5);
        store.Write<byte>(Valve, 0);

        Assert.Equal([Valve, Pressure, PressureTime], store.Written.Select(w => w.Channel.Key));
        Assert.Equal([1, 0], ((ChannelWrites<byte>)store.Written[0]).Values.ToArray());
        store.ClearWrites();
        Assert.Empty(store.Written);
    }

    [Fact]
    public void Write_SeveralAtOneClockReading_StampsStrictlyIncrease()
    {
        var store = Store();
        for (var cycle = 0; cycle < 2; cycle++)
        {
            store.Write(Pressure, 1.0);
            store.Write(Pressure, 2.0);
            Assert.Equal([_time.Now + cycle * 2, _time.Now + cycle * 2 + 1], Stamps(store));
            store.ClearWrites();
        }
    }

    [Fact]
    public void Write_Batch_PassesItsTimeStamps()
    {
        var store = Store();
        store.Write<double>(Pressure, [1, 2], [100, 200], 5);
        Assert.Equal([100L, 200L], Stamps(store));
        Assert.Equal(5ul, store.Written[0].Alignment);
    }

    [Fact]
    public void Write_AnotherTypeInOneCycle_ReplacesTheSamples()
    {
        var store = Store();
        store.Write(Valve, 2.5);
        store.Write<byte>(Valve, 1);
        var writes = Assert.IsType<ChannelWrites<byte>>(Assert.Single(store.Written));
        Assert.Equal([1], writes.Values.ToArray());
    }

    [Fact]
    public void Write_UnknownKey_IsAccepted()
    {
        var store = Store();
        store.Write(99, 1.5);
        Assert.Equal(99, Assert.Single(store.Written).Channel.Key);
    }

    [Fact]
    public void State_SavedAndLoaded_GoesOnWithUnreadBatchesAndStamps()
    {
        var store = Store();
        var reader = store.AddReader<byte>(Valve, _nodes.GetOrAdd("on"));
        for (byte i = 1; i <= 3; i++) store.Ingest<byte>(Valve, [i]);
        Take(reader);
        store.ClearReads();
        store.Write(Pressure, 1.0);
        store.ClearWrites();

        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) store.Save(writer, _nodes);
        using var saved = JsonDocument.Parse(buffer.WrittenMemory);
        var copy = Store();
        var again = copy.AddReader<byte>(Valve, _nodes.GetOrAdd("on"));
        copy.Load(saved.RootElement, _nodes);

        Assert.Equal(3, copy.Latest<byte>(Valve));
        Assert.Equal([2], Take(again));
        Assert.True(copy.ClearReads());
        Assert.Equal([3], Take(again));
        copy.Write(Pressure, 1.0);
        Assert.Equal([_time.Now + 1], Stamps(copy));
    }

    [Fact]
    public void State_OfAFrame_GoesOnWithItsAlignments()
    {
        var store = Store();
        store.BeginFrame();
        store.Ingest<long>(PressureTime, [10, 20]);
        store.BeginFrame();
        store.Ingest<long>(PressureTime, [30]);
        var copy = Store();
        var reader = copy.AddReader<double>(Pressure, _nodes.GetOrAdd("on"));
        Copy(store, copy);
        copy.Ingest<double>(Pressure, [1.0]);
        Assert.True(reader.TryTake(out var batch));
        Assert.Equal((2ul, 30L), (batch.Alignment, batch.Times[0]));
    }

    [Fact]
    public void State_OfAReaderThatDidNotAsk_DropsWhatItWouldHaveDropped()
    {
        var store = Store();
        store.AddReader<byte>(Valve, _nodes.GetOrAdd("on"));
        for (byte i = 1; i <= 3; i++) store.Ingest<byte>(Valve, [i]);
        var copy = Store();
        var reader = copy.AddReader<byte>(Valve, _nodes.GetOrAdd("on"));
        Copy(store, copy);
        Assert.Equal(1, copy.Arrived.Length);
        Assert.False(copy.ClearReads());
        Assert.Equal(0, copy.Arrived.Length);
        Assert.Equal([3], Take(reader));
    }

    [Fact]
    public void State_OfSeveralReadersOfANode_IsThatOfTheLatest()
    {
        var store = Store();
        var key = _nodes.GetOrAdd("on");
        store.AddReader<byte>(Valve, key);
        var used = store.AddReader<byte>(Valve, key);
        store.Ingest<byte>(Valve, [1]);
        Take(used);
        store.ClearReads();
        var copy = Store();
        var reader = copy.AddReader<byte>(Valve, key);
        Copy(store, copy);
        Assert.Null(Take(reader));
    }

    [Fact]
    public void State_OfAChannelThatTheProgramNamed_IsMadeAgain()
    {
        var store = Store();
        store.Write(77, 1.5f);
        store.ClearWrites();
        store.Ingest<float>(77, [2.5f]);
        var copy = Store();
        Copy(store, copy);
        Assert.Equal(2.5f, copy.Latest<float>(77));
    }

    private void Copy(ChannelStore from, ChannelStore to)
    {
        using var saved = JsonDocument.Parse(Saved(from));
        to.Load(saved.RootElement, _nodes);
    }

    private string Saved(ChannelStore store)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) store.Save(writer, _nodes);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    [Fact]
    public void Cycle_InSteadyState_AllocatesNothing()
    {
        var store = Store();
        var reader = store.AddReader<double>(Pressure, _nodes.GetOrAdd("on"));
        long[] times = [1, 2];
        double[] values = [1, 2];
        void Cycle()
        {
            store.BeginFrame();
            store.Ingest<long>(PressureTime, times);
            store.Ingest<double>(Pressure, values);
            if (reader.TryTake(out var batch)) store.Write(Pressure, batch.Values, batch.Times, batch.Alignment);
            store.Write<byte>(Valve, 1);
            store.ClearReads();
            store.ClearWrites();
        }

        Assert.Equal(0, Allocations.Of(Cycle));
    }

    private static long[] Stamps(ChannelStore store) =>
        ((ChannelWrites<long>)store.Written.Single(w => w.Channel.Key == PressureTime)).Values.ToArray();
}
