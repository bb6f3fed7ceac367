using System.Globalization;
using Arc.Generator.CodeFixes;
using Arc.Generator.Tests.Pages;
using Arc.Generator.Validation;
using Arc.Sdk.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Arc.Generator.Tests;

/// <summary>Fixes remove what they fix, and leave code that a person would have written.</summary>
public class CodeFixTests
{
    private static readonly CodeFixProvider[] Providers =
    [
        .. typeof(FixProvider).Assembly.GetExportedTypes().Where(t => !t.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(t))
            .Select(t => (CodeFixProvider)Activator.CreateInstance(t)!),
    ];

    // Rules whose mistake only the author can mend: what should be there instead cannot be told from what is.
    private static readonly string[] WithoutFix =
        ["ARCG1004", "ARCG1007", "ARCG1008", "ARCG1010", "ARCG1112", "ARCG1304", "ARCG1305", "ARCG1601", "ARCG1603"];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (id, wrong, _) in DiagnosticTests.All.Where(c => !WithoutFix.Contains(c.Id))) data.Add(id, wrong);
            return data;
        }
    }

    public static TheoryData<string> FixableIds => [.. Rules.All.Select(r => r.Id).Except(WithoutFix)];

    [Fact]
    public void Rules_HaveAFix_OrAreKnownToHaveNone() =>
        Assert.Equal(Rules.All.Select(r => r.Id).Except(WithoutFix), Providers.SelectMany(p => p.FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(FixableIds))]
    public async Task Fix_OfThePagesExample_LeavesAModuleThatCompiles(string id)
    {
        var wrong = Sources.File(DiagnosticPage.Of(id).Examples[0].Wrong.TrimEnd('\n'));
        var after = await Fixed(wrong);
        var run = ModuleCompiler.Run(after);
        Assert.True(run.Misuses.IsEmpty && run.CompilerProblems.IsEmpty, $"{after}\n{string.Join('\n', run.Misuses.Concat(run.CompilerProblems))}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fix_RemovesItsDiagnostic(string id, string wrong)
    {
        var before = ModuleCompiler.Run(wrong).Misuses.First(m => m.Id == id);
        var actions = await Actions(wrong, before);
        if (actions.Count == 0)
        {
            Assert.False(before.Properties.ContainsKey(Problems.FixProperty), $"no fix for {before}");
            return;
        }

        foreach (var action in actions)
        {
            var after = await Apply(wrong, action);
            Assert.NotEqual(wrong, after);
            Assert.DoesNotContain(ModuleCompiler.Run(after).Misuses, m => m.Id == id && m.GetMessage(CultureInfo.InvariantCulture) == before.GetMessage(CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("[HostFunction] internal static int F() => 1;", "[HostFunction] public static int F() => 1;")]
    [InlineData("[HostFunction] static int F() => 1;", "[HostFunction] public static int F() => 1;")]
    [InlineData("[HostFunction] public static int F(bool x) => 1;", "[HostFunction] public static int F(byte x) => 1;")]
    [InlineData("[HostFunction] public static int F(decimal[] x) => 1;", null)]
    [InlineData("[HostFunction(Contexts.Call)] public static List<float> F() => [];", "[HostFunction(Contexts.Call)] public static Series<float> F() => [];")]
    [InlineData("[HostFunction] public static int F(int x, HostContext c, int y) => 1;", "[HostFunction] public static int F(HostContext c, int x, int y) => 1;")]
    [InlineData("[HostFunction] public static int F(ref int x) => 1;", "[HostFunction] public static int F(int x) => 1;")]
    [InlineData("[HostFunction] public static T F<T>(T x) where T : IComparable<T> => x;", "[HostFunction] public static T F<T>(T x) where T : INumber<T> => x;")]
    [InlineData("[HostFunction] public static T F<T>(T x) where T : IShiftOperators<T, int, T> => x;", "[HostFunction] public static T F<T>(T x) where T : IBinaryInteger<T> => x;")]
    [InlineData("[HostFunction(\"g\", Internal = true)] public static int F(Series<int> x) => 1;", "[HostFunction(\"g\", Contexts.Call, Internal = true)] public static int F(Series<int> x) => 1;")]
    [InlineData("[HostFunction(Contexts.Both)] public static int F(Series<int> x) => 1;", "[HostFunction(Contexts.Call)] public static int F(Series<int> x) => 1;")]
    [InlineData("[HostFunction(Contexts.Call)] public static (int a, int b) F() => (1, 1);", "[HostFunction(Contexts.Flow)] public static (int a, int b) F() => (1, 1);")]
    [InlineData("[HostFunction(\"a\")] public static int A() => 1;\n/// <summary>B.</summary>\n[HostFunction(\"a\")] public static int B() => 1;", "[HostFunction(\"a\")] public static int A() => 1;\n/// <summary>B.</summary>\n[HostFunction(\"b\")] public static int B() => 1;")]
    [InlineData("[HostFunction] /* a */ internal /* b */ static int F() => 1;", "[HostFunction] /* a */ public /* b */ static int F() => 1;")]
    [InlineData("[HostFunction] public static int F(\n    int x, // one\n    HostContext c /* two */) => 1;", "[HostFunction] public static int F(\n    HostContext c /* two */, // one\n    int x) => 1;")]
    [InlineData("[HostFunction] public static int F(/* one */ in int x /* two */) => 1;", "[HostFunction] public static int F(/* one */ int x /* two */) => 1;")]
    [InlineData("[HostFunction(\"1st\")] public static int F() => 1;", "[HostFunction(\"_1st\")] public static int F() => 1;")]
    [InlineData("[HostFunction(Contexts.Call)] public static int Next() => 1;", "[HostFunction(\"next_\", Contexts.Call)] public static int Next() => 1;")]
    [InlineData("[HostFunction(Contexts.None)] public static int F() => 1;", "[HostFunction(Contexts.Both)] public static int F() => 1;")]
    [InlineData("[HostFunction, Prelude(\"a-b\")] public static int F() => 1;", "[HostFunction, Prelude(\"a_b\")] public static int F() => 1;")]
    [InlineData("[HostFunction] public static int F(int stage) => stage;", "[HostFunction] public static int F([Name(\"stage_\")] int stage) => stage;")]
    [InlineData("[HostFunction] public static int F([Config(Name = \"a b\", Min = \"0\")] int a) => a;", "[HostFunction] public static int F([Config(Name = \"a_b\", Min = \"0\")] int a) => a;")]
    [InlineData("[HostFunction] public static int F([Config] int stage) => stage;", "[HostFunction] public static int F([Config(Name = \"stage_\")] int stage) => stage;")]
    [InlineData("[HostFunction] public static async Task<int> F() => await Task.FromResult(1);", "[HostFunction] public static int F() => 1;")]
    [InlineData("[HostFunction] public static Task<int> F(int x) { if (x > 0) return Task.FromResult(x + 1); return Task.FromResult(0); }", "[HostFunction] public static int F(int x) { if (x > 0) return x + 1; return 0; }")]
    [InlineData("[HostFunction] public static Task F() { return Task.CompletedTask; }", "[HostFunction] public static void F() { return; }")]
    [InlineData("[HostFunction] public static Task F() => Task.CompletedTask;", "[HostFunction] public static void F() { }")]
    [InlineData("[HostFunction] public static async Task<int> F() { await Task.Delay(1); return 1; }", null)]
    [InlineData("[HostFunction] public static int F(bool x) => x ? 1 : 0;", "[HostFunction] public static int F(byte x) => x != 0 ? 1 : 0;")]
    [InlineData("[HostFunction] public static int F(bool x) => !x && true ? 1 : 0;", "[HostFunction] public static int F(byte x) => !(x != 0) && true ? 1 : 0;")]
    [InlineData("[HostFunction] public static bool F(int x) { if (x > 9) return true; return x > 3 /* three */; }", "[HostFunction] public static byte F(int x) { if (x > 9) return true ? (byte)1 : (byte)0; return x > 3 ? (byte)1 : (byte)0 /* three */; }")]
    [InlineData("[HostFunction] public static int F(DateTime /* when */ x) => 1;", "[HostFunction] public static int F([Unit(\"ns\")] long /* when */ x) => 1;")]
    [InlineData("[HostFunction(Contexts.Call)] public static int F(List<int> x) => x.Count + x[0];", "[HostFunction(Contexts.Call)] public static int F(Series<int> x) => x.Length + x[0];")]
    [InlineData("[HostFunction] public static double F(double? x) => x.HasValue ? x.Value : (x ?? 1) + 1;", "[HostFunction] public static double F(double x) => true ? x : x + 1;")]
    [InlineData("[HostFunction] public static int F<T, U>(T x) where T : INumber<T> where U : INumber<U> => 1;", "[HostFunction] public static int F<T>(T x) where T : INumber<T> => 1;")]
    [InlineData("[HostFunction, Specialize(typeof(int), typeof(bool))] public static T F<T>(T x) => x;", "[HostFunction, Specialize(typeof(int))] public static T F<T>(T x) => x;")]
    [InlineData("[HostFunction, Specialize(typeof(bool))] public static T F<T>(T x) => x;", "[HostFunction] public static T F<T>(T x) => x;")]
    [InlineData("[HostFunction] public static double F([Unit(\"metres\")] double x) => x;", "[HostFunction] public static double F([Unit(\"m\")] double x) => x;")]
    [InlineData("[HostFunction] public static double F([Unit(\"PSI\")] double x) => x;", "[HostFunction] public static double F([Unit(\"psi\")] double x) => x;")]
    [InlineData("[HostFunction] public static T F<T>([Unit(\"m\")] T x) => x;", "[HostFunction] public static T F<T>(T x) => x;")]
    [InlineData("[HostFunction] public static (int, double low) F(int whole) => (whole, 1.5);", "[HostFunction] public static (int whole, double low) F(int whole) => (whole, 1.5);")]
    [InlineData("[HostFunction] public static (int, int) F(int x) => (x, x);", "[HostFunction] public static (int first, int second) F(int x) => (x, x);")]
    [InlineData("[HostFunction(Contexts.Call)] public static int F([Config] int x) => x;", "[HostFunction(Contexts.Call)] public static int F(int x) => x;")]
    public async Task Fix_WritesWhatAPersonWould(string wrong, string? right)
    {
        var source = Sources.Module("/// <summary>F.</summary>\n" + wrong);
        var actions = await Actions(source, ModuleCompiler.Run(source).Misuses[0]);
        if (right is null) Assert.Empty(actions);
        else Assert.Equal(Sources.Module("/// <summary>F.</summary>\n" + right), await Apply(source, actions[0]));
    }

    [Fact]
    public async Task Summary_IsStartedFromTheName()
    {
        var source = Sources.Module("    [HostFunction]\n    public static int HoldLastValue(int x) => x;");
        var actions = await Actions(source, ModuleCompiler.Run(source).Misuses.Single());
        Assert.Equal(
            Sources.Module("    /// <summary>Hold last value.</summary>\n    [HostFunction]\n    public static int HoldLastValue(int x) => x;"),
            await Apply(source, actions[0]));
    }

    [Fact]
    public async Task Bodies_ThatNeedNoObject_BecomeStatic() => Assert.Equal(
        Sources.Module(Mixed("static ", "static ", "x")), await Fixed(Sources.Module(Mixed("static ", "", "x"))));

    [Fact]
    public async Task Bodies_OfWhichOneNeedsTheObject_BecomeInstanceMethods() => Assert.Equal(
        Sources.Module(Mixed("", "", "x + T.CreateTruncating(GetHashCode())")), await Fixed(Sources.Module(Mixed("static ", "", "x + T.CreateTruncating(GetHashCode())"))));

    [Theory]
    [InlineData("[Output] public double Out { get; set; }", "[Output] public partial OutputPort<double> Out { get; }")]
    [InlineData("[Input] public InputPort<double> In { get; } = null!;", "[Input] public partial InputPort<double> In { get; }")]
    [InlineData("[Input] public partial InputPort<string> In { get; }", "[Input] public partial InputPort<Text> In { get; }")]
    [InlineData("[Input(Name = \"x\")] internal static InputPort<bool> In => null!; // why", "[Input(Name = \"x\")] internal partial InputPort<byte> In { get; } // why")]
    [InlineData("[Input] public partial InputPort<int> Next { get; }", "[Input(Name = \"next_\")] public partial InputPort<int> Next { get; }")]
    [InlineData("[Config] public double Gain { get; }", "[Config] public double Gain { get; init; }")]
    [InlineData("[Config] public double Gain { get; private set; } = 1; // why", "[Config] public double Gain { get; set; } = 1; // why")]
    [InlineData("private DateTime _last; // why", "[Transient]\n    private DateTime _last; // why")]
    public async Task NodeMember_BecomesOneThatTheGeneratorCanUse(string wrong, string right)
    {
        const string Node = "/// <summary>A node.</summary>\n[ReactiveNode]\npublic sealed partial class A\n{\n    #\n\n    /// <summary>Runs.</summary>\n    public void Execute(ref NodeContext node) => node.RunAgain();\n}";
        Assert.Equal(
            Sources.Module(Node.Replace("#", right, StringComparison.Ordinal)), await Fixed(Sources.Module(Node.Replace("#", wrong, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Execute_ThatIsMissing_IsAddedInTheStyleOfTheClass() => Assert.Equal(
        Sources.Module("/// <summary>A node.</summary>\n[ReactiveNode]\npublic sealed partial class A\n{\n    private int _n; // why\n\n    /// <summary>Runs once a batch.</summary>\n    public void Execute(ref NodeContext node)\n    {\n    }\n}"),
        await Fixed(Sources.Module("/// <summary>A node.</summary>\n[ReactiveNode]\npublic sealed partial class A\n{\n    private int _n; // why\n}")));

    [Fact]
    public async Task Lines_EndAsTheDocumentsDo()
    {
        var source = Sources.Module("    [HostFunction]\n    public static int F(int x) => x;").ReplaceLineEndings("\r\n");
        var after = await Fixed(source);
        Assert.Contains("/// <summary>F.</summary>\r\n", after, StringComparison.Ordinal);
        Assert.Equal(after.ReplaceLineEndings("\r\n"), after);
    }

    [Fact]
    public async Task FixAll_FixesADocumentAtOnce()
    {
        var source = Sources.Module("[HostFunction] public static int A(bool x) => 1; // one\n[HostFunction] public static int B(DateTime y, decimal z) => 2;\n[HostFunction] internal static int C() => 3;");
        var document = Document(source);
        var provider = Providers.Single(p => p.FixableDiagnosticIds.Contains("ARCG1201"));
        var misuses = ModuleCompiler.Run(source).Misuses.Where(m => m.Id == "ARCG1201").ToList();
        Assert.Equal(3, misuses.Count);
        var tree = (await document.GetSyntaxTreeAsync())!;
        misuses = [.. misuses.Select(m => Diagnostic.Create(m.Descriptor, Location.Create(tree, m.Location.SourceSpan), m.Properties))];
        var context = new FixAllContext(document, provider, FixAllScope.Document, "ARCG1201.0", ["ARCG1201"], new Found(misuses), CancellationToken.None);
        var action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        Assert.Equal(
            Sources.Module("[HostFunction] public static int A(byte x) => 1; // one\n[HostFunction] public static int B([Unit(\"ns\")] long y, double z) => 2;\n[HostFunction] internal static int C() => 3;"),
            await Apply(source, action!));
    }

    [Fact]
    public void Providers_CanFixEverywhereAtOnce() => Assert.All(Providers, p => Assert.NotNull(p.GetFixAllProvider()));

    private static string Mixed(string first, string second, string body) => $$"""
        /// <summary>F.</summary>
        [HostFunction("f")]
        public {{first}}T Int<T>(T x) where T : IBinaryInteger<T> => x; // one

        /// <summary>F.</summary>
        [HostFunction("f")] // two
        public {{second}}T Float<T>(T x) where T : IFloatingPointIeee754<T> => {{body}};
        """;

    private static async Task<string> Fixed(string source)
    {
        var misuse = ModuleCompiler.Run(source).Misuses[0];
        var actions = await Actions(source, misuse);
        Assert.True(actions.Count > 0, $"no fix for {misuse}");
        return await Apply(source, actions[0]);
    }

    private static async Task<List<CodeAction>> Actions(string source, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var document = Document(source);
        foreach (var provider in Providers.Where(p => p.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<string> Apply(string source, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var text = await changed.Projects.Single().Documents.Single().GetTextAsync();
        Assert.NotEmpty(source);
        return text.ToString();
    }

    private static Document Document(string source)
    {
        var sample = (CSharpCompilation)ModuleCompiler.Run("").Sources;
        var project = new AdhocWorkspace().AddProject("Sample", LanguageNames.CSharp)
            .WithMetadataReferences(sample.References).WithCompilationOptions(sample.Options).WithParseOptions(sample.SyntaxTrees[0].Options);
        return project.AddDocument("Module.cs", source);
    }

    private sealed class Found(IEnumerable<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
