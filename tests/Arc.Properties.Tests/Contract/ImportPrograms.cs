using System.Collections.Immutable;
using Arc.Properties.Tests.Evaluation;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Contract;

/// <summary>For an import of the contract, a program whose text needs it, with calls at the edges (arc-stl.md, sections 3.2 to 3.6).</summary>
internal static class ImportPrograms
{
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["add"] = "+",
        ["sub"] = "-",
        ["mul"] = "*",
        ["div"] = "/",
        ["mod"] = "%",
        ["gt"] = ">",
        ["lt"] = "<",
        ["ge"] = ">=",
        ["le"] = "<=",
        ["eq"] = "==",
        ["ne"] = "!=",
    };

    private static readonly object[] Positions = [(Int128)0, (Int128)1, (Int128)2, (Int128)3, (Int128)5, (Int128)(-1), (Int128)long.MaxValue, (Int128)long.MinValue, (Int128)(1L << 32)];

    /// <summary>The program; null if no text needs the import, or a host must be there for it.</summary>
    public static Program? For(string import)
    {
        var (module, name) = (import.Split('.')[0], import.Split('.')[1]);
        var at = name.LastIndexOf('_');
        Ty? type = at > 0 && Enum.TryParse<Scalar>(name[(at + 1)..], ignoreCase: true, out var scalar) ? new Ty(scalar) : null;
        var member = type is null ? name : name[..at];
        return module switch
        {
            "math" => Math(member, type!.Value),
            "op" => Operator(member["series_".Length..], type!.Value),
            "series" => Series(member, type ?? Ty.I32),
            "state" => State(member, type!.Value),
            "string" => Text(member, type),
            _ => null,
        };
    }

    private static Program? Math(string member, Ty type)
    {
        if (member == "neg") return null;
        var (a, b, c) = (Input("a", type), Input("b", type), Input("c", type));
        if (member == "pow") return Function(type, Binary("^", type, a, b), Edges.Tuples(type, 2), a, b);
        Expr[] inputs = member switch
        {
            "clamp" => [a, b, c],
            "atan2" or "hypot" or "min" or "max" => [a, b],
            _ => [a],
        };
        return Function(type, new Expr(ExprKind.Member, type, member, [.. inputs]), Edges.Tuples(type, inputs.Length), inputs);
    }

    private static Program Operator(string member, Ty type)
    {
        var (s, t, x) = (Input("s", type.Series), Input("t", type.Series), Input("x", type));
        var words = member.Split('_');
        if (words[0] is "negate" or "not")
            return Function(type.Series, new Expr(ExprKind.Unary, type.Series, words[0] == "not" ? "not" : "-", [s]), [[new SeriesValue(Edges.Of(type))], [new SeriesValue([])]], s);
        var op = Operators.TryGetValue(words[1], out var known) ? known : Operators[words[1][1..]];
        var result = words[0] == "compare" ? Ty.U8.Series : type.Series;
        var (first, second) = Edges.Pairs(type);
        if (words[0] == "series" || (words[0] == "compare" && words.Length == 2))
        {
            object[] calls = [new SeriesValue(first), new SeriesValue(second)];
            object[] lengths = [new SeriesValue(first), new SeriesValue(Edges.Of(type))];
            object[] empty = [new SeriesValue([]), new SeriesValue([])];
            // Without zeros, so that all other quotients are seen.
            var kept = Enumerable.Range(0, first.Length).Where(i => second[i] is not Int128 number || number != 0).ToArray();
            object[] divisible = [new SeriesValue(kept.Select(i => first[i])), new SeriesValue(kept.Select(i => second[i]))];
            return Function(result, Binary(op, result, s, t), [calls, lengths, empty, divisible], s, t);
        }

        var isReversed = words[1] is ['r', _, _, _];
        var nonZero = new SeriesValue(Edges.Of(type).Where(v => v is not Int128 number || number != 0));
        var tuples = Edges.Of(type).SelectMany(v => new object[][] { [new SeriesValue(Edges.Of(type)), v], [nonZero, v], [new SeriesValue([]), v] });
        return Function(result, isReversed ? Binary(op, result, x, s) : Binary(op, result, s, x), tuples, s, x);
    }

    private static Program? Series(string member, Ty type)
    {
        var (s, x, i) = (Input("s", type.Series), Input("x", type), Input("i", Ty.I64));
        var sample = Edges.Of(type).Take(3).ToArray();
        switch (member)
        {
            case "create_empty" or "set_element":
                return Function(type.Series, new Expr(ExprKind.Series, type.Series, "", [x, x]), Edges.Tuples(type, 1), x);
            case "get":
                return Function(type, new Expr(ExprKind.Index, type, "", [s, i]), Positions.Select(p => new[] { new SeriesValue(sample), p }), s, i);
            case "put":
                var put = Stmt.Of(StmtKind.AssignElement, "s", type, i, x);
                var calls = Positions.SelectMany(p => Edges.Of(type).Select(v => new[] { new SeriesValue(sample), p, v }));
                return Function([put, Stmt.Of(StmtKind.Return, "", default, s)], type.Series, calls, s, i, x);
            case "len":
                return Function(Ty.I64, new Expr(ExprKind.Length, Ty.I64, "", [s]), [[new SeriesValue(sample)], [new SeriesValue([])]], s);
            case "slice":
                return Function(type.Series, new Expr(ExprKind.Slice, type.Series, "ab", [s, i, Input("j", Ty.I64)]), Bounds(new SeriesValue(sample)), s, i, Input("j", Ty.I64));
            default:
                return null;
        }
    }

    /// <summary>A stateful variable: its first value stays, whatever later calls offer; what they assign stays too.</summary>
    private static Program State(string member, Ty type)
    {
        var isSeries = member.EndsWith("_series", StringComparison.Ordinal);
        var kept = isSeries ? type.Series : type;
        var (x, v, k) = (Input("x", kept), Input("v", kept), Input("k", Ty.U8));
        var assign = Stmt.Of(StmtKind.If, "", default, k) with { Blocks = [[Stmt.Of(StmtKind.Assign, "v", kept, x)]] };
        var values = isSeries ? [new SeriesValue(Edges.Of(type)), new SeriesValue([]), new SeriesValue(Edges.Of(type).Take(2))] : Edges.Of(type);
        var calls = values.SelectMany(value => new object[][] { [value, Int128.Zero], [value, Int128.One], [value, Int128.Zero] });
        return Function([Stmt.Of(StmtKind.DeclareState, "v", kept, x), assign, Stmt.Of(StmtKind.Return, "", default, v)], kept, calls, x, k);
    }

    private static Program Text(string member, Ty? type)
    {
        var (s, t, i, j) = (Input("s", Ty.Str), Input("t", Ty.Str), Input("i", Ty.I64), Input("j", Ty.I64));
        switch (member)
        {
            case "concat": return Function(Ty.Str, Binary("+", Ty.Str, s, t), Edges.Tuples(Ty.Str, 2), s, t);
            case "equal": return Function(Ty.U8, Binary("==", Ty.U8, s, t), Edges.Tuples(Ty.Str, 2), s, t);
            case "from_literal": return Function(Ty.Str, new Expr(ExprKind.Text, Ty.Str, "a\"b\\\n日本{}", []), [[]]);
            case "len": return Function(Ty.I64, new Expr(ExprKind.Length, Ty.I64, "", [s]), Edges.Tuples(Ty.Str, 1), s);
            case "get": return Function(Ty.U8, new Expr(ExprKind.Index, Ty.U8, "", [s, i]), Edges.Of(Ty.Str).SelectMany(text => Positions.Select(p => new[] { text, p })), s, i);
            case "slice": return Function(Ty.Str, new Expr(ExprKind.Slice, Ty.Str, "ab", [s, i, j]), Edges.Of(Ty.Str).SelectMany(Bounds), s, i, j);
        }

        var x = Input("x", type!.Value);
        if (member == "from") return Function(Ty.Str, new Expr(ExprKind.Cast, Ty.Str, "", [x]), Edges.Tuples(type.Value, 1), x);
        string[] specs = type.Value.IsText ? ["s", "10s", "-10s", "010s", ".2s"]
            : type.Value.IsFloat ? ["f", "e", "g", "G", ".0f", ".3e", "+.2g", "#g", "012.3f", "-12e", " f", "#.0f", ".20g"]
            : ["d", "b", "o", "O", "x", "X", "#x", "#o", "#b", "+d", "08d", "-8d", ".5d", " d", "#012X", ".0d", "c"];
        var parts = string.Concat(specs.Select(spec => $"|{Expr.Mark}{spec}{Expr.Mark}"));
        return Function(Ty.Str, new Expr(ExprKind.Format, Ty.Str, parts, [.. specs.Select(_ => x)]), Edges.Tuples(type.Value, 1), x);
    }

    private static IEnumerable<object[]> Bounds(object target) => Positions.SelectMany(a => Positions.Select(b => new[] { target, a, b }));

    private static Expr Input(string name, Ty type) => new(ExprKind.Variable, type, name, []);

    private static Expr Binary(string op, Ty type, Expr left, Expr right) => new(ExprKind.Binary, type, op, [left, right]);

    private static Program Function(Ty result, Expr value, IEnumerable<object[]> calls, params Expr[] inputs) =>
        Function([Stmt.Of(StmtKind.Return, "", default, value)], result, calls, inputs);

    private static Program Function(ImmutableArray<Stmt> body, Ty result, IEnumerable<object[]> calls, params Expr[] inputs) =>
        new([], [new Func("f", [], [.. inputs.Select(i => new Param(i.Text, i.Type))], [new Param("", result)], body)], [.. calls.Select(c => new Call("f", [], [.. c]))]);
}
