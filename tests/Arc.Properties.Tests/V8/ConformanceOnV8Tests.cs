using System.Text.Json.Nodes;
using Arc.Cases;
using Arc.Dataflow;
using Arc.Engines;
using Arc.Runtime;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Arc.Properties.Tests.V8;

/// <summary>Every call of the conformance cases gives the same on V8 as on the managed engine.</summary>
public class ConformanceOnV8Tests
{
    private static readonly CaseRunner Managed = new(ModuleSet.Standard, ArcProgram.DefaultEngine);

    private static readonly CaseRunner OnV8 = new(ModuleSet.Standard, NodeEngine.Instance);

    // V8 counts no instructions, so what runs into the budget is not for it.
    private static readonly Dictionary<string, Case> Cases =
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "cases"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(CaseFile.Read)
            .Where(c => c.Call is { } call && call.Trap?.Contains("budget", StringComparison.Ordinal) != true).ToDictionary(c => c.Id, StringComparer.Ordinal);

    public static TheoryData<string> Ids => [.. Cases.Keys];

    [V8Theory]
    [MemberData(nameof(Ids))]
    public void Case_OnBothEngines_GivesTheSame(string id)
    {
        var v8 = OnV8.Run(Cases[id]);
        Assert.True(v8.Ok, $"{Cases[id].Source}\n{v8.Message}");
        Assert.Equal(Observed(Managed.Run(Cases[id])), Observed(v8));
    }

    [V8Fact]
    public void Clock_Read_ComesFromTheHost()
    {
        using var program = ArcProgram.Compile("import time\nfunc f() i64 { return time.now() }").ProgramOrThrow();
        using var session = program.Instantiate(new CallOptions { Engine = NodeEngine.Instance, Time = new ManualClock { Now = 1_000_000_000 } });
        Assert.Equal(1_000_000_000, session.Call("f").Value.As<long>());
    }

    [V8Fact]
    public void EndlessLoop_EndsAtTheDeadline_AndTheNextProgramRuns()
    {
        using var program = ArcProgram.Compile("func f(n i64) { for n > 0 { } }").ProgramOrThrow();
        using var engine = new NodeEngine();
        var options = new CallOptions { Engine = engine, Limits = InstanceOptions.Default with { Timeout = TimeSpan.FromMilliseconds(200) } };
        using (var session = program.Instantiate(options))
        {
            Assert.Equal(TrapKind.DeadlineExceeded, Assert.Throws<WasmTrapException>(() => session.Call("f", ArcValue.Of(1L))).Kind);
        }

        using var second = program.Instantiate(options);
        Assert.Empty(second.Call("f", ArcValue.Of(0L)).Outputs);
    }

    // The end of the stack is described with the settings of the engine.
    private static string Observed(CaseResult result)
    {
        var actual = result.Actual.DeepClone().AsObject();
        if (actual["trap"] is JsonValue trap) actual["trap"] = trap.GetValue<string>().Split(": more than")[0];
        return actual.ToJsonString();
    }
}
