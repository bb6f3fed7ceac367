using System.Reflection;
using Arc.Compiler.Contracts;
using Arc.Compiler.Emission;
using Arc.Compiler.Linking;
using Arc.Language.Analysis;
using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Cli.Explaining;

/// <summary>Answers the five questions about a member from its descriptor, the compiled code and its debug information.</summary>
/// <param name="set">The modules.</param>
/// <param name="places">Files and lines.</param>
internal sealed partial class Explainer(ModuleSet set, SourcePlaces places)
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Dictionary<ModuleDescriptor, GeneratedModule> _modules = [];

    /// <summary>Explains one member.</summary>
    /// <param name="symbol">The member.</param>
    /// <param name="import">The name of the specialisation that examples show; null: that of f64 if there is one, else the first.</param>
    public Explanation Explain(Symbol symbol, string? import)
    {
        var module = set.Find(symbol.Module)!;
        if (!_modules.TryGetValue(module, out var generated)) _modules.Add(module, generated = new GeneratedModule(module));
        var specialisations = ModuleSetContract.Of(symbol).OrderBy(i => i.Suffixes.FirstOrDefault()).ThenBy(i => i.Name, StringComparer.Ordinal)
            .Select(i => (Import: i, Registration: generated.Find(i.Module, i.Name))).ToList();
        var bodies = specialisations.Select(s => (s.Import, s.Registration, Body: s.Registration is { } r ? GeneratedModule.BodyOf(r.Wrapper) : null)).ToList();
        var shown = bodies.FirstOrDefault(b => import is null ? b.Import.Suffixes.Contains(Primitive.F64) : b.Import.Name == import);
        if (shown.Import is null && bodies.Count > 0) shown = bodies[0];
        return new Explanation(symbol, module)
        {
            DebugInformation = places.SymbolFile(module.Type.Assembly),
            Assembly = module.Type.Assembly.GetName().Name!,
            Type = TypeOf(symbol, module, generated, bodies.Select(b => b.Body).OfType<MethodInfo>()),
            Import = symbol.Call is null ? null : ImportOf(symbol, module, bodies, shown.Import!),
            Linking = symbol.Call is null ? [] :
            [
                new("a session asks each of its modules for their host functions", places.Of(Method<ModuleInstances>(nameof(ModuleInstances.Bind)))),
                new("the module hands a delegate of each wrapper to the linker", places.Of(generated.Bind)),
            ],
            Bodies =
            [
                .. bodies.Where(b => b.Body is not null).GroupBy(b => Definition(b.Body!)).Select(g => new BodyAnswer(
                    places.Of(g.Key), places.CodeOf(g.Key), [.. g.Select(b => string.Join('_', b.Import.Suffixes.Select(s => s.Name()))).Where(s => s.Length > 0)],
                    g.Key.GetParameters().FirstOrDefault()?.ParameterType == typeof(HostContext), g.Key.IsStatic)),
            ],
            Contract = symbol.Call is null ? null : ContractEntries.Of(symbol, specialisations.Select(s => s.Import), shown.Import!, shown.Body),
            Node = symbol.Flow is null ? null : NodeOf(symbol, generated),
        };
    }

    private TypeAnswer TypeOf(Symbol symbol, ModuleDescriptor module, GeneratedModule generated, IEnumerable<MethodInfo> bodies)
    {
        var declarations = bodies.Select(Definition).Distinct().Select(m => places.Of(m)).ToList();
        foreach (var node in NodesOf(symbol, generated))
        {
            if (GeneratedModule.BodyOf(GeneratedModule.ExecuteOf(node)) is not { } called) continue;
            var body = Definition(called);
            var place = body.DeclaringType!.IsDefined(typeof(ReactiveNodeAttribute)) ? places.Of(body.DeclaringType!, body) : places.Of(body);
            if (!declarations.Contains(place)) declarations.Add(place);
        }

        var steps = new List<ExplainedStep>();
        var isVisible = !symbol.IsInternal && !module.IsInternal;
        if (isVisible) steps.Add(new("a qualified name is looked up in the module that its import names", places.Of(Method<ProgramAnalysis>(nameof(ProgramAnalysis.ResolveMember)))));
        if (!symbol.Prelude.IsEmpty) steps.Add(new("a bare name is looked up in the prelude after the program's own names", places.Of(Method<ProgramAnalysis>(nameof(ProgramAnalysis.Lookup)))));
        steps.Add(new("the module set derives its resolver from the one list of modules", places.Of(typeof(ModuleSet).GetProperty(nameof(ModuleSet.Symbols))!.GetMethod!)));
        return new TypeAnswer(
            [.. declarations],
            generated.DescriptorOf(symbol) is { } descriptor ? places.Of(descriptor) : new SourcePlace(MemberNames.Of(module.Type)),
            [.. NamesOf(symbol, module, isVisible)], [.. steps]);
    }

    private static IEnumerable<string> NamesOf(Symbol symbol, ModuleDescriptor module, bool isVisible)
    {
        if (isVisible) yield return $"{ModuleSymbol.AliasOf(module.Name)}.{symbol.Name} after 'import {module.Name}'";
        foreach (var prelude in symbol.Prelude) yield return $"{prelude.Name} without import{(prelude.IsDeprecated ? " (deprecated: a warning)" : "")}";
        yield return isVisible
            ? $"{symbol.QualifiedName} in graphs, IR, diagnostics and contracts"
            : $"{symbol.QualifiedName} in contracts; programs cannot write that, the compiler calls it";
    }

    private ImportAnswer ImportOf(
        Symbol symbol, ModuleDescriptor module, List<(ImportContract Import, Registration? Registration, MethodInfo? Body)> imports, ImportContract shown)
    {
        var variables = symbol.Call!.Variables;
        var rule = $"\"{module.WasmNamespace}\" is {(module.WasmNamespace == module.Name ? "the module's name" : $"the module's WasmNamespace, not its name '{module.Name}'")}, \"{symbol.Name}\" the member's; "
            + (variables.IsEmpty
                ? "there is no type variable, so there is no suffix"
                : $"{(variables.Length == 1 ? $"the type variable {variables[0].Name} adds" : $"the type variables {string.Join(", ", variables.Select(v => v.Name))} each add")} _ and its type, taken from the arguments first and then from the result");
        var steps = new List<ExplainedStep> { new("the symbol makes the name for concrete types", places.Of(Method<Symbol>(nameof(Symbol.ImportName)))) };
        var primitives = CompilerPrimitives.Find(set, imports.Select(i => i.Import)).ToList();
        foreach (var primitive in primitives)
        {
            steps.Add(new("the compiler asks for this primitive", places.Of(primitive)));
            steps.AddRange(CompilerPrimitives.CallersOf(primitive).Select(c => new ExplainedStep("and emits the call", places.Of(c.Owner, c.Offset))));
        }

        if (!symbol.IsInternal || !symbol.Prelude.IsEmpty)
            steps.Add(new("a call that the analyzer has bound gets a handle", places.Of(Method<CallResolver>(nameof(CallResolver.Member)))));
        else if (primitives.Count == 0)
            steps.Add(new("no method of the compiler asks for it: this version emits no call of it, and other guests of the contract may", places.Of(typeof(HostCalls))));
        steps.Add(new("only handles that were used become imports, numbered after all bodies are compiled", places.Of(Method<LinkResult>(nameof(LinkResult.Of)))));
        return new ImportAnswer(
            rule, [.. steps],
            [
                .. imports.Select(i => new ExplainedImport(
                    i.Import,
                    i.Registration is { } r ? places.Of(r.Call.Owner, r.Call.Offset) : new SourcePlace(MemberNames.Of(module.Type)),
                    i.Registration is { } w ? places.Of(w.Wrapper) : new SourcePlace(MemberNames.Of(module.Type)),
                    i.Body is { } body ? MemberNames.Of(body) : "")),
            ],
            ExamplePrograms.For(set, symbol, shown));
    }

    private static IEnumerable<Type> NodesOf(Symbol symbol, GeneratedModule generated) =>
        generated.FactoryOf(symbol) is { } factory ? GeneratedModule.NodesOf(factory) : [];

    private static MethodInfo Method<T>(string name) => typeof(T).GetMethods(Any).First(m => m.Name == name);

    // The declaration of a method or of a method of a generic class, whatever types it was met with.
    private static MethodInfo Definition(MethodInfo method) =>
        (MethodInfo)method.Module.ResolveMethod(method.MetadataToken)!;
}
