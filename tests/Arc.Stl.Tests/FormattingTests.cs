using System.Globalization;
using Arc.Sdk;
using Arc.Stl.Formatting;
using Xunit.Abstractions;

namespace Arc.Stl.Tests;

/// <summary>Format placeholders and the default text of numbers (arc-language.md, sections 4.2 and 10.1).</summary>
public class FormattingTests(ITestOutputHelper output)
{
    private static readonly StringModule Strings = new();

    [Theory]
    [InlineData("d", 42, "42")]
    [InlineData("d", -42, "-42")]
    [InlineData("d", long.MinValue, "-9223372036854775808")]
    [InlineData("+d", 42, "+42")]
    [InlineData(" d", 42, " 42")]
    [InlineData("+ d", 42, "+42")]
    [InlineData("5d", 42, "   42")]
    [InlineData("-5d", 42, "42   ")]
    [InlineData("05d", 42, "00042")]
    [InlineData("05d", -42, "-0042")]
    [InlineData("-05d", 42, "42   ")]
    [InlineData("+05d", 42, "+0042")]
    [InlineData("08.5d", -42, "  -00042")]
    [InlineData(".5d", 42, "00042")]
    [InlineData(".0d", 0, "")]
    [InlineData(".d", 0, "")]
    [InlineData("3.0d", 0, "   ")]
    [InlineData("+.0d", 0, "")]
    [InlineData(".0d", 7, "7")]
    [InlineData("b", 5, "101")]
    [InlineData("b", -5, "-101")]
    [InlineData("#b", 5, "0b101")]
    [InlineData("o", 8, "10")]
    [InlineData("#o", 8, "010")]
    [InlineData("#o", 0, "0")]
    [InlineData("#.4o", 8, "0010")]
    [InlineData("O", 8, "0o10")]
    [InlineData("#O", 8, "0o010")]
    [InlineData("O", -8, "-0o10")]
    [InlineData("x", 255, "ff")]
    [InlineData("X", 255, "FF")]
    [InlineData("x", -255, "-ff")]
    [InlineData("#x", 255, "0xff")]
    [InlineData("#X", 255, "0XFF")]
    [InlineData("#06x", 255, "0x0000ff")]
    [InlineData("#6x", 255, "  0xff")]
    [InlineData("#-7x", 255, "0xff   ")]
    [InlineData("c", 65, "A")]
    [InlineData("c", 0x20AC, "€")]
    [InlineData("c", 0x1F600, "😀")]
    [InlineData("c", -1, "\uFFFD")]
    [InlineData("c", 0xD800, "\uFFFD")]
    [InlineData("c", 0x110000, "\uFFFD")]
    [InlineData("3c", 65, "  A")]
    [InlineData("03c", 65, "00A")]
    [InlineData("-3c", 65, "A  ")]
    public void Integer_FollowsItsSpec(string spec, long value, string expected) => Assert.Equal(expected, Format(spec, value));

    [Fact]
    public void Unsigned_IsFormattedAsUnsigned64()
    {
        var (context, length) = TestMemory.With("d");
        Assert.Equal("18446744073709551615", Strings.FormatInteger(context, ulong.MaxValue, 0, length).ToString());
        Assert.Equal("4294967295", Strings.FormatInteger(context, uint.MaxValue, 0, length).ToString());
    }

