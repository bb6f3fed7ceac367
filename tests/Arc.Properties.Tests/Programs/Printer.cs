using System.Collections.Immutable;
using System.Text;

namespace Arc.Properties.Tests.Programs;

/// <summary>Writes a program as source text, with no more parentheses than the grammar needs (arc-language.md, sections 2 and 8).</summary>
internal sealed class Printer
{
    private const int Or = 1, And = 2, Equality = 3, Relational = 4, Additive = 5, Multiplicative = 6, Unary = 7, Power = 8, Postfix = 9;

    private readonly StringBuilder _text = new();
    private int _indent;

    public static string Print(Program program)
    {
        var printer = new Printer();
        if (program.Funcs.SelectMany(f => f.Body).SelectMany(Walk.Expressions).Any(e => e.Kind == ExprKind.Member)) printer.Line("import math");
        foreach (var item in program.Consts) printer.Line($"{item.Name}{(item.IsTyped ? $" {item.Type}" : "")} := {Print(item.Value)}");
        foreach (var function in program.Funcs) printer.Function(function);
        return printer._text.ToString();
    }

    public static string Print(Expr expr) => Print(expr, 0);

    private void Function(Func function)
    {
        var config = function.Config.IsEmpty ? "" : $"{{{Parameters(function.Config)}}} ";
        var outputs = function.Outputs switch
        {
            [] => "",
            [{ Name: "" } only] => $"{only.Type} ",
            [var only] => $"{only.Name} {only.Type} ",
            var several => $"({Parameters(several)}) ",
        };
        Line($"func {function.Name}{config}({Parameters(function.Inputs)}) {outputs}{{");
        Body(function.Body);
        Line("}");
    }

    private static string Parameters(ImmutableArray<Param> parameters) =>
        string.Join(", ", parameters.Select(p => $"{p.Name} {p.Type}{(p.Default is { } value ? $" = {Print(value)}" : "")}"));

    private void Body(ImmutableArray<Stmt> body)
    {
        _indent++;
        foreach (var statement in body) Statement(statement);
        _indent--;
    }

    private void Statement(Stmt statement)
    {
        switch (statement.Kind)
        {
            case StmtKind.Declare or StmtKind.DeclareState:
                Line($"{statement.Name}{(statement.IsTyped ? $" {statement.Type}" : "")} {(statement.Kind == StmtKind.Declare ? ":=" : "$=")} {Print(statement.Exprs[0])}");
                break;
            case StmtKind.Assign: Line($"{statement.Name} {statement.Op} {Print(statement.Exprs[0])}"); break;
            case StmtKind.AssignElement: Line($"{statement.Name}[{Print(statement.Exprs[0])}] {statement.Op} {Print(statement.Exprs[1])}"); break;
            case StmtKind.If: If(statement); break;
            case StmtKind.ForRange: Loop($"for {statement.Name} := range({Join(statement.Exprs)})", statement); break;
            case StmtKind.ForSeries: Loop($"for {(statement.Index.Length > 0 ? statement.Index + ", " : "")}{statement.Name} := {Print(statement.Exprs[0])}", statement); break;
            case StmtKind.ForWhile: Loop(statement.Exprs.IsEmpty ? "for" : $"for {Print(statement.Exprs[0])}", statement); break;
            case StmtKind.Break: Line("break"); break;
            case StmtKind.Continue: Line("continue"); break;
            case StmtKind.Return: Line(statement.Exprs.IsEmpty ? "return" : $"return {Print(statement.Exprs[0])}"); break;
            default: Line(Print(statement.Exprs[0])); break;
        }
    }

    private void If(Stmt statement)
    {
        for (var i = 0; i < statement.Blocks.Length; i++)
        {
            var head = i >= statement.Exprs.Length ? "{" : $"if {Print(statement.Exprs[i])} {{";
            Line(i == 0 ? head : $"}} else {head}");
            Body(statement.Blocks[i]);
        }

        Line("}");
    }

    private void Loop(string head, Stmt statement)
    {
        Line($"{head} {{");
        Body(statement.Blocks[0]);
        Line("}");
    }

    private void Line(string text) => _text.Append(' ', _indent * 2).Append(text).Append('\n');

    private static string Join(ImmutableArray<Expr> expressions) => string.Join(", ", expressions.Select(e => Print(e)));

    private static string Print(Expr expr, int least)
    {
        var (text, level) = Level(expr);
        return level < least ? $"({text})" : text;
    }

    private static (string Text, int Level) Level(Expr expr)
    {
        var args = expr.Args;
        switch (expr.Kind)
        {
            case ExprKind.Literal or ExprKind.Variable: return (expr.Text, Postfix);
            case ExprKind.Text: return ($"\"{Escape(expr.Text)}\"", Postfix);
            case ExprKind.Unary: return ($"{expr.Text}{(expr.Text == "not" ? " " : "")}{Print(args[0], Unary)}", Unary);
            case ExprKind.Binary when expr.Text == "^": return ($"{Print(args[0], Postfix)} ^ {Print(args[1], Unary)}", Power);
            case ExprKind.Binary:
                var level = LevelOf(expr.Text);
                return ($"{Print(args[0], level)} {expr.Text} {Print(args[1], level + 1)}", level);
            case ExprKind.Cast: return ($"{expr.Type.Bare}({Join(args)})", Postfix);
            case ExprKind.Call: return ($"{expr.Text}({Join(args)})", Postfix);
            case ExprKind.Member: return ($"math.{expr.Text}({Join(args)})", Postfix);
            case ExprKind.Length: return ($"len({Join(args)})", Postfix);
            case ExprKind.Index: return ($"{Print(args[0], Postfix)}[{Print(args[1])}]", Postfix);
            case ExprKind.Slice:
                var start = expr.Text.Contains('a', StringComparison.Ordinal) ? Print(args[1]) : "";
                var end = expr.Text.Contains('b', StringComparison.Ordinal) ? Print(args[^1]) : "";
                return ($"{Print(args[0], Postfix)}[{start}:{end}]", Postfix);
            case ExprKind.Series: return ($"[{Join(args)}]", Postfix);
            case ExprKind.Format: return (Format(expr), Postfix);
            default: return ($"({Print(args[0])})", Postfix);
        }
    }

    private static int LevelOf(string op) => op switch
    {
        "or" => Or,
        "and" => And,
        "==" or "!=" => Equality,
        "<" or ">" or "<=" or ">=" => Relational,
        "+" or "-" => Additive,
        _ => Multiplicative,
    };

    private static string Format(Expr expr)
    {
        var parts = expr.Text.Split(Expr.Mark);
        var text = new StringBuilder("f\"");
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 0) text.Append(Escape(parts[i]).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            else text.Append('{').Append(Print(expr.Args[i / 2])).Append(parts[i].Length > 0 ? ":" : "").Append(parts[i]).Append('}');
        }

        return text.Append('"').ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
