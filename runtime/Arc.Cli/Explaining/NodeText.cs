using Arc.Cli.Commands;
using Arc.Cli.Printing;

namespace Arc.Cli.Explaining;

/// <summary>The last section of an explanation: the member as a node.</summary>
internal static class NodeText
{
    private const int Body = 2;

    public static void Write(TextPage page, Explanation explanation)
    {
        ExplanationText.Section(page, "5. How it behaves as a node");
        var symbol = explanation.Symbol;
        if (explanation.Node is not { } node)
        {
            page.Paragraph("It has no node form: it is called, and runs when the body that calls it runs.", Body);
            page.Paragraph(symbol.IsInternal
                ? "The compiler calls it for programs; nobody names it in a flow or a graph."
                : $"To use it in a flow, call it in a function and let that be the node: func f(x f64) f64 {{ ... {symbol.QualifiedName}(x) ... }} and then source -> f{{}} -> target.", Body);
            return;
        }

        foreach (var difference in node.Differences) page.Item(difference, Body);
        page.Table(ParameterTable.Of(symbol.Flow!), Body);
        if (node.Check is { } check) ExplanationText.Place(page, "config is checked as a whole by", check);
        page.Paragraph($"woken by: {string.Join("; ", node.Wakes)}", Body);
        ExplanationText.Steps(page, node.Steps);
        foreach (var made in node.Classes)
        {
            ExplanationText.Place(page, $"node class{(made.Serves.IsEmpty ? "" : $" for {Serves(made)}")}", made.Class);
            ExplanationText.Place(page, "executed by the scheduler", made.Execute);
            ExplanationText.Place(page, "runs", made.Body);
        }

        if (node.State.IsEmpty) page.Paragraph("state: none", Body);
        ExplanationText.Files(page, node.State.Select(s => s.Place));
        var state = TextTable.Titled("state, kept in checkpoints", "C# type", "saved at");
        foreach (var field in node.State) state.Row(field.Name, field.Type, field.Place.ShortAddress);
        page.Table(state, Body);
        ExplanationText.Steps(page, [node.Reset]);
    }

    // T = u8, T = u16 ... is said once.
    private static string Serves(ExplainedNode node)
    {
        var parts = node.Serves.Select(s => s.Split(" = ", 2)).ToList();
        return parts.All(p => p.Length == 2 && p[0] == parts[0][0] && !p[1].Contains(',', StringComparison.Ordinal))
            ? $"{parts[0][0]} = {string.Join(" ", parts.Select(p => p[1]))}"
            : string.Join("; ", node.Serves);
    }
}
