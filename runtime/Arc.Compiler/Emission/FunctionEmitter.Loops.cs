using Arc.Compiler.Wasm;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

internal sealed partial class FunctionEmitter
{
    private void EmitWhile(BoundWhile loop)
    {
        var exit = _code.Open(Opcode.Block);
        var top = _code.Open(Opcode.Loop);
        if (loop.Condition is { } condition)
        {
            EmitCondition(condition);
            _code.Emit(Opcode.I32Eqz);
            _code.Branch(Opcode.BranchIf, exit);
        }

        EmitLoopBody(loop.Body, exit, top);
        _code.Branch(Opcode.Branch, top);
        _code.Close();
        _code.Close();
    }

    private void EmitSeriesLoop(BoundForEach loop)
    {
        var handle = _locals.Hidden(loop.Element);
        var length = handle + 1;
        var index = handle + 2;
        var element = PrimitiveOf(loop.Series);

        Emit(loop.Series);
        _code.LocalTee(handle);
        _code.Call(_calls.SeriesLength());
        _code.Emit(Opcode.I32WrapI64);
        _code.LocalSet(length);
        _code.I32(0);
        _code.LocalSet(index);

        var exit = _code.Open(Opcode.Block);
        var top = _code.Open(Opcode.Loop);
        _code.LocalGet(index);
        _code.LocalGet(length);
        _code.Emit(Opcode.I32GeU);
        _code.Branch(Opcode.BranchIf, exit);
        _code.LocalGet(handle);
        _code.LocalGet(index);
        // The length is fixed and no series ever shrinks, so the unchecked read cannot miss.
        _code.Call(_calls.ElementAt(element));
        _code.LocalSet(_locals[loop.Element]);
        if (loop.Index is { } counter)
        {
            _code.LocalGet(index);
            _code.LocalSet(_locals[counter]);
        }

        EmitSkippableBody(loop.Body, exit);
        _code.LocalGet(index);
        _code.I32(1);
        _code.Emit(Opcode.I32Add);
        _code.LocalSet(index);
        _code.Branch(Opcode.Branch, top);
        _code.Close();
        _code.Close();
    }

    private void EmitRangeLoop(BoundForRange loop)
    {
        var type = HostCalls.Element(loop.Variable.Type);
        var cell = WasmTypes.Of(type);
        var variable = _locals[loop.Variable];
        var limit = _locals.Hidden(loop.Variable);
        var step = limit + 1;

        if (loop.Start is { } start) Emit(start);
        else _code.Constant(cell, 0);
        _code.LocalSet(variable);
        Emit(loop.End);
        _code.LocalSet(limit);
        if (loop.Step is not null)
        {
            Emit(loop.Step);
            _code.LocalSet(step);
        }

        var direction = DirectionOf(loop.Step, type);
        var exit = _code.Open(Opcode.Block);
        EmitRangeTest(type, direction, variable, limit, step);
        _code.Emit(Opcode.I32Eqz);
        _code.Branch(Opcode.BranchIf, exit);
        var top = _code.Open(Opcode.Loop);
        EmitSkippableBody(loop.Body, exit);
        if (loop.Step is null) EmitIncrement(type, variable, limit, top);
        else EmitStep(type, direction, variable, limit, step, exit, top);
        _code.Close();
        _code.Close();
    }

    private enum Direction
    {
        Up,
        Down,
        Unknown,
    }

    private static Direction DirectionOf(BoundExpression? step, Primitive type) => step switch
    {
        null => Direction.Up,
        BoundConstant { Value: var value } => value.Integer > 0 ? Direction.Up : Direction.Down,
        // An unsigned step of unknown value may still be zero, which counts as downward.
        _ => Direction.Unknown,
    };

    /// <summary>Whether the loop goes on: below the limit upward, above it otherwise.</summary>
    private void EmitRangeTest(Primitive type, Direction direction, int variable, int limit, int step)
    {
        if (direction != Direction.Down) EmitCompare(BoundBinaryOperator.Less);
        if (direction != Direction.Up) EmitCompare(BoundBinaryOperator.Greater);
        if (direction == Direction.Unknown) EmitSelectUpward(type, step);

        void EmitCompare(BoundBinaryOperator comparison)
        {
            _code.LocalGet(variable);
            _code.LocalGet(limit);
            _code.Emit(ScalarInstructions.Comparison(comparison, type));
        }
    }

    // variable < limit holds in the body, so adding one cannot overflow.
    private void EmitIncrement(Primitive type, int variable, int limit, int top)
    {
        var cell = WasmTypes.Of(type);
        _code.LocalGet(variable);
        _code.Constant(cell, 1);
        _code.Emit(ScalarInstructions.Arithmetic(BoundBinaryOperator.Add, type));
        _code.LocalTee(variable);
        _code.LocalGet(limit);
        _code.Emit(ScalarInstructions.Comparison(BoundBinaryOperator.Less, type));
        _code.Branch(Opcode.BranchIf, top);
    }

    // The distance to the limit, taken as unsigned, is at most the step exactly if the next value reaches the limit or overflows.
    private void EmitStep(Primitive type, Direction direction, int variable, int limit, int step, int exit, int top)
    {
        var cell = WasmTypes.Of(type);
        var subtract = ScalarInstructions.Arithmetic(BoundBinaryOperator.Subtract, type);
        if (direction != Direction.Down) EmitDifference(limit, variable);
        if (direction != Direction.Up) EmitDifference(variable, limit);
        if (direction == Direction.Unknown) EmitSelectUpward(type, step);

        if (direction != Direction.Down) _code.LocalGet(step);
        if (direction != Direction.Up)
        {
            _code.Constant(cell, 0);
            _code.LocalGet(step);
            _code.Emit(subtract);
        }

        if (direction == Direction.Unknown) EmitSelectUpward(type, step);
        _code.Emit(cell == WasmType.I64 ? Opcode.I64LeU : Opcode.I32LeU);
        _code.Branch(Opcode.BranchIf, exit);

        _code.LocalGet(variable);
        _code.LocalGet(step);
        _code.Emit(ScalarInstructions.Arithmetic(BoundBinaryOperator.Add, type));
        _code.LocalSet(variable);
        _code.Branch(Opcode.Branch, top);

        void EmitDifference(int minuend, int subtrahend)
        {
            _code.LocalGet(minuend);
            _code.LocalGet(subtrahend);
            _code.Emit(subtract);
        }
    }

    private void EmitSelectUpward(Primitive type, int step)
    {
        _code.LocalGet(step);
        _code.Constant(WasmTypes.Of(type), 0);
        _code.Emit(ScalarInstructions.Comparison(BoundBinaryOperator.Greater, type));
        _code.Emit(Opcode.Select);
    }

    /// <summary>A body whose <c>continue</c> goes to what follows it.</summary>
    private void EmitSkippableBody(BoundBlock body, int exit)
    {
        var skip = _code.Open(Opcode.Block);
        EmitLoopBody(body, exit, skip);
        _code.Close();
    }

    private void EmitLoopBody(BoundBlock body, int exit, int next)
    {
        _loops.Push(new LoopLabels(exit, next));
        EmitBlock(body);
        _loops.Pop();
    }
}
