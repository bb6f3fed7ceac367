namespace Arc.Compiler.Wasm;

/// <summary>A compiled function: where its instructions lie in the <see cref="CodeWriter"/>, and its locals.</summary>
/// <param name="Name">Its name in the names section.</param>
/// <param name="Signature">Its type.</param>
/// <param name="IsExported">Whether it is exported under its name.</param>
/// <param name="Start">Offset of the first instruction.</param>
/// <param name="End">Offset behind the last <c>end</c>.</param>
/// <param name="Locals">Types of the locals behind the parameters.</param>
/// <param name="LocalNames">Names of parameters and variables by slot, ascending.</param>
internal sealed record WasmBody(
    string Name, WasmSignature Signature, bool IsExported, int Start, int End, IReadOnlyList<WasmType> Locals,
    IReadOnlyList<(int Slot, string Name)> LocalNames);
