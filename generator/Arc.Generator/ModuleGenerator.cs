using System.Text;
using Arc.Generator.Discovery;
using Arc.Generator.Emit;
using Arc.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arc.Generator;

/// <summary>
/// Expands every class with <c>[Module]</c> into its facets: descriptor, WebAssembly bindings, dataflow nodes and synchronous
/// calls. What it cannot use it skips; <see cref="ModuleAnalyzer"/> says why.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModuleGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var candidates = context.SyntaxProvider.ForAttributeWithMetadataName(
                SdkSymbols.ModuleAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (hit, cancellation) => ModuleCandidate.Of(hit, cancellation))
            .WithTrackingName(Steps.FindModules);
        var modules = candidates.Select(static (candidate, cancellation) => candidate.Read(cancellation)).WithTrackingName(Steps.ReadModules);
        context.RegisterSourceOutput(modules, static (output, module) =>
        {
            if (module is not null) Emit(output, module);
        });
        var strays = context.SyntaxProvider.ForAttributeWithMetadataName(
                SdkSymbols.ReactiveNodeAttribute,
                static (node, _) => node is TypeDeclarationSyntax { Parent: var outer } && (outer is not TypeDeclarationSyntax type || !Skeleton.LooksLikeModule(type)),
                static (hit, _) => hit.TargetSymbol is INamedTypeSymbol node && node.ContainingType?.Attribute("ModuleAttribute") is null ? UnusableReader.Read(node) : null)
            .WithTrackingName(Steps.FindStrays);
        context.RegisterSourceOutput(strays, static (output, node) =>
        {
            if (node is not null) output.AddSource($"{node.HintName}.Unusable.g.cs", SourceText.From(UnusableWriter.Write([node]), Utf8));
        });
    }

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private static void Emit(SourceProductionContext output, ModuleModel module)
    {
        if (!module.Unusable.IsEmpty) Add(output, module, "Unusable", UnusableWriter.Write(module.Unusable));
        if (!module.IsUsable) return;
        Add(output, module, "Descriptor", DescriptorWriter.Write(module));
        Add(output, module, "Bindings", BindingsWriter.Write(module));
        Add(output, module, "Nodes", NodesWriter.Write(module));
        Add(output, module, "Sync", SyncWriter.Write(module));
    }

    private static void Add(SourceProductionContext output, ModuleModel module, string facet, string source) =>
        output.AddSource($"{module.HintName}.{facet}.g.cs", SourceText.From(source, Utf8));
}
