using System.Collections.Immutable;
using System.Globalization;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Generation;

/// <summary>
/// Makes well-typed programs: each construct is made where the specification allows it, with the types that the specification gives it.
/// The same seed gives the same program.
/// </summary>
internal sealed partial class ProgramGenerator
{
    private static readonly Scalar[] Numeric = [Scalar.U8, Scalar.U16, Scalar.U32, Scalar.U64, Scalar.I8, Scalar.I16, Scalar.I32, Scalar.I64, Scalar.F32, Scalar.F64];

    private readonly Values _values;
    private readonly bool _hasUnits;
    private readonly Ty[] _favourites;
    private readonly List<Const> _consts = [];
    private readonly List<Func> _funcs = [];
    private readonly List<Channel> _channels = [];
    private int _globals;
    private int _locals;

    public ProgramGenerator(int seed)
    {
        _values = new Values(new Random(seed));
        _hasUnits = Chance(25);
        // A few types a program, so that its parts fit each other.
        _favourites = [.. Enumerable.Range(0, 3).Select(_ => new Ty(Pick(Numeric)))];
    }

    public Program Make()
    {
        for (var i = Next(3); i > 0; i--) _consts.Add(Constant());
        for (var i = Chance(30) ? 1 + Next(3) : 0; i > 0; i--)
        {
            var type = Chance(20) ? Ty.Str : NumberType().Bare;
            _channels.Add(new Channel(GlobalName("channel"), type, Chance(80) ? _values.Value(type) : null));
        }

        for (var i = 1 + Next(4); i > 0; i--)
        {
            if (Chance(25)) RecursiveFunctions();
            else _funcs.Add(Complete(Signature(depth: null), [], null));
        }

        var calls = Enumerable.Range(0, 3 + Next(5)).Select(_ => Call(Pick(_funcs)));
        return new Program([.. _consts], [.. _funcs], [.. calls]) { Channels = [.. _channels] };
    }

    private int Next(int count) => _values.Random.Next(count);

    private bool Chance(int percent) => _values.Chance(percent);

    private T Pick<T>(IReadOnlyList<T> items) => _values.Pick(items);

