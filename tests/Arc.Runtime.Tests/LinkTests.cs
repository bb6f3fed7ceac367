using Arc.Engines.Linking;
using Arc.Runtime.Tests.Support;
using Arc.Sdk.Hosting;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Arc.Runtime.Tests;

/// <summary>A specialisation that a host does not offer is found when the program is linked, never when it runs.</summary>
public sealed class LinkTests
{
    private const string Source = """
        import ( math time )
        func f(x f64, y f32, n i16, s series u8, t str) str {
            k $= [1.5, 2.5]
            c u32 $= 3
            k[0] += math.sqrt(x)
            a := math.min(y, 2) ^ 2
            for i, e := s { c += u32(e) }
            m := k * x > 2.0
            w := t + f"{x:.2f}{n}{y}" + t[1:]
            if w == "x" and now_is(2) { return w }
            return str(a) + str(math.abs(n)) + str(m[0]) + str(len(s[1:])) + str(c)
        }
        func now_is(x i64) u8 { return time.now() > x }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomSubsetOfSpecialisations_RemovedAtLink_IsReportedCompletelyBeforeAnyCodeRuns(int seed)
    {
        var random = new Random(seed);
        using var program = Run.Program(Source);
        using var module = ArcProgram.DefaultEngine.Compile(program.Compiled.Wasm);
        using var modules = ModuleSet.Standard.Instantiate(new SessionServices());
        for (var round = 0; round < 20; round++)
        {
            var removed = program.Compiled.Imports.Where(_ => random.Next(4) == 0).Select(i => (i.Module, i.Name)).ToHashSet();
            if (removed.Count == 0) continue;
            var linker = new Linker();
            modules.Bind(new Without(linker, removed));

            var error = Assert.Throws<LinkException>(() => module.Instantiate(linker));

            Assert.Equal(removed.Order(), error.Problems.Select(p => (p.Module, p.Name)).Order());
            Assert.All(error.Problems, p => Assert.Contains($"{p.Module}.{p.Name}", error.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void ModuleSetWithoutAMember_InstantiateOfTheProgram_NamesItAndWhatComesNearest()
    {
        using var program = Run.Program(Source);
        using var module = ArcProgram.DefaultEngine.Compile(program.Compiled.Wasm);
        using var modules = ModuleSet.Standard.Instantiate(new SessionServices());
        var linker = new Linker();
        modules.Bind(new Without(linker, [("math", "sqrt_f64")]));

        var problem = Assert.Single(Assert.Throws<LinkException>(() => module.Instantiate(linker)).Problems);

        Assert.Equal(("math", "sqrt", "f64"), (problem.Module, problem.Member, problem.TypeSuffix));
        Assert.StartsWith("math.sqrt_f32", problem.Nearest, StringComparison.Ordinal);
    }

    [Fact]
    public void EverythingThatTheProgramImports_IsWhatTheModuleSetOffers()
    {
        using var program = Run.Program(Source);
        using var session = program.Instantiate();

        Assert.True(program.Compiled.Imports.Length > 25);
    }

    private sealed class Without(ILinker inner, HashSet<(string Module, string Name)> removed) : ILinker
    {
        public void Define(string module, string name, Delegate function)
        {
            if (!removed.Contains((module, name))) inner.Define(module, name, function);
        }
    }
}
