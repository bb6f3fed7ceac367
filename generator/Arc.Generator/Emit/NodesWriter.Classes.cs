using Arc.Generator.Model;
using static Arc.Generator.Emit.Template;

namespace Arc.Generator.Emit;

// The node of a class with [ReactiveNode]: ports and config stay, the author's object starts over on every reset.
internal static partial class NodesWriter
{
    private const int WakeOnInputOnly = 1;

    private const string Json = "global::System.Text.Json";

    /// <summary>The generated half of the author's class: its port properties, and what a checkpoint keeps of its fields.</summary>
    private static string Half(NodeModel node)
    {
        var members = Members([Ports(node), Fields(node)]);
        return members.Length == 0 ? "" : $$"""
            partial {{node.Keyword}} {{Identifier(node.CsName)}}{{Generic(node.TypeParameters.Select(p => p.Name))}}
            {
            {{Indent(members)}}
            }
            """;
    }

    private static string Ports(NodeModel node)
    {
        if (node.Ports.IsEmpty) return "";
        var properties = node.Ports.SelectMany(p => new[]
        {
            $"private {PortType(p)} _port{p.CsName} = null!;\n\n"
            + $"{p.Accessibility} partial {PortType(p)} {Identifier(p.CsName)} => _port{p.CsName};",
        });
        var parameters = string.Join(", ", node.Ports.Select(p => $"{PortType(p)} port{p.CsName}"));
        return $$"""
            {{Members(properties)}}

            /// <summary>Gives the object its ports, which outlive it.</summary>
            internal void AttachPorts({{parameters}})
            {
            {{Indent(Lines(node.Ports.Select(p => $"_port{p.CsName} = port{p.CsName};")))}}
            }
            """;
    }

    private static string Fields(NodeModel node)
    {
        if (node.Fields.IsEmpty) return "";
        var codecs = Lines(node.Codecs.Select(Codec));
        if (codecs.Length > 0) codecs = Indent(codecs) + "\n";
        return $$"""
            /// <summary>Writes what the object remembers between two executions.</summary>
            internal void SaveFields({{Json}}.Utf8JsonWriter writer)
            {
            {{codecs}}    writer.WriteStartObject();
            {{Indent(Lines(node.Fields.Select(f => $"{Sdk}.State.StateValue.Write(writer, {Literal(f.CsName)}, {Identifier(f.CsName)});")))}}
                writer.WriteEndObject();
            }

            /// <summary>Replaces what the object remembers.</summary>
            internal void LoadFields({{Json}}.JsonElement saved)
            {
            {{codecs}}{{Indent(Lines(node.Fields.Select(Load)))}}
            }
            """;
    }

    private static string Load(FieldModel field) => field.IsFixed
        ? $"{Sdk}.State.StateValue.ReadInto(saved, {Literal(field.CsName)}, {Identifier(field.CsName)});"
        : $"{Identifier(field.CsName)} = {Sdk}.State.StateValue.Read<{field.Type}>(saved, {Literal(field.CsName)});";

    private static string Host(ModuleModel module, NodeModel node)
    {
        var field = Unique("_module", "_request", "_node");
        var ports = node.Ports.Select(p => (Port: p, Field: field("_" + Camel(p.CsName)))).ToList();
        var config = node.Config.Select(c => (Parameter: c, Field: field("_" + Camel(c.CsName)))).ToList();
        var generic = Generic(node.TypeParameters.Select(p => p.Name));
        var type = $"{module.FullName}.{Identifier(node.CsName)}{generic}";
        var needsModule = node.Services.Any(s => s.Source == ServiceSource.Module);
        var needsRequest = node.Services.Any(s => s.Source != ServiceSource.Module);

        var fields = new List<string>();
        if (needsModule) fields.Add($"private readonly {module.FullName} _module;");
        if (needsRequest) fields.Add($"private readonly {Request} _request;");
        fields.AddRange(ports.Select(p => $"private readonly {PortType(p.Port)} {p.Field};"));
        fields.AddRange(ConfigFields(config));
        fields.Add($"private {(node.HasReset ? "readonly " : "")}{type} _node;");

        var setup = new List<string>();
        if (needsModule) setup.Add("_module = module;");
        if (needsRequest) setup.Add("_request = request;");
        setup.AddRange(ports.Select(p => $"{p.Field} = {(p.Port.IsInput ? "AddInput" : "AddOutput")}<{p.Port.Type.PortType}>({Literal(p.Port.ArcName)});"));
        setup.AddRange(BindConfig(config));
        setup.Add("_node = Create();");

        var initial = config.Count == 0 ? "" : $$"""
             {
            {{Indent(Lines(config.Select(c => $"{Identifier(c.Parameter.CsName)} = {c.Field},")), 2)}}
                }
            """;
        if (config.Count > 0) initial = "\n    " + initial.TrimStart();
        var attach = node.Ports.IsEmpty ? "" : $"\n    node.AttachPorts({string.Join(", ", ports.Select(p => p.Field))});";
        return $$"""
            /// <summary>Runs <see cref="{{node.Cref}}"/>.</summary>
            private sealed class {{GeneratedNames.Host(node)}}{{generic}} : {{Node}}{{Constraints(node.TypeParameters)}}
            {
            {{Indent(Lines(fields))}}

                public {{GeneratedNames.Host(node)}}({{module.FullName}} module, {{Request}} request)
                {
            {{Indent(Lines(setup), 2)}}
                }

                /// <inheritdoc/>
                public override {{Sdk}}.NodeWake Wake => {{Wake(node.Wake)}};

                /// <inheritdoc/>
                public override void Execute(ref {{Sdk}}.NodeContext context)
                {
            {{Indent(Run(node), 2)}}
                }

                /// <inheritdoc/>
                public override void Reset() => {{(node.HasReset ? "_node.Reset()" : "_node = Create()")}};
            {{(node.Fields.IsEmpty ? "" : "\n" + Indent(State) + "\n")}}
                private {{type}} Create()
                {
                    var node = new {{type}}({{Arguments(node.Services, "_request.Services")}}){{Indent(initial)}};{{Indent(attach)}}
                    return node;
                }
            }
            """;
    }

    private static string State => $$"""
        /// <inheritdoc/>
        protected override void SaveState({{Json}}.Utf8JsonWriter writer) => _node.SaveFields(writer);

        /// <inheritdoc/>
        protected override void LoadState({{Json}}.JsonElement saved) => _node.LoadFields(saved);
        """;

    private static string Run(NodeModel node)
    {
        const string Execute = "_node.Execute(ref context);";
        if (!node.Inputs.Any()) return Execute;
        var refresh = node.Wake == WakeOnInputOnly
            ? "if (!RefreshInputs(consume: false)) return;\nAlignOutputs();"
            : "if (RefreshInputs(consume: false)) AlignOutputs();";
        return $$"""
            {{refresh}}
            try
            {
                {{Execute}}
            }
            finally
            {
                ConsumeInputs();
            }
            """;
    }

    private static string PortType(PortModel port) => $"{Sdk}.{(port.IsInput ? "InputPort" : "OutputPort")}<{port.Type.PortType}>";

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
