using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Arc.Sdk.Ir;

/// <summary>
/// The JSON form of the IR (arc-runtime.md, section 1): snake-case names, <c>version</c> first, always the same bytes for the same
/// program. Types are spelt as in source; a float constant has a fraction or an exponent, an integer has neither.
/// </summary>
public static partial class IrJson
{
    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int Version = 1;

    // A level of nested scopes is five levels of JSON, and source text nests 256 levels at most.
    private const int MaxDepth = 1400;

    /// <summary>A program as indented JSON.</summary>
    /// <param name="program">The program.</param>
    /// <param name="outputMemoryBases">Where the guest leaves the named outputs of each function; null to leave them out.</param>
    public static byte[] Write(IrProgram program, IReadOnlyDictionary<string, int>? outputMemoryBases = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { MaxDepth = MaxDepth, Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(stream, options)) Write(writer, program, outputMemoryBases);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write(IrProgram, IReadOnlyDictionary{string, int}?)"/> wrote.</summary>
    /// <param name="json">The JSON, UTF-8.</param>
    /// <param name="outputMemoryBases">Receives the memory bases; empty if the JSON has none.</param>
    /// <exception cref="JsonException">The JSON is malformed, of another version, or not an IR; the message has the path.</exception>
    public static IrProgram Read(ReadOnlyMemory<byte> json, out ImmutableSortedDictionary<string, int> outputMemoryBases)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return ReadProgram(new Reader(document.RootElement, "$"), out outputMemoryBases);
    }

    /// <summary>Reads what <see cref="Write(IrProgram, IReadOnlyDictionary{string, int}?)"/> wrote.</summary>
    /// <exception cref="JsonException">The text is malformed, of another version, or not an IR; the message has the path.</exception>
    public static IrProgram Read(string json) => Read(Encoding.UTF8.GetBytes(json), out _);
}
