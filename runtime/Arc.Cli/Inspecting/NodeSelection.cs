using Arc.Cli.Graphs;
using Arc.Runtime;
using Arc.Sdk.Ir;

namespace Arc.Cli.Inspecting;

/// <summary>The nodes or scopes that a person means by a name.</summary>
/// <param name="Nodes">Keys of nodes.</param>
/// <param name="Scopes">Scopes.</param>
internal sealed record NodeSelection(IReadOnlyList<string> Nodes, IReadOnlyList<IrScope> Scopes)
{
    private const int MaxListed = 20;

    /// <summary>Nothing.</summary>
    public static NodeSelection None { get; } = new([], []);

    /// <summary>The node with the key; else the stages and sequences of the name; else nodes with the label; else those at the channel; else those of the type.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static NodeSelection Find(ArcProgram program, string name)
    {
        var ir = program.Compiled.Ir;
        var labels = new GraphLabels(program);
        Func<IrNode, bool>[] meanings =
        [
            n => n.Key == name,
            n => labels.Label(n) == name,
            n => n.Type is GraphLabels.On or GraphLabels.Write && n.Channels.Read.Values.Concat(n.Channels.Write.Values).Contains(name, StringComparer.Ordinal),
            n => n.Type == name,
        ];
        foreach (var meaning in meanings)
        {
            if (ir.Nodes.Where(meaning).Select(n => n.Key).ToList() is { Count: > 0 } found) return new NodeSelection(found, []);
            if (meaning == meanings[0] && ProgramGraphBuilder.Build(program).Scopes.Where(s => s.Parent >= 0 && s.Ir.Key == name).Select(s => s.Ir).ToList() is { Count: > 0 } scopes)
                return new NodeSelection([], scopes);
        }

        var known = ir.Nodes.Take(MaxListed).Select(n => n.Key);
        throw new CliException($"there is no node, stage or sequence '{name}'; the nodes are {string.Join(", ", known)}{(ir.Nodes.Length > MaxListed ? ", \u2026" : "")} ('arc graph' draws them)", ExitCode.CommandLineWrong);
    }
}
