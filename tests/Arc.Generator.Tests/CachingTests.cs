using Arc.Sdk.Testing;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Tests;

/// <summary>What an edit runs again. A keystroke must not cost more than it has to.</summary>
public class CachingTests
{
    private const IncrementalStepRunReason Cached = IncrementalStepRunReason.Cached;
    private const IncrementalStepRunReason Unchanged = IncrementalStepRunReason.Unchanged;
    private const IncrementalStepRunReason Modified = IncrementalStepRunReason.Modified;

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

    /// <summary>Edits inside bodies: nothing is bound, read or written.</summary>
    [Theory]
    [InlineData("=> a + b;", "=> b + a;")]
    [InlineData("2 * x", "x + x")]
    [InlineData("2 * x", "/* twice */ 2 * x")]
    [InlineData("Twice(x);", "Twice(x) + 0;")]
    [InlineData("=> _count;", "=> _count + 1;")]
    public void EditOfABody_ReadsNothing(string old, string replacement)
    {
        var run = Both().Edit("First.cs", old, replacement);
        Assert.Equal([Unchanged, Unchanged], run.Reasons(Steps.FindModules));
        Assert.Equal([Cached, Cached], run.Reasons(Steps.ReadModules));
        Assert.All(run.OutputReasons, reason => Assert.Equal(Cached, reason));
    }

    /// <summary>Edits beside the bodies that change no model: the first module is read again, and nothing is written.</summary>
    [Theory]
    [InlineData("// helper", "// helps")]
    [InlineData("private static int Twice(int x)", "private static int Twice(long ignored, int x)")]
    public void EditThatChangesNoModel_WritesNothing(string old, string replacement)
    {
        var run = Both().Edit("First.cs", old, replacement);
        Assert.Equal([Modified, Unchanged], run.Reasons(Steps.FindModules));
        Assert.Equal([Unchanged, Cached], run.Reasons(Steps.ReadModules));
        Assert.All(run.OutputReasons, reason => Assert.Equal(Cached, reason));
    }

    /// <summary>Edits that could change what names mean: every module is read again, and nothing is written.</summary>
    [Theory]
    [InlineData("using System;", "using System;\nusing System.Text;")]
    [InlineData("private int _count;", "private long _count;")]
    public void EditThatCouldChangeNames_ReadsEverythingAndWritesNothing(string old, string replacement)
    {
        var run = Both().Edit("First.cs", old, replacement);
        Assert.Equal([Modified, Modified], run.Reasons(Steps.FindModules));
        Assert.Equal([Unchanged, Unchanged], run.Reasons(Steps.ReadModules));
        Assert.All(run.OutputReasons, reason => Assert.Equal(Cached, reason));
    }

    /// <summary>Edits that change the first module: its files are written again, those of the second are not.</summary>
    [Theory]
    [InlineData("Add<T>", "Plus<T>")]
    [InlineData("T a, T b)", "T a, T c)")]
    [InlineData("INumber<T>", "IBinaryInteger<T>")]
    [InlineData("int Double(int x)", "int Double(byte x)")]
    [InlineData("Adds.", "Adds two numbers.")]
    [InlineData("Left.", "The left operand.")]
    [InlineData("[Module(\"m\")]", "[Module(\"mm\")]")]
    [InlineData("[HostFunction] public static int", "[HostFunction(Contexts.Call)] public static int")]
    public void EditThatChangesOneModule_WritesOnlyItsFiles(string old, string replacement)
    {
        var before = Both();
        var run = before.Edit("First.cs", old, replacement);
        Assert.Equal(Modified, run.Reasons(Steps.ReadModules)[0]);
        Assert.NotEqual(Modified, run.Reasons(Steps.ReadModules)[1]);
        Assert.Equal(1, run.OutputReasons.Count(r => r == Modified));
        Assert.Equal(1, run.OutputReasons.Count(r => r == Cached));
        Assert.All(before.Files.Where(f => f.Key.Contains(".N.", StringComparison.Ordinal)), f => Assert.Equal(f.Value, run.Files[f.Key]));
        Assert.NotEqual(before.Files, run.Files);
    }

    [Fact]
    public void AddingAnUnrelatedFile_WritesNothing()
    {
        var run = Both().Add("Other.cs", "class Other;");
        Assert.Equal([Unchanged, Unchanged], run.Reasons(Steps.ReadModules));
        Assert.All(run.OutputReasons, reason => Assert.Equal(Cached, reason));
    }

    [Theory]
    [InlineData("class Other { void F(int x) { } }", "int x", "long x")]
    [InlineData("class Other { void F() { } }", "{ }", "{ F(); }")]
    [InlineData("interface Other { int P { get; } }", "int P", "long P")]
    public void EditOfAnUnrelatedFile_WritesNothing(string source, string old, string replacement)
    {
        var run = Both().Add("Other.cs", source).Edit("Other.cs", old, replacement);
        Assert.DoesNotContain(Modified, run.Reasons(Steps.ReadModules));
        Assert.All(run.OutputReasons, reason => Assert.Equal(Cached, reason));
    }

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
    public void AddingAModule_WritesOnlyItsFiles()
    {
        var run = Both().Add("Third.cs", Second.Replace("class N", "class P", StringComparison.Ordinal).Replace("\"n\"", "\"p\"", StringComparison.Ordinal));
        Assert.Equal(12, run.Files.Count);
        Assert.Equal(2, run.OutputReasons.Count(r => r == Cached));
        Assert.Equal(1, run.OutputReasons.Count(r => r == IncrementalStepRunReason.New));
    }

    [Fact]
    public void ChangingATypeElsewhere_ThatAModuleUses_ReadsItsModelAnew()
    {
        var source = Sources.Module("/// <summary>F.</summary>\n[HostFunction] public static Number F(Number x) => x;").Replace("using System;", "using System;\nusing Number = System.Int32;", StringComparison.Ordinal);
        var run = ModuleCompiler.Run([new("First.cs", source)]).Edit("First.cs", "System.Int32", "System.Int64");
        Assert.Equal([Modified], run.Reasons(Steps.ReadModules));
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
