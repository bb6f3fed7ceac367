using System.Text.Json;
using System.Text.Json.Nodes;
using Arc.Runtime;
using Arc.Sdk.Modules;
using Arc.Sdk.State;
using Arc.Stl;
using Arc.ThirdParty;

namespace Arc.Spine.Tests;

/// <summary>What sessions made from one recipe share: nothing.</summary>
public sealed class IsolationTests
{
    private static readonly ModuleSet Modules = ModuleSet.Standard.Add<SignalModule>();

    [Fact]
    public void TwoCallSessions_OfOneProgram_ShareNoState()
    {
        var compilation = ArcProgram.Compile("import signal\nfunc f() i64 { n i64 $= 0 n += 1 return n * 100 + signal.runs() }", new ArcOptions { Modules = Modules });
        using var program = compilation.Program!;
        using var one = program.Instantiate();
        using var other = program.Instantiate();

        Assert.Equal([101L, 202L, 303L], new[] { 1, 2, 3 }.Select(_ => one.Call("f").Value.As<long>()));
        Assert.Equal(101L, other.Call("f").Value.As<long>());
        Assert.Equal(404L, one.Call("f").Value.As<long>());
    }

    [Fact]
    public void TwoFlowSessions_FromOneRecipe_ShareNoState()
    {
        const string source = "import signal\np -> signal.runs{} -> n\np -> signal.ema{alpha=0.5} -> r";
        using var one = new FlowRun(source, Modules);
        using var other = new FlowRun(source, Modules);

        Assert.Equal("n=1; r=9 12.5", one.Feed());
        Assert.Equal("n=2; r=10.75 13.375", one.Feed());
        Assert.Equal("n=1; r=9 12.5", other.Feed());
    }

    [Fact]
    public void TwoNodesOfOneMember_InOneSession_ShareNoState()
    {
        using var run = new FlowRun("import signal\np -> signal.ema{alpha=0.5} -> r\nq -> signal.ema{alpha=0.5} -> s", Modules);

        Assert.Equal("r=9 12.5; s=4 3.5", run.Feed());
        Assert.Equal("r=10.75 13.375; s=3.75 3.375", run.Feed());
    }

    [Fact]
    public void ModuleState_IsListedReadAndWrittenThroughTheRegistry()
    {
        using var run = new FlowRun("import signal\np -> signal.runs{} -> n", Modules);
        run.Feed();
        run.Feed();

        var state = run.Session.Services.State;
        var entry = Assert.Single(Assert.Single(state.Slices, static s => s.Module == "signal").Slice.Entries);
        Assert.Equal(2L, entry.Value);
        var saved = JsonNode.Parse(Save(state))!;
        saved["signal"]!["runs"]![entry.Node.Name] = 10;
        state.Load(JsonDocument.Parse(saved.ToJsonString()).RootElement);

        Assert.Equal("n=11", run.Feed());

        static byte[] Save(StateRegistry state)
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream)) state.Save(writer);
            return stream.ToArray();
        }
    }
}
