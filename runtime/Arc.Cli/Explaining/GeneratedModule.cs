using System.Reflection;
using Arc.Sdk;
using Arc.Sdk.Hosting;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.State;
using Arc.Sdk.Symbols;

namespace Arc.Cli.Explaining;

/// <summary>What the generated half of a module class does, read from its compiled code.</summary>
internal sealed class GeneratedModule
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Type _type;
    private readonly Lazy<Dictionary<(string Module, string Name), Registration>> _registrations;
    private readonly Lazy<Dictionary<string, MethodInfo>> _descriptors;
    private readonly Lazy<Dictionary<string, (string Name, Instruction Place)>> _state;

    public GeneratedModule(ModuleDescriptor module)
    {
        _type = module.Type;
        _registrations = new(() => ReadRegistrations().ToDictionary(r => (r.Module, r.Name)));
        _descriptors = new(ReadDescriptors);
        _state = new(ReadState);
    }

    /// <summary>The module class.</summary>
    public Type Type => _type;

    /// <summary>How <c>Bind</c> registers an import; null if it does not.</summary>
    public Registration? Find(string module, string name) => _registrations.Value.GetValueOrDefault((module, name));

    /// <summary>The generated method that makes a symbol.</summary>
    public MethodInfo? DescriptorOf(Symbol symbol) => _descriptors.Value.GetValueOrDefault(symbol.Name);

    /// <summary>The generated method that makes a member's nodes; null if it has none.</summary>
    /// <remarks>It has the name of the method that makes the symbol (the generator derives both from one list), and <c>CreateNode</c> calls it.</remarks>
    public MethodInfo? FactoryOf(Symbol symbol) =>
        symbol.Flow is not null && DescriptorOf(symbol) is { } descriptor
            ? Instructions.Calls(CreateNode).OfType<MethodInfo>().FirstOrDefault(m => m.DeclaringType == _type && m.Name == descriptor.Name)
            : null;

    /// <summary>The method that registers every import.</summary>
    public MethodInfo Bind => Implementation(typeof(IModule), nameof(IModule.Bind));

    /// <summary>The method that finds the factory of a member.</summary>
    public MethodInfo CreateNode => Implementation(typeof(IModule), nameof(IModule.CreateNode));

    /// <summary>The nodes that a factory makes: constructed classes, one per combination of types.</summary>
    public static IEnumerable<Type> NodesOf(MethodInfo factory) =>
        Instructions.Of(factory).Where(i => i.Code == System.Reflection.Emit.OpCodes.Newobj)
            .Select(i => i.Method?.DeclaringType).OfType<Type>().Where(t => typeof(Node).IsAssignableFrom(t)).Distinct();

    /// <summary>The author's method of a node or a wrapper: a member of the module, or <c>Execute</c> of a node class.</summary>
    public static MethodInfo? BodyOf(MethodBase caller) =>
        Instructions.Calls(caller).OfType<MethodInfo>().FirstOrDefault(m =>
            m.IsDefined(typeof(HostFunctionAttribute)) || (m.Name == nameof(Node.Execute) && m.DeclaringType!.IsDefined(typeof(ReactiveNodeAttribute))));

    /// <summary>The override of a node class.</summary>
    public static MethodInfo ExecuteOf(Type node) => node.GetMethod(node.IsAssignableTo(typeof(TriggeredNode)) ? "Run" : nameof(Node.Execute), All)!;

    /// <summary>The author's own reset of a node class; null if a reset makes a new object.</summary>
    public static MethodInfo? ResetOf(Type node) =>
        node.GetMethod(nameof(Node.Reset), All) is { } reset ? Instructions.Calls(reset).OfType<MethodInfo>().FirstOrDefault(m => m.DeclaringType!.IsDefined(typeof(ReactiveNodeAttribute)) && m.Name == nameof(Node.Reset)) : null;

    /// <summary>What a checkpoint keeps of the author's node class.</summary>
    public static IEnumerable<(string Name, Type Type)> FieldsOf(Type author)
    {
        if (author.GetMethod("SaveFields", All) is not { } save) yield break;
        foreach (var name in Instructions.Texts(save))
        {
            if (author.GetField(name, All) is { } field) yield return (name, field.FieldType);
            else if (author.GetProperty(name, All) is { } property) yield return (name, property.PropertyType);
        }
    }

    /// <summary>The module's state that a method touches itself: field, name in the registry, and where it is registered.</summary>
    public IEnumerable<(FieldInfo Field, string Name, Instruction Registered)> StateOf(MethodBase body) =>
        Instructions.Of(body).Select(i => i.Field).OfType<FieldInfo>().Where(f => f.DeclaringType == _type && _state.Value.ContainsKey(f.Name)).DistinctBy(f => f.Name)
            .Select(f => (f, _state.Value[f.Name].Name, _state.Value[f.Name].Place));

    private IEnumerable<Registration> ReadRegistrations()
    {
        var (module, name) = ("", "");
        MethodBase? wrapper = null;
        foreach (var instruction in Instructions.Of(Bind))
        {
            if (instruction.Text is { } text) (module, name) = (name, text);
            else if (instruction.Code == System.Reflection.Emit.OpCodes.Ldftn) wrapper = instruction.Method;
            else if (wrapper is MethodInfo method && instruction.Method is { Name: nameof(ILinker.Define) }) yield return new Registration(module, name, method, instruction);
        }
    }

    private Dictionary<string, MethodInfo> ReadDescriptors()
    {
        var recipes = _type.GetNestedTypes(All).SelectMany(t => t.GetMethods(All)).Where(m => m.ReturnType == typeof(Symbol) && m.GetParameters().Length == 0);
        var found = new Dictionary<string, MethodInfo>(StringComparer.Ordinal);
        foreach (var method in recipes)
        {
            var last = "";
            foreach (var instruction in Instructions.Of(method))
            {
                if (instruction.Text is { } text) last = text;
                else if (instruction.Method is ConstructorInfo made && made.DeclaringType == typeof(Symbol)) found[last] = method;
            }
        }

        return found;
    }

    private Dictionary<string, (string Name, Instruction Place)> ReadState()
    {
        var found = new Dictionary<string, (string, Instruction)>(StringComparer.Ordinal);
        var name = "";
        FieldInfo? field = null;
        foreach (var instruction in Instructions.Of(Implementation(typeof(IModule), nameof(IModule.RegisterState))))
        {
            if (instruction.Text is { } text) name = text;
            else if (instruction.Field is { } read) field = read;
            else if (field is not null && instruction.Method is { Name: nameof(StateRegistry.Register) }) found[field.Name] = (name, instruction);
        }

        return found;
    }

    private MethodInfo Implementation(Type contract, string member)
    {
        var map = _type.GetInterfaceMap(contract);
        return map.TargetMethods[Array.FindIndex(map.InterfaceMethods, m => m.Name == member)];
    }
}

/// <summary>One import as <c>Bind</c> registers it.</summary>
/// <param name="Module">The import's module name.</param>
/// <param name="Name">The import's name.</param>
/// <param name="Wrapper">The specialisation.</param>
/// <param name="Call">The call of the linker.</param>
internal sealed record Registration(string Module, string Name, MethodInfo Wrapper, Instruction Call);
