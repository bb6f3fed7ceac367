using Arc.Generator.Model;
using Arc.Generator.Support;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arc.Generator.Discovery;

/// <summary>
/// Reads a module class into a model that knows nothing of the compiler, and reports what it cannot use. The generator and
/// the analyzer run the same code: what the one skips, the other explains. Method bodies are never looked at.
/// </summary>
internal sealed partial class ModuleReader
{
    private readonly INamedTypeSymbol _type;
    private readonly Problems _problems;
    private readonly ConstraintReader _constraints;
    private readonly ModuleReadings? _readings;
    private readonly CancellationToken _cancellation;

    private ModuleReader(INamedTypeSymbol type, Compilation compilation, Problems problems, ModuleReadings? readings, CancellationToken cancellation)
    {
        _type = type;
        _problems = problems;
        _readings = readings;
        _constraints = new ConstraintReader(compilation, problems);
        _cancellation = cancellation;
    }

    /// <summary>Reads one class; null if it cannot be a module.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attribute">Its <c>[Module]</c>.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="problems">Where mistakes go.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="readings">What need not be read again: methods without problems.</param>
    public static ModuleModel? Read(
        INamedTypeSymbol type, AttributeData attribute, Compilation compilation, Problems problems, CancellationToken cancellation, ModuleReadings? readings = null) =>
        new ModuleReader(type, compilation, problems, readings, cancellation).Read(attribute);

    /// <summary>Whether every declaration of a class that is written down says <c>partial</c>.</summary>
    internal static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(m => m.RawKind == (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PartialKeyword));

    private ModuleModel? Read(AttributeData attribute)
    {
        var name = attribute.FirstText() ?? "";
        var usable = CheckModule(attribute, name);
        var state = new List<StateModel>();
        var bodies = new List<MethodEntry>();
        var nodes = new List<NodeEntry>();
        foreach (var member in _type.GetMembers())
        {
            _cancellation.ThrowIfCancellationRequested();
            switch (member)
            {
                case IMethodSymbol { MethodKind: MethodKind.Ordinary } method:
                    if (ReadMethod(method) is { } body) bodies.Add(body);
                    break;
                case INamedTypeSymbol nested when nested.Attribute("ReactiveNodeAttribute") is { } reactive:
                    if (ReadNode(nested, reactive) is { } node) nodes.Add(node);
                    break;
                case IFieldSymbol field when field.Attribute("ModuleStateAttribute") is not null:
                    if (ReadState(field) is { } slice) state.Add(slice);
                    break;
                case IFieldSymbol field:
                    CheckModuleField(field);
                    break;
            }
        }

        var symbols = Group(bodies, nodes);
        var areNamesFree = CheckReservedNames(symbols);
        if (_problems.Collects) CheckPrelude(symbols, bodies, nodes);
        var services = ReadConstructor(_type, null, Rules.ModuleConstructor);
        var isUsable = usable && services is not null && areNamesFree;
        var unusable = _problems.Collects ? [] : ReadUnusable(isUsable ? symbols : []);
        if (!isUsable && unusable.IsEmpty) return null;
        if (isUsable && symbols.Count == 0 && bodies.Count == 0 && nodes.Count == 0 && _problems.Errors == 0) _problems.Add(Rules.ModuleEmpty, _type, _type.Name);
        return new ModuleModel(_type.Name)
        {
            Namespace = Displays.Namespace(_type),
            Keyword = _type.IsRecord ? "record" : "class",
            ArcName = name,
            WasmNamespace = attribute.Text("WasmNamespace") ?? name,
            IsInternal = attribute.Flag("Internal"),
            Documentation = RawDocumentation.Of(_type, _cancellation),
            Symbols = symbols.ToEquatable(),
            State = state.ToEquatable(),
            Services = services is null ? [] : services.ToEquatable(),
            IsUsable = isUsable,
            Unusable = unusable,
        };
    }

    /// <summary>Node classes that no symbol stands for.</summary>
    private EquatableArray<UnusableModel> ReadUnusable(List<SymbolModel> symbols) =>
        _type.GetTypeMembers().Where(t => t.Attribute("ReactiveNodeAttribute") is not null && !symbols.Any(s => s.Node?.CsName == t.Name))
            .Select(UnusableReader.Read).OfType<UnusableModel>().ToEquatable();

    /// <summary>A required member that is no config value, so that generated code could not make the object; null if there is none.</summary>
    private static ISymbol? RequiredMember(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        if (constructor.GetAttributes().Any(a => a.AttributeClass is { Name: "SetsRequiredMembersAttribute", ContainingNamespace.Name: "CodeAnalysis" })) return null;
        for (var owner = type; owner is not null; owner = owner.BaseType)
        {
            foreach (var member in owner.GetMembers())
            {
                var isRequired = member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
                if (isRequired && (!SymbolEqualityComparer.Default.Equals(owner, type) || member.Attribute("ConfigAttribute") is null)) return member;
            }
        }

        return null;
    }

