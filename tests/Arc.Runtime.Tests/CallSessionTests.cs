using Arc.Engines;
using Arc.Runtime.Tests.Support;
using Arc.Sdk;
using Arc.Sdk.Types;

namespace Arc.Runtime.Tests;

/// <summary>Calling functions by name: arguments, config, errors, limits.</summary>
public sealed class CallSessionTests
{
    [Fact]
    public void Config_ByName_DefaultsFillTheRest()
    {
        using var program = Run.Program("func f{k f64, label str = \"x\"}(x f64, y f64 = 1) str { return f\"{label}{x * k + y}\" }");
        using var session = program.Instantiate();

        Assert.Equal("x7", session.Call("f", [ArcValue.Of(2.0)], Config(("k", ArcValue.Of(3.0)))).Value.As<string>());
        Assert.Equal("y5", session.Call("f", [ArcValue.Of(1.0), ArcValue.Of(2.0)], Config(("k", ArcValue.Of(3.0)), ("label", ArcValue.Of("y")))).Value.As<string>());

        static Dictionary<string, ArcValue> Config(params (string, ArcValue)[] values) => values.ToDictionary(v => v.Item1, v => v.Item2);
    }

    [Theory]
    [InlineData("g", new double[0], "no function 'g'")]
    [InlineData("f", new double[0], "requires the input 'x' (f64)")]
    [InlineData("f", new[] { 1.0, 2.0 }, "takes 1 inputs, not 2")]
    public void WrongCall_IsAnArgumentExceptionThatSaysWhatIsExpected(string function, double[] inputs, string message)
    {
        using var program = Run.Program("func f(x f64) f64 { return x }");
        using var session = program.Instantiate();

        var error = Assert.Throws<ArgumentException>(() => session.Call(function, [.. inputs.Select(ArcValue.Of)]));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ArgumentOfAnotherType_IsAnArgumentExceptionThatNamesBoth()
    {
        using var program = Run.Program("func f(x f64) f64 { return x }");
        using var session = program.Instantiate();

        var error = Assert.Throws<ArgumentException>(() => session.Call("f", ArcValue.Of(1L)));

        Assert.Contains("'x' has the type f64, the value given is i64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trap_LeavesTheSessionUsable()
    {
        using var program = Run.Program("func f(x i64) i64 { return 10 / x }");
        using var session = program.Instantiate();

        Assert.Equal(TrapKind.IntegerDivideByZero, Assert.Throws<WasmTrapException>(() => session.Call("f", ArcValue.Of(0L))).Kind);
        Assert.Equal(5L, session.Call("f", ArcValue.Of(2L)).Value.As<long>());
    }

    [Theory]
    [InlineData("func f() i64 { for { } return 0 }", TrapKind.ExecutionBudgetExhausted)]
    [InlineData("func f() i64 { if 1 > 2 { return 0 } return f() + 1 }", TrapKind.CallStackExhausted)]
    public void HostileProgram_EndsInANamedTrap(string source, TrapKind kind)
    {
        using var program = Run.Program(source);
        using var session = program.Instantiate(new CallOptions { Limits = new InstanceOptions { ExecutionBudget = 1_000_000 } });

        Assert.Equal(kind, Assert.Throws<WasmTrapException>(() => session.Call("f")).Kind);
    }

    [Fact]
    public void Series_PassedIn_IsCopied()
    {
        using var program = Run.Program("func f(s series f64) f64 { s[0] = 9 return s[0] }");
        using var session = program.Instantiate();
        var mine = new Series<double>([1.0, 2.0]);

        Assert.Equal(9.0, session.Call("f", ArcValue.Of(mine)).Value.As<double>());
        Assert.Equal(1.0, mine[0]);
    }

    [Fact]
    public void Handles_OfManyCalls_DoNotAccumulate()
    {
        using var program = Run.Program("func f(s str) str { return s + s }");
        using var session = program.Instantiate(new CallOptions { HandleBytes = 10_000 });
        var text = ArcValue.Of(new string('x', 1000));

        for (var i = 0; i < 100; i++) Assert.Equal(2000, session.Call("f", text).Value.As<string>().Length);

        Assert.Equal(0, session.Services.Handles.Texts.Count);
    }

    [Fact]
    public void DisposedSession_RefusesCalls()
    {
        using var program = Run.Program("func f() i64 { return 1 }");
        var session = program.Instantiate();
        session.Dispose();

        Assert.Throws<ObjectDisposedException>(() => session.Call("f"));
    }

    [Theory]
    [InlineData("u8", "256")]
    [InlineData("i64", "1.5")]
    [InlineData("f64", "\"x\"")]
    [InlineData("series i8", "[1, 200]")]
    [InlineData("str", "1")]
    [InlineData("str", "\"\\ud800\"")]
    [InlineData("series str", "[\"a\", \"\\udc00\"]")]
    [InlineData("f64", "\"\\ud800\"")]
    public void JsonThatIsNoValueOfTheType_IsAFormatException(string type, string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        var words = type.Split(' ');
        Assert.True(PrimitiveFacts.TryParse(words[^1], out var primitive));
        ArcType arc = words.Length > 1 ? new SeriesType(ArcType.Of(primitive)) : ArcType.Of(primitive);

        Assert.Contains("is not a value of type", Assert.Throws<FormatException>(() => ArcValueJson.Read(document.RootElement, arc)).Message, StringComparison.Ordinal);
    }
}
