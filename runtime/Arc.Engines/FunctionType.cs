using System.Text;

namespace Arc.Engines;

/// <summary>The signature of a WebAssembly function.</summary>
public sealed class FunctionType : IEquatable<FunctionType>
{
    private readonly WasmValueType[] _parameters;
    private readonly WasmValueType[] _results;

    /// <summary>Makes a signature.</summary>
    /// <param name="parameters">Parameter types in order.</param>
    /// <param name="results">Result types in order.</param>
    public FunctionType(ReadOnlySpan<WasmValueType> parameters, ReadOnlySpan<WasmValueType> results)
    {
        _parameters = parameters.ToArray();
        _results = results.ToArray();
    }

    /// <summary>Parameter types in order.</summary>
    public ReadOnlySpan<WasmValueType> Parameters => _parameters;

    /// <summary>Result types in order.</summary>
    public ReadOnlySpan<WasmValueType> Results => _results;

    /// <inheritdoc/>
    public bool Equals(FunctionType? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && Parameters.SequenceEqual(other.Parameters) && Results.SequenceEqual(other.Results));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FunctionType);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var type in _parameters) hash.Add((byte)type);
        hash.Add(-1);
        foreach (var type in _results) hash.Add((byte)type);
        return hash.ToHashCode();
    }

    /// <summary>The signature as the specification writes it, for example <c>(i32 f64) -> (i32)</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, _parameters);
        text.Append(" -> ");
        Append(text, _results);
        return text.ToString();
    }

    /// <summary>The name of a value type in WebAssembly text.</summary>
    internal static string NameOf(WasmValueType type) => type switch
    {
        WasmValueType.I32 => "i32",
        WasmValueType.I64 => "i64",
        WasmValueType.F32 => "f32",
        WasmValueType.F64 => "f64",
        WasmValueType.FuncRef => "funcref",
        WasmValueType.ExternRef => "externref",
        _ => "any",
    };

    private static void Append(StringBuilder text, WasmValueType[] types)
    {
        text.Append('(');
        for (var i = 0; i < types.Length; i++)
        {
            if (i > 0) text.Append(' ');
            text.Append(NameOf(types[i]));
        }
        text.Append(')');
    }
}
