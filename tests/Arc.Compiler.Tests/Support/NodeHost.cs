using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Arc.Compiler.Contracts;
using Arc.Compiler.Wasm;

namespace Arc.Compiler.Tests.Support;

/// <summary>Runs modules on V8 in one child process. Host functions are recorders that answer what a test prescribes.</summary>
public sealed class NodeHost : IDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Process _process;

    public NodeHost()
    {
        var start = new ProcessStartInfo(Tool.Find("node")!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Support", "node-host.js"));
        _process = Process.Start(start)!;
    }

    /// <summary>Instantiates the program and makes the calls in order on that instance.</summary>
    public NodeAnswer Run(CompiledProgram program, IEnumerable<NodeCall> calls, Dictionary<string, string[]>? returns = null, int memory = 0)
    {
        var request = new
        {
            Wasm = Convert.ToBase64String(program.Wasm.Span),
            Imports = program.Imports.ToDictionary(i => $"{i.Module}.{i.Name}", Letters),
            Returns = returns,
            Memory = memory,
            Calls = calls.Select(c => new
            {
                F = c.Function,
                Args = c.Arguments.Select(a => new[] { Letter(a.Type).ToString(), a.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture) }),
                R = ResultLetter(program.Find(c.Function)!),
            }),
        };
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(request, Options));
        _process.StandardInput.Flush();
        var answer = JsonSerializer.Deserialize<NodeAnswer>(_process.StandardOutput.ReadLine()!, Options)!;
        Assert.True(answer.Valid, answer.Error);
        return answer;
    }

    /// <summary>Makes one call and gives the bits of its result.</summary>
    public ulong Call(CompiledProgram program, string function, params Slot[] arguments)
    {
        var result = Run(program, [new NodeCall(function, arguments)]).Results[0];
        Assert.Null(result.Trap);
        return result.Value;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Letters(ImportContract import) =>
        string.Concat(import.Parameters.Select(p => Letter(p.Wasm))) + ":" + (import.Result is { } result ? Letter(result.Wasm) : '-');

    private static string ResultLetter(CompiledFunction function) =>
        function.Outputs is [var single] ? Letter(WasmTypes.Of(single.Type)).ToString() : "-";

    private static char Letter(WasmType type) => type switch
    {
        WasmType.I32 => 'i',
        WasmType.I64 => 'l',
        WasmType.F32 => 'f',
        _ => 'd',
    };
}

/// <summary>An argument: its cell and its bits.</summary>
public readonly record struct Slot(WasmType Type, ulong Bits)
{
    public static implicit operator Slot(int value) => new(WasmType.I32, (uint)value);

    public static implicit operator Slot(long value) => new(WasmType.I64, (ulong)value);

    public static implicit operator Slot(float value) => new(WasmType.F32, BitConverter.SingleToUInt32Bits(value));

    public static implicit operator Slot(double value) => new(WasmType.F64, BitConverter.DoubleToUInt64Bits(value));
}

public sealed record NodeCall(string Function, params Slot[] Arguments);

public sealed record NodeResult(string? Bits, string? Trap)
{
    public ulong Value => ulong.Parse(Bits!, System.Globalization.CultureInfo.InvariantCulture);
}

public sealed record NodeAnswer(bool Valid, string? Error, string[] Exports, NodeResult[] Results, string[][] Log, string? Memory)
{
    /// <summary>The host calls as <c>module.name(arguments)</c>.</summary>
    public IEnumerable<string> Calls => Log.Select(l => $"{l[0]}({string.Join(", ", l.Skip(1))})");
}