    private bool CheckModule(AttributeData attribute, string name)
    {
        var before = _problems.Errors;
        if (!IsPartial(_type, _cancellation)) _problems.Add(Rules.ModuleNotPartial, _type, _type.Name);
        if (_type.ContainingType is not null) _problems.Add(Rules.ModuleGenericOrNested, _type, _type.Name, $"nested in '{_type.ContainingType.Name}'");
        else if (_type.DeclaredAccessibility != Accessibility.Public) _problems.Add(Rules.ModuleNotPublic, _type, _type.Name);
        if (_type.IsGenericType) _problems.Add(Rules.ModuleGenericOrNested, _type, _type.Name, "generic");
        if (_type.IsStatic) _problems.Add(Rules.ModuleNotInstantiable, _type, _type.Name, "static");
        else if (_type.IsAbstract) _problems.Add(Rules.ModuleNotInstantiable, _type, _type.Name, "abstract");
        var isInternal = attribute.Flag("Internal");
        if (!ArcNames.IsModuleName(name) || (!isInternal && name != "authority" && name.Split('.').Any(ArcNames.IsKeyword)))
            _problems.AddWithFix(Rules.ModuleName, _type, attribute, ArcNames.RepairModule(name), name);
        if (_problems.Collects && RawDocumentation.Of(_type, _cancellation).IndexOf("<summary", StringComparison.Ordinal) < 0)
            _problems.Add(Rules.Undocumented, _type, _type.Name, name);
        return _problems.Errors == before;
    }

    private StateModel? ReadState(IFieldSymbol field)
    {
        var before = _problems.Errors;
        var type = TypeReader.Display(field.Type);
        if (field.IsStatic) _problems.Add(Rules.StateNotReadonly, field, field.Name, "is static, so two sessions would share it", type);
        else if (!field.IsReadOnly) _problems.Add(Rules.StateNotReadonly, field, field.Name, "can be replaced", type);
        if (!field.Type.IsSdkState("IStateSlice") && !field.Type.AllInterfaces.Any(i => i.IsSdkState("IStateSlice"))) _problems.Add(Rules.StateType, field, field.Name, type);
        var value = field.Type is INamedTypeSymbol { IsGenericType: true } generic && generic.IsSdk("NodeState") ? generic.TypeArguments[0] : null;
        var codecs = new List<string>();
        if (value is not null && !StateReader.TryRead(value, codecs)) _problems.Add(Rules.StateValue, field, TypeReader.Display(value));
        return _problems.Errors == before ? new StateModel(field.Name, ArcNames.SnakeCase(field.Name.TrimStart('_')), codecs.ToEquatable()) : null;
    }

    /// <summary>The constructor that generated code calls: the public one with most parameters; null if there is none.</summary>
    private List<ServiceModel>? ReadConstructor(INamedTypeSymbol type, INamedTypeSymbol? module, DiagnosticDescriptor rule)
    {
        var constructors = type.InstanceConstructors
            .Where(c => c.DeclaredAccessibility == Accessibility.Public || (module is not null && c.DeclaredAccessibility == Accessibility.Internal))
            .OrderByDescending(c => c.Parameters.Length).ToList();
        if (constructors.Count == 0)
        {
            if (!type.IsStatic) _problems.Add(rule, type, type.Name, "has no public constructor");
            return null;
        }

        if (constructors.Count > 1 && constructors[1].Parameters.Length == constructors[0].Parameters.Length)
        {
            _problems.Add(rule, type, type.Name, $"has several public constructors with {constructors[0].Parameters.Length} parameters");
            return null;
        }

        if (RequiredMember(type, constructors[0]) is { } required)
        {
            _problems.Add(rule, required, type.Name, $"requires '{required.Name}' to be set, which nobody does");
            return null;
        }

        var services = new List<ServiceModel>();
        foreach (var parameter in constructors[0].Parameters)
        {
            if (parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType || parameter.Type.TypeKind == TypeKind.Pointer)
            {
                _problems.Add(rule, parameter, type.Name, $"takes '{parameter.Name}', which no provider can give");
                return null;
            }

            var value = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : null;
            var isOptional = value is not null
                || (parameter.Type.IsReferenceType && (parameter.Type.NullableAnnotation == NullableAnnotation.Annotated || parameter.HasExplicitDefaultValue));
            var source = module is not null && SymbolEqualityComparer.Default.Equals(parameter.Type, module) ? ServiceSource.Module
                : module is not null && parameter.Type is { Name: "NodeRequest", ContainingNamespace.Name: "Modules" } ? ServiceSource.Request
                : parameter.Type is { Name: "IServiceProvider", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } ? ServiceSource.Provider
                : isOptional ? ServiceSource.Optional
                : ServiceSource.Required;
            var shown = (value ?? parameter.Type).WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Displays.Type);
            services.Add(new ServiceModel(shown, source));
        }

        return services;
    }
}
