using Arc.Language.Binding;
using Arc.Sdk.Types;
using static Arc.Compiler.Tests.Support.Tree;

namespace Arc.Compiler.Tests.Support;

/// <summary>Makes random functions over numbers: every operator, cast, loop and jump, calls among each other, no host functions.</summary>
public sealed class RandomProgram(Random random)
{
    private static readonly Primitive[] Numeric = [.. PrimitiveFacts.All.Where(p => p.IsNumeric())];

    private readonly List<BoundFunction> _functions = [];
    private List<BoundVariable> _variables = [];
    private int _names;
    private int _loops;

    public BoundFunction[] Make(int functions)
    {
        for (var i = 0; i < functions; i++) _functions.Add(MakeFunction($"f{i}"));
        return [.. _functions];
    }

    private BoundFunction MakeFunction(string name)
    {
        BoundVariable[] inputs = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Input(NextName(), AnyType()))];
        _variables = [.. inputs];
        var result = AnyType();
        var body = Statements(random.Next(2, 7), 3, result);
        return Function(name, inputs, result, [.. body, Return(Expression(result, 4))]);
    }

    private List<BoundStatement> Statements(int count, int depth, Primitive result)
    {
        var visible = _variables.Count;
        var statements = new List<BoundStatement>();
        for (var i = 0; i < count; i++) statements.Add(Statement(depth, result));
        _variables.RemoveRange(visible, _variables.Count - visible);
        return statements;
    }

    private BoundStatement Statement(int depth, Primitive result)
    {
        var kind = random.Next(depth > 0 ? 10 : 4);
        switch (kind)
        {
            case 0 or 1:
                var type = AnyType();
                var initial = Expression(type, 4);
                var local = Local(NextName(), type);
                _variables.Add(local);
                return Declare(local, initial);
            case 2 when _loops > 0:
                return If(Expression(Primitive.U8, 2), Block(random.Next(2) == 0 ? Break : Continue));
            case 2 or 3:
                if (_variables.Where(v => v.Kind != BoundVariableKind.Loop).ToArray() is not { Length: > 0 } assignable) return Do(Expression(AnyType(), 2));
                var variable = assignable[random.Next(assignable.Length)];
                return Assign(variable, Expression(PrimitiveOf(variable), 4));
            case 4 or 5 or 6:
                var otherwise = random.Next(3) switch
                {
                    0 => (BoundStatement)Block([.. Statements(random.Next(1, 3), depth - 1, result)]),
                    1 => If(Expression(AnyType(), 2), Block([.. Statements(1, depth - 1, result)]), Block([.. Statements(1, depth - 1, result)])),
                    _ => null!,
                };
                return If(Expression(AnyType(), 3), Block([.. Statements(random.Next(1, 4), depth - 1, result)]), otherwise);
            case 7:
                return If(Expression(Primitive.U8, 2), Block(Return(Expression(result, 3))));
            default:
                return RangeLoop(depth, result);
        }
    }

    private BoundStatement RangeLoop(int depth, Primitive result)
    {
        Primitive[] integers = [.. Numbers.Integers];
        var type = integers[random.Next(integers.Length)];
        var loop = Loop(NextName(), type);
        var end = Const(type, random.Next(1, 12));
        var step = random.Next(3) == 0 ? Const(type, random.Next(1, 4)) : null;
        _variables.Add(loop);
        _loops++;
        var body = Statements(random.Next(1, 4), depth - 1, result);
        _loops--;
        _variables.Remove(loop);
        return Range(loop, random.Next(2) == 0 ? Const(type, 0) : null, end, step, [.. body]);
    }

    private BoundExpression Expression(Primitive type, int depth)
    {
        if (depth == 0 || random.Next(6) == 0) return Leaf(type);
        if (type == Primitive.U8 && random.Next(2) == 0) return Truth(depth);
        switch (random.Next(9))
        {
            case 0:
                return Negate(Expression(type, depth - 1));
            case 1 or 2:
                var source = AnyType();
                return source == type ? Expression(type, depth - 1) : Cast(Expression(source, depth - 1), type);
            case 3 when _functions.Count > 0:
                var callee = _functions[random.Next(_functions.Count)];
                var call = Call(callee, [.. callee.Inputs.Select(i => Expression(PrimitiveOf(i), depth - 1))]);
                return HostPrimitive(callee.Result!) == type ? call : Cast(call, type);
            default:
                BoundBinaryOperator[] operators =
                    [BoundBinaryOperator.Add, BoundBinaryOperator.Subtract, BoundBinaryOperator.Multiply, BoundBinaryOperator.Divide, BoundBinaryOperator.Modulo];
                var operation = operators[random.Next(operators.Length)];
                return Binary(operation, Expression(type, depth - 1), operation >= BoundBinaryOperator.Divide ? Divisor(type, depth - 1) : Expression(type, depth - 1));
        }
    }

    // Mostly a constant that is not zero, or nearly every call would end in a trap.
    private BoundExpression Divisor(Primitive type, int depth) =>
        type.IsFloat() || random.Next(20) == 0 ? Expression(type, depth) : Const(type, random.Next(1, 100));

    private BoundExpression Truth(int depth)
    {
        if (random.Next(4) == 0) return Not(Expression(Primitive.U8, depth - 1));
        if (random.Next(3) == 0)
        {
            return new BoundBinary(random.Next(2) == 0 ? BoundBinaryOperator.And : BoundBinaryOperator.Or,
                Expression(Primitive.U8, depth - 1), Expression(Primitive.U8, depth - 1), Type(Primitive.U8), default);
        }

        var type = AnyType();
        return Binary((BoundBinaryOperator)random.Next((int)BoundBinaryOperator.Equal, (int)BoundBinaryOperator.GreaterOrEqual + 1), Expression(type, depth - 1), Expression(type, depth - 1));
    }

    private BoundExpression Leaf(Primitive type)
    {
        if (random.Next(3) > 0 && _variables.Where(v => PrimitiveOf(v) == type).ToArray() is { Length: > 0 } known) return Read(known[random.Next(known.Length)]);
        if (type.IsFloat()) return new BoundConstant(Constant.Of(Numbers.FloatEdges[random.Next(Numbers.FloatEdges.Length)]), Type(type), default);
        var edges = Numbers.Edges(type);
        return Const(type, (Int128)edges[random.Next(edges.Length)]);
    }

    private static Primitive PrimitiveOf(BoundVariable variable) => HostPrimitive(variable.Type);

    private static Primitive HostPrimitive(ArcType type) => ((PrimitiveType)type).Primitive;

    private Primitive AnyType() => Numeric[random.Next(Numeric.Length)];

    private string NextName() => $"v{_names++}";
}
