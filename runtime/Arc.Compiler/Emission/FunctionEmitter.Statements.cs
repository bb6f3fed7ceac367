using Arc.Compiler.Wasm;
using Arc.Language.Binding;

namespace Arc.Compiler.Emission;

internal sealed partial class FunctionEmitter
{
    private void EmitBlock(BoundBlock block)
    {
        foreach (var statement in block.Statements)
        {
            Emit(statement);
            // What follows is accepted by the language and never runs, so it is not compiled either.
            if (statement is BoundReturn or BoundBreak or BoundContinue) return;
        }
    }

    private void Emit(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundBlock block: EmitBlock(block); break;
            case BoundDeclaration declaration: EmitDeclaration(declaration); break;
            case BoundAssignment assignment: EmitAssignment(assignment.Variable, assignment.Value); break;
            case BoundChannelWrite write: EmitChannelWrite(write); break;
            case BoundElementWrite write: EmitElementWrite(write); break;
            case BoundIf conditional: EmitIf(conditional); break;
            case BoundForRange loop: EmitRangeLoop(loop); break;
            case BoundForEach loop: EmitSeriesLoop(loop); break;
            case BoundWhile loop: EmitWhile(loop); break;
            case BoundBreak: _code.Branch(Opcode.Branch, _loops.Peek().Break); break;
            case BoundContinue: _code.Branch(Opcode.Branch, _loops.Peek().Continue); break;
            case BoundReturn leave: EmitReturn(leave); break;
            case BoundExpressionStatement { Expression: var expression }:
                Emit(expression);
                if (expression.Type is not null) _code.Emit(Opcode.Drop);
                break;
            default: throw new ArgumentException($"{statement.GetType().Name} is not a statement that can be compiled");
        }
    }

    private void EmitDeclaration(BoundDeclaration declaration)
    {
        if (declaration.Variable.Kind == BoundVariableKind.Stateful)
        {
            EmitStatefulDeclaration(declaration.Variable, declaration.Initial);
            return;
        }

        Emit(declaration.Initial);
        _code.LocalSet(_locals[declaration.Variable]);
    }

    private void EmitAssignment(BoundVariable variable, BoundExpression value)
    {
        switch (variable.Kind)
        {
            case BoundVariableKind.Stateful:
                EmitStatefulAssignment(variable, value);
                break;
            case BoundVariableKind.Output:
                EmitOutputAssignment(variable, value);
                break;
            default:
                Emit(value);
                _code.LocalSet(_locals[variable]);
                break;
        }
    }

    // A chain of else-ifs branches out of one block, so that its length costs no nesting.
    private void EmitIf(BoundIf conditional)
    {
        if (conditional.Else is not BoundIf)
        {
            EmitCondition(conditional.Condition);
            _code.Open(Opcode.If);
            EmitBlock(conditional.Then);
            if (conditional.Else is { } otherwise)
            {
                _code.Emit(Opcode.Else);
                Emit(otherwise);
            }

            _code.Close();
            return;
        }

        var end = _code.Open(Opcode.Block);
        BoundStatement? rest = conditional;
        while (rest is BoundIf link)
        {
            EmitCondition(link.Condition);
            _code.Open(Opcode.If);
            EmitBlock(link.Then);
            _code.Branch(Opcode.Branch, end);
            _code.Close();
            rest = link.Else;
        }

        if (rest is not null) Emit(rest);
        _code.Close();
    }

    /// <summary>Leaves an i32 that is not zero if the number is not zero; NaN is not zero.</summary>
    private void EmitCondition(BoundExpression condition)
    {
        Emit(condition);
        switch (WasmTypes.Of(condition.Type!))
        {
            case WasmType.I64:
                _code.I64(0);
                _code.Emit(Opcode.I64Ne);
                break;
            case WasmType.F32:
                _code.F32(0);
                _code.Emit(Opcode.F32Ne);
                break;
            case WasmType.F64:
                _code.F64(0);
                _code.Emit(Opcode.F64Ne);
                break;
        }
    }
}
