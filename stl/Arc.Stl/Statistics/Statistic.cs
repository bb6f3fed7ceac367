using System.Numerics;
using System.Text.Json;
using Arc.Sdk.State;

namespace Arc.Stl.Statistics;

/// <summary>How a batch of samples is folded into a statistic.</summary>
internal interface IFold
{
    /// <param name="accumulator">The statistic of the window so far.</param>
    /// <param name="seen">How many samples it stands for; 0 in a fresh window.</param>
    /// <param name="batch">The new samples, at least one.</param>
    static abstract T Fold<T>(T accumulator, long seen, ReadOnlySpan<T> batch) where T : INumber<T>;
}

/// <summary>A statistic over the samples of a window.</summary>
/// <typeparam name="T">The type of the samples.</typeparam>
/// <typeparam name="TFold">The statistic.</typeparam>
internal struct Statistic<T, TFold> : IStateValue<Statistic<T, TFold>> where T : INumber<T> where TFold : struct, IFold
{
    private Window _window;
    private T _accumulator;

    public static Statistic<T, TFold> Read(JsonElement saved)
    {
        StateValue.Register<Window>();
        return new() { _window = StateValue.Read<Window>(saved, "window"), _accumulator = StateValue.Read<T>(saved, "accumulator") };
    }

    public readonly void Write(Utf8JsonWriter writer)
    {
        StateValue.Register<Window>();
        writer.WriteStartObject();
        StateValue.Write(writer, "window", _window);
        StateValue.Write(writer, "accumulator", _accumulator);
        writer.WriteEndObject();
    }

    /// <summary>Looks at what is new; a new batch is folded in and answered with one sample that carries its last time stamp.</summary>
    public void Fold(ref NodeContext node, InputPort<T> input, InputPort<byte> reset, OutputPort<T> output, long duration, long count)
    {
        if (!_window.Open(input, reset, duration, count, out var seen)) return;
        _accumulator = TFold.Fold(_accumulator, seen, input.Values);
        output.Alignment = input.Alignment + (reset.IsConnected ? reset.Alignment : 0);
        node.Emit(output, _accumulator, input.LastTime);
    }
}

/// <summary>The mean in the type of the samples: sums wrap, and integers are truncated at each step.</summary>
internal readonly struct Mean : IFold
{
    public static T Fold<T>(T accumulator, long seen, ReadOnlySpan<T> batch) where T : INumber<T>
    {
        var sum = T.Zero;
        foreach (var sample in batch) sum += sample;
        if (seen > 0) sum += accumulator * T.CreateTruncating(seen);
        var total = T.CreateTruncating(seen + batch.Length);
        if (T.IsZero(total)) throw new DivideByZeroException("integer divide by zero: the number of samples does not fit the type; set count to start over earlier");
        return sum / total;
    }
}

/// <summary>The least sample, by plain comparison.</summary>
internal readonly struct Least : IFold
{
    public static T Fold<T>(T accumulator, long seen, ReadOnlySpan<T> batch) where T : INumber<T>
    {
        var least = seen == 0 ? batch[0] : accumulator;
        foreach (var sample in batch)
        {
            if (sample < least) least = sample;
        }

        return least;
    }
}

/// <summary>The greatest sample, by plain comparison.</summary>
internal readonly struct Greatest : IFold
{
    public static T Fold<T>(T accumulator, long seen, ReadOnlySpan<T> batch) where T : INumber<T>
    {
        var greatest = seen == 0 ? batch[0] : accumulator;
        foreach (var sample in batch)
        {
            if (sample > greatest) greatest = sample;
        }

        return greatest;
    }
}
