using Arc.Cli.Printing;
using Arc.Sdk.Types;

namespace Arc.Cli.Commands;

/// <summary>Parameters, config values and ports as a table.</summary>
internal static class ParameterTable
{
    /// <summary>A flow form: config, inputs, outputs.</summary>
    public static TextTable Of(FlowSignature flow)
    {
        var table = New();
        foreach (var parameter in flow.Config) Add(table, "config", parameter, Required(parameter));
        for (var i = 0; i < flow.Inputs.Length; i++) Add(table, i == 0 ? "input, fed by the chain" : "input", flow.Inputs[i], flow.Inputs[i].Default is null ? "" : "if unconnected");
        foreach (var parameter in flow.Outputs) Add(table, "output", parameter, "");
        return table;
    }

    /// <summary>A call form: arguments and result.</summary>
    public static TextTable Of(CallSignature call)
    {
        var table = New();
        foreach (var parameter in call.Parameters) Add(table, "argument", parameter, "");
        if (call.Result is { } result) table.Row("result", "", result.ToString(), "", "", "");
        return table;
    }

    /// <summary>The values allowed; empty if all are.</summary>
    public static string Bounds(ValueCheck? check)
    {
        if (check is null) return "";
        if (!check.Allowed.IsDefaultOrEmpty) return string.Join(" | ", check.Allowed.Select(a => a.ToString()));
        return string.Join(", ", new[] { check.Minimum is { } min ? $">= {min}" : null, check.Maximum is { } max ? $"<= {max}" : null }.OfType<string>());
    }

    private static TextTable New() => TextTable.Titled("", "name", "type", "default", "allowed", "meaning");

    private static string Required(Parameter parameter) => parameter.Default is null ? "required" : "";

    private static void Add(TextTable table, string role, Parameter parameter, string note)
    {
        var value = parameter.Default?.ToSource() ?? "";
        table.Row(role, parameter.Name, parameter.Type.ToString(), string.Join(' ', new[] { value, note }.Where(t => t.Length > 0)), Bounds(parameter.Check), parameter.Documentation.ReplaceLineEndings(" "));
    }
}
