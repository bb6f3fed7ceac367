using System.Globalization;
using System.Numerics;
using Arc.Stl.Formatting;

namespace Arc.Stl;

/// <summary>Text: literals, concatenation, comparison, slices, and conversion of numbers.</summary>
/// <param name="limits">What formatting may produce; the defaults if the host has none.</param>
[Module("string", Internal = true)]
public sealed partial class StringModule(FormatLimits? limits = null)
{
    private readonly FormatLimits _limits = limits ?? new FormatLimits();
    private readonly LiteralCache _literals = new();

    /// <summary>Text from the guest's memory; none if it is unreadable.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="ptr">Address of the first byte.</param>
    /// <param name="length">Number of bytes.</param>
    [HostFunction(Contexts.Call)]
    public Text? FromLiteral(HostContext context, uint ptr, uint length) =>
        context.Memory.TryRead(ptr, length, out var bytes) ? _literals.Get(ptr, bytes) : default(Text?);

    /// <summary>The first text followed by the second; none if either is unknown.</summary>
    /// <param name="a">The first text.</param>
    /// <param name="b">The second text.</param>
    [HostFunction(Contexts.Call)]
    public static Text? Concat(Text? a, Text? b) => a is { } first && b is { } second ? Text.Concat(first, second) : default(Text?);

    /// <summary>1 if both texts are known and have the same bytes, else 0.</summary>
    /// <param name="a">The first text.</param>
    /// <param name="b">The second text.</param>
    [HostFunction(Contexts.Call)]
    public static byte Equal(Text? a, Text? b) => a is { } first && b is { } second && first == second ? (byte)1 : (byte)0;

    /// <summary>Number of bytes; 0 of an unknown text.</summary>
    /// <param name="text">The text.</param>
    [HostFunction(Contexts.Call)]
    [Prelude]
    public static long Len(Text? text) => text?.Length ?? 0;

    /// <summary>A byte of the text: the checked read of <c>s[i]</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="index">The byte, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such byte.</exception>
    [HostFunction(Contexts.Call)]
    public static byte Get(Text? text, long index)
    {
        var bytes = text.GetValueOrDefault().Bytes;
        if ((ulong)index < (ulong)bytes.Length) return bytes[(int)index];
        throw new ArgumentOutOfRangeException(
            null, string.Create(CultureInfo.InvariantCulture, $"index {index} out of bounds for string of length {bytes.Length}"));
    }

    /// <summary>The bytes [start, end), clamped as a slice of a series is; a character may be cut in two.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">First byte; a negative one gives the empty text.</param>
    /// <param name="end">End of the range, exclusive; negative or beyond the length means the length.</param>
    [HostFunction(Contexts.Call)]
    public static Text? Slice(Text? text, long start, long end)
    {
        if (text is not { } known) return null;
        if ((ulong)end > (ulong)known.Length) end = known.Length;
        return (ulong)start >= (ulong)end ? Text.Empty : known.Slice((int)start, (int)end);
    }

    /// <summary>The decimal digits of an integer.</summary>
    /// <param name="value">The number.</param>
    [HostFunction("from", Contexts.Call)]
    [Specialize(typeof(int), typeof(uint), typeof(long), typeof(ulong))]
    public static Text FromInteger<T>(T value) where T : IBinaryInteger<T>
    {
        Span<byte> digits = stackalloc byte[24];
        value.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        return Text.From(digits[..written]);
    }

    /// <summary>The shortest text that reads back to the same number (arc-language.md, section 10.1).</summary>
    /// <param name="value">The number.</param>
    [HostFunction("from", Contexts.Call)]
    public static Text FromFloat<T>(T value) where T : IFloatingPointIeee754<T>
    {
        var output = new TextBuilder(stackalloc byte[64]);
        FloatFormatter.AppendDefault(ref output, value);
        return output.ToText();
    }

    /// <summary>An integer in the form of a format placeholder (arc-language.md, section 4.2); none if the spec is unreadable.</summary>
    /// <param name="context">The invocation, whose memory holds the spec.</param>
    /// <param name="value">The number.</param>
    /// <param name="specPtr">Address of the spec, without its leading percent sign.</param>
    /// <param name="specLength">Number of bytes of the spec.</param>
    /// <exception cref="FormatException">The spec is malformed or does not fit an integer.</exception>
    /// <exception cref="FormatLimitException">The text would be too long.</exception>
    [HostFunction("format", Contexts.Call)]
    [Specialize(typeof(int), typeof(uint), typeof(long), typeof(ulong))]
    public Text? FormatInteger<T>(HostContext context, T value, uint specPtr, uint specLength) where T : IBinaryInteger<T>
    {
        if (!context.Memory.TryRead(specPtr, specLength, out var source)) return null;
        var spec = FormatSpec.Parse(source, "integer", _limits);
        var output = new TextBuilder(stackalloc byte[128]);
        IntegerFormatter.Append(ref output, value, spec);
        return output.ToText();
    }

    /// <summary>A float in the form of a format placeholder; f32 is widened to f64 first.</summary>
    /// <param name="context">The invocation, whose memory holds the spec.</param>
    /// <param name="value">The number.</param>
    /// <param name="specPtr">Address of the spec, without its leading percent sign.</param>
    /// <param name="specLength">Number of bytes of the spec.</param>
    /// <exception cref="FormatException">The spec is malformed or does not fit a float.</exception>
    /// <exception cref="FormatLimitException">The text would be too long.</exception>
    [HostFunction("format", Contexts.Call)]
    public Text? FormatFloat<T>(HostContext context, T value, uint specPtr, uint specLength) where T : IFloatingPointIeee754<T>
    {
        if (!context.Memory.TryRead(specPtr, specLength, out var source)) return null;
        var spec = FormatSpec.Parse(source, "float", _limits);
        var output = new TextBuilder(stackalloc byte[128]);
        FloatFormatter.Append(ref output, double.CreateTruncating(value), spec);
        return output.ToText();
    }

    /// <summary>A text in the form of a format placeholder; none if it is unknown.</summary>
    /// <param name="context">The invocation, whose memory holds the spec.</param>
    /// <param name="value">The text.</param>
    /// <param name="specPtr">Address of the spec, without its leading percent sign.</param>
    /// <param name="specLength">Number of bytes of the spec.</param>
    /// <exception cref="FormatException">The spec is malformed or does not fit text.</exception>
    /// <exception cref="FormatLimitException">The text would be too long.</exception>
    [HostFunction("format", Contexts.Call)]
    public Text? FormatText(HostContext context, Text? value, uint specPtr, uint specLength)
    {
        if (value is not { } text || !context.Memory.TryRead(specPtr, specLength, out var source)) return null;
        var spec = FormatSpec.Parse(source, "str", _limits);
        var output = new TextBuilder(stackalloc byte[256]);
        TextFormatter.Append(ref output, text.Bytes, spec);
        return output.ToText();
    }
}
