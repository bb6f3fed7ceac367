using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Arc.Compiler.Contracts;
using Arc.Compiler.Wasm;
using Arc.Sdk;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Cli.Explaining;

/// <summary>What <c>arc contract</c> says about a member, and what happens to its values at the boundary.</summary>
internal static class ContractEntries
{
    /// <summary>The entries of one specialisation.</summary>
    /// <param name="symbol">The member.</param>
    /// <param name="imports">All its specialisations.</param>
    /// <param name="example">The one that is shown.</param>
    /// <param name="body">The author's method of it; null if it is not known.</param>
    public static ContractAnswer Of(Symbol symbol, IEnumerable<ImportContract> imports, ImportContract example, MethodInfo? body)
    {
        var json = JsonNode.Parse(ContractWriter.Write([example]))!["imports"]![0]!.ToJsonString(Compact);
        var (method, registration) = ContractCpp.Entry([.. imports], example);
        var wit = ContractWit.Write([example]).Split('\n').First(l => l.Contains(": func(", StringComparison.Ordinal)).Trim();
        return new ContractAnswer(
            example, json, [method, registration], wit,
            [.. Values(symbol, example, body)], [.. Traps(symbol, example, body)])
        {
            Exceptions = body is null ? [] : [.. DocumentedException.Of(body)],
        };
    }

    /// <summary>The import in WebAssembly text.</summary>
    public static string WasmText(ImportContract import) => $"(import \"{import.Module}\" \"{import.Name}\" {FunctionText(import)})";

    /// <summary>The import's type in WebAssembly text.</summary>
    public static string FunctionText(ImportContract import)
    {
        var parameters = import.Parameters.IsEmpty ? "" : $" (param {string.Join(' ', import.Parameters.Select(p => p.Wasm.Name()))})";
        return $"(func{parameters}{(import.Result is { } result ? $" (result {result.Wasm.Name()})" : "")})";
    }

    /// <summary>The import's WebAssembly signature.</summary>
    public static string Signature(ImportContract import) =>
        $"({string.Join(", ", import.Parameters.Select(p => p.Wasm.Name()))}) -> {(import.Result is { } result ? result.Wasm.Name() : "nothing")}";

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<MarshalledValue> Values(Symbol symbol, ImportContract example, MethodInfo? body)
    {
        var own = body?.GetParameters().Where(p => p.ParameterType != typeof(HostContext)).ToArray();
        for (var i = 0; i < example.Parameters.Length; i++)
        {
            var value = example.Parameters[i];
            var declared = own is not null && i < own.Length ? own[i] : null;
            yield return new MarshalledValue(value.Name, symbol.Call!.Parameters[i].Type.ToString(), value.Wasm.Name(), ToHost(value.Type, declared is not null && IsNullable(declared)));
        }

        if (example.Result is { } result) yield return new MarshalledValue("result", symbol.Call!.Result!.ToString(), result.Wasm.Name(), ToGuest(result.Type));
    }

    private static string ToHost(ArcType type, bool isNullable) => type switch
    {
        PrimitiveType { Primitive: Primitive.Str } => isNullable
            ? "handle in the session's text store; 0 is the empty text, an unknown handle arrives as no text"
            : "handle in the session's text store; 0 is the empty text, an unknown handle fails the call",
        PrimitiveType { Primitive: var p } when p.Bits() < 32 => $"cut to its low {p.Bits()} bits; what a guest leaves above them does not matter",
        PrimitiveType { Primitive: Primitive.U32 or Primitive.U64 } => "the same bits, read as unsigned",
        PrimitiveType => "as it is",
        ChannelType => "key of the channel",
        _ => isNullable ? "handle in the session's series store; 0 and unknown handles arrive as no series" : "handle in the session's series store; 0 and unknown handles fail the call",
    };

    private static string ToGuest(ArcType type) => type switch
    {
        PrimitiveType { Primitive: Primitive.Str } => "put into the session's text store; its handle, valid until the end of the cycle",
        PrimitiveType { Primitive: var p } when p.Bits() < 32 => p.IsSignedInteger() ? "sign-extended to 32 bits" : "zero-extended to 32 bits",
        PrimitiveType { Primitive: Primitive.U32 or Primitive.U64 } => "the same bits",
        PrimitiveType => "as it is",
        _ => "put into the session's series store; its handle, valid until the end of the cycle",
    };

    private static IEnumerable<string> Traps(Symbol symbol, ImportContract example, MethodInfo? body)
    {
        yield return $"an exception that leaves the method traps the guest with \"{symbol.WasmNamespace}.{symbol.Name}: <the exception's message>\"";
        var types = example.Parameters.Select((p, i) => (p, i)).ToList();
        var own = body?.GetParameters().Where(p => p.ParameterType != typeof(HostContext)).ToArray();
        var strict = types.Where(t => t.p.Type is SeriesType or AnySeriesType or PrimitiveType { Primitive: Primitive.Str } && !(own is not null && t.i < own.Length && IsNullable(own[t.i]))).Select(t => t.p.Name).ToList();
        if (strict.Count > 0) yield return $"so does an unknown handle for {string.Join(", ", strict)}";
        if (example.Result?.Type is SeriesType or AnySeriesType or PrimitiveType { Primitive: Primitive.Str }) yield return "so does a result beyond the session's handle budget";
    }

    private static bool IsNullable(ParameterInfo parameter) =>
        Nullable.GetUnderlyingType(parameter.ParameterType) is not null
        || (!parameter.ParameterType.IsValueType && new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable);
}
