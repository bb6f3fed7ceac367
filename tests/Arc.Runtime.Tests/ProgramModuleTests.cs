using Arc.Dataflow;
using Arc.Engines;
using Arc.Runtime.Tests.Support;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Runtime.Tests;

/// <summary>A compiled program in a module set, and another program that imports it.</summary>
public sealed class ProgramModuleTests
{
    private const string Library = """
        import math
        func square(x f64) f64 { return x * x }
        func root(x f64) f64 { return math.sqrt(x) }
        func greet(name str) str { return "hello, " + name }
        func sum(s series f64) f64 {
            total := 0.0
            for i, e := s { total += e }
            return total
        }
        func count() i64 {
            n i64 $= 0
            n += 1
            return n
        }
        func bad(x i64) i64 { return 10 / x }
        func spin() { for 1 == 1 { } }
        func several(x i64) (a i64, b i64) { a = x b = x }
        func configured{k i64}(x i64) i64 { return k * x }
        """;

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Program_ImportsAnotherByName_AndCallsItsFunctions(string engine)
    {
        using var library = Run.Program(Library);

        var results = Call(engine, library, """
            import lib
            func f() str {
                greeting := lib.greet("arc")
                total := lib.sum([1.0, 2.5]) + lib.square(3) + lib.root(16.0)
                return greeting + " " + str(total)
            }
            """, "f", "f");

        Assert.Equal(["\"hello, arc 16.5\"", "\"hello, arc 16.5\""], results);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void StatefulVariables_OfBothPrograms_DoNotMeet(string engine)
    {
        using var library = Run.Program(Library);

        var results = Call(engine, library, """
            import lib
            func f() i64 {
                n i64 $= 100
                n += 10
                return n + lib.count()
            }
            """, "f", "f", "f");

        Assert.Equal(["111", "122", "133"], results);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Sessions_OfOneProgram_HaveLibrariesOfTheirOwn(string engine)
    {
        using var library = Run.Program(Library);
        const string source = "import lib\nfunc f() i64 { return lib.count() }";

        Assert.Equal(["1", "2"], Call(engine, library, source, "f", "f"));
        Assert.Equal(["1"], Call(engine, library, source, "f"));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Trap_InTheLibrary_ReachesTheCaller_AndTheSessionIsUsableAgain(string engine)
    {
        using var library = Run.Program(Library);

        var results = Call(engine, library, """
            import lib
            func f() i64 { return lib.bad(0) }
            func g() i64 { return lib.bad(5) }
            func h() { lib.spin() }
            """, "f", "g", "h", "g");

        Assert.Equal("trap: integer divide by zero", results[0]);
        Assert.Equal("2", results[1]);
        Assert.StartsWith("trap: execution budget exhausted", results[2], StringComparison.Ordinal);
        Assert.Equal("2", results[3]);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Library_OfALibrary_IsLinkedToo(string engine)
    {
        using var inner = Run.Program(Library);
        var first = ModuleSet.Standard.Add("lib", inner);
        using var outer = Compile(first, "import lib\nfunc fourth(x f64) f64 { return lib.square(lib.square(x)) }");
        var second = first.Add("powers", outer);

        Assert.Equal(["97"], Call(engine, second, "import ( powers lib )\nfunc f() f64 { return powers.fourth(3) + lib.square(4) }", "f"));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Flow_CallsAFunctionOfTheLibrary(string engine)
    {
        using var library = Run.Program(Library);
        ChannelInfo[] channels = [new(1, "input", new PrimitiveType(Primitive.F64)), new(2, "output", new PrimitiveType(Primitive.F64))];
        var compilation = ArcProgram.Compile("""
            import lib
            func twice_squared(x f64) f64 { return lib.square(x) * 2 }
            input -> twice_squared{} -> output
            """, new ArcOptions { Modules = ModuleSet.Standard.Add("lib", library), Channels = channels });
        using var program = compilation.ProgramOrThrow();
        var sink = new Written();
        using var session = program.Load(sink, engine: EngineRows.Of(engine));

        session.Ingest(new Frame().Add(1, 3.0));
        session.Cycle(1, CycleReason.Input);

        Assert.Equal([18.0], sink.Values);
    }

    [Fact]
    public void Function_WithConfigOrSeveralOutputs_IsNoMember()
    {
        using var library = Run.Program(Library);
        var symbols = ModuleSet.Standard.Add("lib", library).Symbols;

        Assert.NotNull(symbols.Resolve("lib.square"));
        Assert.Null(symbols.Resolve("lib.several"));
        Assert.Null(symbols.Resolve("lib.configured"));
    }

    [Fact]
    public void Add_WithATakenOrBadNameOrAMissingModule_Says()
    {
        using var library = Run.Program(Library);

        Assert.Throws<ModuleSetException>(() => ModuleSet.Standard.Add("math", library));
        Assert.Throws<ArgumentException>(() => ModuleSet.Standard.Add("1x", library));
        Assert.Contains("math", Assert.Throws<ModuleSetException>(() => ModuleSet.Empty.Add("lib", library)).Message, StringComparison.Ordinal);
    }

    private static string[] Call(string engine, ArcProgram library, string source, params string[] functions) =>
        Call(engine, ModuleSet.Standard.Add("lib", library), source, functions);

    private static string[] Call(string engine, ModuleSet modules, string source, params string[] functions)
    {
        using var program = Compile(modules, source);
        using var session = program.Instantiate(new CallOptions { Engine = EngineRows.Of(engine), Limits = new InstanceOptions { ExecutionBudget = 100_000 } });
        return [.. functions.Select(f => Run.Call(program, session, f))];
    }

    private static ArcProgram Compile(ModuleSet modules, string source)
    {
        var compilation = modules.Compile(source);
        Assert.True(compilation.Success, string.Join('\n', compilation.Diagnostics));
        return compilation.Program;
    }

    private sealed class Written : ISessionSink
    {
        public List<double> Values { get; } = [];

        public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels)
        {
        }

        public void OnWrite(ChannelWrites writes) => Values.AddRange(((ChannelWrites<double>)writes).Values);

        public void OnError(NodeError error) => Assert.Fail(error.Message);
    }
}
