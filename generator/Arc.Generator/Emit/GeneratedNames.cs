using Arc.Generator.Model;
using Arc.Generator.Validation;

namespace Arc.Generator.Emit;

/// <summary>The names of generated members, the same in every facet.</summary>
internal static class GeneratedNames
{
    public const string Recipe = "Recipe";
    public const string Static = "Specialisations";
    public const string Bound = "BoundSpecialisations";

    /// <summary>A C# name for each symbol, in order.</summary>
    public static IReadOnlyList<string> Members(IEnumerable<SymbolModel> symbols)
    {
        var unique = Template.Unique();
        return [.. symbols.Select(s => unique(ArcNames.PascalCase(s.ArcName)))];
    }

    public static string Node(string member, int body) => body == 0 ? member + "Node" : $"{member}Node{body + 1}";

    public static string Host(NodeModel node) => node.CsName + "Host";

    /// <summary>Every name that generated code takes in the module class.</summary>
    public static IEnumerable<string> Of(IReadOnlyCollection<SymbolModel> symbols)
    {
        yield return Recipe;
        yield return Static;
        yield return Bound;
        var members = Members(symbols);
        var index = 0;
        foreach (var symbol in symbols)
        {
            var member = members[index++];
            if (symbol.HasFlow) yield return "Create" + member;
            if (symbol.HasCall) yield return "Call" + member;
            for (var i = 0; i < symbol.Bodies.Count; i++)
            {
                if (symbol.Bodies[i].HasFlow) yield return Node(member, i);
            }

            if (symbol.Node is not null) yield return Host(symbol.Node);
        }
    }
}
