using Arc.Sdk;
using Arc.Sdk.Types;
using Arc.Sdk.Values;

namespace Arc.Dataflow;

/// <summary>Hands the samples of one input to a compiled function.</summary>
internal abstract class ArgumentPort
{
    /// <summary>Whether the values are numbers, which cost nothing but their conversion.</summary>
    public abstract bool IsNumeric { get; }

    /// <summary>The sample of call <paramref name="call"/>; shorter batches are cycled (arc-runtime.md, section 7).</summary>
    public abstract ulong Read(int call);

    /// <summary>The samples of consecutive calls, from <paramref name="call"/> on.</summary>
    public abstract void Read(int call, Span<ulong> into);
}

/// <summary>Hands the samples of one input to a compiled function.</summary>
internal sealed class ArgumentPort<T>(InputPort<T> port, TextStore texts) : ArgumentPort
{
    public override bool IsNumeric => typeof(T) != typeof(Text);

    public override ulong Read(int call)
    {
        var values = port.Values;
        return Slots.From(values[call < values.Length ? call : call % values.Length], texts);
    }

    public override void Read(int call, Span<ulong> into)
    {
        var values = port.Values;
        var at = call < values.Length ? call : call % values.Length;
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = Slots.From(values[at], texts);
            if (++at == values.Length) at = 0;
        }
    }
}

/// <summary>Takes the results of a compiled function.</summary>
internal abstract class ResultPort(OutputPort port)
{
    public OutputPort Port { get; } = port;

    public Primitive Element => Port.Element;

    public abstract void Append(ulong slot, long time);
}

/// <summary>Takes the results of a compiled function.</summary>
internal sealed class ResultPort<T>(OutputPort<T> port, TextStore texts) : ResultPort(port)
{
    public override void Append(ulong slot, long time) => port.Append(Slots.To<T>(slot, texts), time);
}
