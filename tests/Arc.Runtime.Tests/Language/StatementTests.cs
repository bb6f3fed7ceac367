using Arc.Runtime.Tests.Support;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Runtime.Tests.Language;

/// <summary>Statements, functions, outputs, state and channels, from source to result.</summary>
public sealed class StatementTests
{
    [Theory]
    [InlineData("func f(n i64) i64 { s := 0 for i := range(n) { s += i } return s }", "5", "10")]
    [InlineData("func f(n i64) i64 { s := 0 for i := range(n, 0, -1) { s += i } return s }", "4", "10")]
    [InlineData("func f(n u8) i64 { s := 0 for i := range(n, 255, 2) { s += 1 } return s }", "250", "3")]
    [InlineData("func f(n i64) i64 { s := 0 for { s += 1 if s > n { break } } return s }", "7", "8")]
    [InlineData("func f(n i64) i64 { s := 0 for n { n -= 1 if n % 2 == 0 { continue } s += n } return s }", "6", "9")]
    [InlineData("func f(n i64) i64 { for i, x := [5, 6, 7] { if x == n { return i64(i) } } return -1 }", "7", "2")]
    [InlineData("func f(n i64) i64 { if n > 10 { return 1 } else if n > 5 { return 2 } else { return 3 } }", "6", "2")]
    [InlineData("func f(n i64) i64 { if n < 2 { return n } return f(n - 1) + f(n - 2) }", "15", "610")]
    [InlineData("func g(a i64, b i64 = 10) i64 { return a + b } func f(n i64) i64 { return g(n) + g(n, 1) }", "1", "13")]
    [InlineData("k := 5 func f(n i64) i64 { return n * k }", "3", "15")]
    [InlineData("func f(n i64) i64 { a := [1, 2, 3] b := a b[0] = n a[1] += n return a[0] * 100 + b[1] }", "7", "709")]
    [InlineData("func f(n i64) (out i64) { out = n out += 1 }", "4", "5")]
    [InlineData("func f(n i64) out i64 { return n * 2 }", "4", "8")]
    public void Function_AnyStatements_GivesTheValueOfTheSpecification(string source, string argument, string expected) =>
        Assert.Equal(expected, Run.Call(source, argument));

    [Theory]
    [InlineData("1", "[1, 2.5, null, null]")]
    [InlineData("0", "[0, null, \"no\", [1,2]]")]
    public void SeveralOutputs_OfManyTypes_AreNullWhereTheyWereNotAssigned(string argument, string expected)
    {
        const string Source = """
            func f(on u8) (a u8, b f64, c str, d series i64) {
                a = on
                if on { b = 2.5 } else { c = "no" d = [1, 2] }
            }
            """;

        Assert.Equal(expected, Run.Call(Source, argument));
    }

    [Fact]
    public void StatefulVariables_BetweenCalls_KeepTheirValues()
    {
        using var program = Run.Program("""
            func count() i64 { n $= 10 n += 1 return n }
            func other() i64 { n $= 100 n += 1 return n }
            func text() str { s $= "a" s += "b" return s }
            func history(x f64) series f64 { h $= [0.0, 0.0, 0.0] h[0] = h[1] h[1] = h[2] h[2] = x return h }
            """);
        using var session = program.Instantiate();

        Assert.Equal(["11", "12", "101", "13"], Calls("count", "count", "other", "count"));
        Assert.Equal(["\"ab\"", "\"abb\""], Calls("text", "text"));
        Assert.Equal("[0,0,1]", Run.Call(program, session, "history", "1"));
        Assert.Equal("[0,1,2]", Run.Call(program, session, "history", "2"));
        Assert.Equal("[1,2,3]", Run.Call(program, session, "history", "3"));

        string[] Calls(params string[] functions) => [.. functions.Select(f => Run.Call(program, session, f))];
    }

    [Fact]
    public void StatefulVariables_OfTwoSessions_ShareNothing()
    {
        using var program = Run.Program("func count() i64 { n $= 0 n += 1 return n }");
        using var first = program.Instantiate();
        using var second = program.Instantiate();

        Assert.Equal("1", Run.Call(program, first, "count"));
        Assert.Equal("2", Run.Call(program, first, "count"));
        Assert.Equal("1", Run.Call(program, second, "count"));
    }

    [Fact]
    public void StatefulVariable_OfARecursiveFunction_IsOneForAllActivations()
    {
        using var program = Run.Program("func f(n i64) i64 { c $= 0 if n > 0 { f(n - 1) } c += 1 return c }");
        using var session = program.Instantiate();

        Assert.Equal("4", Run.Call(program, session, "f", "3"));
        Assert.Equal("5", Run.Call(program, session, "f", "0"));
    }

    [Fact]
    public void Channels_ReadAndWritten_ThroughTheSessionsStore()
    {
        var input = new ChannelInfo(7, "p", ArcType.Of(Primitive.F64));
        var output = new ChannelInfo(8, "q", ArcType.Of(Primitive.F64));
        using var program = Run.Program("func f(k f64) { alias := p q = alias * k q = p + 1 }", input, output);
        using var session = program.Instantiate();
        session.Services.Channels.Ingest(7, (ReadOnlySpan<double>)[1.0, 4.0]);

        session.Call("f", ArcValue.Of(2.5));

        var writes = Assert.Single(session.Services.Channels.Written);
        Assert.Equal("q", writes.Channel.Name);
        Assert.Equal(2, writes.Count);
    }

    [Fact]
    public void HundredsOfElseIfs_AndThousandsOfTerms_CompileAndRun()
    {
        var chain = string.Concat(Enumerable.Range(0, 900).Select(i => $"if n == {i} {{ return {i + 1} }} else "));
        Assert.Equal("824", Run.Call($"func f(n i64) i64 {{ {chain} {{ return 0 }} }}", "823"));

        var sum = string.Join(" + ", Enumerable.Repeat("n", 20_000));
        Assert.Equal("60000", Run.Call($"func f(n i64) i64 {{ return {sum} }}", "3"));
    }
}
