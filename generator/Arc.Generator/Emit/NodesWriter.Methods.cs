using Arc.Generator.Model;
using static Arc.Generator.Emit.Template;

namespace Arc.Generator.Emit;

// The node of a host function: the body once per sample.
internal static partial class NodesWriter
{
    private static string SampleNode(ModuleModel module, SymbolModel symbol, BodyModel body, string className)
    {
        var field = Unique("_module");
        var inputs = body.Parameters.Where(p => !p.IsConfig).Select(p => (Parameter: p, Field: field("_" + p.CsName))).ToList();
        var config = body.Parameters.Where(p => p.IsConfig).Select(p => (Parameter: p, Field: field("_" + p.CsName))).ToList();
        var outputs = body.Outputs.Select(o => (Output: o, Field: field("_" + (o.CsName.Length == 0 ? "output" : o.CsName)))).ToList();

        var fields = new List<string>();
        if (!body.IsStatic) fields.Add($"private readonly {module.FullName} _module;");
        fields.AddRange(inputs.Select(i => $"private readonly {Sdk}.InputPort<{i.Parameter.Type.PortType}> {i.Field};"));
        fields.AddRange(ConfigFields(config));
        fields.AddRange(outputs.Select(o => $"private readonly {Sdk}.OutputPort<{o.Output.Type.PortType}> {o.Field};"));

        var setup = new List<string>();
        if (!body.IsStatic) setup.Add("_module = module;");
        setup.AddRange(inputs.Select(i => $"{i.Field} = AddInput<{i.Parameter.Type.PortType}>({Literal(i.Parameter.ArcName)});"));
        setup.AddRange(BindConfig(config));
        setup.AddRange(outputs.Select(o => $"{o.Field} = AddOutput<{o.Output.Type.PortType}>({Literal(o.Output.ArcName)});"));

        var arguments = body.Parameters.Select(p =>
            p.IsConfig ? config.First(c => c.Parameter == p).Field : Sample(p, inputs.Count)).ToList();
        if (body.TakesContext) arguments.Insert(0, "context.Host");
        var generic = Generic(body.TypeParameters.Select(p => p.Name));
        var call = $"{(body.IsStatic ? module.FullName : "_module")}.{Identifier(body.CsName)}{generic}({string.Join(", ", arguments)})";
        var execute = inputs.Count == 0 ? Triggered(outputs, body, call) : PerSample(inputs, outputs, body, call);
        var (node, construct, run) = inputs.Count == 0
            ? (TriggeredNode, " : base(request)", $"protected override void Run(ref {Sdk}.NodeContext context)")
            : (Node, "", $"public override void Execute(ref {Sdk}.NodeContext context)");
        var wake = inputs.Count == 0 ? "" : $$"""
                /// <inheritdoc/>
                public override {{Sdk}}.NodeWake Wake => {{Wake(DescriptorWriter.WakeOf(symbol))}};


            """;
        return $$"""
            /// <summary>The flow form of <see cref="{{body.Cref}}"/>.</summary>
            private sealed class {{className}}{{generic}} : {{node}}{{Constraints(body.TypeParameters)}}
            {
            {{(fields.Count == 0 ? "" : Indent(Lines(fields)) + "\n\n")}}    public {{className}}({{(body.IsStatic ? "" : module.FullName + " module, ")}}{{Request}} request){{construct}}
                {
            {{Indent(Lines(setup), 2)}}
                }

            {{wake}}    /// <inheritdoc/>
                {{run}}
                {
            {{Indent(execute, 2)}}
                }
            }
            """;
    }

    // Of unequal inputs the shorter one holds its last value.
    private static string Sample(ParameterModel parameter, int inputs)
    {
        var local = parameter.CsName + "Values";
        var value = inputs == 1 ? $"{local}[i]" : $"{local}[global::System.Math.Min(i, {local}.Length - 1)]";
        return parameter.Type.IsString ? value + ".ToString()" : value;
    }

    private static string Triggered(List<(OutputModel Output, string Field)> outputs, BodyModel body, string call)
    {
        var emit = outputs.Count == 0 ? $"{call};"
            : !body.IsTuple ? $"context.Emit({outputs[0].Field}, {Result(call, outputs[0].Output.Type)});"
            : Lines(outputs.Select((o, i) => $"context.Emit({o.Field}, {Result($"result.Item{i + 1}", o.Output.Type)});").Prepend($"var result = {call};"));
        return $$"""
            try
            {
            {{Indent(emit)}}
            }
            catch (global::System.Exception error)
            {
                context.Report(error, 0);
            }
            """;
    }

    private static string PerSample(
        List<(ParameterModel Parameter, string Field)> inputs, List<(OutputModel Output, string Field)> outputs, BodyModel body, string call)
    {
        var emit = outputs.Count == 0 ? $"{call};"
            : !body.IsTuple ? $"context.Emit({outputs[0].Field}, {Result(call, outputs[0].Output.Type)}, {Time(outputs[0].Field)});"
            : Lines(outputs.Select((o, i) => $"context.Emit({o.Field}, {Result($"result.Item{i + 1}", o.Output.Type)}, {Time(o.Field)});").Prepend($"var result = {call};"));
        return $$"""
            if (!RefreshInputs()) return;
            {{Lines([.. outputs.Select(o => $"{o.Field}.Alignment = BatchAlignment;"), .. inputs.Select(i => $"var {i.Parameter.CsName}Values = {i.Field}.Values;")])}}
            for (var i = 0; i < {{(inputs.Count == 1 ? inputs[0].Parameter.CsName + "Values.Length" : "BatchLength")}}; i++)
            {
                try
                {
            {{Indent(emit, 2)}}
                }
                catch (global::System.Exception error)
                {
                    // The sample is dropped; the others stand.
                    context.Report(error, i);
                }
            }
            """;
    }

    private static string Time(string output) => $"TimeAt({output}, i, ref context)";

    // Ports carry text as Text; no text is the empty one.
    private static string Result(string value, TypeModel type) =>
        type.IsString ? $"{Sdk}.Text.From({value}{(type.IsNullable ? " ?? \"\"" : "")})"
        : type.IsNullable ? $"({value}).GetValueOrDefault()"
        : value;
}
