using Arc.Generator.Model;
using static Arc.Generator.Emit.Template;

namespace Arc.Generator.Emit;

// Config values are read once, when the node is made, into fields of their own; a channel is read as its key.
internal static partial class NodesWriter
{
    private static IEnumerable<string> ConfigFields(List<(ParameterModel Parameter, string Field)> config) =>
        config.Select(c => $"private readonly {ConfigType(c.Parameter.Type)} {c.Field};");

    private static IEnumerable<string> BindConfig(List<(ParameterModel Parameter, string Field)> config) =>
        config.Select(c => $"{c.Field} = {ReadConfig(c.Parameter)};");

    private static string ReadConfig(ParameterModel parameter) =>
        parameter.Type.Shape == TypeShape.Channel
            ? $"new {ConfigType(parameter.Type)}(request.Config.Get<int>({Literal(parameter.ArcName)}))"
            : $"request.Config.Get<{ConfigType(parameter.Type)}>({Literal(parameter.ArcName)})";

    private static string ConfigType(TypeModel type) => (type with { IsNullable = false }).CsType(v => v);
}
