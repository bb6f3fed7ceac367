using Arc.Runtime.Tests.Support;

namespace Arc.Runtime.Tests.Language;

/// <summary>Expressions, from source to result.</summary>
public sealed class ExpressionTests
{
    [Theory]
    [InlineData("f64", "3.5 + 2", "5.5")]
    [InlineData("i64", "2 + 3 * 4", "14")]
    [InlineData("i64", "-2 ^ 2", "-4")]
    [InlineData("i64", "(-2) ^ 2", "4")]
    [InlineData("f64", "2.0 ^ -1", "0.5")]
    [InlineData("i64", "2 ^ 3 ^ 2", "512")]
    [InlineData("i64", "7 / -2", "-3")]
    [InlineData("i64", "-7 % 3", "-1")]
    [InlineData("f64", "-7.5 % 2", "-1.5")]
    [InlineData("f32", "5.5 % 2", "1.5")]
    [InlineData("u8", "1 < 2 and 2 < 1", "0")]
    [InlineData("u8", "not 5", "0")]
    [InlineData("u8", "true or false", "1")]
    [InlineData("i8", "-128", "-128")]
    [InlineData("i64", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("u8", "u8(200) + u8(100)", "44")]
    [InlineData("u8", "(u8(200) + u8(100)) / 2", "22")]
    [InlineData("i8", "i8(-128) / i8(-1)", "-128")]
    [InlineData("u8", "u8(i64(300))", "255")]
    [InlineData("u8", "u8(i32(-5))", "0")]
    [InlineData("i8", "i8(i64(200))", "-56")]
    [InlineData("i32", "i32(f64(1.0) / 0)", "2147483647")]
    [InlineData("i32", "i32(0.0 / f64(0))", "0")]
    [InlineData("i64", "5s", "5000000000")]
    public void Numbers_Operators_GiveTheValueOfTheSpecification(string type, string expression, string expected) =>
        Assert.Equal(expected, Run.Evaluate(type, expression));

    [Theory]
    [InlineData("str", "\"a\" + \"b\" + \"\"", "\"ab\"")]
    [InlineData("u8", "\"ab\" == \"a\" + \"b\"", "1")]
    [InlineData("u8", "\"ab\" != \"ab\"", "0")]
    [InlineData("i64", "len(\"äöü\")", "6")]
    [InlineData("str", "str(1.0)", "\"1\"")]
    [InlineData("str", "str(u8(200))", "\"200\"")]
    [InlineData("str", "str(i8(-3))", "\"-3\"")]
    [InlineData("str", "str(1234567.0)", "\"1.234567e+06\"")]
    [InlineData("u8", "\"abc\"[1]", "98")]
    [InlineData("str", "\"abcdef\"[1:3]", "\"bc\"")]
    [InlineData("str", "\"abcdef\"[2:]", "\"cdef\"")]
    [InlineData("str", "f\"{1 + 1} and {2.5:.2f}\"", "\"2 and 2.50\"")]
    [InlineData("str", "f`{{x}} {\"hi\":q}`", "\"{x} \\\"hi\\\"\"")]
    public void Texts_OperatorsAndFormats_GiveTheValueOfTheSpecification(string type, string expression, string expected) =>
        Assert.Equal(expected, Run.Evaluate(type, expression));

    [Theory]
    [InlineData("[1.0, 2.0] + [10.0, 20.0]", "series f64", "[11,22]")]
    [InlineData("10.0 - [1.0, 2.0]", "series f64", "[9,8]")]
    [InlineData("[1.0, 2.0] / 2", "series f64", "[0.5,1]")]
    [InlineData("[1.0, 5.0] > 2.0", "series u8", "[0,1]")]
    [InlineData("2.0 > [1.0, 5.0]", "series u8", "[1,0]")]
    [InlineData("-[1.5, -2.0]", "series f64", "[-1.5,2]")]
    [InlineData("[1.0, 2.0, 3.0][1:]", "series f64", "[2,3]")]
    [InlineData("[1.0, 2.0, 3.0][0:100]", "series f64", "[1,2,3]")]
    [InlineData("[1.0, 2.0, 3.0][2:1]", "series f64", "[]")]
    [InlineData("[1.0, 2.0, 3.0][-1:2]", "series f64", "[]")]
    [InlineData("[1.0, 2.0, 3.0][1]", "f64", "2")]
    [InlineData("len([1, 2, 3])", "i64", "3")]
    [InlineData("len([1.0, 2.0][2:])", "i64", "0")]
    public void Series_OperatorsAndSlices_GiveTheValueOfTheSpecification(string expression, string type, string expected) =>
        Assert.Equal(expected, Run.Evaluate(type, expression));

    [Theory]
    [InlineData("i64", "[1, 2][5]", "index 5 out of bounds for series of length 2")]
    [InlineData("i64", "[1, 2][-1]", "index -1 out of bounds for series of length 2")]
    [InlineData("u8", "\"ab\"[2]", "index 2 out of bounds for string of length 2")]
    [InlineData("series i64", "[1, 2] + [1]", "arc panic: series length mismatch in addition")]
    [InlineData("series i64", "[1, 2] / 0", "integer divide by zero")]
    [InlineData("i64", "1 / (1 - 1)", "divide by zero")]
    [InlineData("i32", "i32(-2147483648) / (i32(0) - 1)", "overflow")]
    public void RuntimeError_IsATrapThatSaysWhy(string type, string expression, string message)
    {
        var result = Run.Evaluate(type, expression);

        Assert.StartsWith("trap: ", result, StringComparison.Ordinal);
        Assert.Contains(message, result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("func f(x f64) f64 { return math.sqrt(x) }", "2.25", "1.5")]
    [InlineData("func f(x f32) f32 { return math.abs(x) }", "-2.5", "2.5")]
    [InlineData("func f(x i64) i64 { return math.clamp(x, 0, 10) }", "25", "10")]
    public void MemberCall_OfAnImportedModule_RunsItsBody(string source, string argument, string expected) =>
        Assert.Equal(expected, Run.Call($"import math {source}", argument));

    [Fact]
    public void Units_OfOneDimension_AreConvertedWhereTheyMeet() =>
        Assert.Equal("1001", Run.Call("func f() f64 m { a f64 km := 1km b f64 m := 1m x f64 m := a return b + x }"));
}
