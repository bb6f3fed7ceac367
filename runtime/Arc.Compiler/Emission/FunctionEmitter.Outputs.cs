using Arc.Compiler.Wasm;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

/// <summary>
/// Named outputs: a local slot for reading and a place in memory for the host (arc-stl.md, section 4). A function that may be
/// active twice keeps its dirty bits in a local and publishes when it leaves, or an inner activation would overwrite them.
/// </summary>
internal sealed partial class FunctionEmitter
{
    private void EmitOutputAssignment(BoundVariable output, BoundExpression value)
    {
        var area = _area!;
        var index = _function.Outputs.IndexOf(output);
        var bit = 1L << index;
        if (_isReentrant)
        {
            Emit(value);
            _code.LocalSet(_locals[output]);
            _code.LocalGet(_dirtySlot);
            _code.I64(bit);
            _code.Emit(Opcode.I64Or);
            _code.LocalSet(_dirtySlot);
            return;
        }

        _code.Address(area.Base + area.Offsets[index]);
        Emit(value);
        _code.LocalTee(_locals[output]);
        _code.Memory(StoreOf(output.Type));
        _code.Address(area.Base);
        if (_function.Outputs.Length == 1)
        {
            _code.I64(bit);
        }
        else
        {
            _code.Address(area.Base);
            _code.Memory(Opcode.I64Load);
            _code.I64(bit);
            _code.Emit(Opcode.I64Or);
        }

        _code.Memory(Opcode.I64Store);
    }

    private void PublishOutputs(OutputArea area)
    {
        _code.Address(area.Base);
        _code.LocalGet(_dirtySlot);
        _code.Memory(Opcode.I64Store);
        for (var i = 0; i < _function.Outputs.Length; i++)
        {
            _code.Address(area.Base + area.Offsets[i]);
            _code.LocalGet(_locals[_function.Outputs[i]]);
            _code.Memory(StoreOf(_function.Outputs[i].Type));
        }
    }

    // The zero value of a series is an empty one, with which operators fail as with any other of the wrong length; handle 0 would pass for it.
    private void EmitEmptyIfUnassigned(BoundVariable output)
    {
        if (output.Type is not SeriesType) return;
        _code.LocalGet(_locals[output]);
        _code.Emit(Opcode.I32Eqz);
        _code.Open(Opcode.If);
        _code.I32(0);
        _code.Call(_calls.CreateSeries(HostCalls.Element(output.Type)));
        _code.LocalSet(_locals[output]);
        _code.Close();
    }

    private static Opcode StoreOf(ArcType type) => type is not PrimitiveType { Primitive: var primitive }
        ? Opcode.I32Store
        : primitive switch
        {
            Primitive.U8 or Primitive.I8 => Opcode.I32Store8,
            Primitive.U16 or Primitive.I16 => Opcode.I32Store16,
            Primitive.U64 or Primitive.I64 => Opcode.I64Store,
            Primitive.F32 => Opcode.F32Store,
            Primitive.F64 => Opcode.F64Store,
            _ => Opcode.I32Store,
        };
}
