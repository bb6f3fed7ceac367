using System.Collections.Immutable;
using System.Globalization;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Generation;

internal sealed partial class ProgramGenerator
{
    private ImmutableArray<Stmt> Block(Scope scope, int count, int depth) => scope.InBlock(() => Statements(scope, count, depth));

    private ImmutableArray<Stmt> Statements(Scope scope, int count, int depth)
    {
        var result = ImmutableArray.CreateBuilder<Stmt>();
        for (var i = 0; i < count; i++) result.AddRange(Statement(scope, depth));
        return result.ToImmutable();
    }

    private ImmutableArray<Stmt> Statement(Scope scope, int depth)
    {
        switch (Next(depth > 0 ? 16 : 9))
        {
            case 0 or 1 or 2: return [Declare(scope)];
            case 3: return [DeclareState(scope)];
            case 4 or 5 or 6: return [Assign(scope)];
            case 7: return [AssignElement(scope)];
            case 8: return [Discard(scope)];
            case 9 or 10 or 11: return [If(scope, depth)];
            case 12: return [Range(scope, depth)];
            case 13: return [Each(scope, depth)];
            case 14: return While(scope, depth);
            default: return [Leave(scope)];
        }
    }

    private Stmt Declare(Scope scope)
    {
        var type = AnyType();
        var isReused = scope.Free.Count > 0 && Chance(30);
        var name = isReused ? Pick(scope.Free) : Name("v");
        if (Chance(45))
        {
            var untyped = Expression(scope, type, 3, isFixed: false, mayAlias: false);
            if (untyped is { Kind: ExprKind.Group, Args: [{ Kind: ExprKind.Variable } inner] }) untyped = inner;
            var isChannel = untyped.Kind == ExprKind.Variable && _channels.Any(c => c.Name == untyped.Text);
            // Whether another name of another name is a channel too is left open.
            var isAlias = untyped.Kind == ExprKind.Variable && scope.Variables.Any(v => v.Name == untyped.Text && !v.CanCompound && v.CanAssign);
            if (isReused) scope.Free.RemoveAll(n => n == name);
            scope.Add(new Variable(name, untyped.Type, true, !isChannel));
            if (isAlias && !isChannel) return Stmt.Of(StmtKind.Declare, name, untyped.Type, untyped);
            return Stmt.Of(StmtKind.Declare, name, untyped.Type, untyped) with { IsTyped = false };
        }

        var value = type.IsSeries && Chance(10) ? new Expr(ExprKind.Series, type, "", [])
            : type.IsInteger && !type.IsSeries && type.Unit is null && Chance(10) ? new Expr(ExprKind.Literal, type, Next(100).ToString(CultureInfo.InvariantCulture) + Pick([".0", "."]), [])
            : Value(scope, type, 3);
        if (isReused) scope.Free.RemoveAll(n => n == name);
        scope.Add(new Variable(name, type, true));
        return Stmt.Of(StmtKind.Declare, name, type, value);
    }

    private Stmt DeclareState(Scope scope)
    {
        var type = AnyType();
        var name = Name("s");
        var isTyped = Chance(60);
        var value = isTyped ? Value(scope, type, 2) : Expression(scope, type, 2, isFixed: false, mayAlias: false);
        scope.Add(new Variable(name, type, true, true, IsStateful: true));
        return Stmt.Of(StmtKind.DeclareState, name, type, value) with { IsTyped = isTyped };
    }

    private Stmt Assign(Scope scope)
    {
        if (scope.Variables.Where(v => v.CanAssign).ToArray() is not { Length: > 0 } targets) return Declare(scope);
        var target = Pick(targets);
        var type = target.Type;
        if (!target.CanCompound || (type.IsSeries && type.Scalar == Scalar.Str) || Chance(50)) return Stmt.Of(StmtKind.Assign, target.Name, type, Value(scope, type, 3));
        if (type.IsText) return Stmt.Of(StmtKind.Assign, target.Name, type, Expression(scope, type, 1, isFixed: true)) with { Op = "+=" };
        var (op, value) = Operand(scope, type, 2);
        return Stmt.Of(StmtKind.Assign, target.Name, type, value) with { Op = op + "=" };
    }

