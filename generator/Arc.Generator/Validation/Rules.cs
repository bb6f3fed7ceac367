using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Validation;

/// <summary>
/// Every diagnostic about how modules are written. The thousands are topics: 10 modules, 11 members, 12 types, 13 forms,
/// 14 bodies, 15 nodes, 16 state. An id is never reused.
/// </summary>
internal static class Rules
{
    private const string Category = "Arc.Authoring";

    // Relative to the repository's root; a release that has a home on the web puts its address in front.
    private const string Pages = "sdk/docs/diagnostics/";

    public static readonly DiagnosticDescriptor ModuleNotPartial = Error(
        "ARCG1001", "A module class is partial", "'{0}' is a module, so its class must be partial: write 'partial class {0}'");

    public static readonly DiagnosticDescriptor ModuleNotPublic = Error(
        "ARCG1002", "A module class is public", "'{0}' is a module, so its class must be public: engines call its specialisations directly");

    public static readonly DiagnosticDescriptor ModuleNotInstantiable = Error(
        "ARCG1003", "A module class has instances", "'{0}' is {1}, but every session makes its own instance of a module; remove '{1}'");

    public static readonly DiagnosticDescriptor ModuleGenericOrNested = Error(
        "ARCG1004", "A module class is a plain top-level class", "'{0}' is {1}; move the module to a class of its own at the top level, without type parameters");

    public static readonly DiagnosticDescriptor ModuleName = Error(
        "ARCG1005", "A module has a valid Arc name", "'{0}' is no module name; write identifiers joined by dots, such as 'signal' or 'math.fft'");

    public static readonly DiagnosticDescriptor ModuleConstructor = Error(
        "ARCG1006", "A module has one constructor to use", "'{0}' {1}; leave one public constructor whose parameters the session can provide");

    public static readonly DiagnosticDescriptor ModuleEmpty = Warning(
        "ARCG1007", "A module has members", "'{0}' is a module without members; mark a public method with [HostFunction] or a nested class with [ReactiveNode]");

    public static readonly DiagnosticDescriptor ReservedName = Error(
        "ARCG1008", "Names of generated code are free", "'{0}' is the name of a generated type; rename this member");

    public static readonly DiagnosticDescriptor OutsideModule = Error(
        "ARCG1009", "Members belong to a module", "'{0}' has [{1}], but '{2}' is no {3}");

