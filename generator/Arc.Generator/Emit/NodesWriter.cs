using Arc.Generator.Model;
using Microsoft.CodeAnalysis.Text;
using static Arc.Generator.Emit.Template;

namespace Arc.Generator.Emit;

/// <summary>Writes the flow facet: a node over series per flow form, and the factory that picks its concrete types.</summary>
internal static partial class NodesWriter
{
    private const string Request = Sdk + ".Modules.NodeRequest";
    private const string Node = Sdk + ".Nodes.Node";
    private const string TriggeredNode = Sdk + ".Nodes.TriggeredNode";

    public static SourceText Write(ModuleModel module, IReadOnlyList<MemberCode> members)
    {
        var file = new CodeFile(module, $"The dataflow nodes of the module '{module.ArcName}'.");
        var parts = members.Select(m => m.Nodes).OfType<NodesPart>().ToList();
        var header = $"/// <inheritdoc/>\n{Node}? {Sdk}.Modules.IModule.CreateNode({Request} request) => ";
        if (parts.Count == 0)
        {
            file.AddMember(Indent(header + "null;"));
        }
        else
        {
            file.Open(Indent(header + "request.Member switch\n{"));
            foreach (var part in parts) file.Add(part.Arm);
            file.Close(Indent("    _ => null,\n};"));
        }

        foreach (var part in parts) file.AddMember(part.Factory);
        foreach (var part in parts) file.AddMember(part.Classes);
        return file.ToText();
    }

    /// <summary>The node of a member with a flow form.</summary>
    public static NodesPart Write(ModuleModel module, SymbolModel symbol, string name)
    {
        var arm = $"        {Literal(symbol.ArcName)} => Create{name}(request),\n";
        if (symbol.Node is { } node)
        {
            var host = new Candidate(GeneratedNames.Host(node), node.TypeParameters, node.TypeParameters.Select(p => new VariableModel(p.Name, p.Name, p.Set)).ToList(), true);
            return new NodesPart(arm, Indent(Factory(name, [host])), Indent(Members([Half(node), Host(module, node)])));
        }

        return new NodesPart(
            arm,
            Indent(Factory(name, symbol.Bodies.Select((b, i) => new Candidate(GeneratedNames.Node(name, i), b.TypeParameters, [.. b.Variables], !b.IsStatic)).ToList())),
            Indent(Members(symbol.Bodies.Select((b, i) => SampleNode(module, symbol, b, GeneratedNames.Node(name, i))))));
    }

    private static string Factory(string name, List<Candidate> candidates)
    {
        string Create(Candidate c, Func<string, Prim> binding) =>
            $"new {c.ClassName}{Generic(c.TypeParameters.Select(p => binding(p.Name).CsType()))}({(c.NeedsModule ? "this, " : "")}request)";

        var needsModule = candidates.Any(c => c.NeedsModule);
        var header = $"private {(needsModule ? "" : "static ")}{Node} Create{name}({Request} request) =>";
        var variables = candidates[0].Variables;
        if (variables.Count == 0) return $"{header}\n    {Create(candidates[0], _ => throw new InvalidOperationException())};";
        var subjects = variables.Select(v => $"request.TypeOf({Literal(v.Name)})").ToList();
        var arms = candidates.SelectMany(c => Combinations(c.Variables).Select(combination =>
        {
            var pattern = string.Join(", ", combination.Select(Primitive));
            return $"{(subjects.Count == 1 ? pattern : $"({pattern})")} => {Create(c, p => combination[c.Variables.FindIndex(v => v.TypeParameter == p)])},";
        }));
        return $$"""
            {{header}} {{(subjects.Count == 1 ? subjects[0] : $"({string.Join(", ", subjects)})")}} switch
            {
            {{Indent(Lines(arms))}}
                _ => throw request.NoSpecialisation(),
            };
            """;
    }

    private static IEnumerable<Prim[]> Combinations(List<VariableModel> variables) => variables.Aggregate(
        (IEnumerable<Prim[]>)[[]], (all, variable) => all.SelectMany(_ => variable.Set.Members(), (c, p) => (Prim[])[.. c, p]));

    private sealed record Candidate(string ClassName, IReadOnlyList<TypeParameterModel> TypeParameters, List<VariableModel> Variables, bool NeedsModule);
}
