using Arc.Compiler.Wasm;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

/// <summary>Which instruction computes a scalar operation: by cell type, and by signedness where it matters.</summary>
internal static class ScalarInstructions
{
    public static Opcode Arithmetic(BoundBinaryOperator operation, Primitive type) => (operation, WasmTypes.Of(type)) switch
    {
        (BoundBinaryOperator.Add, WasmType.I32) => Opcode.I32Add,
        (BoundBinaryOperator.Add, WasmType.I64) => Opcode.I64Add,
        (BoundBinaryOperator.Add, WasmType.F32) => Opcode.F32Add,
        (BoundBinaryOperator.Add, _) => Opcode.F64Add,
        (BoundBinaryOperator.Subtract, WasmType.I32) => Opcode.I32Sub,
        (BoundBinaryOperator.Subtract, WasmType.I64) => Opcode.I64Sub,
        (BoundBinaryOperator.Subtract, WasmType.F32) => Opcode.F32Sub,
        (BoundBinaryOperator.Subtract, _) => Opcode.F64Sub,
        (BoundBinaryOperator.Multiply, WasmType.I32) => Opcode.I32Mul,
        (BoundBinaryOperator.Multiply, WasmType.I64) => Opcode.I64Mul,
        (BoundBinaryOperator.Multiply, WasmType.F32) => Opcode.F32Mul,
        (BoundBinaryOperator.Multiply, _) => Opcode.F64Mul,
        (BoundBinaryOperator.Divide, WasmType.I32) => type.IsUnsigned() ? Opcode.I32DivU : Opcode.I32DivS,
        (BoundBinaryOperator.Divide, WasmType.I64) => type.IsUnsigned() ? Opcode.I64DivU : Opcode.I64DivS,
        (BoundBinaryOperator.Divide, WasmType.F32) => Opcode.F32Div,
        (BoundBinaryOperator.Divide, _) => Opcode.F64Div,
        (BoundBinaryOperator.Modulo, WasmType.I32) => type.IsUnsigned() ? Opcode.I32RemU : Opcode.I32RemS,
        (BoundBinaryOperator.Modulo, WasmType.I64) => type.IsUnsigned() ? Opcode.I64RemU : Opcode.I64RemS,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, $"no instruction for {type.Name()}"),
    };

    public static Opcode Comparison(BoundBinaryOperator operation, Primitive type)
    {
        var unsigned = type.IsUnsigned();
        return (operation, WasmTypes.Of(type)) switch
        {
            (BoundBinaryOperator.Equal, WasmType.I32) => Opcode.I32Eq,
            (BoundBinaryOperator.Equal, WasmType.I64) => Opcode.I64Eq,
            (BoundBinaryOperator.Equal, WasmType.F32) => Opcode.F32Eq,
            (BoundBinaryOperator.Equal, _) => Opcode.F64Eq,
            (BoundBinaryOperator.NotEqual, WasmType.I32) => Opcode.I32Ne,
            (BoundBinaryOperator.NotEqual, WasmType.I64) => Opcode.I64Ne,
            (BoundBinaryOperator.NotEqual, WasmType.F32) => Opcode.F32Ne,
            (BoundBinaryOperator.NotEqual, _) => Opcode.F64Ne,
            (BoundBinaryOperator.Less, WasmType.I32) => unsigned ? Opcode.I32LtU : Opcode.I32LtS,
            (BoundBinaryOperator.Less, WasmType.I64) => unsigned ? Opcode.I64LtU : Opcode.I64LtS,
            (BoundBinaryOperator.Less, WasmType.F32) => Opcode.F32Lt,
            (BoundBinaryOperator.Less, _) => Opcode.F64Lt,
            (BoundBinaryOperator.LessOrEqual, WasmType.I32) => unsigned ? Opcode.I32LeU : Opcode.I32LeS,
            (BoundBinaryOperator.LessOrEqual, WasmType.I64) => unsigned ? Opcode.I64LeU : Opcode.I64LeS,
            (BoundBinaryOperator.LessOrEqual, WasmType.F32) => Opcode.F32Le,
            (BoundBinaryOperator.LessOrEqual, _) => Opcode.F64Le,
            (BoundBinaryOperator.Greater, WasmType.I32) => unsigned ? Opcode.I32GtU : Opcode.I32GtS,
            (BoundBinaryOperator.Greater, WasmType.I64) => unsigned ? Opcode.I64GtU : Opcode.I64GtS,
            (BoundBinaryOperator.Greater, WasmType.F32) => Opcode.F32Gt,
            (BoundBinaryOperator.Greater, _) => Opcode.F64Gt,
            (BoundBinaryOperator.GreaterOrEqual, WasmType.I32) => unsigned ? Opcode.I32GeU : Opcode.I32GeS,
            (BoundBinaryOperator.GreaterOrEqual, WasmType.I64) => unsigned ? Opcode.I64GeU : Opcode.I64GeS,
            (BoundBinaryOperator.GreaterOrEqual, WasmType.F32) => Opcode.F32Ge,
            (BoundBinaryOperator.GreaterOrEqual, _) => Opcode.F64Ge,
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "not a comparison"),
        };
    }

    /// <summary>The same comparison with its operands exchanged.</summary>
    public static BoundBinaryOperator Mirror(BoundBinaryOperator operation) => operation switch
    {
        BoundBinaryOperator.Less => BoundBinaryOperator.Greater,
        BoundBinaryOperator.LessOrEqual => BoundBinaryOperator.GreaterOrEqual,
        BoundBinaryOperator.Greater => BoundBinaryOperator.Less,
        BoundBinaryOperator.GreaterOrEqual => BoundBinaryOperator.LessOrEqual,
        _ => operation,
    };

    public static bool IsComparison(BoundBinaryOperator operation) =>
        operation is >= BoundBinaryOperator.Equal and <= BoundBinaryOperator.GreaterOrEqual;

    public static bool IsLogical(BoundBinaryOperator operation) => operation is BoundBinaryOperator.And or BoundBinaryOperator.Or;
}
