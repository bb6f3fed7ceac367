using System.Globalization;
using Arc.Properties.Tests.Evaluation;
using Arc.Properties.Tests.Programs;
using Arc.Runtime;
using Arc.Sdk;
using Arc.Sdk.Channels;

namespace Arc.Properties.Tests.Judging;

/// <summary>Values across the border between the evaluator and an engine, and as text that shows every bit but those of NaN.</summary>
internal static class Outcomes
{
    public static ArcValue ToArc(object value, Ty type)
    {
        if (value is SeriesValue series) return ToSeries(series, type.Element);
        return value switch
        {
            Utf8 text => ArcValue.Of(Text.From(text.Bytes)),
            float number => ArcValue.Of(number),
            double number => ArcValue.Of(number),
            Int128 number => type.Scalar switch
            {
                Scalar.U8 => ArcValue.Of((byte)number),
                Scalar.U16 => ArcValue.Of((ushort)number),
                Scalar.U32 => ArcValue.Of((uint)number),
                Scalar.U64 => ArcValue.Of((ulong)number),
                Scalar.I8 => ArcValue.Of((sbyte)number),
                Scalar.I16 => ArcValue.Of((short)number),
                Scalar.I32 => ArcValue.Of((int)number),
                _ => ArcValue.Of((long)number),
            },
            _ => throw new ArgumentException($"not a value: {value}", nameof(value)),
        };
    }

    public static string Describe(object? value) => value switch
    {
        null => "nothing",
        SeriesValue series => $"[{string.Join(", ", series.Elements.Select(Describe))}]",
        Utf8 text => $"'{text}' {Convert.ToHexString(text.Bytes)}",
        float number => float.IsNaN(number) ? "NaN" : string.Create(CultureInfo.InvariantCulture, $"{number:R}f"),
        double number => double.IsNaN(number) ? "NaN" : number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"not a value: {value}", nameof(value)),
    };

    public static string Describe(ArcValue value, Ty type)
    {
        if (type.IsSeries) return $"[{string.Join(", ", value.Elements().Select(e => Describe(e, type.Element)))}]";
        return Describe(type.Scalar switch
        {
            Scalar.Str => new Utf8(value.As<Text>().Bytes.ToArray()),
            Scalar.U8 => value.As<byte>(),
            Scalar.U16 => value.As<ushort>(),
            Scalar.U32 => value.As<uint>(),
            Scalar.U64 => value.As<ulong>(),
            Scalar.I8 => value.As<sbyte>(),
            Scalar.I16 => value.As<short>(),
            Scalar.I32 => value.As<int>(),
            Scalar.I64 => value.As<long>(),
            Scalar.F32 => value.As<float>(),
            _ => (object)value.As<double>(),
        });
    }

    /// <summary>Gives a channel a sample.</summary>
    public static void Ingest(ChannelStore channels, int key, object value, Ty type)
    {
        channels.BeginFrame();
        switch (value)
        {
            case Utf8 text: channels.Ingest(key, [Text.From(text.Bytes)]); break;
            case float number: channels.Ingest(key, [number]); break;
            case double number: channels.Ingest(key, [number]); break;
            case Int128 number:
                switch (type.Scalar)
                {
                    case Scalar.U8: channels.Ingest(key, [(byte)number]); break;
                    case Scalar.U16: channels.Ingest(key, [(ushort)number]); break;
                    case Scalar.U32: channels.Ingest(key, [(uint)number]); break;
                    case Scalar.U64: channels.Ingest(key, [(ulong)number]); break;
                    case Scalar.I8: channels.Ingest(key, [(sbyte)number]); break;
                    case Scalar.I16: channels.Ingest(key, [(short)number]); break;
                    case Scalar.I32: channels.Ingest(key, [(int)number]); break;
                    default: channels.Ingest(key, [(long)number]); break;
                }

                break;
        }
    }

    /// <summary>A sample that was written.</summary>
    public static string DescribeSample(object? sample) => Describe(sample is Text text ? new Utf8(text.Bytes.ToArray()) : sample);

    private static ArcValue ToSeries(SeriesValue series, Ty element) => element.Scalar switch
    {
        Scalar.Str => Fill(series, item => Text.From(((Utf8)item).Bytes)),
        Scalar.U8 => Fill(series, item => (byte)(Int128)item),
        Scalar.U16 => Fill(series, item => (ushort)(Int128)item),
        Scalar.U32 => Fill(series, item => (uint)(Int128)item),
        Scalar.U64 => Fill(series, item => (ulong)(Int128)item),
        Scalar.I8 => Fill(series, item => (sbyte)(Int128)item),
        Scalar.I16 => Fill(series, item => (short)(Int128)item),
        Scalar.I32 => Fill(series, item => (int)(Int128)item),
        Scalar.I64 => Fill(series, item => (long)(Int128)item),
        Scalar.F32 => Fill(series, item => (float)item),
        _ => Fill(series, item => (double)item),
    };

    private static ArcValue Fill<T>(SeriesValue series, Func<object, T> convert) => ArcValue.Of(Series<T>.From(series.Elements.Select(convert).ToArray()));
}
