using Arc.Generator.Model;
using static Arc.Generator.Emit.Template;

namespace Arc.Generator.Emit;

/// <summary>Writes the flow facet: a node over series per flow form, and the factory that picks its concrete types.</summary>
internal static partial class NodesWriter
{
    private const string Request = Sdk + ".Modules.NodeRequest";
    private const string Node = Sdk + ".Nodes.Node";

    public static string Write(ModuleModel module)
    {
        var names = GeneratedNames.Members(module.Symbols);
        var factories = new List<string>();
        var classes = new List<string>();
        var arms = new List<string>();
        for (var i = 0; i < module.Symbols.Count; i++)
        {
            var symbol = module.Symbols[i];
            if (!symbol.HasFlow) continue;
            arms.Add($"{Literal(symbol.ArcName)} => Create{names[i]}(request),");
            if (symbol.Node is { } node)
            {
                factories.Add(Factory(names[i], [new Candidate(GeneratedNames.Host(node), node.TypeParameters, node.TypeParameters.Select(p => new VariableModel(p.Name, p.Name, p.Set)).ToList(), true)]));
                classes.Add(Half(node));
                classes.Add(Host(module, node));
            }
            else
            {
                factories.Add(Factory(names[i], symbol.Bodies.Select((b, j) => new Candidate(GeneratedNames.Node(names[i], j), b.TypeParameters, [.. b.Variables], !b.IsStatic)).ToList()));
                classes.AddRange(symbol.Bodies.Select((b, j) => SampleNode(module, symbol, b, GeneratedNames.Node(names[i], j))));
            }
        }

        var create = arms.Count == 0
            ? $"{Node}? {Sdk}.Modules.IModule.CreateNode({Request} request) => null;"
            : $$"""
              {{Node}}? {{Sdk}}.Modules.IModule.CreateNode({{Request}} request) => request.Member switch
              {
              {{Indent(Lines(arms))}}
                  _ => null,
              };
              """;
        return File(
            module, $"The dataflow nodes of the module '{module.ArcName}'.", "",
            Members([$"/// <inheritdoc/>\n{create}", .. factories, .. classes]));
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
