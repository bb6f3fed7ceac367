using Arc.Language.Binding;

namespace Arc.Language.Tests.Analysis;

/// <summary>A compact text of bound trees, and a walk over all their expressions.</summary>
internal static class BoundShape
{
    public static string Of(BoundExpression? e) => e switch
    {
        null => "",
        BoundConstant c => $"{c.Value}:{c.Type}",
        BoundVariableRead v => v.Variable.Name,
        BoundChannelRead r => $"read({r.Channel.Info?.Name ?? r.Channel.Parameter!.Name})",
        BoundChannelKey k => $"key({k.Channel.Info!.Name})",
        BoundBinary b => $"({Of(b.Left)} {b.Operator} {Of(b.Right)}):{b.Type}",
        BoundUnary u => $"({u.Operator} {Of(u.Operand)})",
        BoundCast c => $"{c.Target}({Of(c.Operand)})",
        BoundUnitConversion u => $"{Of(u.Operand)}*{u.Factor:R}",
        BoundFunctionCall f => $"{f.Function}({string.Join(", ", f.Config.Concat(f.Arguments).Select(Of))})",
        BoundMemberCall m => $"{m.Symbol.Module}.{m.Symbol.ImportName(v => m.Binding[v])}({string.Join(", ", m.Arguments.Select(Of))})",
        BoundIndex i => $"{Of(i.Source)}[{Of(i.Index)}]",
        BoundSlice s => $"{Of(s.Source)}[{Of(s.Start)}:{Of(s.End)}]",
        BoundSeriesLiteral s => $"<{string.Join(", ", s.Elements.Select(Of))}>",
        BoundFormat f => "f" + string.Concat(f.Parts.Select(p => p.Literal ?? $"{{{Of(p.Value)}|{p.Spec}}}")),
        _ => e.GetType().Name,
    };

    public static string Of(BoundStatement? s) => s switch
    {
        null => "",
        BoundBlock b => "{" + string.Join("; ", b.Statements.Select(Of)) + "}",
        BoundDeclaration d => $"{(d.Variable.Kind == BoundVariableKind.Stateful ? $"state{d.Variable.StateId} " : "let ")}{d.Variable.Name}:{d.Variable.Type} = {Of(d.Initial)}",
        BoundAssignment a => $"{a.Variable.Name} = {Of(a.Value)}",
        BoundChannelWrite w => $"write({w.Channel.Info?.Name ?? w.Channel.Parameter!.Name}, {Of(w.Value)})",
        BoundElementWrite w => $"{w.Variable.Name}[{Of(w.Index)}] {w.Compound}= {Of(w.Value)}",
        BoundIf i => $"if {Of(i.Condition)} {Of(i.Then)}{(i.Else is null ? "" : " else " + Of(i.Else))}",
        BoundForEach f => $"each {f.Index?.Name}{(f.Index is null ? "" : ",")}{f.Element} in {Of(f.Series)} {Of(f.Body)}",
        BoundForRange f => $"range {f.Variable} {Of(f.Start)}..{Of(f.End)} {Of(f.Step)} {Of(f.Body)}",
        BoundWhile w => $"while {Of(w.Condition)} {Of(w.Body)}",
        BoundReturn r => $"return {Of(r.Value)}",
        BoundExpressionStatement e => Of(e.Expression),
        _ => s.GetType().Name,
    };

    public static IEnumerable<BoundNode> Everything(BoundProgram program) => program.Functions.SelectMany(f => Everything(f.Body));

    private static IEnumerable<BoundNode> Everything(BoundNode root)
    {
        var pending = new Stack<BoundNode>([root]);
        while (pending.TryPop(out var node))
        {
            yield return node;
            foreach (var property in node.GetType().GetProperties())
            {
                switch (property.GetValue(node))
                {
                    case BoundNode child:
                        pending.Push(child);
                        break;
                    case IEnumerable<BoundNode> children:
                        foreach (var child in children) pending.Push(child);
                        break;
                    case IEnumerable<BoundFormatPart> parts:
                        foreach (var part in parts)
                        {
                            if (part.Value is not null) pending.Push(part.Value);
                        }

                        break;
                }
            }
        }
    }
}
