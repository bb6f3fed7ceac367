using System.Globalization;
using Arc.Generator.Discovery;
using Arc.Generator.Emit;
using Arc.Generator.Validation;
using Arc.Sdk.Testing;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Tests;

/// <summary>What an edit runs again. A keystroke must not cost more than it has to.</summary>
public class CachingTests
{
    private static readonly string First = Sources.Module("""
        /// <summary>Adds.</summary>
        /// <param name="a">Left.</param>
        [HostFunction] public static T Add<T>(T a, T b) where T : INumber<T> => a + b;

        /// <summary>Doubles.</summary>
        [HostFunction] public static int Double(int x) => Twice(x);

        private int _count;

        public int Count => _count;

        // helper
        private static int Twice(int x) => 2 * x;
        """);

    private static readonly string Second = First.Replace("[Module(\"m\")]", "[Module(\"n\")]", StringComparison.Ordinal)
        .Replace("class M", "class N", StringComparison.Ordinal);

    private static readonly string Third = First.Replace("[Module(\"m\")]", "[Module(\"p\")]", StringComparison.Ordinal)
        .Replace("class M", "class P", StringComparison.Ordinal);

    /// <summary>
    /// What each edit runs again, exactly. A letter is a module's step: C cached (not even asked), U run again with the same outcome, M
    /// run again with another outcome, N new. The steps are finding modules, reading their models, writing their files.
    /// </summary>
    public static TheoryData<string, string, string, string, string> Edits => new()
    {
        // In a body nothing counts: the module is found again, and is as it was.
        { "comment in a body", "2 * x", "/* twice */ 2 * x", "UU CC CC", "First.cs" },
        { "expression", "=> a + b;", "=> b + a;", "UU CC CC", "First.cs" },
        { "call in a body", "Twice(x);", "Twice(x) + 0;", "UU CC CC", "First.cs" },
        { "body of a helper", "2 * x", "x + x", "UU CC CC", "First.cs" },
        { "body of a property", "=> _count;", "=> _count + 1;", "UU CC CC", "First.cs" },
        { "line in a body", "=> a + b;", "=> a\n    + b;", "UU CC CC", "First.cs" },

        // Beside bodies the module is read again; unless its model changed, nothing is written.
        { "comment between members", "// helper", "// helps", "MU UC CC", "First.cs" },
        { "signature of a helper", "private static int Twice(int x)", "private static int Twice(long ignored, int x)", "MU UC CC", "First.cs" },

        // What could change the meaning of names has every module read again.
        { "using directive", "using System;", "using System;\nusing System.Text;", "MM UU CC", "First.cs" },
        { "field", "private int _count;", "private long _count;", "MM UU CC", "First.cs" },

        // A changed model has its own files written, and no others.
        { "added function", "// helper", "/// <summary>Three.</summary>\n[HostFunction] public static int Three() => 3;\n\n// helper", "MU MC MC", "First.cs" },
        { "removed function", "\n    /// <summary>Doubles.</summary>\n    [HostFunction] public static int Double(int x) => Twice(x);\n", "", "MU MC MC", "First.cs" },
        { "name of a function", "Add<T>", "Plus<T>", "MU MC MC", "First.cs" },
        { "name of a parameter", "T a, T b)", "T a, T c)", "MU MC MC", "First.cs" },
        { "constraint", "INumber<T>", "IBinaryInteger<T>", "MU MC MC", "First.cs" },
        { "type of a parameter", "int Double(int x)", "int Double(byte x)", "MU MC MC", "First.cs" },
        { "summary", "Adds.", "Adds two numbers.", "MU MC MC", "First.cs" },
        { "documentation of a parameter", "Left.", "The left operand.", "MU MC MC", "First.cs" },
        { "contexts", "[HostFunction] public static int", "[HostFunction(Contexts.Call)] public static int", "MU MC MC", "First.cs" },
        { "name of the module", "[Module(\"m\")]", "[Module(\"mm\")]", "MM MU MC", "First.cs" },

        // Other files.
        { "body elsewhere", "=> 1;", "=> 2;", "UU CC CC", "Other.cs" },
        { "signature of a method elsewhere", "int F(int x)", "int F(long x)", "UU CC CC", "Other.cs" },
        { "property elsewhere", "int P { get; }", "long P { get; }", "MM UU CC", "Other.cs" },
        { "added file", "", "class Added;", "MM UU CC", "Added.cs" },
        { "added module", "", "module", "MMN UUN CCN", "Third.cs" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Edit_RunsExactlyTheseSteps(string edit, string old, string replacement, string expected, string file)
    {
        var before = Both().Add("Other.cs", "class Other { int F(int x) => 1; int P { get; } }");
        var run = old.Length > 0 ? before.Edit(file, old, replacement) : before.Add(file, replacement == "module" ? Third : replacement);
        Assert.Equal((edit, expected), (edit, $"{Letters(run.Reasons(Steps.FindModules))} {Letters(run.Reasons(Steps.ReadModules))} {Letters(run.OutputReasons)}"));
        // Whatever was not written again is what it was.
        if (expected[^2] == 'C') Assert.All(before.Files.Where(f => f.Key.Contains(".M.", StringComparison.Ordinal)), f => Assert.Equal(f.Value, run.Files[f.Key]));
        Assert.All(before.Files.Where(f => f.Key.Contains(".N.", StringComparison.Ordinal)), f => Assert.Equal(f.Value, run.Files[f.Key]));
        if (expected.EndsWith("MC", StringComparison.Ordinal)) Assert.NotEqual(before.Files, run.Files);
        Assert.Equal(ModuleCompiler.Run(run.Sources.SyntaxTrees.Select(t => KeyValuePair.Create(t.FilePath, t.ToString()))).Files, run.Files);
    }

    /// <summary>One module of a thousand functions costs a body edit nothing that grows with them but hashing the text.</summary>
    [Fact]
    public void EditOfABody_InAModuleOfAThousandFunctions_IsCached()
    {
        var functions = string.Concat(Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"/// <summary>F.</summary>\n[HostFunction(Contexts.Call)] public static int Number{i}(int x) => x + {i};\n")));
        var run = ModuleCompiler.Run(Sources.Module(functions)).Edit("Module.cs", "=> x + 500;", "=> x - 500;");
        run.AssertCached();
        var edited = run.Edit("Module.cs", "=> x - 500;", "=> 500 - x;");
        edited.AssertCached();

        var (first, _) = AllocatedByProblems(run);
        var (second, problems) = AllocatedByProblems(edited);
        Assert.Empty(problems);
        Assert.InRange(second, 0, Math.Min(200_000, first / 10));
    }

