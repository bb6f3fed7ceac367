using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Arc.Cli.Explaining;
using Arc.Cli.Tests.Commands;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Arc.Cli.Tests.Explaining;

/// <summary>Files and lines from the portable PDB, wherever it is and whatever has become of the source.</summary>
public sealed class SourcePlacesTests : IDisposable
{
    private const string Source = """
        namespace Sample;

        public class Outer
        {
            // Twice( is mentioned here, which declares nothing.
            public static int Twice<T>(
                int x,
                T other)
            {
                var result = x + x;
                return result;
            }

            public class Inner
            {
                public int Field => Twice(1, "");
            }
        }
        """;

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(DebugInformationFormat.Embedded)]
    [InlineData(DebugInformationFormat.PortablePdb)]
    public void Declaration_IsFoundAboveTheCode(DebugInformationFormat format)
    {
        var file = _shell.File("Outer.cs", Source);
        using var places = new SourcePlaces(_shell.Folder);
        var type = Load(Compile(file, format: format)).GetType("Sample.Outer")!;
        var place = places.Of(type.GetMethod("Twice")!);
        Assert.Equal(("Outer.cs", 6, "public static int Twice<T>(", SourceOrigin.File), (place.File, place.Line, place.Text, place.Origin));
        Assert.Equal((9, "{"), (places.CodeOf(type.GetMethod("Twice")!).Line, places.CodeOf(type.GetMethod("Twice")!).Text));
        Assert.Equal((3, "Outer"), (places.Of(type).Line, places.Of(type).Member));
        Assert.Equal((14, "Outer.Inner"), (places.Of(type.GetNestedType("Inner")!).Line, places.Of(type.GetNestedType("Inner")!).Member));
    }

    [Fact]
    public void DeterministicBuild_KeepsItsPath_AndHasTheAddressOfSourceLink()
    {
        using var places = new SourcePlaces("/");
        var method = Load(Compile("/_/src/Outer.cs", """{"documents": {"/_/*": "https://example.org/repository/abc/*"}}""")).GetType("Sample.Outer")!.GetMethod("Twice")!;
        var place = places.Of(method);
        Assert.Equal(("https://example.org/repository/abc/src/Outer.cs#L9", 9, SourceOrigin.Elsewhere, null), (place.Url, place.Line, place.Origin, place.Text));
        using var elsewhere = new SourcePlaces(_shell.Folder);
        Assert.Equal("/_/src/Outer.cs", elsewhere.Of(method).File);
    }

    [Fact]
    public void ChangedFile_IsSaidToBe()
    {
        var file = _shell.File("Outer.cs", Source);
        var assembly = Load(Compile(file));
        File.WriteAllText(file, "// another line\n" + Source);
        using var places = new SourcePlaces(_shell.Folder);
        var place = places.Of(assembly.GetType("Sample.Outer")!.GetMethod("Twice")!);
        Assert.Equal((9, SourceOrigin.Changed, null), (place.Line, place.Origin, place.Text));
    }

    [Fact]
    public void DamagedPdb_IsAsGoodAsNone()
    {
        var path = Compile(_shell.File("Outer.cs", Source), format: DebugInformationFormat.PortablePdb);
        File.WriteAllText(Path.ChangeExtension(path, ".pdb"), "no PDB at all");
        using var places = new SourcePlaces(_shell.Folder);
        var assembly = Load(path);
        Assert.Null(places.SymbolFile(assembly));
        Assert.Equal(new SourcePlace("Outer.Twice<T>"), places.Of(assembly.GetType("Sample.Outer")!.GetMethod("Twice")!));
    }

    private string Compile(string file, string? sourceLink = null, DebugInformationFormat format = DebugInformationFormat.Embedded)
    {
        var path = Path.Combine(_shell.Folder, "Sample.dll");
        var tree = CSharpSyntaxTree.ParseText(Microsoft.CodeAnalysis.Text.SourceText.From(Source, new UTF8Encoding(false), Microsoft.CodeAnalysis.Text.SourceHashAlgorithm.Sha256), path: file);
        var compilation = CSharpCompilation.Create("Sample", [tree], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var link = sourceLink is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(sourceLink));
        using var image = File.Create(path);
        using var pdb = format == DebugInformationFormat.Embedded ? null : File.Create(Path.ChangeExtension(path, ".pdb"));
        var result = compilation.Emit(image, pdb, options: new EmitOptions(debugInformationFormat: format, pdbFilePath: Path.ChangeExtension(path, ".pdb")), sourceLinkStream: link);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }

    private static Assembly Load(string path) => new AssemblyLoadContext("sample", isCollectible: true).LoadFromAssemblyPath(path);
}
