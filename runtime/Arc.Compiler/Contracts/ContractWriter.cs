using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Arc.Compiler.Wasm;
using Arc.Sdk.Types;

namespace Arc.Compiler.Contracts;

/// <summary>
/// Writes an import contract as JSON for hosts in other languages. Version 1:
/// <code>
/// { "schema": "arc-contract", "version": 1,
///   "imports":   [ { "module", "name", "member", "suffixes": ["f64"], "params": [VALUE...], "result": VALUE | null } ],
///   "functions": [ { "name", "config": [VALUE...], "inputs": [VALUE...], "outputs": [VALUE...],
///                    "output_memory": null | { "base": 4096, "offsets": [8, 16] } } ] }
/// VALUE = { "name", "type": Arc type, "wasm": "i32" | "i64" | "f32" | "f64" }
/// </code>
/// A reader ignores members that it does not know; whatever breaks one gets a new version.
/// </summary>
public static class ContractWriter
{
    /// <summary>Version of the schema.</summary>
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>The contract of one program: what it imports, in the order of its import section, and what it exports.</summary>
    public static string Write(CompiledProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return Write(program.Imports, program.Functions);
    }

    /// <summary>A contract without a program, for example that of a whole module set (<see cref="ModuleSetContract"/>).</summary>
    public static string Write(IEnumerable<ImportContract> imports) => Write(imports, []);

    private static string Write(IEnumerable<ImportContract> imports, ImmutableArray<CompiledFunction> functions)
    {
        ArgumentNullException.ThrowIfNull(imports);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", "arc-contract");
            json.WriteNumber("version", Version);
            json.WriteStartArray("imports");
            foreach (var import in imports) Write(json, import);
            json.WriteEndArray();
            json.WriteStartArray("functions");
            foreach (var function in functions) Write(json, function);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ImportContract import)
    {
        json.WriteStartObject();
        json.WriteString("module", import.Module);
        json.WriteString("name", import.Name);
        json.WriteString("member", import.Member);
        json.WriteStartArray("suffixes");
        foreach (var suffix in import.Suffixes) json.WriteStringValue(suffix.Name());
        json.WriteEndArray();
        json.WriteStartArray("params");
        foreach (var parameter in import.Parameters) Write(json, parameter);
        json.WriteEndArray();
        json.WritePropertyName("result");
        if (import.Result is { } result) Write(json, result);
        else json.WriteNullValue();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CompiledFunction function)
    {
        json.WriteStartObject();
        json.WriteString("name", function.Name);
        Write(json, "config", function.Config);
        Write(json, "inputs", function.Inputs);
        Write(json, "outputs", function.Outputs);
        json.WritePropertyName("output_memory");
        if (function.Area is { } area)
        {
            json.WriteStartObject();
            json.WriteNumber("base", area.Address);
            json.WriteStartArray("offsets");
            foreach (var offset in area.Offsets) json.WriteNumberValue(offset);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<Parameter> parameters)
    {
        json.WriteStartArray(name);
        foreach (var parameter in parameters) Write(json, ContractValue.Of(parameter.Name, parameter.Type));
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ContractValue value)
    {
        json.WriteStartObject();
        json.WriteString("name", value.Name);
        json.WriteString("type", value.Type.ToString());
        json.WriteString("wasm", value.Wasm.Name());
        json.WriteEndObject();
    }
}
