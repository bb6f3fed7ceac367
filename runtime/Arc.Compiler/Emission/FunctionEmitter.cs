using System.Runtime.CompilerServices;
using Arc.Compiler.Wasm;
using Arc.Language.Binding;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

/// <summary>Emits one function. A file per construct; this one has the frame: prologue, results, epilogue.</summary>
internal sealed partial class FunctionEmitter
{
    private readonly ProgramEmitter _program;
    private readonly BoundFunction _function;
    private readonly CodeWriter _code;
    private readonly HostCalls _calls;
    private readonly LocalSlots _locals;
    private readonly OutputArea? _area;
    private readonly bool _isReentrant;
    private readonly Stack<LoopLabels> _loops = [];
    private int _dirtySlot;

    public FunctionEmitter(ProgramEmitter program, BoundFunction function)
    {
        _program = program;
        _function = function;
        _code = program.Code;
        _calls = program.Calls;
        _locals = new LocalSlots(function);
        _area = program.AreaOf(function);
        _isReentrant = program.IsReentrant(function);
    }

    /// <summary>Emits the function and describes it for the module.</summary>
    public WasmBody Emit()
    {
        var start = _code.Position;
        if (_area is not null) EmitPrologue(_area);
        EmitBlock(_function.Body);
        if (!EndsInReturn(_function.Body)) EmitEpilogue();
        _code.Emit(Opcode.End);
        return new WasmBody(_function.Name, ProgramEmitter.SignatureOf(_function), IsExported: true, start, _code.Position, _locals.Locals, _locals.Names);
    }

    /// <summary>Slots that the function uses, parameters included.</summary>
    public int LocalCount => _locals.Count;

    private static bool EndsInReturn(BoundBlock body) => body.Statements is [.., BoundReturn];

    private void EmitPrologue(OutputArea area)
    {
        _code.Address(area.Base);
        _code.I64(0);
        _code.Memory(Opcode.I64Store);
        if (_isReentrant) _dirtySlot = _locals.Take(WasmType.I64);
    }

    private void EmitEpilogue()
    {
        if (_function.Result is not null)
        {
            // The analysis has shown that every path returns; validation cannot see it.
            _code.Emit(Opcode.Unreachable);
            return;
        }

        EmitLeave();
    }

    /// <summary>Publishes outputs and leaves the result of a single one on the stack.</summary>
    private void EmitLeave()
    {
        if (_isReentrant && _area is not null) PublishOutputs(_area);
        if (_function.Outputs is [var single]) EmitRead(single);
    }

    private void EmitReturn(BoundReturn statement)
    {
        if (statement.Value is { } value)
        {
            if (_function.Outputs is [var single]) EmitAssignment(single, value);
            else Emit(value);
        }

        EmitLeave();
        _code.Emit(Opcode.Return);
    }

    private static void GuardDepth(SourceSpan span)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new CompilationException("the expression is nested too deeply to compile; split it with variables", span);
    }

    private static Primitive PrimitiveOf(BoundExpression expression) => HostCalls.Element(expression.Type!);

    private static bool IsSeries(BoundExpression expression) => expression.Type is SeriesType;

    private readonly record struct LoopLabels(int Break, int Continue);
}
