namespace Arc.Sdk.Testing.Tests.Modules;

/// <summary>Examples in documentation comments are tests.</summary>
public class ExampleTests
{
    private const string Module = """
        using Arc.Sdk;
        namespace Sample;
        /// <summary>Tools.</summary>
        [Module("tools")]
        public sealed partial class ToolsModule
        {
            /// <summary>Twice x.</summary>
            /// <example><code>tools.twice(21) // 42</code></example>
            /// <example>In a flow:<code>
            /// import tools
            /// a -> tools.twice{} -> b
            /// // a i32: 1 2 -> b: 2 4
            /// </code></example>
            [HostFunction] public static int Twice(int x) => 2 * x;

            /// <summary>Half of x.</summary>
            [HostFunction] public static double Half(double x) => x / 2;
        }
        """;

    [Fact]
    public void RunExamples_ThatHold_CountsThem()
    {
        using var bench = ModuleBench.Of(ModuleCompiler.Run(Module));
        Assert.Equal(2, bench.RunExamples());
        Assert.Equal(2, bench.RunExamples("tools.twice"));
    }

    /// <summary>The standard library has a module <c>op</c>, which the expression does not name.</summary>
    [Fact]
    public void RunExamples_OfAModuleWhoseNameEndsInThatOfAnother_ImportsItAlone()
    {
        using var bench = ModuleBench.Of(ModuleCompiler.Run(Module.Replace("tools", "stop", StringComparison.Ordinal)));
        Assert.Equal(2, bench.RunExamples());
    }

    [Fact]
    public void RunExamples_ThatDoNotHold_AreNamedWithWhatCame()
    {
        using var bench = ModuleBench.Of(ModuleCompiler.Run(Module.Replace("2 * x", "3 * x", StringComparison.Ordinal)));
        var failed = Assert.Throws<ModuleBenchException>(() => bench.RunExamples());
        Assert.Equal(
            """
            2 of 2 examples do not hold:
            tools.twice, example 1: tools.twice(21): expected 42, found 63
            tools.twice, example 2: step 1 (at 0 ms): expected b = [2, 4], found [3, 6]
            """,
            failed.Message, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void RunExamples_OfAMemberWithout_SaysHowToWriteOne()
    {
        using var bench = ModuleBench.Of(ModuleCompiler.Run(Module));
        Assert.Contains("/// <example><code>tools.half(1) // 2</code></example>", Assert.Throws<ModuleBenchException>(() => bench.RunExamples("tools.half")).Message, StringComparison.Ordinal);
    }
}