    private Stmt AssignElement(Scope scope)
    {
        // Only one name for what is changed: parameters may share storage with a caller's variable, which is as it should be.
        if (scope.Variables.Where(v => v.CanAssign && v.Type.IsSeries).ToArray() is not { Length: > 0 } targets) return Assign(scope);
        var target = Pick(targets);
        var type = target.Type.Element;
        var index = Chance(80) ? Literal(Ty.I64, Next(3)) : Expression(scope, Pick(_favourites.Where(t => t.IsInteger).Append(Ty.I64).ToArray()), 0, isFixed: false);
        if (Chance(60)) return Stmt.Of(StmtKind.AssignElement, target.Name, type, index, Value(scope, type, 2));
        if (type.IsText) return Stmt.Of(StmtKind.AssignElement, target.Name, type, index, Expression(scope, type, 1, isFixed: true)) with { Op = "+=" };
        var (op, value) = Operand(scope, type, 2);
        return Stmt.Of(StmtKind.AssignElement, target.Name, type, index, value) with { Op = op + "=" };
    }

    /// <summary>An operator of a compound assignment and its right side.</summary>
    private (string Op, Expr Value) Operand(Scope scope, Ty type, int depth)
    {
        var op = Pick(["+", "-", "*", "/", "%"]);
        if (op is "/" or "%" && type.IsInteger && Chance(70)) return (op, Literal(type.Element.Bare, 1 + Next(9)));
        if (type.Unit is not null && op is "*" or "/") return (op, Expression(scope, type.Bare, depth, isFixed: false));
        return (op, type.IsSeries && Chance(50) ? Expression(scope, type, depth, isFixed: true) : Expression(scope, type.Element, depth, isFixed: true));
    }

    private Stmt Discard(Scope scope)
    {
        var functions = scope.Callable.Where(f => IsCallable(scope, f)).ToArray();
        return functions.Length == 0 ? Declare(scope) : Stmt.Of(StmtKind.Discard, "", default, CallOf(scope, Pick(functions), 1));
    }

    private Stmt If(Scope scope, int depth)
    {
        var conditions = Enumerable.Range(0, 1 + Next(2)).Select(_ => Condition(scope, 3)).ToArray();
        var blocks = Enumerable.Range(0, conditions.Length + Next(2)).Select(_ =>
        {
            var block = Block(scope, 1 + Next(2), depth - 1);
            return Chance(15) ? block.Add(Leave(scope)) : block;
        });
        return Stmt.Of(StmtKind.If, "", default, conditions) with { Blocks = [.. blocks] };
    }

    private Expr Condition(Scope scope, int depth) => Expression(scope, Chance(80) ? Ty.U8 : NumberType(), depth, isFixed: false);

    /// <summary>A jump out of a loop or the function, under a condition.</summary>
    private Stmt Leave(Scope scope)
    {
        var jump = scope.Loops > 0 && Chance(70) ? Stmt.Of(Chance(50) ? StmtKind.Break : StmtKind.Continue) : scope.InBlock(() => ReturnStatement(scope));
        return Stmt.Of(StmtKind.If, "", default, Condition(scope, 2)) with { Blocks = [[jump]] };
    }

