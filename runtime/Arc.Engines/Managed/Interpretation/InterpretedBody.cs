using Arc.Engines.Decoding;

namespace Arc.Engines.Managed.Interpretation;

/// <summary>A body translated for the interpreter: one number an opcode or immediate, branches resolved.</summary>
/// <param name="Function">The function's index.</param>
/// <param name="Code">The code.</param>
/// <param name="Locals">Parameters and locals, a slot each.</param>
/// <param name="Parameters">Parameters, a slot each.</param>
/// <param name="Results">Results, a slot each.</param>
/// <param name="Slots">Slots of a frame: locals and operands.</param>
internal sealed record InterpretedBody(int Function, int[] Code, int Locals, int Parameters, int Results, int Slots)
{
    public static InterpretedBody Translate(ModuleInfo module, int function)
    {
        var type = module.TypeOf(function);
        var body = module.Bodies[function - module.ImportedFunctions];
        var code = new BodyTranslator(module, function).Translate();
        var slots = body.LocalCount + Math.Max(body.MaxOperands, type.Results.Length) + 1;
        return new InterpretedBody(function, code, body.LocalCount, type.Parameters.Length, type.Results.Length, slots);
    }
}

/// <summary>Opcodes of the interpreter that differ from WebAssembly's. Branches are followed by target, height and arity.</summary>
internal static class InterpreterOp
{
    /// <summary>Opcodes with the prefix 0xFC start here.</summary>
    public const int Prefixed = 0x100;
    public const int Branch = 0x200;
    public const int BranchIf = 0x201;

    /// <summary>Followed by a target only: the operands stay where they are.</summary>
    public const int BranchIfZero = 0x202;

    /// <summary>Followed by the number of targets, then the targets, the last being the fallback.</summary>
    public const int BranchTable = 0x203;
    public const int Return = 0x204;
}
