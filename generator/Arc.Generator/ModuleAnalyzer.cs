using System.Collections.Concurrent;
using System.Collections.Immutable;
using Arc.Generator.Discovery;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arc.Generator;

/// <summary>Reports every misuse of the authoring attributes, by running the readers that the generator runs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] MemberAttributes = ["HostFunctionAttribute", "ReactiveNodeAttribute", "ModuleStateAttribute"];
    private static readonly string[] NodeAttributes = ["InputAttribute", "OutputAttribute", "ConfigAttribute"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var modules = new ConcurrentBag<(string Name, INamedTypeSymbol Type, AttributeData Attribute)>();
            start.RegisterSymbolAction(context => Analyze(context, modules), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(context => FindClashes(context, modules));
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ConcurrentBag<(string Name, INamedTypeSymbol Type, AttributeData Attribute)> modules)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var attribute = type.Attribute("ModuleAttribute");
        if (attribute?.FirstText() is { } name) modules.Add((name, type, attribute));
        var problems = attribute is null ? FindStrays(type, context.CancellationToken) : ModuleProblems.Of(type, attribute, context.Compilation, context.CancellationToken);
        foreach (var problem in problems) context.ReportDiagnostic(problem.ToDiagnostic());
    }

    // One set cannot hold both; without this the first session would say so.
    private static void FindClashes(CompilationAnalysisContext context, IEnumerable<(string Name, INamedTypeSymbol Type, AttributeData Attribute)> modules)
    {
        var problems = new Problems(collect: true);
        foreach (var same in modules.GroupBy(m => m.Name, StringComparer.Ordinal))
        {
            var ordered = same.OrderBy(m => m.Type.ToDisplayString(), StringComparer.Ordinal).ToList();
            foreach (var (name, type, attribute) in ordered.Skip(1)) problems.Add(Rules.ModuleClash, type, attribute, name, ordered[0].Type.Name);
        }

        foreach (var problem in problems.All) context.ReportDiagnostic(problem.ToDiagnostic());
    }

    // A member of a class that is no module would be ignored without a word.
    private static IReadOnlyList<Problem> FindStrays(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct)) return [];
        var problems = new Problems(collect: true);
        var reactive = type.Attribute("ReactiveNodeAttribute");
        foreach (var member in HasAttributedMembers(type, cancellation) ? type.GetMembers() : [])
        {
            foreach (var attribute in member.GetAttributes())
            {
                if (Find(attribute, MemberAttributes) is { } found)
                    problems.AddWithFix(Rules.OutsideModule, member, attribute, "Module", member.Name, found, type.Name, "module; mark it with [Module(\"name\")]");
                else if (reactive is null && Find(attribute, NodeAttributes) is { } part)
                    problems.Add(Rules.OutsideModule, member, attribute, member.Name, part, type.Name, "node, and the base classes of nodes are not looked at; declare it in the class with [ReactiveNode]");
            }
        }

        if (type.ContainingType is null && reactive is not null)
            problems.Add(Rules.NodeNotPartial, type, reactive, type.Name, "it is not nested in a module");
        return problems.All;
    }

    private static string? Find(AttributeData attribute, string[] names) =>
        names.FirstOrDefault(name => attribute.AttributeClass.IsSdk(name)) is { } found ? found.Substring(0, found.Length - "Attribute".Length) : null;

    // Binding the attributes of every member of every class is what most code should not pay for.
    private static bool HasAttributedMembers(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is not TypeDeclarationSyntax declaration) continue;
            if (declaration.ParameterList?.Parameters.Any(p => p.AttributeLists.Count > 0) == true) return true;
            foreach (var member in declaration.Members)
            {
                if (member.AttributeLists.Count > 0) return true;
            }
        }

        return false;
    }
}