    [Theory]
    [InlineData("f", 3.14, "3.140000")]
    [InlineData(".2f", 3.14159, "3.14")]
    [InlineData(".0f", 2.5, "2")]
    [InlineData(".0f", 3.5, "4")]
    [InlineData(".2f", 0.125, "0.12")]
    [InlineData(".1f", 0.25, "0.2")]
    [InlineData(".1f", 0.35, "0.3")]
    [InlineData(".2f", 2.675, "2.67")]
    [InlineData(".3f", -0.0005, "-0.001")]
    [InlineData(".3f", -0.0, "-0.000")]
    [InlineData(".0f", 0.5, "0")]
    [InlineData("#.0f", 3, "3.")]
    [InlineData("+08.2f", 3.14, "+0003.14")]
    [InlineData("08.2f", 3.14, "00003.14")]
    [InlineData("08.2f", -3.14, "-0003.14")]
    [InlineData("8.2f", 3.14, "    3.14")]
    [InlineData("-8.2f", 3.14, "3.14    ")]
    [InlineData(" .2f", 3.14, " 3.14")]
    [InlineData("f", 1e22, "10000000000000000000000.000000")]
    [InlineData(".20f", 0.1, "0.10000000000000000555")]
    [InlineData(".25f", 0.1, "0.1000000000000000055511151")]
    [InlineData("e", 123456.789, "1.234568e+05")]
    [InlineData("e", 0, "0.000000e+00")]
    [InlineData(".0e", 12345, "1e+04")]
    [InlineData("#.0e", 12345, "1.e+04")]
    [InlineData(".1e", 9.96, "1.0e+01")]
    [InlineData(".0e", 2.5, "2e+00")]
    [InlineData("E", 1e-7, "1.000000E-07")]
    [InlineData(".2e", 1e300, "1.00e+300")]
    [InlineData(".16e", 9.999999999999999e22, "9.9999999999999992e+22")]
    [InlineData(".17e", 1e23, "9.99999999999999916e+22")]
    [InlineData(".22e", 1e23, "9.9999999999999991611392e+22")]
    [InlineData("g", 123456.0, "123456")]
    [InlineData("g", 1234567.0, "1.234567e+06")]
    [InlineData("g", 1000000.0, "1e+06")]
    [InlineData("g", 100000.0, "100000")]
    [InlineData("g", 0.0001, "0.0001")]
    [InlineData("g", 0.00001, "1e-05")]
    [InlineData("g", 0, "0")]
    [InlineData("g", -0.0, "-0")]
    [InlineData("G", 1e-7, "1E-07")]
    [InlineData("g", 0.1, "0.1")]
    [InlineData(".3g", 1234.5, "1.23e+03")]
    [InlineData(".3g", 123.45, "123")]
    [InlineData(".6g", 100000.0, "100000")]
    [InlineData(".5g", 100000.0, "1e+05")]
    [InlineData(".10g", 1234567.0, "1234567")]
    [InlineData(".10g", 123456789.5, "123456789.5")]
    [InlineData(".0g", 1234.5, "1e+03")]
    [InlineData(".3g", 0.00012345, "0.000123")]
    [InlineData(".3g", 0, "0")]
    [InlineData("#g", 1, "1.00000")]
    [InlineData("#g", 0, "0.00000")]
    [InlineData("#.3g", 1, "1.00")]
    [InlineData("#g", 1e10, "1.00000e+10")]
    [InlineData("10.3g", 123.45, "       123")]
    [InlineData("010.3g", -123.45, "-000000123")]
    [InlineData("f", double.NaN, "NaN")]
    [InlineData("g", double.PositiveInfinity, "+Inf")]
    [InlineData("e", double.NegativeInfinity, "-Inf")]
    [InlineData("+f", double.NaN, "+NaN")]
    [InlineData("06f", double.NaN, "   NaN")]
    [InlineData("06f", double.PositiveInfinity, "  +Inf")]
    [InlineData("-6f", double.NaN, "NaN   ")]
    public void Float_FollowsItsSpec(string spec, double value, string expected) => Assert.Equal(expected, Format(spec, value));

    [Fact]
    public void Float32_IsWidenedBySpecButNotByDefault()
    {
        var (context, length) = TestMemory.With("g");
        Assert.Equal("0.10000000149011612", Strings.FormatFloat(context, 0.1f, 0, length).ToString());
        Assert.Equal("0.1", StringModule.FromFloat(0.1f).ToString());
    }

    [Theory]
    [InlineData("s", "abc", "abc")]
    [InlineData("5s", "abc", "  abc")]
    [InlineData("-5s", "abc", "abc  ")]
    [InlineData("05s", "abc", "00abc")]
    [InlineData(".2s", "abc", "ab")]
    [InlineData(".2s", "äöü", "äö")]
    [InlineData("4s", "äöü", " äöü")]
    [InlineData(".0s", "abc", "")]
    [InlineData("q", "abc", "\"abc\"")]
    [InlineData("q", "a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("q", "\a\b\f\n\r\t\v", "\"\\a\\b\\f\\n\\r\\t\\v\"")]
    [InlineData("q", "\u001b\u007f\u0000", "\"\\x1b\\x7f\\x00\"")]
    [InlineData("q", "\u00adé€", "\"\\u00adé€\"")]
    [InlineData("q", "\u00a0", "\"\\u00a0\"")]
    [InlineData("q", "😀", "\"😀\"")]
    [InlineData("+q", "é€😀", "\"\\u00e9\\u20ac\\U0001f600\"")]
    [InlineData("#q", "a\"b", "`a\"b`")]
    [InlineData("#q", "a`b", "\"a`b\"")]
    [InlineData("#q", "a\nb", "\"a\\nb\"")]
    [InlineData("#q", "a\tb", "`a\tb`")]
    [InlineData(".2q", "abc", "\"ab\"")]
    [InlineData("6q", "ab", "  \"ab\"")]
    public void Text_FollowsItsSpec(string spec, string value, string expected) => Assert.Equal(expected, FormatText(spec, value));

