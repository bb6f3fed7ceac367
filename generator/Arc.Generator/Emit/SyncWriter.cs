using System.Globalization;
using Arc.Generator.Model;
using Microsoft.CodeAnalysis.Text;
using static Arc.Generator.Emit.Template;

namespace Arc.Generator.Emit;

/// <summary>Writes the synchronous facet: the members that a workflow script calls with dynamic values.</summary>
internal static class SyncWriter
{
    private const string Sync = Sdk + ".Sync";
    private const string Arguments = "global::System.ReadOnlySpan<" + Sync + ".Val> arguments";

    public static SourceText Write(ModuleModel module, IReadOnlyList<MemberCode> members)
    {
        var file = new CodeFile(module, $"The synchronous facet of the module '{module.ArcName}'.");
        var parts = members.Select(m => m.Sync).OfType<SyncPart>().ToList();
        file.Open(Indent($$"""
            /// <inheritdoc/>
            {{Sync}}.SyncResult {{Sdk}}.Modules.IModule.Call(
                in {{Sync}}.SyncContext context, {{Sync}}.Val? self, string member, {{Arguments}}) => member switch
            {
            """));
        foreach (var part in parts) file.Add(part.Arm);
        file.Add($"        _ => {Sync}.SyncFacet.Unknown({Literal(module.ArcName)}, member");
        foreach (var part in parts) file.Add(part.Name);
        file.Close("),\n    };");
        foreach (var part in parts) file.AddMember(part.Source);
        return file.ToText();
    }

    /// <summary>The call of a member with dynamic values.</summary>
    public static SyncPart Write(ModuleModel module, SymbolModel symbol, string name)
    {
        var literal = Literal(symbol.ArcName);
        return new SyncPart($"        {literal} => Call{name}(arguments),\n", ", " + literal, Indent(Member(module, symbol, "Call" + name)));
    }

    /// <summary>Whether a member can be called with dynamic values: it has bodies, and none of its parameters is a channel.</summary>
    internal static bool IsCallable(SymbolModel symbol) =>
        !symbol.Bodies.IsEmpty && !symbol.Bodies[0].Parameters.Any(p => p.Type.Shape == TypeShape.Channel);

    private static string Member(ModuleModel module, SymbolModel symbol, string name)
    {
        var isStatic = symbol.Bodies.All(b => b.IsStatic);
        var header = $"private {(isStatic ? "static " : "")}{Sync}.SyncResult {name}({Arguments})";
        var choices = Choices(symbol).ToList();
        if (choices.Count == 1)
        {
            return $$"""
                {{header}}
                {
                {{Indent(Body(module, symbol, choices[0].Combination))}}
                }
                """;
        }

        var branches = choices.Select(c => c.Condition.Length == 0
            ? $"return {name}{Suffix(c.Combination)}(arguments);"
            : $"if ({c.Condition}) return {name}{Suffix(c.Combination)}(arguments);");
        var parts = choices.Select(c => $$"""
            private {{(isStatic ? "static " : "")}}{{Sync}}.SyncResult {{name}}{{Suffix(c.Combination)}}({{Arguments}})
            {
            {{Indent(Body(module, symbol, c.Combination))}}
            }
            """);
        return Members([
            $$"""
            {{header}}
            {
            {{Indent(Lines(branches))}}
            }
            """,
            .. parts,
        ]);
    }

    private static string Suffix(Prim[] combination) => string.Concat(combination.Select(p => "_" + p.Suffix()));

    // A variable is text if all its arguments are, and otherwise the type that holds most numbers.
    internal static IEnumerable<(Prim[] Combination, string Condition)> Choices(SymbolModel symbol)
    {
        var shape = symbol.Shape!;
        var options = symbol.Variables.Select(v =>
        {
            var number = Prims.SyncPreference.Where(p => v.Set.Has(p)).Select(p => (Prim?)p).FirstOrDefault();
            var positions = shape.Parameters.Select((p, i) => (p.Type, i)).Where(p => p.Type.Variable == v.Name).Select(p => p.i.ToString(CultureInfo.InvariantCulture)).ToList();
            var list = new List<(Prim Type, string Condition)>();
            if (v.Set.Has(Prim.Str) && (number is null || positions.Count > 0))
                list.Add((Prim.Str, number is null ? "" : $"{Sync}.SyncReader.AreTexts(arguments, {string.Join(", ", positions)})"));
            if (number is { } type) list.Add((type, ""));
            return list;
        });
        IEnumerable<(Prim[] Combination, string Condition)> start = [([], "")];
        return options.Aggregate(start, (all, option) => all.SelectMany(_ => option, (c, o) =>
            ((Prim[])[.. c.Combination, o.Type], c.Condition.Length > 0 && o.Condition.Length > 0 ? $"{c.Condition} && {o.Condition}" : c.Condition + o.Condition)));
    }

