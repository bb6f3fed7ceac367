using Arc.Sdk.Channels;
using Arc.Sdk.Ir;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests.Scheduling;

public class SessionTests
{
    private static GraphBuilder WithAuthority() => new GraphBuilder()
        .Constant("c", Primitive.F64, 1).Write("w", 5, Primitive.F64).Flow("c -> w")
        .Node("set", "control.set_authority", [GraphBuilder.Param("value", Primitive.U8, Constant.Of(7L))], [], []);

    [Fact]
    public void Flush_AuthorityChangesReachTheHostBeforeWrites()
    {
        using var run = new SessionHarness(WithAuthority());
        run.Cycle();
        Assert.Equal(["authority 0=7 [4,5]", "write 5", "write 4"], run.Order);
        run.Cycle();
        Assert.Empty(run.Order);
    }

    [Fact]
    public void InitialAuthorities_WithoutDeclaration_AreFull()
    {
        using var run = new SessionHarness(WithAuthority());
        Assert.Equal([new AuthorityChange(4, 255), new AuthorityChange(5, 255)], run.Session.InitialAuthorities());
    }

    [Fact]
    public void InitialAuthorities_DeclaredOnes_OverrideTheDefault()
    {
        var graph = WithAuthority();
        graph.Authorities = IrAuthorities.None with { Default = 100, Channels = IrAuthorities.None.Channels.Add(5, 200).Add(1, 3) };
        using var run = new SessionHarness(graph);
        Assert.Equal([new AuthorityChange(1, 3), new AuthorityChange(4, 100), new AuthorityChange(5, 200)], run.Session.InitialAuthorities());
    }

    [Fact]
    public void Handles_AfterACycle_AreGone()
    {
        SessionHarness? run = null;
        var guest = new FakeGuest().Add("f", (_, _, _) => run!.Session.Services.Handles.Texts.Add("x"));
        using (run = new SessionHarness(new GraphBuilder().Function("f", [], [], []), guest))
        {
            run.Cycle();
            Assert.Equal(0, run.Session.Services.Handles.Texts.Count);
        }
    }

    [Fact]
    public void TwoSessions_OfOneRecipe_ShareNoState()
    {
        var graph = new GraphBuilder().On("on", 1, Primitive.F64).Write("w", 2, Primitive.F64).Flow("on -> w").Constant("c", Primitive.F64, 1)
            .Write("v", 2, Primitive.F64).Flow("c -> v");
        using var one = new SessionHarness(graph);
        using var two = new SessionHarness(graph);
        Assert.Equal([1.0], one.Cycle(2));
        Assert.Equal([1.0], two.Cycle(2));
        Assert.Equal([4.0], one.Feed(1, [4.0], from: 2));
        Assert.Empty(two.Cycle(2));
        Assert.Equal(0.0, two.Session.Services.Channels.Latest<double>(1));
        Assert.NotSame(one.Session.Modules.Find("telem"), two.Session.Modules.Find("telem"));
    }

    [Fact]
    public void Dispose_DisposesGuestAndModules()
    {
        var guest = new FakeGuest().Add("f", (_, _, _) => { });
        var run = new SessionHarness(new GraphBuilder().Function("f", [], [], []), guest);
        var modules = TestModules.Set.Modules.Select(m => (TestModule)run.Session.Modules.Find(m.Name)!).ToList();
        run.Dispose();
        run.Dispose();
        Assert.True(guest.IsDisposed);
        Assert.All(modules, m => Assert.True(m.IsDisposed));
        Assert.Throws<ObjectDisposedException>(() => run.Cycle());
    }

    [Fact]
    public void NativeNode_ThatThrows_IsReportedAndTheCycleGoesOn()
    {
        var modules = ModuleSet.Empty.Add(TestModule.Describe("bad",
            ("boom", new FlowSignature([], [], [new("output", ArcType.Of(Primitive.I64))]), _ => new ProbeNode(_ => throw new InvalidOperationException("no pressure"), [])),
            ("fine", new FlowSignature([], [], [new("output", ArcType.Of(Primitive.I64))]), _ => new ProbeNode(_ => { }, []))));
        using var run = new SessionHarness(new GraphBuilder().Node("boom_0", "bad.boom", [], [], []).Node("fine_0", "bad.fine", [], [], []), null, modules);
        run.Cycle();
        run.Cycle();
        Assert.Equal(2, ((ProbeNode)run.Session.Nodes["fine_0"]).Executions);
        Assert.All(run.Errors, e => Assert.Equal(("boom_0", "no pressure", -1), (e.Node, e.Message, e.Sample)));
        Assert.Equal(2, run.Errors.Count);
    }

    [Fact]
    public void Channels_OfAProgram_AreThoseOfItsNodesAndAuthorities()
    {
        var graph = WithAuthority().On("on", 3, Primitive.U8);
        graph.Authorities = IrAuthorities.None with { Channels = IrAuthorities.None.Channels.Add(2, 9) };
        var program = graph.Program();
        Assert.Equal([3], program.Channels.Read.Keys);
        Assert.Equal([2, 5], program.Channels.Write.Keys);
    }
}
