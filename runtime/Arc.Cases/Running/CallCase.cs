using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Arc.Compiler;
using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Runtime;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Cases;

/// <summary>Runs a call case: every call in order on one instance.</summary>
internal sealed class CallCase(Case item, ArcProgram program, IWasmEngine engine, IServiceProvider? services, JsonObject actual)
{
    private readonly CallExpectation _expected = item.Call!;

    public CaseResult Run(CancellationToken cancellation)
    {
        if (program.Compiled.Find(_expected.Function) is not { } function)
            return CaseResult.Failed(item, actual, $"the program has no function '{_expected.Function}'");
        try
        {
            using var session = program.Instantiate(new CallOptions { Services = services, Engine = engine, Limits = InstanceOptions.Default with { ExecutionBudget = CaseRunner.ExecutionBudget } });
            return Run(session, function, cancellation);
        }
        catch (Exception e) when (e is LinkException or ModuleSetException)
        {
            return CaseResult.Failed(item, actual, e.Message);
        }
    }

    private CaseResult Run(CallSession session, CompiledFunction function, CancellationToken cancellation)
    {
        var results = new List<JsonNode?>();
        try
        {
            var config = _expected.Config.ToDictionary(c => c.Key, c => ArcValueJson.Read(c.Value, TypeOf(function.Config, c.Key)));
            for (var i = 0; i < _expected.Calls.Length; i++)
            {
                var result = session.Call(function.Name, Arguments(function, _expected.Calls[i]), config, cancellation);
                results.Add(Json(result));
                actual["returns"] = _expected.Calls.Length == 1 ? results[0]?.DeepClone() : new JsonArray([.. results.Select(r => r?.DeepClone())]);
                if (_expected.Returns is { } returns && i < returns.Length && Difference(function, result, returns[i]) is { } difference)
                    return CaseResult.Failed(item, actual, $"{(_expected.Calls.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"call {i + 1}: "))}{difference}");
            }
        }
        catch (WasmTrapException e)
        {
            actual["trap"] = e.Message;
            return _expected.Trap is { } trap && e.Message.Contains(trap, StringComparison.Ordinal)
                ? CaseResult.Of(item, actual, null)
                : CaseResult.Failed(item, actual, _expected.Trap is { } other ? $"expected a trap with \"{other}\", found \"{e.Message}\"" : $"the call trapped: {e.Message}");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return CaseResult.Failed(item, actual, e.Message);
        }

        return CaseResult.Of(item, actual, _expected.Trap is null ? null : $"expected a trap{(_expected.Trap.Length == 0 ? "" : $" with \"{_expected.Trap}\"")}, the call returned {actual["returns"]?.ToJsonString() ?? "null"}");
    }

    private static ArcValue[] Arguments(CompiledFunction function, ImmutableArray<JsonElement> arguments)
    {
        if (arguments.Length > function.Inputs.Length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"function '{function.Name}' takes {function.Inputs.Length} inputs, the case gives {arguments.Length}"));
        return [.. arguments.Select((a, i) => ArcValueJson.Read(a, function.Inputs[i].Type))];
    }

    private static ArcType TypeOf(ImmutableArray<Parameter> parameters, string name) =>
        parameters.FirstOrDefault(p => p.Name == name)?.Type ?? throw new ArgumentException($"there is no config parameter '{name}'");

    private string? Difference(CompiledFunction function, CallResult result, JsonElement expected)
    {
        var isList = function.Outputs.Length > 1;
        if (isList && (expected.ValueKind != JsonValueKind.Array || expected.GetArrayLength() != function.Outputs.Length))
            return string.Create(CultureInfo.InvariantCulture, $"the function has {function.Outputs.Length} outputs; 'returns' must be an array of that length");
        for (var i = 0; i < function.Outputs.Length; i++)
        {
            var wanted = isList ? expected[i] : expected;
            var equal = (wanted.ValueKind, result.Outputs[i]) switch
            {
                (JsonValueKind.Null, null) => true,
                (JsonValueKind.Null, _) or (_, null) => false,
                (_, { } value) => value.Matches(ArcValueJson.Read(wanted, function.Outputs[i].Type), _expected.Tolerance),
            };
            if (!equal) return $"expected {expected.GetRawText()}, found {Json(result)?.ToJsonString() ?? "null"}";
        }

        return function.Outputs.IsEmpty && expected.ValueKind != JsonValueKind.Null ? $"expected {expected.GetRawText()}, but the function has no output" : null;
    }

    private static JsonNode? Json(CallResult result) => result.Outputs.Length switch
    {
        0 => null,
        1 => Json(result.Outputs[0]),
        _ => new JsonArray([.. result.Outputs.Select(Json)]),
    };

    private static JsonNode? Json(ArcValue? value) => value is { } known ? CaseJson.Of(known) : null;
}
