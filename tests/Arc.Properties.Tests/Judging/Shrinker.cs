using System.Collections.Immutable;
using Arc.Properties.Tests.Evaluation;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Judging;

/// <summary>Makes a failing program smaller as long as it fails in the same way.</summary>
internal static class Shrinker
{
    private const int MostTries = 4000;

    /// <summary>The smallest failing program found.</summary>
    /// <param name="program">A failing program.</param>
    /// <param name="fails">Whether a program fails in the same way.</param>
    public static Program Shrink(Program program, Func<Program, bool> fails)
    {
        var tries = 0;
        while (tries < MostTries)
        {
            var smaller = Smaller(program).TakeWhile(_ => tries++ < MostTries).FirstOrDefault(p => IsWhole(p) && fails(p));
            if (smaller is null) break;
            program = smaller;
        }

        return program;
    }

    private static IEnumerable<Program> Smaller(Program program)
    {
        for (var i = 0; i < program.Calls.Length; i++)
        {
            if (program.Calls.Length > 1) yield return program with { Calls = program.Calls.RemoveAt(i) };
        }

        for (var i = 0; i < program.Funcs.Length; i++)
        {
            var name = program.Funcs[i].Name;
            yield return program with { Funcs = program.Funcs.RemoveAt(i), Calls = program.Calls.RemoveAll(c => c.Function == name) };
        }

        for (var i = 0; i < program.Channels.Length; i++) yield return program with { Channels = program.Channels.RemoveAt(i) };
        for (var i = 0; i < program.Consts.Length; i++) yield return program with { Consts = program.Consts.RemoveAt(i) };
        for (var i = 0; i < program.Funcs.Length; i++)
        {
            var function = program.Funcs[i];
            foreach (var body in Smaller(function.Body)) yield return program with { Funcs = program.Funcs.SetItem(i, function with { Body = body }) };
            foreach (var smaller in WithoutParameter(program, function)) yield return smaller;
        }

        for (var i = 0; i < program.Calls.Length; i++)
        {
            var call = program.Calls[i];
            for (var j = 0; j < call.Inputs.Length; j++)
            {
                foreach (var value in Smaller(call.Inputs[j])) yield return program with { Calls = program.Calls.SetItem(i, call with { Inputs = call.Inputs.SetItem(j, value) }) };
            }
        }
    }

    private static IEnumerable<Program> WithoutParameter(Program program, Func function)
    {
        for (var j = 0; j < function.Inputs.Length; j++)
        {
            var at = j;
            if (function.Body.SelectMany(Walk.Expressions).Any(e => e.Kind == ExprKind.Call && e.Text == function.Name)) continue;
            if (program.Funcs.SelectMany(f => f.Body).SelectMany(Walk.Expressions).Any(e => e.Kind == ExprKind.Call && e.Text == function.Name)) continue;
            yield return program with
            {
                Funcs = program.Funcs.Replace(function, function with { Inputs = function.Inputs.RemoveAt(at) }),
                Calls = [.. program.Calls.Select(c => c.Function == function.Name && c.Inputs.Length > at ? c with { Inputs = c.Inputs.RemoveAt(at) } : c)],
            };
        }

        for (var j = 0; j < function.Config.Length; j++)
        {
            var at = j;
            yield return program with
            {
                Funcs = program.Funcs.Replace(function, function with { Config = function.Config.RemoveAt(at) }),
                Calls = [.. program.Calls.Select(c => c.Function == function.Name && c.Config.Length > at ? c with { Config = c.Config.RemoveAt(at) } : c)],
            };
        }
    }

    private static IEnumerable<ImmutableArray<Stmt>> Smaller(ImmutableArray<Stmt> body)
    {
        for (var i = body.Length - 1; i >= 0; i--) yield return body.RemoveAt(i);
        for (var i = 0; i < body.Length; i++)
        {
            foreach (var block in body[i].Blocks) yield return body.RemoveAt(i).InsertRange(i, block);
            foreach (var statement in Smaller(body[i])) yield return body.SetItem(i, statement);
        }
    }

    private static IEnumerable<Stmt> Smaller(Stmt statement)
    {
        if (statement.Kind == StmtKind.If && statement.Exprs.Length > 1)
            yield return statement with { Exprs = statement.Exprs.RemoveAt(0), Blocks = statement.Blocks.RemoveAt(0) };
        if (statement.Kind == StmtKind.If && statement.Blocks.Length > statement.Exprs.Length)
            yield return statement with { Blocks = statement.Blocks.RemoveAt(statement.Blocks.Length - 1) };
        for (var i = 0; i < statement.Blocks.Length; i++)
        {
            foreach (var block in Smaller(statement.Blocks[i])) yield return statement with { Blocks = statement.Blocks.SetItem(i, block) };
        }

        for (var i = 0; i < statement.Exprs.Length; i++)
        {
            foreach (var expr in Smaller(statement.Exprs[i])) yield return statement with { Exprs = statement.Exprs.SetItem(i, expr) };
        }
    }

