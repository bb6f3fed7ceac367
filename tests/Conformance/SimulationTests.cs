using System.Text;
using Arc.Cases;
using Arc.Engines.Tests.Support;
using Arc.Engines.Wasmtime;
using Arc.Language.Syntax;

namespace Conformance;

/// <summary>What must not make a difference to a program: the order in which functions are declared, and the engine.</summary>
public class SimulationTests
{
    public static TheoryData<string> Simulations => [.. ConformanceTests.AllCases.Values.Where(c => c.Kind == CaseKind.Simulate).Select(c => c.Id)];

    public static TheoryData<string> WithFunctions =>
        [.. ConformanceTests.AllCases.Values.Where(c => c is { Kind: CaseKind.Simulate, Source: not null } && Functions(c).Length > 0).Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(WithFunctions))]
    public void Simulation_WithItsFunctionsDeclaredLastAndBackwards_ProducesTheSameBits(string id)
    {
        var item = ConformanceTests.AllCases[id];
        var moved = new StringBuilder(item.Source);
        foreach (var function in Functions(item).Reverse()) moved.Remove(function.Span.Start, function.Span.Length);
        foreach (var function in Functions(item).Reverse()) moved.Append('\n').Append(item.Source.AsSpan(function.Span.Start, function.Span.Length));
        Assert.Equal(Log(item, item.Source!), Log(item, moved.ToString()));
    }

    [WasmtimeTheory]
    [MemberData(nameof(Simulations))]
    public void Simulation_OnWasmtime_ProducesTheSameBits(string id)
    {
        var item = ConformanceTests.AllCases[id];
        using var program = Simulation.Compile(item);
        using var managed = new Simulation(program);
        using var wasmtime = new Simulation(program, Wasmtime.Value);
        managed.Run(item.Simulate!.Steps);
        wasmtime.Run(item.Simulate.Steps);
        Assert.Equal(managed.Log, wasmtime.Log);
    }

    private static readonly Lazy<WasmtimeEngine> Wasmtime = new(static () => new WasmtimeEngine());

    private static List<string> Log(Case item, string source)
    {
        using var program = Simulation.Compile(item, source);
        using var simulation = new Simulation(program);
        simulation.Run(item.Simulate!.Steps);
        return simulation.Log;
    }

    private static FunctionSyntax[] Functions(Case item) => [.. ArcParser.ParseProgram(new SourceText(item.Source!), ParseOptions.Default).Root.Items.OfType<FunctionSyntax>()];

    private sealed class WasmtimeTheoryAttribute : TheoryAttribute
    {
        public WasmtimeTheoryAttribute() => Skip = WasmtimeHere.Problem;
    }
}