    private string GlobalName(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{_globals++}");

    /// <summary>A name within a function; other functions have the same ones.</summary>
    private string Name(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{_locals++}");

    private Ty NumberType()
    {
        var type = Chance(75) ? Pick(_favourites) : new Ty(Pick(Numeric));
        return _hasUnits && Chance(30) && type.Scalar is Scalar.I64 or Scalar.F32 or Scalar.F64 ? type with { Unit = Pick(Units.All.Keys.ToArray()) } : type;
    }

    private Ty AnyType() => Next(10) switch
    {
        0 or 1 => Ty.Str,
        2 or 3 => Chance(30) ? NumberType().Series : NumberType().Bare.Series,
        4 => Chance(40) ? Ty.Str.Series : Ty.U8,
        _ => NumberType(),
    };

    private Const Constant()
    {
        var type = Chance(20) ? Ty.Str : new Ty(Pick(Numeric));
        if (type.IsText) return new Const(GlobalName("k"), type, Chance(50), Text());
        var isTyped = type.Scalar is not (Scalar.I64 or Scalar.F64) || Chance(60);
        return new Const(GlobalName(isTyped ? "k" : Const.UntypedPrefix), type, isTyped, DefaultLiteral(type, isTyped));
    }

    /// <summary>A literal, optionally negated, as defaults and constants take it.</summary>
    private Expr DefaultLiteral(Ty type, bool isTyped = true)
    {
        if (type.IsText) return Text();
        var literal = isTyped ? Literal(type) : DefaultedLiteral(type);
        return type.IsSigned && Chance(30) ? new Expr(ExprKind.Unary, type, "-", [literal]) : literal;
    }

    private Expr Text() => new(ExprKind.Text, Ty.Str, _values.Text().Replace("\t", "", StringComparison.Ordinal), []);

    private Func Signature(string? depth)
    {
        _locals = 0;
        var config = depth is null && Chance(20) ? Parameters(1 + Next(2), Chance(50) ? 0 : 2) : [];
        var inputs = Parameters(Next(4), Next(4));
        if (depth is not null) inputs = inputs.Insert(0, new Param(depth, Ty.I64));
        ImmutableArray<Param> outputs = Next(depth is null ? 10 : 7) switch
        {
            0 => [],
            1 or 2 => [new Param(Name("o"), AnyType())],
            < 7 => [new Param("", AnyType())],
            _ => [.. Enumerable.Range(0, 2 + Next(2)).Select(_ => new Param(Name("o"), AnyType()))],
        };
        return new Func(GlobalName("fn"), config, inputs, outputs, []);
    }

    private ImmutableArray<Param> Parameters(int count, int required)
    {
        var parameters = ImmutableArray.CreateBuilder<Param>();
        for (var i = 0; i < count; i++)
        {
            var type = AnyType();
            if (i >= required && type.IsSeries) type = type.Element;
            parameters.Add(new Param(Name("p"), type, i >= required ? DefaultLiteral(type) : null));
        }

        return parameters.ToImmutable();
    }

    /// <summary>One function that calls itself, or two that call each other; both count a parameter down.</summary>
    private void RecursiveFunctions()
    {
        string[] depths = Chance(60) ? ["n"] : ["n", "n"];
        var group = depths.Select(Signature).ToArray();
        _funcs.AddRange(group.Select((f, i) => Complete(f, group, depths[i])).ToArray());
    }

    private Func Complete(Func signature, Func[] group, string? depth)
    {
        // Behind the names of parameters and outputs.
        _locals = 20;
        var scope = new Scope { Function = signature, Depth = depth };
        foreach (var channel in _channels) scope.Add(new Variable(channel.Name, channel.Type, true, false));
        foreach (var item in _consts) scope.Add(new Variable(item.Name, item.Type, false));
        foreach (var parameter in signature.Config) scope.Add(new Variable(parameter.Name, parameter.Type, !parameter.Type.IsSeries, false));
        foreach (var parameter in signature.Inputs) scope.Add(new Variable(parameter.Name, parameter.Type, parameter.Name != depth));
        foreach (var output in signature.Outputs.Where(o => o.Name.Length > 0)) scope.Add(new Variable(output.Name, output.Type, true));
        scope.Callable.AddRange(_funcs.Where(f => f.Outputs.Length < 2 && f.Config.All(c => c.Default is not null)));
        if (depth is not null) scope.Callable.AddRange(group);

        var body = ImmutableArray.CreateBuilder<Stmt>();
        if (depth is not null)
        {
            var isOver = new Expr(ExprKind.Binary, Ty.U8, "<=", [new Expr(ExprKind.Variable, Ty.I64, depth, []), new Expr(ExprKind.Literal, Ty.I64, "0", [])]);
            var calls = scope.RecursiveCalls;
            scope.RecursiveCalls = 0;
            body.Add(Stmt.Of(StmtKind.If, "", default, isOver) with { Blocks = [[ReturnStatement(scope)]] });
            scope.RecursiveCalls = calls;
        }

        body.AddRange(Statements(scope, 2 + Next(5), 2));
        if (signature.HasUnnamedOutput || (signature.Outputs.Length == 1 && Chance(50))) body.Add(ReturnStatement(scope));
        return signature with { Body = body.ToImmutable() };
    }

    private Stmt ReturnStatement(Scope scope) => scope.Function.Outputs is [var output]
        ? Stmt.Of(StmtKind.Return, "", default, Value(scope, output.Type, 3))
        : Stmt.Of(StmtKind.Return);

    private Call Call(Func function)
    {
        var config = Arguments(function.Config);
        var inputs = Arguments(function.Inputs);
        if (_funcs.Contains(function) && function.Inputs is [{ Name: "n" }, ..]) inputs = inputs.SetItem(0, (Int128)Next(4));
        return new Call(function.Name, config, inputs);
    }

    private ImmutableArray<object> Arguments(ImmutableArray<Param> parameters)
    {
        var required = parameters.Count(p => p.Default is null);
        var given = required + Next(parameters.Length - required + 1);
        return [.. parameters.Take(given).Select(p => _values.Value(p.Type))];
    }
}
