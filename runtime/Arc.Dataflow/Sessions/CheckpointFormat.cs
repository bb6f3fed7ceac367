using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Arc.Sdk.Ir;

namespace Arc.Dataflow;

/// <summary>
/// The frame around a saved session: a UTF-8 JSON object that names its version and its program, and holds a digest of the state, so that
/// no damage passes for a state.
/// </summary>
internal static class CheckpointFormat
{
    private const string VersionName = "arc_checkpoint";
    private const int Version = 1;

    // State is a dozen levels; the rest is left to the types of authors.
    private const int MaxDepth = 512;

    /// <summary>What tells one program from another: a hash of its IR.</summary>
    public static string Fingerprint(IrProgram program) => Hash(IrJson.Write(program));

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="fingerprint">The program.</param>
    /// <param name="state">Writes the state as one JSON value.</param>
    public static byte[] Write(string fingerprint, Action<Utf8JsonWriter> state)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body, new JsonWriterOptions { MaxDepth = MaxDepth })) state(writer);
        var whole = new ArrayBufferWriter<byte>(body.WrittenCount + 256);
        using (var writer = new Utf8JsonWriter(whole, new JsonWriterOptions { MaxDepth = MaxDepth }))
        {
            writer.WriteStartObject();
            writer.WriteNumber(VersionName, Version);
            writer.WriteString("program", fingerprint);
            writer.WriteString("digest", Hash(body.WrittenSpan));
            writer.WritePropertyName("state");
            writer.WriteRawValue(body.WrittenSpan, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return whole.WrittenSpan.ToArray();
    }

    /// <summary>Reads the frame of a checkpoint.</summary>
    /// <returns>The document; its state is <c>state</c> of the root.</returns>
    /// <exception cref="CheckpointException">It is damaged, or of another version or program.</exception>
    public static JsonDocument Read(ReadOnlyMemory<byte> checkpoint, string fingerprint)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(checkpoint, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"this is no checkpoint, or only a part of one: {e.Message}", e);
        }

        try
        {
            Check(document.RootElement, fingerprint);
            return document;
        }
        catch (Exception e)
        {
            document.Dispose();
            if (e is CheckpointException) throw;
            throw new CheckpointException($"the checkpoint is damaged: {e.Message}", e);
        }
    }

    private static void Check(JsonElement root, string fingerprint)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(VersionName, out var version)) throw new CheckpointException("this is no checkpoint of a session");
        if (!version.TryGetInt32(out var number) || number != Version)
            throw new CheckpointException(string.Create(CultureInfo.InvariantCulture, $"the checkpoint has the format {version.GetRawText()}, and this version reads format {Version}"));
        if (!root.TryGetProperty("program", out var program) || !program.ValueEquals(fingerprint))
            throw new CheckpointException("the checkpoint belongs to another program; a changed program can take over from a running session, but not from a checkpoint");
        if (!root.TryGetProperty("state", out var state) || !root.TryGetProperty("digest", out var digest) || !digest.ValueEquals(Hash(JsonMarshal.GetRawUtf8Value(state))))
            throw new CheckpointException("the checkpoint is damaged: its state does not have the digest that was written with it");
    }

    private static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }
}
