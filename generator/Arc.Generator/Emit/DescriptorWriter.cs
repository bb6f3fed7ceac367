using System.Globalization;
using Arc.Generator.Model;
using Microsoft.CodeAnalysis.Text;
using static Arc.Generator.Emit.Template;

namespace Arc.Generator.Emit;

/// <summary>Writes the descriptor facet: what is known of a module without an instance of it.</summary>
internal static class DescriptorWriter
{
    private const string Types = Sdk + ".Types";

    public static SourceText Write(ModuleModel module, IReadOnlyList<MemberCode> members)
    {
        var codecs = module.State.SelectMany(s => s.Codecs).Distinct().Select(Codec);
        var state = module.State.Select(s => $"registry.Register({Literal(module.ArcName)}, {Literal(s.ArcName)}, {Identifier(s.CsName)});");
        var file = new CodeFile(module, $"The descriptor and the state of the module '{module.ArcName}'.", $" : {Sdk}.Modules.IModuleClass");
        file.AddMember(Indent($$"""
            /// <inheritdoc/>
            static {{Sdk}}.Modules.ModuleDescriptor {{Sdk}}.Modules.IModuleClass.Descriptor => {{GeneratedNames.Recipe}}.Descriptor;

            /// <inheritdoc/>
            void {{Sdk}}.Modules.IModule.RegisterState({{Sdk}}.State.StateRegistry registry)
            {
            {{Indent(Lines(codecs.Concat(state)))}}
            }
            """));
        file.Open(Indent($$"""
            /// <summary>What is known of <c>{{module.ArcName}}</c> without an instance; made when first asked for.</summary>
            private static class {{GeneratedNames.Recipe}}
            {
                internal static readonly {{Sdk}}.Modules.ModuleDescriptor Descriptor = new()
                {
                    Name = {{Literal(module.ArcName)}},
                    WasmNamespace = {{Literal(module.WasmNamespace)}},
                    IsInternal = {{Bool(module.IsInternal)}},
                    Documentation = {{Literal(Documentation.Read(module.Documentation).Summary)}},
                    Symbols =
                    [
            """));
        foreach (var member in members) file.Add(member.Descriptor.Entry);
        file.Close(Indent($$"""
                    ],
                    Type = typeof({{module.FullName}}),
                    Create = static services => new {{module.FullName}}({{Arguments(module.Services, "services")}}),
                };
            """));
        foreach (var member in members) file.AddMember(member.Descriptor.Source);
        if (members.Any(m => m.Descriptor.HasUnits)) file.AddMember(Indent(UnitLookup, 2));
        file.Close("\n    }");
        return file.ToText();
    }

    /// <summary>The symbol of a member.</summary>
    public static DescriptorPart Write(ModuleModel module, SymbolModel symbol, string name) =>
        new($"                Create{name}(),\n", Indent(Symbol(module, symbol, name), 2), UnitsOf(symbol).Any(u => u.Length > 0));

    private const string UnitLookup = $$"""
        private static {{Types}}.Unit UnitOf(string name) =>
            {{Types}}.Unit.TryGet(name, out var unit) ? unit : throw new global::System.InvalidOperationException($"the SDK does not know the unit '{name}'");
        """;

    private static string Symbol(ModuleModel module, SymbolModel symbol, string name)
    {
        var documentation = Documentation.Read(symbol.Documentation);
        var lines = new List<string>
        {
            $"WasmNamespace = {Literal(module.WasmNamespace)},",
            $"IsInternal = {Bool(module.IsInternal || symbol.IsInternal)},",
            $"Documentation = {Literal(documentation.Summary)},",
        };
        if (symbol.HasCall) lines.Add($"Call = {Call(symbol, documentation)},");
        if (symbol.HasFlow) lines.Add($"Flow = {(symbol.Node is { } node ? Flow(node) : Flow(symbol, documentation))},");
        if (symbol.HasFlow) lines.Add($"Wake = {Wake(WakeOf(symbol))},");
        if (!symbol.Prelude.IsEmpty)
            lines.Add($"Prelude = [{string.Join(", ", symbol.Prelude.Select(p => $"new {Sdk}.Symbols.PreludeName({Literal(p.Name)}, {Bool(p.IsDeprecated)})"))}],");
        if (symbol.Check.Length > 0) lines.Add($"ConfigCheck = {symbol.Check},");
        if (symbol.HasCall && documentation.Returns.Length > 0) lines.Add($"ResultDocumentation = {Literal(documentation.Returns)},");
        var ofNode = Documentation.Read(symbol.NodeDocumentation);
        if (ofNode.Summary.Length > 0) lines.Add($"FlowDocumentation = {Literal(ofNode.Summary)},");
        var examples = documentation.Examples.Concat(Documentation.Read(symbol.FurtherDocumentation).Examples).Concat(ofNode.Examples).ToList();
        if (examples.Count > 0) lines.Add($"Examples =\n[\n{Indent(Lines(examples.Select(e => $"new {Sdk}.Symbols.Example({Literal(e.Code)}{(e.Caption.Length == 0 ? "" : ", " + Literal(e.Caption))}),")))}\n],");
        var variables = symbol.Variables.Select(v => Variable("variable", v.Name, v.Set))
            .Concat(symbol.Node is { } own ? own.TypeParameters.Select(p => Variable("node", p.Name, p.Set)) : []);
        return $$"""
            /// <summary>The symbol of {{string.Join(" and ", symbol.Bodies.Select(b => b.Cref).Concat(symbol.Node is { } n ? [n.Cref] : []).Select(c => $"<see cref=\"{c}\"/>"))}}.</summary>
            private static {{Sdk}}.Symbols.Symbol Create{{name}}()
            {
            {{Indent(string.Concat(variables))}}    return new {{Sdk}}.Symbols.Symbol({{Literal(module.ArcName)}}, {{Literal(symbol.ArcName)}})
                {
            {{Indent(Lines(lines), 2)}}
                };
            }
            """;
    }