    /// <summary>An edit of one function leaves the code of the others what it is, and the files share it.</summary>
    [Fact]
    public void EditOfASignature_InAModuleOfAHundredFunctions_WritesOneMember()
    {
        var functions = string.Concat(Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"/// <summary>F.</summary>\n[HostFunction] public static T Number{i}<T>(T x) where T : INumber<T> => x;\n")));
        var run = ModuleCompiler.Run(Sources.Module(functions));
        var memory = new ModuleMemory();
        var before = CodeOf(run, memory);
        var after = CodeOf(run.Edit("Module.cs", "Number50<T>", "Renamed<T>"), memory);
        Assert.Equal((100, 100, 99), (before.Count, after.Count, before.Intersect(after).Count()));
    }

    private static IReadOnlyList<MemberCode> CodeOf(GeneratorRun run, ModuleMemory memory)
    {
        var type = run.Sources.GetTypeByMetadataName("Sample.M")!;
        var readings = memory.Begin("Sample.M", Skeleton.WorldOf(run.Sources, CancellationToken.None));
        var model = ModuleReader.Read(type, type.Attribute("ModuleAttribute")!, run.Sources, new Problems(collect: false), CancellationToken.None, readings)!;
        memory.Keep("Sample.M", readings);
        return MemberCode.Of(model, CancellationToken.None);
    }

    // The compiler's own work for a new compilation is done before.
    private static (long Bytes, Problem[] Problems) AllocatedByProblems(GeneratorRun run)
    {
        var type = run.Output.GetTypeByMetadataName("Sample.M")!;
        var attribute = type.Attribute("ModuleAttribute")!;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var problems = ModuleProblems.Of(type, attribute, run.Output, CancellationToken.None).ToArray();
        return (GC.GetAllocatedBytesForCurrentThread() - before, problems);
    }

    private static string Letters(IEnumerable<IncrementalStepRunReason> reasons) => string.Concat(reasons.Select(r => r.ToString()[0]));

    [Fact]
    public void MovingAMethodToAnotherPartOfTheClass_IsSeen()
    {
        const string Part = "using Arc.Sdk; namespace Sample; partial class M { /// <summary>T.</summary>\n[HostFunction] public static int Three() => 3; }";
        var run = Both().Add("Part.cs", Part);
        Assert.Contains("\"three\"", run.Files["Sample.M.Bindings.g.cs"], StringComparison.Ordinal);
        run = run.Edit("Part.cs", "static int Three()", "static long Three()");
        Assert.Contains("Func<long>(Specialisations.Three)", run.Files["Sample.M.Bindings.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void ChangingAConstant_ThatAnAttributeUses_IsSeen()
    {
        var source = Sources.Module("/// <summary>F.</summary>\n[HostFunction(Names.F)] public static int F() => 1;");
        var run = ModuleCompiler.Run([new("First.cs", source), new("Names.cs", "namespace Sample; static class Names { public const string F = \"one\"; }")])
            .Edit("Names.cs", "one", "two");
        Assert.Contains("\"two\"", run.Facet("Bindings"), StringComparison.Ordinal);
    }

    [Fact]
    public void ChangingATypeElsewhere_ThatAModuleUses_ReadsItsModelAnew()
    {
        var source = Sources.Module("/// <summary>F.</summary>\n[HostFunction] public static Number F(Number x) => x;").Replace("using System;", "using System;\nusing Number = System.Int32;", StringComparison.Ordinal);
        var run = ModuleCompiler.Run([new("First.cs", source)]).Edit("First.cs", "System.Int32", "System.Int64");
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(Steps.ReadModules));
        Assert.Contains("Func<long, long>", run.Facet("Bindings"), StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_OfADirective_IsSeen()
    {
        var source = Sources.Module("#if !OFF\n/// <summary>F.</summary>\n[HostFunction] public static int F() => 1;\n#endif\n/// <summary>G.</summary>\n[HostFunction] public static int G() => 1;");
        var run = ModuleCompiler.Run([new("First.cs", source)]).Edit("First.cs", "#if !OFF", "#if OFF");
        Assert.DoesNotContain("\"f\"", run.Facet("Bindings"), StringComparison.Ordinal);
    }

    [Fact]
    public void Models_KeepNoCompilationAlive()
    {
        var (run, old) = Edited();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(old.IsAlive);
        GC.KeepAlive(run);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static (GeneratorRun Run, WeakReference Old) Edited()
    {
        var first = Both();
        var old = new WeakReference(first.Sources);
        return (first.Edit("First.cs", "2 * x", "x + x"), old);
    }

    private static GeneratorRun Both() => ModuleCompiler.Run([new("First.cs", First), new("Second.cs", Second)]);
}