    [Fact]
    public void Text_InvalidBytes_CountAsOneCharacterAndAreQuotedAsHex()
    {
        var text = Text.From([(byte)'a', 0xFF, (byte)'b']);
        Assert.Equal("\"a\\xffb\"", FormatText("q", text));
        var (context, length) = TestMemory.With(".2s");
        Assert.Equal(new byte[] { (byte)'a', 0xFF }, Strings.FormatText(context, text, 0, length)!.Value.Bytes.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("z")]
    [InlineData("f")]
    [InlineData("dd")]
    [InlineData("5.d.d")]
    [InlineData("s")]
    public void MalformedSpec_IsAnErrorThatShowsIt(string spec) =>
        Assert.Contains($"invalid format spec \"{spec}\"", Assert.Throws<FormatException>(() => Format(spec, 1L)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("65537d")]
    [InlineData(".65537d")]
    [InlineData("99999999999999999999d")]
    public void HugeWidthOrPrecision_IsAnErrorThatNamesTheSetting(string spec) =>
        Assert.Contains("setting FormatBytes", Assert.Throws<FormatLimitException>(() => Format(spec, 1L)).Message, StringComparison.Ordinal);

    [Fact]
    public void GreatestWidth_IsAllowed() => Assert.Equal(65536, Format("65536d", 1L).Length);

    [Fact]
    public void GreatestPrecisionOfAFloat_GivesExactDigitsThenZeros()
    {
        var text = Format(".2000f", double.Epsilon);
        Assert.Equal(2002, text.Length);
        Assert.EndsWith(new string('0', 2000 - 1074), text, StringComparison.Ordinal);
        Assert.StartsWith("5e-324", double.Parse(text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant(), StringComparison.Ordinal);
    }

    [Fact]
    public void UnreadableSpec_GivesNoText()
    {
        var (context, _) = TestMemory.With("d");
        Assert.Null(Strings.FormatInteger(context, 1, 0, 99));
        Assert.Null(Strings.FormatFloat(context, 1.0, 50, 1));
        Assert.Null(Strings.FormatText(context, null, 0, 1));
    }

    [Theory]
    [InlineData(1.0, "1")]
    [InlineData(-0.0, "-0")]
    [InlineData(1e6, "1e+06")]
    [InlineData(999999.0, "999999")]
    [InlineData(1234567.0, "1.234567e+06")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.5, "1.5")]
    [InlineData(100, "100")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void DefaultTextOfAFloat_IsShortestInTheFormOfG(double value, string expected) => Assert.Equal(expected, StringModule.FromFloat(value).ToString());

    [Fact, Trait("Kind", "Random")]
    public void DefaultTextOfAFloat_ReadsBackToTheSameNumber()
    {
        var random = Grid.Seeded(output);
        for (var i = 0; i < 20_000; i++)
        {
            var value = random.AnyDouble();
            if (!double.IsFinite(value)) continue;
            Assert.Equal(value, double.Parse(StringModule.FromFloat(value).ToString(), CultureInfo.InvariantCulture));
            var narrow = (float)value;
            if (float.IsFinite(narrow)) Assert.Equal(narrow, float.Parse(StringModule.FromFloat(narrow).ToString(), CultureInfo.InvariantCulture));
        }
    }

    [Fact, Trait("Kind", "Random")]
    public void ExponentForm_OfRandomNumbers_EqualsThePlatforms()
    {
        // The platform rounds ties away from zero; random numbers hit none.
        var random = Grid.Seeded(output);
        for (var i = 0; i < 5_000; i++)
        {
            var value = random.AnyDouble();
            if (!double.IsFinite(value) || value == 0) continue;
            var precision = random.Next(0, 25);
            var expected = value.ToString($"E{precision}", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
            expected = expected.Replace("e+0", "e+", StringComparison.Ordinal).Replace("e-0", "e-", StringComparison.Ordinal);
            Assert.Equal(expected, Format($".{precision}e", value));
        }
    }

    [Fact, Trait("Kind", "Random")]
    public void FixedForm_OfRandomDecimals_EqualsExactArithmetic()
    {
        var random = Grid.Seeded(output);
        for (var i = 0; i < 5_000; i++)
        {
            // A multiple of 2^-10 is exact in decimal too, so that ties happen.
            var value = random.Next(-1_000_000, 1_000_000) / 1024.0;
            var precision = random.Next(0, 9);
            var expected = Math.Round((decimal)value, precision, MidpointRounding.ToEven).ToString($"F{precision}", CultureInfo.InvariantCulture);
            if (value < 0 && expected[0] != '-') expected = "-" + expected;
            Assert.Equal(expected, Format($".{precision}f", value));
        }
    }

    private static string Format(string spec, long value)
    {
        var (context, length) = TestMemory.With(spec);
        return Strings.FormatInteger(context, value, 0, length)!.Value.ToString();
    }

    private static string Format(string spec, double value)
    {
        var (context, length) = TestMemory.With(spec);
        return Strings.FormatFloat(context, value, 0, length)!.Value.ToString();
    }

    private static string FormatText(string spec, Text value)
    {
        var (context, length) = TestMemory.With(spec);
        return Strings.FormatText(context, value, 0, length)!.Value.ToString();
    }
}
