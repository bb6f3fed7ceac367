using System.Globalization;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Cli.Data;

/// <summary>A column of a recording that feeds a channel, with the sample of the current row.</summary>
internal abstract class Column(int field, ChannelInfo channel)
{
    public int Field { get; } = field;

    public ChannelInfo Channel { get; } = channel;

    /// <summary>Whether the current row has a sample; an empty cell is none.</summary>
    public bool HasSample { get; private protected set; }

    /// <summary>Parses the current row's cell.</summary>
    /// <returns>False if it is not empty and no value of the channel's type.</returns>
    public abstract bool Parse(ReadOnlySpan<byte> cell);

    /// <summary>Hands the sample to the session's channels, if there is one.</summary>
    public abstract void Ingest(ISampleSink sink);

    public static Column For(int field, ChannelInfo channel) => channel.Element switch
    {
        Primitive.U8 => new NumberColumn<byte>(field, channel),
        Primitive.U16 => new NumberColumn<ushort>(field, channel),
        Primitive.U32 => new NumberColumn<uint>(field, channel),
        Primitive.U64 => new NumberColumn<ulong>(field, channel),
        Primitive.I8 => new NumberColumn<sbyte>(field, channel),
        Primitive.I16 => new NumberColumn<short>(field, channel),
        Primitive.I32 => new NumberColumn<int>(field, channel),
        Primitive.I64 => new NumberColumn<long>(field, channel),
        Primitive.F32 => new NumberColumn<float>(field, channel),
        Primitive.F64 => new NumberColumn<double>(field, channel),
        _ => new TextColumn(field, channel),
    };

    private sealed class TextColumn(int field, ChannelInfo channel) : Column(field, channel)
    {
        private Text _sample;

        public override bool Parse(ReadOnlySpan<byte> cell)
        {
            HasSample = !cell.IsEmpty;
            _sample = Text.From(cell);
            return true;
        }

        public override void Ingest(ISampleSink sink)
        {
            if (HasSample) sink.Sample(Channel, _sample);
        }
    }

    private sealed class NumberColumn<T>(int field, ChannelInfo channel) : Column(field, channel)
        where T : struct, IUtf8SpanParsable<T>, System.Numerics.INumber<T>
    {
        private T _sample;

        public override bool Parse(ReadOnlySpan<byte> cell)
        {
            cell = cell.Trim((byte)' ');
            HasSample = !cell.IsEmpty;
            return !HasSample || T.TryParse(cell, CultureInfo.InvariantCulture, out _sample) || ParseSpecial(cell);
        }

        public override void Ingest(ISampleSink sink)
        {
            if (HasSample) sink.Sample(Channel, _sample);
        }

        // Integers may be written with a fraction of zero, as spreadsheets and data frames do; floats in any case of inf and nan.
        private bool ParseSpecial(ReadOnlySpan<byte> cell)
        {
            Span<char> lower = stackalloc char[16];
            if (cell.Length > lower.Length) return false;
            for (var i = 0; i < cell.Length; i++) lower[i] = char.ToLowerInvariant((char)cell[i]);
            double? special = lower[..cell.Length] switch
            {
                "nan" => double.NaN,
                "inf" or "+inf" or "infinity" or "+infinity" => double.PositiveInfinity,
                "-inf" or "-infinity" => double.NegativeInfinity,
                _ => double.TryParse(cell, CultureInfo.InvariantCulture, out var number) ? number : null,
            };
            if (special is not { } value || (Channel.Element.IsInteger() && !Constant.Of(value).Fits(Channel.Element))) return false;
            _sample = T.CreateTruncating(value);
            return true;
        }
    }
}

/// <summary>Where the samples of a row go.</summary>
internal interface ISampleSink
{
    void Sample<T>(ChannelInfo channel, T value);
}