    public static int WakeOf(SymbolModel symbol) => symbol.Node?.Wake ?? 1;

    private static string Variable(string prefix, string name, ushort set) =>
        $"var {prefix}{name} = new {Types}.VariableType({Literal(name)}, {Set(set)});\n";

    private static string Set(ushort set) => set switch
    {
        Prims.Any => $"{Types}.TypeSet.Any",
        Prims.Numeric => $"{Types}.TypeSet.Numeric",
        Prims.Integer => $"{Types}.TypeSet.Integer",
        Prims.Float => $"{Types}.TypeSet.Float",
        Prims.Signed => $"{Types}.TypeSet.Signed",
        _ => $"{Types}.TypeSet.Of({string.Join(", ", set.Members().Select(Primitive))})",
    };

    private static string Call(SymbolModel symbol, Documentation documentation)
    {
        var shape = symbol.Shape!;
        var result = shape.Outputs.Count == 0 ? "null" : Type(shape.Outputs[0].Type, "variable");
        return $"""
            new {Types}.CallSignature(
                {List(shape.Parameters.Select(p => Parameter(p with { Check = InCall(p.Check) }, "variable", documentation.Parameter(p.CsName))))},
                {result})
            """;
    }

    // A bound is a bound of config: a call may compute what it likes. A literal that is none of the values is a mistake in either form.
    internal static CheckModel? InCall(CheckModel? check) => check is { Allowed.IsEmpty: false } ? new CheckModel(null, null, check.Allowed) : null;

    private static string Flow(SymbolModel symbol, Documentation documentation)
    {
        var shape = symbol.Shape!;
        return $"""
            new {Types}.FlowSignature(
                {List(shape.Parameters.Where(p => p.IsConfig).Select(p => Parameter(p, "variable", documentation.Parameter(p.CsName))))},
                {List(shape.Parameters.Where(p => !p.IsConfig).Select(p => Parameter(p, "variable", documentation.Parameter(p.CsName))))},
                {List(shape.Outputs.Select(o => Parameter(o.ArcName, Type(o.Type, "variable"), null, shape.IsTuple ? "" : documentation.Returns, null)))})
            """;
    }

    private static string Flow(NodeModel node) =>
        $"""
        new {Types}.FlowSignature(
            {List(node.Config.Select(p => Parameter(p, "node", Documentation.Read(p.Documentation).Summary)))},
            {List(node.Inputs.Select(Port))},
            {List(node.Outputs.Select(Port))})
        """;

    private static string Port(PortModel port) =>
        Parameter(port.ArcName, Type(port.Type, "node"), port.Default, Documentation.Read(port.Documentation).Summary, null);

    private static string Parameter(ParameterModel parameter, string prefix, string documentation) =>
        Parameter(parameter.ArcName, Type(parameter.Type, prefix), parameter.Default, documentation, parameter.Check);

    private static string Parameter(string name, string type, ConstantModel? value, string documentation, CheckModel? check)
    {
        var arguments = $"{Literal(name)}, {type}, {(value is null ? "null" : Constant(value))}, {Literal(documentation)}";
        if (check is not null)
        {
            var allowed = check.Allowed.IsEmpty ? "[]" : $"[{string.Join(", ", check.Allowed.Select(Constant))}]";
            arguments += $", new {Types}.ValueCheck({(check.Minimum is { } least ? Constant(least) : "null")}, {(check.Maximum is { } most ? Constant(most) : "null")}, {allowed})";
        }

        return $"new {Types}.Parameter({arguments})";
    }

    private static string List(IEnumerable<string> items)
    {
        var lines = items.Select(i => $"        {i},\n").ToList();
        return lines.Count == 0 ? "[]" : $"[\n{string.Concat(lines)}    ]";
    }

    private static string Type(TypeModel type, string prefix)
    {
        if (type.Shape == TypeShape.AnySeries) return $"{Types}.AnySeriesType.Instance";
        var element = type.IsVariable ? prefix + type.Variable
            : type.Unit.Length == 0 ? $"{Types}.ArcType.Of({Primitive(type.Primitive)})"
            : type is { Unit: "ns", Primitive: Prim.I64 } ? $"{Types}.ArcType.TimeSpan"
            : $"{Types}.ArcType.Of({Primitive(type.Primitive)}, UnitOf({Literal(type.Unit)}))";
        return type.Shape switch
        {
            TypeShape.Series => $"new {Types}.SeriesType({element})",
            TypeShape.Channel => $"new {Types}.ChannelType({element}, {Types}.ChannelAccess.{type.Access})",
            _ => element,
        };
    }

    private static IEnumerable<string> UnitsOf(SymbolModel symbol) =>
        symbol.Bodies.SelectMany(b => b.Parameters.Select(p => p.Type).Concat(b.Outputs.Select(o => o.Type)))
            .Concat(symbol.Node is { } node ? node.Config.Select(c => c.Type).Concat(node.Ports.Select(p => p.Type)) : [])
            .Where(t => t is not { Unit: "ns", Primitive: Prim.I64 })
            .Select(t => t.Unit);

    private static string Constant(ConstantModel value) =>
        value.IsText ? $"{Types}.Constant.Of({Literal(value.Value)})"
        : long.TryParse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? $"{Types}.Constant.Of({whole.ToString(CultureInfo.InvariantCulture)}L)"
        : $"{Types}.Constant.Number({Literal(value.Value)})";

    private static string Bool(bool value) => value ? "true" : "false";
}
