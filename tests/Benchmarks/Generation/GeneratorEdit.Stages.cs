using Arc.Generator.Discovery;
using Arc.Generator.Emit;
using Arc.Generator.Model;
using Arc.Generator.Validation;
using Benchmarks.Measuring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Benchmarks.Generation;

// Where the time of a signature edit goes: each stage alone, on what the one before it gave.
internal sealed partial class GeneratorEdit
{
    private ModuleModel? _model;
    private readonly ModuleMemory _memory = new();
    private List<SourceText> _files = [];

    public Contender[] Stages() =>
    [
        Edit("all of it", EditedSignature),
        new GeneratorEdit().Edit("the driver: the same with nothing to write", new GeneratorEdit().EditedBody),
        new("hashing the edited file", () =>
        {
            var declaration = EditedSignature().GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().First();
            return Timed(() => Skeleton.OwnOf(declaration, CancellationToken.None));
        }),
        new("reading the module, from nothing", () =>
        {
            var compilation = Renamed();
            return Timed(() => Read(compilation, new ModuleMemory()));
        }),
        new("reading the module, one method of which changed", () =>
        {
            var compilation = Renamed();
            return Timed(() => _model = Read(compilation, _memory));
        }),
        new("comparing its model with the one before", () =>
        {
            var before = Read(Renamed(), _memory);
            _model = Read(Renamed(), _memory);
            return Timed(() => _model!.Equals(before));
        }),
        new("writing its files, from nothing", () =>
        {
            var model = Read(Renamed(), new ModuleMemory());
            return Timed(() => Write(model!));
        }),
        new("writing its files, one member of which changed", () => Timed(() => _files = Write(_model!))),
        new("parsing them, once somebody needs them", () => Timed(() => _files.Sum(f => CSharpSyntaxTree.ParseText(f).GetRoot().FullSpan.Length))),
        new("parsing the edited file", () => Timed(() => EditedSignature().GetRoot())),
    ];

    private CSharpCompilation Renamed() => _compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], EditedSignature());

    private static ModuleModel? Read(CSharpCompilation compilation, ModuleMemory memory)
    {
        var type = compilation.GetTypeByMetadataName("M0")!;
        var readings = memory.Begin("M0", Skeleton.WorldOf(compilation, CancellationToken.None));
        var model = ModuleReader.Read(type, type.Attribute("ModuleAttribute")!, compilation, new Problems(collect: false), CancellationToken.None, readings);
        memory.Keep("M0", readings);
        return model;
    }

    private static List<SourceText> Write(ModuleModel model)
    {
        var members = MemberCode.Of(model, CancellationToken.None);
        return [DescriptorWriter.Write(model, members), BindingsWriter.Write(model, members), NodesWriter.Write(model, members), SyncWriter.Write(model, members)];
    }

    private static Sample Timed<T>(Func<T> work) => Measure.InProcess("", work).Run() with { Result = "" };
}
