using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Runtime;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Arc.Spine.Tests;

/// <summary>A host function that enters the guest again for another node (seed Q40).</summary>
public sealed class ReentryTests
{
    private const string Source = """
        import callback
        func outer() str {
            n i64 $= 0
            n += 1
            s := "outer" + str(n)
            seen := callback.around(s)
            n += 10
            return seen + ", n=" + str(n)
        }
        func inner() str {
            n i64 $= 0
            n += 100
            return callback.around("inner") + ", n=" + str(n)
        }
        """;

    private static readonly ModuleSet Modules = ModuleSet.Standard.Add<CallbackModule>();

    [Fact]
    public void HostFunction_ThatReentersForAnotherNode_FindsItsOwnContextAfterwards()
    {
        var host = new CallbackModule.Host();
        var services = new SessionServices(host: host);
        using var program = ArcProgram.Compile(Source, new ArcOptions { Modules = Modules }).Program!;
        using var module = ArcProgram.DefaultEngine.Compile(program.Compiled.Wasm);
        using var instances = Modules.Instantiate(services);
        var linker = new Linker();
        instances.Bind(linker);
        using var instance = module.Instantiate(linker);
        var inner = "";
        host.Call = text => inner = text == "inner" ? inner : Run("inner", "second");

        Assert.Equal("outer1, call 1 of node 'first', then call 1 of node 'first', n=11", Run("outer", "first"));
        Assert.Equal("inner, call 1 of node 'second', then call 1 of node 'second', n=100", inner);
        Assert.Equal("outer12, call 2 of node 'first', then call 2 of node 'first', n=22", Run("outer", "first"));
        Assert.Equal("inner, call 2 of node 'second', then call 2 of node 'second', n=200", inner);

        string Run(string function, string node)
        {
            Span<ulong> results = stackalloc ulong[1];
            instance.GetFunction(function).Invoke([], results, services.Nodes.GetOrAdd(node));
            return services.Handles.Texts.Get((int)results[0]).ToString();
        }
    }

    [Fact]
    public void HostFunction_ThatCallsTheSessionAgain_LeavesTheStringsOfTheOuterCall()
    {
        var host = new CallbackModule.Host();
        using var program = ArcProgram.Compile(Source, new ArcOptions { Modules = Modules }).Program!;
        using var session = program.Instantiate(new CallOptions { Services = host });
        host.Call = text =>
        {
            if (text != "inner") session.Call("inner");
        };

        Assert.StartsWith("outer1, call 1", session.Call("outer").Value.As<string>(), StringComparison.Ordinal);
        Assert.Equal(0, session.Services.Handles.Texts.Count);
    }

    [Fact]
    public void HostFunction_ThatReentersWithoutEnd_IsATrap()
    {
        var host = new CallbackModule.Host();
        using var program = ArcProgram.Compile(Source, new ArcOptions { Modules = Modules }).Program!;
        using var session = program.Instantiate(new CallOptions { Services = host });
        host.Call = _ => session.Call("inner");

        Assert.Throws<WasmTrapException>(() => session.Call("outer"));
        host.Call = null;
        Assert.StartsWith("inner", session.Call("inner").Value.As<string>(), StringComparison.Ordinal);
    }
}
