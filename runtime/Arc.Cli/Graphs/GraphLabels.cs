using System.Globalization;
using System.Text;
using Arc.Language.Lowering;
using Arc.Runtime;
using Arc.Sdk.Ir;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Cli.Graphs;

/// <summary>Texts of a picture: what an engineer recognises from the source.</summary>
internal sealed class GraphLabels
{
    public const string On = "telem.on";
    public const string Write = "telem.write";
    private const string Literal = "op.constant";
    private const string Internal = "op.";

    private static readonly (long Scale, string Unit)[] TimeUnits =
        [(86_400_000_000_000, "d"), (3_600_000_000_000, "h"), (60_000_000_000, "min"), (1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "us"), (1, "ns")];

    private readonly Dictionary<string, IrFunction> _functions;
    private readonly IReadOnlyDictionary<string, NodePlace>? _places;
    private readonly ISymbolResolver? _symbols;

    /// <summary>Labels of a graph of which nothing else is known.</summary>
    public GraphLabels(IrProgram program) => _functions = program.Functions.ToDictionary(f => f.Key, StringComparer.Ordinal);

    /// <summary>Labels of a program; they leave out what has its default value.</summary>
    public GraphLabels(ArcProgram program)
        : this(program.Compiled.Ir)
    {
        _places = program.Places;
        _symbols = program.Modules.Symbols;
    }

    public GraphRole Role(IrNode node) => node.Type switch
    {
        On => GraphRole.Source,
        Write => GraphRole.Sink,
        Literal => GraphRole.Constant,
        _ => _functions.ContainsKey(node.Type) ? GraphRole.Compiled : GraphRole.Module,
    };

    /// <summary>A node's source form: <c>on pressure</c>, <c>x &gt; 3</c>, <c>math.clamp lo=0 hi=10</c>, <c>2.5</c>.</summary>
    public string Label(IrNode node)
    {
        if (node.Type is On or Write && node.Config.FirstOrDefault(c => c.Name == "channel") is { Value: not null } channel)
            return $"{(node.Type == On ? "on" : "write")} {Value(node, channel)}";
        if (node.Type == Literal && node.Config.FirstOrDefault(c => c.Name == "value") is { Value: not null } value)
            return ConstantName(node.Key) is { } name ? $"{name} = {Value(node, value)}" : Value(node, value);
        if (IsExpression(node) && _functions.TryGetValue(node.Type, out var expression)) return OnOneLine(expression.Body);

        var label = new StringBuilder(node.Type.StartsWith(Internal, StringComparison.Ordinal) ? node.Type[Internal.Length..] : node.Type);
        foreach (var config in node.Config.Where(c => c.Value is { } given && !IsDefault(node, c.Name, given))) label.Append(' ').Append(config.Name).Append('=').Append(Value(node, config));
        return label.ToString();
    }

    /// <summary>A node's key, types and channels, a line each.</summary>
    public string Details(IrNode node, int stratum)
    {
        var text = new StringBuilder(node.Key).Append("\ntype ").Append(node.Type);
        foreach (var config in node.Config) text.Append("\nconfig ").Append(config.Name).Append(' ').Append(config.Type).Append(config.Value is null ? "" : $" = {Value(node, config)}");
        foreach (var input in node.Inputs) text.Append("\ninput ").Append(input.Name).Append(' ').Append(input.Type).Append(input.Value is null ? "" : $" = {Value(node, input)}");
        foreach (var output in node.Outputs) text.Append("\noutput ").Append(output.Name).Append(' ').Append(output.Type);
        if (!node.Channels.Read.IsEmpty) text.Append("\nreads ").AppendJoin(", ", node.Channels.Read.Values);
        if (!node.Channels.Write.IsEmpty) text.Append("\nwrites ").AppendJoin(", ", node.Channels.Write.Values);
        if (stratum >= 0) text.Append(CultureInfo.InvariantCulture, $"\nstratum {stratum}");
        if (_places?.GetValueOrDefault(node.Key) is { } place) text.Append("\nat ").Append(place);
        if (_functions.TryGetValue(node.Type, out var function)) text.Append('\n').Append(function.Body);
        return text.ToString();
    }

    /// <summary>A scope's kind and name.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="ordinal">Its place in a sequence from 1; 0 if it is no step.</param>
    public static string Title(IrScope scope, int ordinal)
    {
        var kind = scope.Mode == IrMode.Sequential ? "sequence" : "stage";
        var isStep = ordinal > 0 && scope.Key == string.Create(CultureInfo.InvariantCulture, $"step_{ordinal - 1}");
        var isAnonymous = isStep || scope.Liveness == IrLiveness.Always || scope.Key.StartsWith("__inline_", StringComparison.Ordinal);
        var title = isStep && scope.Mode == IrMode.Parallel ? "" : isAnonymous ? kind : $"{kind} {scope.Key}";
        if (ordinal == 0) return title;
        return string.Create(CultureInfo.InvariantCulture, $"{ordinal}{(title.Length == 0 ? "" : $" \u00b7 {title}")}");
    }

    /// <summary>A scope's key, mode and liveness, a line each.</summary>
    public static string Details(IrScope scope) =>
        $"{scope.Key}\n{(scope.Mode == IrMode.Sequential ? "sequence: one step at a time" : "stage: all members at once")}\n"
        + (scope.Liveness == IrLiveness.Gated ? "gated: runs when it is activated" : "always: runs with the scope around it");

    private bool IsDefault(IrNode node, string name, Constant given)
    {
        var standard = _functions.TryGetValue(node.Type, out var function)
            ? function.Config.FirstOrDefault(c => c.Name == name)?.Value
            : _symbols?.Resolve(node.Type)?.Flow?.Config.FirstOrDefault(c => c.Name == name)?.Default;
        if (standard is not { } value) return false;
        return value.Kind == ConstantKind.Text || given.Kind == ConstantKind.Text ? value == given : value.Float.Equals(given.Float);
    }

    private static bool IsExpression(IrNode node) =>
        node.Config.IsEmpty && (node.Type.StartsWith("expression_", StringComparison.Ordinal) || node.Type.StartsWith("fmt$", StringComparison.Ordinal));

    // The key of a literal is const_N, that of a global constant const_NAME_N.
    private static string? ConstantName(string key)
    {
        var end = key.LastIndexOf('_');
        return key.StartsWith("const_", StringComparison.Ordinal) && end > "const_".Length ? key["const_".Length..end] : null;
    }

    private static string Value(IrNode node, IrParam param)
    {
        var value = param.Value!.Value;
        if (value.Kind == ConstantKind.Text) return $"\"{value.Text}\"";
        if (param.Type is ChannelType && value.Kind == ConstantKind.Integer)
        {
            var key = (int)value.Integer;
            return node.Channels.Write.TryGetValue(key, out var name) || node.Channels.Read.TryGetValue(key, out name) ? name : $"#{value}";
        }

        if (param.Type is not PrimitiveType { Unit: { } unit }) return value.ToString();
        return unit == Unit.Nanoseconds && value.Kind == ConstantKind.Integer && value.Integer != 0 ? Time((long)value.Integer) : $"{value} {unit.Name}";
    }

    private static string Time(long nanoseconds)
    {
        var (scale, unit) = TimeUnits.First(u => nanoseconds % u.Scale == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / scale}{unit}");
    }

    private static string OnOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
