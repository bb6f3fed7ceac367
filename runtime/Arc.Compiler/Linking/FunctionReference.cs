using System.Collections.Immutable;
using Arc.Compiler.Contracts;
using Arc.Compiler.Wasm;
using Arc.Sdk.Types;

namespace Arc.Compiler.Linking;

/// <summary>
/// A function that some body calls. Whether it has a body in the program or becomes an import is decided after all bodies are
/// compiled (seed Q34).
/// </summary>
/// <param name="Name">The function's name in the program, or the canonical name of a member.</param>
/// <param name="ImportModule">The module name if it becomes an import.</param>
/// <param name="ImportName">The name if it becomes an import.</param>
/// <param name="Suffixes">What the type variables of the member stand for.</param>
/// <param name="Parameters">Concrete parameters.</param>
/// <param name="Result">Concrete result; null if there is none.</param>
internal sealed record FunctionReference(
    string Name, string ImportModule, string ImportName, ImmutableArray<Primitive> Suffixes, ImmutableArray<Parameter> Parameters, ArcType? Result)
{
    public WasmSignature Signature { get; } =
        new([.. Parameters.Select(p => WasmTypes.Of(p.Type))], Result is null ? null : WasmTypes.Of(Result));

    public ImportContract ToContract() =>
        new(ImportModule, ImportName, Name, Suffixes, [.. Parameters.Select(p => ContractValue.Of(p.Name, p.Type))],
            Result is null ? null : ContractValue.Of("output", Result));
}
