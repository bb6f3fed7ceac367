using System.Collections.Immutable;
using Arc.Generator.Discovery;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arc.Generator;

/// <summary>Reports every misuse of the authoring attributes, by running the readers that the generator runs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] MemberAttributes = ["HostFunctionAttribute", "ReactiveNodeAttribute", "ModuleStateAttribute"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var problems = new Problems(collect: true);
        if (type.Attribute("ModuleAttribute") is { } module) ModuleReader.Read(type, module, context.Compilation, problems, context.CancellationToken);
        else FindStrays(type, problems);
        foreach (var diagnostic in problems.Diagnostics) context.ReportDiagnostic(diagnostic);
    }

    // A member of a class that is no module would be ignored without a word.
    private static void FindStrays(INamedTypeSymbol type, Problems problems)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct)) return;
        foreach (var member in type.GetMembers())
        {
            foreach (var name in MemberAttributes)
            {
                if (member.Attribute(name) is { } attribute)
                    problems.Add(Rules.OutsideModule, member, attribute, member.Name, name.Substring(0, name.Length - "Attribute".Length), type.Name);
            }
        }

        if (type.ContainingType is null && type.Attribute("ReactiveNodeAttribute") is { } top)
            problems.Add(Rules.NodeNotPartial, type, top, type.Name, "it is not nested in a module");
    }
}
