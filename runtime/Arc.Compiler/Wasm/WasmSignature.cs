using System.Collections.Immutable;

namespace Arc.Compiler.Wasm;

/// <summary>A function type. Functions of the compiler have at most one result.</summary>
internal sealed class WasmSignature
{
    public WasmSignature(ImmutableArray<WasmType> parameters, WasmType? result)
    {
        Parameters = parameters;
        Result = result;
        Key = string.Create(parameters.Length + 2, (parameters, result), static (text, signature) =>
        {
            var (types, last) = signature;
            for (var i = 0; i < types.Length; i++) text[i] = types[i].Letter();
            text[^2] = ':';
            text[^1] = last?.Letter() ?? '-';
        });
    }

    public ImmutableArray<WasmType> Parameters { get; }

    public WasmType? Result { get; }

    /// <summary>Equal for equal types.</summary>
    public string Key { get; }
}