    private static IEnumerable<Expr> Smaller(Expr expr)
    {
        if (expr.Kind == ExprKind.Group) yield return expr.Args[0];
        if (Simplest(expr.Type) is { } simplest && simplest != expr && expr.Args.Length > 0 && !(expr.Kind == ExprKind.Cast && expr.Args[0].Kind == ExprKind.Literal) && expr.Kind != ExprKind.Series)
            yield return simplest;
        // A part takes the place of the whole if it has the same type without help.
        foreach (var part in expr.Args.SelectMany(Walk.Expressions).Where(p => p.Type == expr.Type && !p.IsPolymorphic)) yield return part;
        if (expr is { Kind: ExprKind.Format }) yield break;
        for (var i = 0; i < expr.Args.Length; i++)
        {
            foreach (var arg in Smaller(expr.Args[i])) yield return expr with { Args = expr.Args.SetItem(i, arg) };
        }
    }

    private static Expr? Simplest(Ty type)
    {
        if (type.Unit is not null) return null;
        if (type.IsSeries) return new Expr(ExprKind.Series, type, "", [Simplest(type.Element)!]);
        return type.IsText ? new Expr(ExprKind.Text, type, "", []) : new Expr(ExprKind.Cast, type, "", [new Expr(ExprKind.Literal, type, "1", [])]);
    }

    private static IEnumerable<object> Smaller(object value)
    {
        switch (value)
        {
            case SeriesValue { Length: > 0 } series:
                for (var i = 0; i < series.Length; i++)
                {
                    var at = i;
                    yield return new SeriesValue(series.Elements.Where((_, j) => j != at).ToArray());
                }

                break;
            case Utf8 { Bytes.Length: > 0 }: yield return Utf8.From(""); break;
            case Int128 number when number > 1 || number < -1: yield return number / 2; break;
            case Int128 number when number != 0: yield return Int128.Zero; break;
            case float number when number is not (0 or 1): yield return 1f; break;
            case double number when number is not (0 or 1): yield return 1.0; break;
        }
    }

    /// <summary>Whether every name is declared where it is used: taking parts away may leave some hanging, and that is not the failure looked for.</summary>
    private static bool IsWhole(Program program)
    {
        var functions = program.Funcs.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        return program.Calls.Length > 0 && program.Calls.All(c => functions.Contains(c.Function)) && program.Funcs.All(f => IsWhole(program, functions, f));
    }

    private static bool IsWhole(Program program, HashSet<string> functions, Func function)
    {
        var names = program.Consts.Select(c => c.Name).Concat(program.Channels.Select(c => c.Name)).Concat(function.Config.Concat(function.Inputs).Concat(function.Outputs).Select(p => p.Name)).ToHashSet(StringComparer.Ordinal);
        return (!function.HasUnnamedOutput || Returns(function.Body)) && IsWhole(function.Body, names, functions, 0);
    }

    private static bool Returns(ImmutableArray<Stmt> body) => body.Any(s =>
        s.Kind == StmtKind.Return || (s.Kind == StmtKind.If && s.Blocks.Length > s.Exprs.Length && s.Blocks.All(Returns)));

    private static bool IsWhole(ImmutableArray<Stmt> body, HashSet<string> outer, HashSet<string> functions, int loops)
    {
        var names = new HashSet<string>(outer, StringComparer.Ordinal);
        foreach (var statement in body)
        {
            foreach (var expr in statement.Exprs.SelectMany(Walk.Expressions))
            {
                if (expr.Kind == ExprKind.Variable && !names.Contains(expr.Text)) return false;
                if (expr.Kind == ExprKind.Call && !functions.Contains(expr.Text)) return false;
            }

            if (statement.Kind is StmtKind.Assign or StmtKind.AssignElement && !names.Contains(statement.Name)) return false;
            if (statement.Kind is StmtKind.Break or StmtKind.Continue && loops == 0) return false;
            if (statement.Kind is StmtKind.Declare or StmtKind.DeclareState) names.Add(statement.Name);
            var isLoop = statement.Kind is StmtKind.ForRange or StmtKind.ForSeries or StmtKind.ForWhile;
            HashSet<string> inner = isLoop ? [.. names, statement.Name, statement.Index] : names;
            if (!statement.Blocks.All(b => IsWhole(b, inner, functions, loops + (isLoop ? 1 : 0)))) return false;
        }

        return true;
    }
}
