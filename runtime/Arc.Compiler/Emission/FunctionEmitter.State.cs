using Arc.Compiler.Wasm;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

/// <summary>
/// Stateful variables: storage belongs to the host, keyed by node and by the variable's number in the program. The value is also kept
/// in the variable's slot and read from there, unless the function may be active twice for one node.
/// </summary>
internal sealed partial class FunctionEmitter
{
    private void EmitStatefulDeclaration(BoundVariable variable, BoundExpression initial)
    {
        _code.I32(variable.StateId);
        Emit(initial);
        _code.Call(_calls.LoadState(variable.Type));
        if (variable.Type is SeriesType && !_isReentrant)
        {
            // The first load answers the initial handle and stores a copy; elements must be written to the stored series.
            _code.Emit(Opcode.Drop);
            EmitReload(variable);
        }
        else if (_isReentrant)
        {
            _code.Emit(Opcode.Drop);
        }
        else
        {
            _code.LocalSet(_locals[variable]);
        }
    }

    private void EmitStatefulAssignment(BoundVariable variable, BoundExpression value)
    {
        _code.I32(variable.StateId);
        Emit(value);
        var keepsSlot = !_isReentrant && variable.Type is not SeriesType;
        if (keepsSlot) _code.LocalTee(_locals[variable]);
        _code.Call(_calls.StoreState(variable.Type));
        if (!_isReentrant && !keepsSlot) EmitReload(variable);
    }

    private void EmitStatefulRead(BoundVariable variable)
    {
        if (_isReentrant) EmitLoad(variable);
        else _code.LocalGet(_locals[variable]);
    }

    /// <summary>Stores a series after one of its elements was written. Free of charge where the handle is on the stored series itself.</summary>
    private void EmitStoreBack(BoundVariable variable)
    {
        _code.I32(variable.StateId);
        EmitStatefulRead(variable);
        _code.Call(_calls.StoreState(variable.Type));
    }

    private void EmitReload(BoundVariable variable)
    {
        EmitLoad(variable);
        _code.LocalSet(_locals[variable]);
    }

    private void EmitLoad(BoundVariable variable)
    {
        _code.I32(variable.StateId);
        EmitZero(variable.Type);
        _code.Call(_calls.LoadState(variable.Type));
    }
}