    public static readonly DiagnosticDescriptor ModuleClash = Rule(
        "ARCG1010", "Module names are distinct", "'{0}' is the name of the module '{1}' already; programs could not tell them apart, so name one of them differently",
        DiagnosticSeverity.Error, WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor MemberNotPublic = Error(
        "ARCG1101", "A host function is public", "'{0}' is a host function, so it must be public: engines call it through generated public code");

    public static readonly DiagnosticDescriptor MemberName = Error(
        "ARCG1102", "A member has a valid Arc name", "'{0}' cannot be a name in Arc: {1}; give another name in the attribute");

    public static readonly DiagnosticDescriptor MemberClash = Error(
        "ARCG1103", "Arc names are distinct", "'{0}' is the Arc name of '{1}' already; {2}");

    public static readonly DiagnosticDescriptor Asynchronous = Error(
        "ARCG1104", "A host function answers at once", "'{0}' is asynchronous, but a host function answers at once; return the value itself, and reach the outside world through a node or an effect");

    public static readonly DiagnosticDescriptor ParameterModifier = Error(
        "ARCG1105", "Parameters are passed by value", "'{0}' is a '{1}' parameter; take it by value, and return several values as a named tuple");

    public static readonly DiagnosticDescriptor ContextNotFirst = Error(
        "ARCG1106", "HostContext comes first", "'{0}' takes HostContext as a later parameter; make it the first one");

    public static readonly DiagnosticDescriptor PreludeClash = Error(
        "ARCG1107", "Prelude names are distinct", "the prelude name '{0}' {1}; choose another one");

    public static readonly DiagnosticDescriptor NoForm = Error(
        "ARCG1108", "A member has a form", "'{0}' has Contexts.None, so nobody could use it; write Contexts.Call, Contexts.Flow or Contexts.Both");

    public static readonly DiagnosticDescriptor Undocumented = Info(
        "ARCG1109", "Members are documented", "'{0}' has no summary; its XML documentation is what users of '{1}' read in their editor");

    public static readonly DiagnosticDescriptor CheckMethod = Error(
        "ARCG1110", "A check method exists", "the check method '{0}' of '{1}' {2}; declare 'static string? {0}(ConfigValues values)'");

    public static readonly DiagnosticDescriptor MixedStatic = Warning(
        "ARCG1111", "Bodies of one member are alike", "'{0}' is {1}, but '{2}', another body of '{3}', is not; make both static, so that every specialisation is a direct call");

    public static readonly DiagnosticDescriptor BadOverridable = Error(
        "ARCG1112", "A host function is a plain method", "'{0}' is {1}; a host function is an ordinary method with a body");

    public static readonly DiagnosticDescriptor ParameterType = Error(
        "ARCG1201", "Parameters have Arc types", "parameter '{0}' has the type '{1}', which Arc does not know; {2}");

    public static readonly DiagnosticDescriptor ResultType = Error(
        "ARCG1202", "Results have Arc types", "'{0}' returns '{1}', which Arc does not know; {2}");

    public static readonly DiagnosticDescriptor Constraint = Error(
        "ARCG1203", "Type parameters have Arc constraints", "the constraint on '{0}' ({1}) means no set of Arc types; write {2}");

    public static readonly DiagnosticDescriptor Specialize = Error(
        "ARCG1204", "[Specialize] narrows a constraint", "[Specialize] on '{0}' {1}; list C# types of Arc primitives that the constraint allows");

    public static readonly DiagnosticDescriptor UnusedTypeParameter = Error(
        "ARCG1205", "Type parameters follow from a use", "the type parameter '{0}' of '{1}' occurs in no parameter and no result, so a use could not determine it; remove it or use it");

    public static readonly DiagnosticDescriptor Nullable = Error(
        "ARCG1206", "Only handles can be missing", "'{0}' has the type '{1}', but only series and text can be missing; write '{2}'");

    public static readonly DiagnosticDescriptor UnknownUnit = Error(
        "ARCG1207", "Units are in the registry", "'{0}' {1}; write a unit of the language such as ns, ms, s, Hz, m, kg, Pa, V, A, K or percent");

    public static readonly DiagnosticDescriptor ChannelAccess = Error(
        "ARCG1208", "Directions belong to channels", "'{0}' has [ChannelAccess] but the type '{1}'; make it a Channel<T> or remove the attribute");

    public static readonly DiagnosticDescriptor TupleNames = Error(
        "ARCG1209", "Outputs have names", "'{0}' returns a tuple without names; name every element, for example (double value, byte ok)");

    public static readonly DiagnosticDescriptor SeriesInFlow = Error(
        "ARCG1301", "Samples of a flow are scalars", "'{0}' has a flow form, but {1} is a series and the samples of a flow are scalars; write [HostFunction(Contexts.Call)]");

    public static readonly DiagnosticDescriptor ConfigWithoutFlow = Error(
        "ARCG1302", "Config belongs to a flow form", "parameter '{0}' is marked [Config], but '{1}' has no flow form; remove [Config] or add Contexts.Flow");

    public static readonly DiagnosticDescriptor TupleInCall = Error(
        "ARCG1303", "A call has one result", "'{0}' returns several values, but Arc cannot call a function with several outputs; write [HostFunction(Contexts.Flow)]");

    public static readonly DiagnosticDescriptor Default = Error(
        "ARCG1304", "Defaults fit their types", "the default {0} of '{1}' {2}; {3}");

    public static readonly DiagnosticDescriptor Bound = Error(
        "ARCG1305", "Bounds fit their types", "{0} of '{1}' {2}; {3}");

    public static readonly DiagnosticDescriptor ParameterName = Error(
        "ARCG1306", "Parameters have distinct Arc names", "'{0}' cannot be the Arc name of a parameter of '{1}': {2}; rename it or use [Name] or [Config(Name = ...)]");

    public static readonly DiagnosticDescriptor Overlap = Error(
        "ARCG1401", "Bodies of one member serve different types", "'{0}' and '{1}' both serve '{2}' for {3}; narrow one of them with [Specialize] or give it another Arc name");

    public static readonly DiagnosticDescriptor DifferentShape = Error(
        "ARCG1402", "Bodies of one member have one shape", "'{0}' and '{1}' share the Arc name '{2}', but {3}; make them equal but for types or give one of them another Arc name");

    public static readonly DiagnosticDescriptor NodeNotPartial = Error(
        "ARCG1501", "A node class is public, partial and nested", "'{0}' is a node, but {1}; write 'public sealed partial class {0}' inside its module");

    public static readonly DiagnosticDescriptor NodeExecute = Error(
        "ARCG1502", "A node can be executed", "'{0}' is a node without 'public void Execute(ref NodeContext node)'; add it");

    public static readonly DiagnosticDescriptor Port = Error(
        "ARCG1503", "Ports are partial properties", "the port '{0}' {1}; write 'public partial {2}<T> {0} {{ get; }}' with an Arc type in place of T");

    public static readonly DiagnosticDescriptor ConfigProperty = Error(
        "ARCG1504", "Config properties can be set", "the config property '{0}' {1}; write 'public required {2} {0} {{ get; init; }}'");

    public static readonly DiagnosticDescriptor NodeConstructor = Error(
        "ARCG1505", "A node has one constructor to use", "'{0}' {1}; leave one public constructor whose parameters the session can provide");

    public static readonly DiagnosticDescriptor StateType = Error(
        "ARCG1601", "State is a state slice", "the state '{0}' has the type '{1}', which is no state slice; use NodeState<T> or a type that implements IStateSlice");

    public static readonly DiagnosticDescriptor StateNotReadonly = Error(
        "ARCG1602", "State fields are read-only instance fields", "the state '{0}' {1}; write 'private readonly {2} {0} = new();', since the registry keeps the object it was given");

    public static readonly DiagnosticDescriptor StateValue = Error(
        "ARCG1603", "State can be saved", "NodeState<{0}> cannot be saved; keep a primitive, bool, string, an enumeration, a series, a nullable value, tuple, array, List or Queue of these, or a type that implements IStateValue<{0}>");

    public static readonly DiagnosticDescriptor FieldLost = Warning(
        "ARCG1604", "Fields of a node can be saved", "'{0}' of the node '{1}' would be lost in a checkpoint: {2}; keep a type that can be saved, implement IStateValue on its type, make it read-only if it is a service, or mark it [Transient] if it can be made again");

    public static readonly DiagnosticDescriptor ModuleFieldLost = Warning(
        "ARCG1605", "What a module remembers is state", "'{0}' of the module '{1}' {2}; keep it in '[ModuleState] readonly NodeState<{3}>', make it read-only if it is a service, or mark it [Transient] if it can be made again");

    /// <summary>All rules by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        .. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().OrderBy(d => d.Id, System.StringComparer.Ordinal),
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: $"{Pages}{id}.md", customTags: tags);
}
