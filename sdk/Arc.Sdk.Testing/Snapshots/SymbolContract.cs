using System.Globalization;
using Arc.Generator.Emit;
using Arc.Generator.Model;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing;

/// <summary>What the descriptor of a member will say, read from the generator's model without compiling anything.</summary>
/// <param name="module">The module.</param>
/// <param name="symbol">The member.</param>
internal sealed class SymbolContract(ModuleModel module, SymbolModel symbol)
{
    private readonly Documentation _documentation = Arc.Generator.Emit.Documentation.Read(symbol.Documentation);

    public string Name => $"{module.ArcName}.{symbol.ArcName}";

    public string Documentation => _documentation.Summary;

    public string Returns => _documentation.Returns;

    /// <summary>What is written about the node class of a member that has methods as well.</summary>
    public string NodeDocumentation => Arc.Generator.Emit.Documentation.Read(symbol.NodeDocumentation).Summary;

    public IEnumerable<(string Code, string Caption)> Examples =>
        new[] { symbol.Documentation, symbol.FurtherDocumentation, symbol.NodeDocumentation }.SelectMany(d => Arc.Generator.Emit.Documentation.Read(d).Examples);

    public string Check => symbol.Check[(symbol.Check.LastIndexOf('.') + 1)..];

    public NodeWake Wake => (NodeWake)DescriptorWriter.WakeOf(symbol);

    /// <summary>The fields of a node class that a checkpoint keeps.</summary>
    public string Remembers => symbol.Node is null ? "" : string.Join(", ", symbol.Node.Fields.Select(f => f.CsName));

    public CallSignature? Call => !symbol.HasCall ? null : new(
        [.. symbol.Shape!.Parameters.Select(p => Value(p with { Check = DescriptorWriter.InCall(p.Check) }, BodySet, _documentation.Parameter(p.CsName)))],
        symbol.Shape.Outputs.IsEmpty ? null : Type(symbol.Shape.Outputs[0].Type, BodySet));

    public FlowSignature? Flow => !symbol.HasFlow ? null : symbol.Node is { } node ? FlowOf(node) : FlowOf(symbol.Shape!);

    /// <summary>One line for each WebAssembly import.</summary>
    public IEnumerable<string> Imports =>
        from body in symbol.Bodies
        where body.HasCall
        from combination in body.Combinations
        let binding = body.Bind(combination)
        let parameters = string.Join(", ", body.Parameters.Select(p => Wasm(p.Type.WasmType(binding))))
        let result = body.Outputs.IsEmpty ? "" : " -> " + Wasm(body.Outputs[0].Type.WasmType(binding))
        select $"import {module.WasmNamespace}.{symbol.ArcName}{string.Concat(combination.Select(p => "_" + p.Suffix()))} ({parameters}){result}";

    /// <summary>One line for each way in which dynamic values choose their types.</summary>
    public IEnumerable<string> Sync
    {
        get
        {
            var parameters = string.Join(", ", symbol.Shape!.Parameters.Select(p => p.ArcName + (p.Default is { } value ? $" = {Constant(value)}" : p.Type.IsNullable ? "?" : "")));
            foreach (var (combination, condition) in SyncWriter.Choices(symbol))
            {
                var types = string.Join(", ", symbol.Variables.Select((v, i) => $"{v.Name} = {combination[i].Suffix()}"));
                yield return $"sync {Name}({parameters}){(types.Length == 0 ? "" : " with " + types)}{(condition.Length == 0 ? "" : " for texts")}";
            }
        }
    }

    private FlowSignature FlowOf(BodyModel shape) => new(
        [.. shape.Parameters.Where(p => p.IsConfig).Select(p => Value(p, BodySet, _documentation.Parameter(p.CsName)))],
        [.. shape.Parameters.Where(p => !p.IsConfig).Select(p => Value(p, BodySet, _documentation.Parameter(p.CsName)))],
        [.. shape.Outputs.Select(o => new Parameter(o.ArcName, Type(o.Type, BodySet), null, shape.IsTuple ? "" : Returns))]);

    private static FlowSignature FlowOf(NodeModel node)
    {
        return new(
            [.. node.Config.Select(p => Value(p, NodeSet, Arc.Generator.Emit.Documentation.Read(p.Documentation).Summary))], [.. node.Inputs.Select(Port)], [.. node.Outputs.Select(Port)]);

        TypeSet NodeSet(string variable) => new(node.TypeParameters.First(p => p.Name == variable).Set);

        Parameter Port(PortModel port) => new(
            port.ArcName, Type(port.Type, NodeSet), port.Default is null ? null : Constant(port.Default), Arc.Generator.Emit.Documentation.Read(port.Documentation).Summary);
    }

    private TypeSet BodySet(string variable) => new(symbol.Variables.First(v => v.Name == variable).Set);

    private static Parameter Value(ParameterModel parameter, Func<string, TypeSet> set, string documentation) => new(
        parameter.ArcName,
        Type(parameter.Type, set),
        parameter.Default is null ? null : Constant(parameter.Default),
        documentation,
        parameter.Check is null ? null : new ValueCheck(
            parameter.Check.Minimum is null ? null : Constant(parameter.Check.Minimum),
            parameter.Check.Maximum is null ? null : Constant(parameter.Check.Maximum),
            [.. parameter.Check.Allowed.Select(Constant)]));

    private static ArcType Type(TypeModel type, Func<string, TypeSet> set)
    {
        if (type.Shape == TypeShape.AnySeries) return AnySeriesType.Instance;
        Unit.TryGet(type.Unit, out var unit);
        ArcType element = type.IsVariable ? new VariableType(type.Variable, set(type.Variable)) : ArcType.Of((Primitive)type.Primitive, unit);
        return type.Shape switch
        {
            TypeShape.Series => new SeriesType(element),
            TypeShape.Channel => new ChannelType(element, (ChannelAccess)type.Access),
            _ => element,
        };
    }

    private static Constant Constant(ConstantModel value) =>
        value.IsText ? Types.Constant.Of(value.Value)
        : long.TryParse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? Types.Constant.Of(whole)
        : Types.Constant.Number(value.Value);

    private static string Wasm(string csType) => csType switch { "long" => "i64", "float" => "f32", "double" => "f64", _ => "i32" };
}