    private static string Body(ModuleModel module, SymbolModel symbol, Prim[] combination)
    {
        var body = symbol.Bodies.First(b => b.Variables.Select((v, i) => v.Set.Has(combination[i])).All(serves => serves));
        var binding = body.Bind(combination);
        var local = Unique("arguments", "reader", "error", "result");
        var parameters = body.Parameters.Select(p => (Parameter: p, Local: local(Identifier(p.CsName)))).ToList();
        var least = body.Parameters.Count;
        while (least > 0 && IsOptional(body.Parameters[least - 1])) least--;
        var member = Literal($"{module.ArcName}.{symbol.ArcName}");
        var call = $"{(body.IsStatic ? module.FullName : "this")}.{Identifier(body.CsName)}{Generic(body.TypeParameters.Select(p => binding(p.Name).CsType()))}"
            + $"({string.Join(", ", (body.TakesContext ? [$"{Sdk}.HostContext.Detached"] : Array.Empty<string>()).Concat(parameters.Select(p => p.Local)))})";
        var reads = parameters.Select(p => $"var {p.Local} = reader.{Read(p.Parameter, binding)};");
        return $$"""
            var reader = new {{Sync}}.SyncReader({{member}}, arguments, {{least}}, {{body.Parameters.Count}});
            {{Lines(reads.Append("if (reader.Failed) return reader.Failure;"))}}
            try
            {
            {{Indent(Answer(body, call))}}
            }
            catch (global::System.Exception error)
            {
                return {{Sync}}.SyncFacet.Failed({{member}}, error);
            }
            """;
    }

    private static bool IsOptional(ParameterModel parameter) => parameter.Default is not null || parameter.Type.IsNullable;

    private static string Read(ParameterModel parameter, Func<string, Prim> binding)
    {
        var type = parameter.Type;
        var name = Literal(parameter.ArcName);
        var element = type.IsVariable ? binding(type.Variable).CsType() : type.IsString ? "string" : type.Primitive.CsType();
        var orNull = type.IsNullable && parameter.Default is null ? "OrNull" : "";
        return type.Shape switch
        {
            TypeShape.AnySeries => $"NextAnySeries{orNull}({name})",
            TypeShape.Series => $"NextSeries{orNull}<{element}>({name})",
            _ when orNull.Length > 0 => $"{(type.IsString ? "NextStringOrNull" : "NextTextOrNull")}({name})",
            _ when parameter.Default is { } value => $"Next<{element}>({name}, {Default(value, type.Resolve(binding), type.IsString)})",
            _ => $"Next<{element}>({name})",
        };
    }

    private static string Default(ConstantModel value, Prim type, bool isString) =>
        value.IsText ? isString ? Literal(value.Value) : $"{Sdk}.Text.From({Literal(value.Value)})"
        : $"{Sdk}.Types.Constant.Number({Literal(value.Value)}).As<{type.CsType()}>()";

    private static string Answer(BodyModel body, string call)
    {
        if (body.Outputs.IsEmpty) return $"{call};\nreturn {Sync}.SyncResult.Ok({Sync}.Val.Null);";
        if (!body.IsTuple) return $"return {Sync}.SyncResult.Ok({Value(call, body.Outputs[0].Type)});";
        var members = body.Outputs.Select((o, i) =>
            $"    new global::System.Collections.Generic.KeyValuePair<string, {Sync}.Val>({Literal(o.ArcName)}, {Value($"result.Item{i + 1}", o.Type)})");
        return $"var result = {call};\nreturn {Sync}.SyncFacet.Object(\n{string.Join(",\n", members)});";
    }

    private static string Value(string value, TypeModel type) =>
        type.Shape == TypeShape.AnySeries || (type.IsNullable && type.Shape == TypeShape.Scalar)
            ? $"{Sync}.SyncFacet.From({value})"
            : $"{Sync}.SyncArguments.From({value})";
}
