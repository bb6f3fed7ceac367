using Arc.Generator.Tests.Pages;
using Arc.Generator.Validation;
using Arc.Sdk.Testing;

namespace Arc.Generator.Tests;

/// <summary>Every misuse has a diagnostic, and following it makes the diagnostic go away.</summary>
public partial class DiagnosticTests
{
    /// <summary>The examples of the pages, and more of their kind.</summary>
    internal static (string Id, string Wrong, string Right)[] All =>
    [
        .. DiagnosticPage.All("ARCG").SelectMany(static p => p.Examples.Select(e => (p.Code, Sources.File(e.Wrong.TrimEnd('\n')), Sources.File(e.Right.TrimEnd('\n'))))),
        .. Variations,
    ];

    /// <summary>Without the pages' examples, which have a test of their own.</summary>
    public static TheoryData<string, string, string> VariationCases => Theory(Variations);

    public static TheoryData<string, string, string> Cases => Theory(All);

    [Theory]
    [MemberData(nameof(VariationCases))]
    public void Misuse_IsReported_AndItsFixIsNot(string id, string wrong, string right)
    {
        var misuses = ModuleCompiler.Run(wrong).Misuses;
        Assert.Equal([id], misuses.Select(m => m.Id).Distinct());
        Assert.All(misuses, m => Assert.True(m.Location.IsInSource, $"{m} has no place"));
        Assert.All(misuses, m => Assert.DoesNotContain("{", m.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Replace("{ get", "", StringComparison.Ordinal), StringComparison.Ordinal));

        var fixedRun = ModuleCompiler.Run(right);
        Assert.Empty(fixedRun.Misuses);
        Assert.Empty(fixedRun.CompilerProblems);
    }

    // What the generator skips must not break what it generates: the author sees one error, not a cascade.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Misuse_LeavesGeneratedCodeThatCompiles(string id, string wrong, string right)
    {
        var run = ModuleCompiler.Run(wrong);
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.CompilerProblems.Where(p => p.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true));
        Assert.NotEqual((id, wrong), (id, right));
    }

    // C# reports a port without an implementation before any analyzer runs, so a build would show that and nothing of the mistake.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Misuse_OfANode_LeavesNoPortWithoutImplementation(string id, string wrong, string right) =>
        Assert.Equal((id, 0, false), (id, ModuleCompiler.Run(wrong).CompilerProblems.Count(p => p.Id == "CS9248"), wrong == right));

    [Theory]
    [InlineData("[Module(\"m\")] public sealed class M { [ReactiveNode] public sealed partial class A<T> { [Input] public partial InputPort<T> In { get; } } }", "CS0260")]
    [InlineData("[Module(\"m\")] internal sealed partial class M { [ReactiveNode] public sealed partial record A { [Input] public partial InputPort<int> @in { get; private set; } } }", "")]
    [InlineData("public partial struct S { [ReactiveNode] internal sealed partial class A { [Input] internal required partial InputPort<int?> In { get; init; } } }", "")]
    [InlineData("namespace N; [ReactiveNode] public sealed partial class A<T> { [Output] public static partial OutputPort<(T, string?)> Out { get; } }", "")]
    [InlineData("[Module(\"m\")] public sealed partial class M { [ReactiveNode] public sealed partial class A { [Input] public partial Unheard In { get; } } }", "CS0246, CS9248")]
    public void Node_ThatCannotBeUsed_HasPortsAllTheSame(string source, string expected) =>
        Assert.Equal(expected, string.Join(", ", ModuleCompiler.Run("using Arc.Sdk;\n" + source).CompilerProblems.Select(p => p.Id).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("namespace @namespace.@event;")]
    [InlineData("namespace A { namespace @class { namespace B { } } }")]
    [InlineData("")]
    public void Names_ThatAreKeywordsOfCSharp_AreNames(string space)
    {
        var run = ModuleCompiler.Run($$"""
            using System.Numerics;
            using Arc.Sdk;
            {{space}}
            /// <summary>M.</summary>
            [Module("m")] public sealed partial class @switch
            {
                /// <summary>F.</summary>
                [HostFunction] public static double @event(double @class, [Config] double @out) => @class + @out;
                /// <summary>N.</summary>
                [ReactiveNode("n")] public sealed partial class @params<T> where T : INumber<T>
                {
                    /// <summary>C.</summary>
                    [Config] public T @int { get; init; } = T.Zero;
                    /// <summary>I.</summary>
                    [Input] public partial InputPort<T> @ref { get; }
                    /// <summary>O.</summary>
                    [Output] public partial OutputPort<T> @while { get; }
                    /// <summary>E.</summary>
                    public void Execute(ref NodeContext node) => node.Emit(@while, @int);
                }
            }
            """);
        Assert.Empty(run.CompilerProblems);
        Assert.Equal(["event", "n"], run.LoadModules().Single().Symbols.Select(s => s.Name));
    }

    [Fact]
    public void Rules_LinkToTheirPage_AndSayWhatToWrite() => Assert.All(Rules.All, rule =>
    {
        Assert.Equal($"sdk/docs/diagnostics/{rule.Id}.md", rule.HelpLinkUri);
        Assert.Matches("[;:,]", rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture));
    });

    [Fact]
    public void Rules_HaveDistinctIds() => Assert.Equal(Rules.All.Length, Rules.All.Select(r => r.Id).Distinct().Count());

    private static TheoryData<string, string, string> Theory(IEnumerable<(string Id, string Wrong, string Right)> cases)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (id, wrong, right) in cases) data.Add(id, wrong, right);
        return data;
    }
}