    private Stmt Range(Scope scope, int depth)
    {
        var type = Chance(40) ? Ty.I64 : Pick(_favourites.Where(t => t.IsInteger).Append(Ty.I32).ToArray());
        var bounds = new List<Expr>();
        var isLiteral = type == Ty.I64 && Chance(60);
        var count = 1 + Next(3);
        for (var i = 0; i < count; i++)
        {
            var isStep = i == 2;
            bounds.Add(isStep ? Signed(Literal(type, 1 + Next(3)))
                : i == 0 && count > 1 && Chance(10) ? new Expr(ExprKind.Literal, type, (type.Greatest / (type.Scalar == Scalar.U64 ? 2 : 1) - 3).ToString(CultureInfo.InvariantCulture), [])
                : Signed(Literal(type, Next(6))));
        }

        if (!isLiteral && type.Bits > 8 && count > 1 && Chance(30))
        {
            // The widest type counts; a narrower one of the same sign is widened.
            var narrow = type with { Scalar = type.Scalar - 1 };
            bounds[0] = new Expr(ExprKind.Binary, type, "%", [Concrete(Expression(scope, type, 1, isFixed: false)), Literal(type, 2 + Next(5))]);
            bounds[1] = new Expr(ExprKind.Binary, narrow, "%", [Concrete(Expression(scope, narrow, 1, isFixed: false)), Literal(narrow, 2 + Next(5))]);
        }
        else if (!isLiteral)
        {
            var concrete = Expression(scope, type, 1, isFixed: false);
            bounds[Next(Math.Min(count, 2))] = new Expr(ExprKind.Binary, type, "%", [concrete, Literal(type, 2 + Next(5))]);
        }

        return Loop(scope, Stmt.Of(StmtKind.ForRange, Name("at"), type, [.. bounds]), depth, new Variable("", type, false));

        Expr Signed(Expr literal) => type.IsSigned && Chance(25) ? new Expr(ExprKind.Unary, type, "-", [literal]) : literal;
    }

    private Stmt Each(Scope scope, int depth)
    {
        var type = (Chance(80) ? NumberType().Bare : Ty.Str).Series;
        var series = Expression(scope, type, 2, isFixed: false, mayAlias: false);
        return Loop(scope, Stmt.Of(StmtKind.ForSeries, Name("x"), type.Element, series) with { Index = Chance(50) ? Name("at") : "" }, depth, new Variable("", series.Type.Element, false));
    }

    private Stmt Loop(Scope scope, Stmt loop, int depth, Variable variable) => scope.InBlock(() =>
    {
        scope.Add(variable with { Name = loop.Name });
        if (loop.Index.Length > 0) scope.Add(new Variable(loop.Index, Ty.I32, false));
        return loop with { Blocks = [Body(scope, depth)] };
    });

    private ImmutableArray<Stmt> Body(Scope scope, int depth)
    {
        scope.Loops++;
        var calls = scope.RecursiveCalls;
        scope.RecursiveCalls = 0;
        var body = Statements(scope, 1 + Next(2), depth - 1);
        scope.RecursiveCalls = calls;
        scope.Loops--;
        return body;
    }

    /// <summary>A loop with a condition or none, ended by a counter.</summary>
    private ImmutableArray<Stmt> While(Scope scope, int depth)
    {
        var name = Name("c");
        var counter = new Expr(ExprKind.Variable, Ty.I32, name, []);
        scope.Add(new Variable(name, Ty.I32, false));
        var count = Stmt.Of(StmtKind.Assign, name, Ty.I32, Literal(Ty.I32, 1)) with { Op = "+=" };
        var isUnder = new Expr(ExprKind.Binary, Ty.U8, "<", [counter, Literal(Ty.I32, 1 + Next(5))]);
        var isOver = new Expr(ExprKind.Binary, Ty.U8, ">=", isUnder.Args);
        var body = Block(scope, 0, 0).Add(count);
        if (Chance(60))
        {
            body = body.AddRange(scope.InBlock(() => Body(scope, depth)));
            var condition = Chance(60) ? isUnder : new Expr(ExprKind.Binary, Ty.U8, "and", [isUnder, Expression(scope, Ty.U8, 2, isFixed: false)]);
            return [Stmt.Of(StmtKind.Declare, name, Ty.I32, Literal(Ty.I32, 0)), Stmt.Of(StmtKind.ForWhile, "", default, condition) with { Blocks = [body] }];
        }

        body = body.Add(Stmt.Of(StmtKind.If, "", default, isOver) with { Blocks = [[Stmt.Of(StmtKind.Break)]] }).AddRange(scope.InBlock(() => Body(scope, depth)));
        return [Stmt.Of(StmtKind.Declare, name, Ty.I32, Literal(Ty.I32, 0)), Stmt.Of(StmtKind.ForWhile) with { Blocks = [body] }];
    }
}
