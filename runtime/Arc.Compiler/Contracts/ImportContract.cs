using System.Collections.Immutable;
using Arc.Compiler.Wasm;
using Arc.Sdk.Types;

namespace Arc.Compiler.Contracts;

/// <summary>
/// One host function that a guest imports: what a host, in whatever language, has to provide under
/// (<paramref name="Module"/>, <paramref name="Name"/>). The pair of names is the contract (arc-stl.md, section 1.1).
/// </summary>
/// <param name="Module">The import's module name, for example <c>math</c>.</param>
/// <param name="Name">The import's name with its type suffixes, for example <c>pow_f64</c>.</param>
/// <param name="Member">The canonical name of the member, for example <c>math.pow</c>.</param>
/// <param name="Suffixes">What each type variable of the member stands for; empty if it is monomorphic.</param>
/// <param name="Parameters">The parameters in order.</param>
/// <param name="Result">The result; null if there is none.</param>
public sealed record ImportContract(
    string Module, string Name, string Member, ImmutableArray<Primitive> Suffixes, ImmutableArray<ContractValue> Parameters, ContractValue? Result)
{
    /// <summary>Its parameters and result: <c>(base f64, exp f64) -> f64</c>.</summary>
    public string Signature => $"({string.Join(", ", Parameters)}){(Result is null ? "" : $" -> {Result.Type}")}";

    /// <summary>The import as one line: <c>math.pow_f64 (base f64, exp f64) -> f64</c>.</summary>
    public override string ToString() => $"{Module}.{Name} {Signature}";
}

/// <summary>A parameter or result of an import.</summary>
/// <param name="Name">The parameter's name; <c>output</c> for a result.</param>
/// <param name="Type">Its Arc type.</param>
/// <param name="Wasm">What carries it.</param>
public sealed record ContractValue(string Name, ArcType Type, WasmType Wasm)
{
    internal static ContractValue Of(string name, ArcType type) => new(name, type, WasmTypes.Of(type));

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Type}";
}
