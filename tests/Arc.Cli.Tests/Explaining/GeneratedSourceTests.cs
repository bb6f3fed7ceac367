using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Security.Cryptography;

namespace Arc.Cli.Tests.Explaining;

/// <summary>
/// A debugger can step through generated code: every generated file is in the PDB, either as a file on disk (a project with
/// <c>EmitCompilerGeneratedFiles</c>) or embedded, and every generated method has lines to stop at.
/// </summary>
public sealed class GeneratedSourceTests
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private static readonly string[] Facets = ["Bindings", "Descriptor", "Nodes", "Sync"];

    [Fact]
    public void FilesOnDisk_WhenAskedFor_AreWhatWasCompiled()
    {
        var documents = GeneratedOf("Arc.ThirdParty");
        Assert.Equal(Facets.Select(f => $"Arc.ThirdParty.SignalModule.{f}.g.cs"), documents.Select(d => Path.GetFileName(d.Name)).Order(StringComparer.Ordinal));
        foreach (var document in documents)
        {
            Assert.Contains("/generated/net10.0/Arc.Generator/Arc.Generator.ModuleGenerator/", document.Name.Replace('\\', '/'), StringComparison.Ordinal);
            Assert.Equal(document.Hash, SHA256.HashData(File.ReadAllBytes(document.Name)));
        }
    }

    [Fact]
    public void FilesNeverWritten_AreEmbedded_AndAreWhatWasCompiled()
    {
        var documents = GeneratedOf("Arc.Stl");
        Assert.Equal(Facets.Length * CliHost.StandardModules.Modules.Count(m => m.Type.Assembly == typeof(Arc.Stl.MathModule).Assembly), documents.Count);
        foreach (var document in documents)
        {
            Assert.False(File.Exists(document.Name));
            Assert.Equal(document.Hash, SHA256.HashData(document.Embedded!));
        }
    }

    [Theory]
    [InlineData("Arc.ThirdParty")]
    [InlineData("Arc.Stl")]
    public void EveryWrapperNodeAndFactory_HasLinesToStopAt(string name)
    {
        using var image = PdbOf(name, out var reader);
        var assembly = Assembly.Load(name);
        var wrappers = 0;
        foreach (var type in assembly.GetTypes().Where(IsGenerated))
        {
            Assert.DoesNotContain(type.CustomAttributes, a => a.AttributeType.Name.StartsWith("Debugger", StringComparison.Ordinal));
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(m => !m.IsSpecialName && m.GetMethodBody() is not null))
            {
                var points = reader.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(method.MetadataToken & 0xFFFFFF)).GetSequencePoints().ToList();
                Assert.True(points.Any(p => !p.IsHidden), $"{type}.{method.Name} has no line to stop at");
                Assert.False(points[0].IsHidden);
                Assert.EndsWith(".g.cs", reader.GetString(reader.GetDocument(points[0].Document).Name), StringComparison.Ordinal);
                Assert.DoesNotContain(method.CustomAttributes, a => a.AttributeType.Name.StartsWith("Debugger", StringComparison.Ordinal));
                wrappers++;
            }
        }

        Assert.True(wrappers > 20);
    }

    // Static and bound specialisations, and node classes: what stands between an engine or the scheduler and the author's method.
    private static bool IsGenerated(Type type) => type.Name is "Specialisations" or "BoundSpecialisations" || (typeof(Arc.Sdk.Nodes.Node).IsAssignableFrom(type) && type.IsNestedPrivate);

    private static List<(string Name, byte[] Hash, byte[]? Embedded)> GeneratedOf(string assembly)
    {
        using var image = PdbOf(assembly, out var reader);
        return
        [
            .. reader.Documents.Select(h => (Handle: h, Document: reader.GetDocument(h))).Select(d => (reader.GetString(d.Document.Name), reader.GetBlobBytes(d.Document.Hash), Embedded(reader, d.Handle)))
                .Where(d => d.Item1.Contains("Arc.Generator.ModuleGenerator", StringComparison.Ordinal)),
        ];
    }

    private static byte[]? Embedded(MetadataReader reader, DocumentHandle document)
    {
        var blob = reader.GetCustomDebugInformation(document).Select(reader.GetCustomDebugInformation).Where(i => reader.GetGuid(i.Kind) == EmbeddedSource)
            .Select(i => reader.GetBlobBytes(i.Value)).FirstOrDefault();
        if (blob is null) return null;
        if (BitConverter.ToInt32(blob) == 0) return blob[4..];
        using var text = new MemoryStream();
        using (var deflated = new DeflateStream(new MemoryStream(blob[4..]), CompressionMode.Decompress)) deflated.CopyTo(text);
        return text.ToArray();
    }

    private static MetadataReaderProvider PdbOf(string assembly, out MetadataReader reader)
    {
        var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".pdb")));
        reader = provider.GetMetadataReader();
        return provider;
    }
}
