using System.Text.Json;
using Arc.Engines;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Runtime.Tests.Support;

/// <summary>Source to results: what most tests here are tables of.</summary>
public static class Run
{
    /// <summary>Compiles a program that must be free of errors.</summary>
    public static ArcProgram Program(string source, params ChannelInfo[] channels)
    {
        var compilation = ArcProgram.Compile(source, new ArcOptions { Channels = channels });
        Assert.True(compilation.Success, string.Join('\n', compilation.Diagnostics));
        return compilation.Program;
    }

    /// <summary>Calls <c>f</c> with arguments in JSON and gives the result in JSON; a trap as <c>trap: message</c>.</summary>
    public static string Call(string source, params string[] arguments)
    {
        using var program = Program(source);
        using var session = program.Instantiate();
        return Call(program, session, "f", arguments);
    }

    /// <summary>Calls a function on a session.</summary>
    public static string Call(ArcProgram program, CallSession session, string function, params string[] arguments)
    {
        var inputs = program.Compiled.Find(function)!.Inputs;
        try
        {
            var result = session.Call(function, [.. arguments.Select((a, i) => Value(a, inputs[i].Type))]);
            return result.Outputs switch
            {
                [] => "",
                [{ } single] => Json(single),
                var several => $"[{string.Join(", ", several.Select(o => o is { } value ? Json(value) : "null"))}]",
            };
        }
        catch (WasmTrapException trap)
        {
            return $"trap: {trap.Message}";
        }
    }

    /// <summary>The body of <c>func f() T { return EXPRESSION }</c>, run.</summary>
    public static string Evaluate(string type, string expression) => Call($"func f() {type} {{ return {expression} }}");

    private static ArcValue Value(string json, ArcType type)
    {
        using var document = JsonDocument.Parse(json);
        return ArcValueJson.Read(document.RootElement, type);
    }

    private static string Json(ArcValue value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            ArcValueJson.Write(writer, value);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
