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
        // What one driver remembers is found by the text that it was read from, so that it only saves time.
        var memory = new ModuleMemory();
        var modules = candidates.Select((candidate, cancellation) => candidate.Read(memory, cancellation)).WithTrackingName(Steps.ReadModules);
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
            if (node is not null) Add(output, node.HintName, "Unusable", UnusableWriter.Write([node]));
        });
    }

    private static void Emit(SourceProductionContext output, ModuleModel module)
    {
        if (!module.Unusable.IsEmpty) Add(output, module.HintName, "Unusable", UnusableWriter.Write(module.Unusable));
        if (!module.IsUsable) return;
        var members = MemberCode.Of(module, output.CancellationToken);
        Add(output, module.HintName, "Descriptor", DescriptorWriter.Write(module, members));
        Add(output, module.HintName, "Bindings", BindingsWriter.Write(module, members));
        Add(output, module.HintName, "Nodes", NodesWriter.Write(module, members));
        Add(output, module.HintName, "Sync", SyncWriter.Write(module, members));
    }

    private static void Add(SourceProductionContext output, string type, string facet, SourceText source) =>
        output.AddSource($"{type}.{facet}.g.cs", source);
}
