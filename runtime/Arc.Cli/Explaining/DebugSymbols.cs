using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Arc.Cli.Explaining;

/// <summary>The portable PDB of one assembly, embedded in it or beside it.</summary>
internal sealed class DebugSymbols : IDisposable
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid Sha1 = new("ff1816ec-aa5e-4d10-87f7-6f4963833460");
    private static readonly Guid Sha256 = new("8829d00f-11b8-4213-878b-770e8597ac16");

    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _reader;
    private readonly Dictionary<DocumentHandle, SourceDocument> _documents = [];
    private readonly ImmutableArray<(string Prefix, string Suffix, string Url)> _links;

    private DebugSymbols(MetadataReaderProvider provider, string path)
    {
        _provider = provider;
        _reader = provider.GetMetadataReader();
        _links = ReadLinks(_reader);
        Path = path;
    }

    /// <summary>The file that the information was read from: the PDB, or the assembly that it is embedded in.</summary>
    public string Path { get; }

    /// <summary>The information of an assembly; null if it has none that can be read.</summary>
    public static DebugSymbols? Find(Assembly assembly)
    {
        if (assembly.Location.Length == 0) return null;
        try
        {
            using var image = new PEReader(File.OpenRead(assembly.Location));
            return image.TryOpenAssociatedPortablePdb(assembly.Location, static path => File.Exists(path) ? File.OpenRead(path) : null, out var provider, out var path)
                ? new DebugSymbols(provider!, path ?? assembly.Location)
                : null;
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            // A damaged PDB is as good as none: the explanation says so and names members instead.
            return null;
        }
    }

    /// <summary>The places in a method's code, in the order of its instructions.</summary>
    public IEnumerable<(int Offset, int Line, SourceDocument Document)> Points(MethodBase method)
    {
        var row = method.MetadataToken & 0x00FFFFFF;
        if (row == 0 || row > _reader.GetTableRowCount(TableIndex.MethodDebugInformation)) yield break;
        var information = _reader.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(row));
        foreach (var point in information.GetSequencePoints())
        {
            var document = point.Document.IsNil ? information.Document : point.Document;
            if (!point.IsHidden && !document.IsNil) yield return (point.Offset, point.StartLine, Document(document));
        }
    }

    public void Dispose() => _provider.Dispose();

    private SourceDocument Document(DocumentHandle handle)
    {
        if (_documents.TryGetValue(handle, out var known)) return known;
        var document = _reader.GetDocument(handle);
        var name = _reader.GetString(document.Name);
        var (origin, text) = Read(handle, document, name);
        known = new SourceDocument(name, origin, text?.Split('\n') ?? [], Link(name));
        _documents.Add(handle, known);
        return known;
    }

    private (SourceOrigin Origin, string? Text) Read(DocumentHandle handle, Document document, string name)
    {
        if (File.Exists(name))
        {
            var bytes = File.ReadAllBytes(name);
            var hash = _reader.GetBlobBytes(document.Hash);
            var algorithm = _reader.GetGuid(document.HashAlgorithm);
            var isSame = algorithm == Sha256 ? SHA256.HashData(bytes).AsSpan().SequenceEqual(hash)
                : algorithm == Sha1 && HasSha1(bytes, hash);
            if (isSame) return (SourceOrigin.File, TextOf(bytes));
            if (Embedded(handle) is { } built) return (SourceOrigin.Embedded, built);
            return (SourceOrigin.Changed, null);
        }

        return Embedded(handle) is { } embedded ? (SourceOrigin.Embedded, embedded) : (SourceOrigin.Elsewhere, null);
    }

    private string? Embedded(DocumentHandle handle)
    {
        foreach (var item in _reader.GetCustomDebugInformation(handle))
        {
            var information = _reader.GetCustomDebugInformation(item);
            if (_reader.GetGuid(information.Kind) != EmbeddedSource) continue;
            var blob = _reader.GetBlobBytes(information.Value);
            if (blob.Length < sizeof(int)) return null;
            // The first word is the length of a deflated text; 0 means that it is stored as it is.
            if (BitConverter.ToInt32(blob) == 0) return TextOf(blob.AsSpan(sizeof(int)));
            using var deflated = new DeflateStream(new MemoryStream(blob, sizeof(int), blob.Length - sizeof(int)), CompressionMode.Decompress);
            using var text = new MemoryStream();
            deflated.CopyTo(text);
            return TextOf(text.ToArray());
        }

        return null;
    }

    private string? Link(string name)
    {
        foreach (var (prefix, suffix, url) in _links)
        {
            if (name.Length < prefix.Length + suffix.Length || !name.StartsWith(prefix, StringComparison.Ordinal) || !name.EndsWith(suffix, StringComparison.Ordinal)) continue;
            var rest = name[prefix.Length..(name.Length - suffix.Length)].Replace('\\', '/');
            return url.Replace("*", string.Join('/', rest.Split('/').Select(Uri.EscapeDataString)), StringComparison.Ordinal);
        }

        return null;
    }

    private static ImmutableArray<(string Prefix, string Suffix, string Url)> ReadLinks(MetadataReader reader)
    {
        foreach (var handle in reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition))
        {
            var information = reader.GetCustomDebugInformation(handle);
            if (reader.GetGuid(information.Kind) != SourceLink) continue;
            try
            {
                using var map = JsonDocument.Parse(reader.GetBlobBytes(information.Value));
                return
                [
                    .. map.RootElement.GetProperty("documents").EnumerateObject()
                        .Select(d => (Parts: d.Name.Split('*', 2), Url: d.Value.GetString() ?? ""))
                        .Select(d => (d.Parts[0], d.Parts.Length > 1 ? d.Parts[1] : "", d.Url))
                        .OrderByDescending(d => d.Item1.Length),
                ];
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                // A map that is none gives no address; the file and the line stand without it.
                return [];
            }
        }

        return [];
    }

    private static string TextOf(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);

    // Not for security: a compiler of long ago says with it which text it has read.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The format of the file asks for it.")]
    private static bool HasSha1(byte[] bytes, byte[] hash) => SHA1.HashData(bytes).AsSpan().SequenceEqual(hash);
}

/// <summary>A file that the compiler has read.</summary>
/// <param name="Path">Its path, as the compiler was given it.</param>
/// <param name="Origin">How its text can be had.</param>
/// <param name="Lines">The text; empty if it cannot be had.</param>
/// <param name="Url">Where SourceLink says that it can be read.</param>
internal sealed record SourceDocument(string Path, SourceOrigin Origin, string[] Lines, string? Url)
{
    /// <summary>A line of the text, from 1, without the space around it; null if there is none.</summary>
    public string? Line(int line) => line > 0 && line <= Lines.Length ? Lines[line - 1].Trim() : null;
}
