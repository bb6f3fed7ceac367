using Arc.Generator.CodeFixes;
using Arc.Sdk.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Arc.Generator.Tests;

/// <summary>Fixes remove what they fix, and leave code that a person would have written.</summary>
public class CodeFixTests
{
    private static readonly CodeFixProvider[] Providers =
    [
        .. typeof(FixProvider).Assembly.GetExportedTypes().Where(t => !t.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(t))
            .Select(t => (CodeFixProvider)Activator.CreateInstance(t)!),
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (id, wrong, _) in DiagnosticTests.All.Where(c => Providers.Any(p => p.FixableDiagnosticIds.Contains(c.Id)))) data.Add(id, wrong);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fix_RemovesItsDiagnostic(string id, string wrong)
    {
        var before = ModuleCompiler.Run(wrong).Misuses.First(m => m.Id == id);
        var actions = await Actions(wrong, before);
        if (actions.Count == 0)
        {
            // Nothing is near enough to a type such as object; a parameter list cannot be guessed.
            Assert.False(before.Properties.ContainsKey("Fix"), $"no fix for {before}");
            return;
        }

        var after = await Apply(wrong, actions[0]);
        Assert.NotEqual(wrong, after);
        Assert.DoesNotContain(ModuleCompiler.Run(after).Misuses, m => m.Id == id && m.GetMessage(System.Globalization.CultureInfo.InvariantCulture) == before.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("[HostFunction] internal static int F() => 1;", "[HostFunction] public static int F() => 1;")]
    [InlineData("[HostFunction] static int F() => 1;", "[HostFunction] public static int F() => 1;")]
    [InlineData("[HostFunction] public static int F(bool x) => 1;", "[HostFunction] public static int F(byte x) => 1;")]
    [InlineData("[HostFunction] public static int F(decimal[] x) => 1;", null)]
    [InlineData("[HostFunction(Contexts.Call)] public static List<float> F() => [];", "[HostFunction(Contexts.Call)] public static Series<float> F() => [];")]
    [InlineData("[HostFunction] public static int F(int x, HostContext c, int y) => 1;", "[HostFunction] public static int F(HostContext c, int x, int y) => 1;")]
    [InlineData("[HostFunction] public static int F(ref int x) => 1;", "[HostFunction] public static int F(int x) => 1;")]
    [InlineData("[HostFunction] public static T F<T>(T x) where T : IComparable<T> => x;", "[HostFunction] public static T F<T>(T x) where T : System.Numerics.INumber<T> => x;")]
    [InlineData("[HostFunction] public static T F<T>(T x) where T : IShiftOperators<T, int, T> => x;", "[HostFunction] public static T F<T>(T x) where T : System.Numerics.IBinaryInteger<T> => x;")]
    [InlineData("[HostFunction(\"g\", Internal = true)] public static int F(Series<int> x) => 1;", "[HostFunction(\"g\", Contexts.Call, Internal = true)] public static int F(Series<int> x) => 1;")]
    [InlineData("[HostFunction(Contexts.Both)] public static int F(Series<int> x) => 1;", "[HostFunction(Contexts.Call)] public static int F(Series<int> x) => 1;")]
    [InlineData("[HostFunction(Contexts.Call)] public static (int a, int b) F() => (1, 1);", "[HostFunction(Contexts.Flow)] public static (int a, int b) F() => (1, 1);")]
    [InlineData("[HostFunction(\"a\")] public static int A() => 1;\n/// <summary>B.</summary>\n[HostFunction(\"a\")] public static int B() => 1;", "[HostFunction(\"a\")] public static int A() => 1;\n/// <summary>B.</summary>\n[HostFunction(\"b\")] public static int B() => 1;")]
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
    public void Providers_CanFixEverywhereAtOnce() => Assert.All(Providers, p => Assert.NotNull(p.GetFixAllProvider()));

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
        var workspace = new AdhocWorkspace();
        return workspace.AddProject("Sample", LanguageNames.CSharp).AddDocument("Module.cs", source);
    }
}
