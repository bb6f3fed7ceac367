using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Arc.Engines;
using Arc.Language.Diagnostics;
using Arc.Runtime;
using Arc.Sdk.Modules;

namespace Arc.Cases;

/// <summary>Runs cases in this process. Whoever needs protection from a case runs it in a process of its own.</summary>
/// <param name="modules">The modules that programs may use.</param>
/// <param name="engine">The engine of cases that name none.</param>
/// <param name="services">Makes the services that the modules of one case may ask for; null if there are none.</param>
public sealed class CaseRunner(ModuleSet modules, IWasmEngine engine, Func<IServiceProvider>? services = null)
{
    private readonly Dictionary<string, IWasmEngine> _others = new(StringComparer.Ordinal);

    /// <summary>The execution budget of one invocation (quality.md).</summary>
    public const long ExecutionBudget = 100_000_000;

    /// <summary>Runs a case.</summary>
    /// <param name="item">The case.</param>
    /// <param name="cancellation">Ends it when its time is up.</param>
    /// <exception cref="OperationCanceledException">The time is up.</exception>
    public CaseResult Run(Case item, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (!TryEngine(item.Engine, out var chosen, out var missing)) return CaseResult.Failed(item, [], missing);
        if (item.Kind is CaseKind.Workflow)
            return CaseResult.Failed(item, [], $"{item.Kind.ToString().ToLowerInvariant()} cases are not offered by this version");

        var options = new ArcOptions { Modules = modules, Channels = item.Channels };
        var compilation = item.Graph is { } graph ? ArcProgram.CompileGraph(graph, options) : ArcProgram.Compile(item.Source!, options);
        using var program = compilation.Program;
        var actual = new JsonObject { ["diagnostics"] = Diagnostics(compilation.Diagnostics) };
        return item.Kind == CaseKind.Check
            ? CaseResult.Of(item, actual, CheckExpectation.Problem(item, compilation.Diagnostics))
            : program is null
                ? CaseResult.Failed(item, actual, $"the program has errors: {First(compilation)}")
                : item.Kind == CaseKind.Call
                    ? new CallCase(item, program, chosen, services?.Invoke(), actual).Run(cancellation)
                    : new SimulateCase(item, program, chosen, services?.Invoke(), actual).Run(cancellation);
    }

    // Every engine is made once, and only if a case asks for it.
    private bool TryEngine(string? name, [NotNullWhen(true)] out IWasmEngine? chosen, [NotNullWhen(false)] out string? missing)
    {
        missing = null;
        chosen = name is null || name == engine.Name ? engine : _others.GetValueOrDefault(name);
        if (chosen is not null) return true;
        if (!ArcEngines.TryCreate(name, out chosen, out missing)) return false;
        _others.Add(name!, chosen);
        return true;
    }

    private static string First(ArcCompilation compilation) => DiagnosticRenderer.Header(compilation.Diagnostics.First(d => d.IsError), "");

    private static JsonArray Diagnostics(IEnumerable<Diagnostic> diagnostics) => new([.. diagnostics.Select(d => (JsonNode)new JsonObject
    {
        ["severity"] = DiagnosticRenderer.Name(d.Severity),
        ["code"] = d.Code,
        ["message"] = d.Message,
        ["line"] = d.Start.Line,
        ["column"] = d.Start.Column,
        ["notes"] = new JsonArray([.. d.Notes.Select(n => (JsonNode)n.Message)]),
    })]);
}
