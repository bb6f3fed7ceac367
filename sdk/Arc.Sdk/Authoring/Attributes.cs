namespace Arc.Sdk;

/// <summary>Where a member may be used.</summary>
[Flags]
public enum Contexts
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>Called from function bodies: <c>module.member(x)</c>.</summary>
    Call = 1,

    /// <summary>Instantiated in flows and graphs: <c>module.member{...}</c>.</summary>
    Flow = 2,

    /// <summary>Both.</summary>
    Both = Call | Flow,
}

/// <summary>Marks a public partial class as an Arc module. The generator does the rest.</summary>
/// <param name="name">The module's name in Arc: an identifier, for nested modules several joined by dots.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModuleAttribute(string name) : Attribute
{
    /// <summary>The module's name in Arc.</summary>
    public string Name { get; } = name;

    /// <summary>The module name of its WebAssembly imports; <see cref="Name"/> unless set (seed Q19).</summary>
    public string? WasmNamespace { get; set; }

    /// <summary>True for compiler primitives: not importable, not suggested, not visible to user code.</summary>
    public bool Internal { get; set; }
}

/// <summary>
/// Marks a public method of a module as a member. A generic method becomes one host function per type that its constraint
/// allows. Methods with different C# names may carry one Arc name if their shapes are equal and their type sets disjoint.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HostFunctionAttribute : Attribute
{
    /// <summary>A member with a call form and a flow form, named after the method in snake_case.</summary>
    public HostFunctionAttribute()
    {
    }

    /// <summary>A member with a name of its own.</summary>
    public HostFunctionAttribute(string name) => Name = name;

    /// <summary>A member with chosen forms.</summary>
    public HostFunctionAttribute(Contexts contexts) => Contexts = contexts;

    /// <summary>A member with a name of its own and chosen forms.</summary>
    public HostFunctionAttribute(string name, Contexts contexts)
    {
        Name = name;
        Contexts = contexts;
    }

    /// <summary>The Arc name; null: the method's name in snake_case.</summary>
    public string? Name { get; }

    /// <summary>The forms.</summary>
    public Contexts Contexts { get; } = Contexts.Both;

    /// <summary>True for a compiler primitive: not visible to user code.</summary>
    public bool Internal { get; set; }

    /// <summary>
    /// Name of a static method <c>string? (ConfigValues values)</c> of the module that checks config values against each
    /// other during analysis; null is fine, text says what is wrong.
    /// </summary>
    public string? Check { get; set; }
}

/// <summary>
/// Marks a public partial class nested in a module as a node of its own, with ports, config and state. A reset makes a new
/// object, so fields start over; a class with a public <c>void Reset()</c> is asked to do that itself. Its fields are part of a
/// checkpoint, but for read-only ones that hold services and those marked <see cref="TransientAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReactiveNodeAttribute : Attribute
{
    /// <summary>A node named after its class in snake_case.</summary>
    public ReactiveNodeAttribute()
    {
    }

    /// <summary>A node with a name of its own.</summary>
    public ReactiveNodeAttribute(string name) => Name = name;

    /// <summary>The Arc name; null: the class's name in snake_case.</summary>
    public string? Name { get; }

    /// <summary>What can wake the node. The default is a change of an input, or every cycle for a node without inputs.</summary>
    public NodeWake Wake { get; set; }

    /// <summary>True for a node that users cannot name in text.</summary>
    public bool Internal { get; set; }

    /// <summary>Name of a static method <c>string? (ConfigValues values)</c> of the node or its module; see <see cref="HostFunctionAttribute.Check"/>.</summary>
    public string? Check { get; set; }
}

/// <summary>What can wake a node (arc-runtime.md, section 5.1).</summary>
[Flags]
public enum NodeWake
{
    /// <summary>The default: inputs if there are any, else always.</summary>
    Default = 0,

    /// <summary>New data on an input.</summary>
    Input = 1,

    /// <summary>New data on a channel in its config.</summary>
    Channel = 2,

    /// <summary>A deadline that it has reported, or a request to run again.</summary>
    Timer = 4,

    /// <summary>Every cycle in which its scope is active.</summary>
    Always = 8,
}

/// <summary>
/// On a parameter: an argument in a call, config in flow form. On a property of a node: a config value. Bounds are checked
/// when a program is analysed.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ConfigAttribute : Attribute
{
    /// <summary>The Arc name; null: the C# name in snake_case.</summary>
    public string? Name { get; set; }

    /// <summary>The value when it is left out, as a number in decimal or as text; null: required (or the C# default of the parameter).</summary>
    public string? Default { get; set; }

    /// <summary>Least value allowed, as a decimal number.</summary>
    public string? Min { get; set; }

    /// <summary>Greatest value allowed, as a decimal number.</summary>
    public string? Max { get; set; }

    /// <summary>The only values allowed; literal arguments of calls are held to them too.</summary>
    public string[]? Allowed { get; set; }
}

/// <summary>A partial property of type <c>InputPort&lt;T&gt;</c> of a node. The first one declared is the one that a chain feeds.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputAttribute : Attribute
{
    /// <summary>The Arc name; null: the C# name in snake_case.</summary>
    public string? Name { get; set; }

    /// <summary>The value of an unconnected input; null: the input must be connected.</summary>
    public string? Default { get; set; }
}

/// <summary>A partial property of type <c>OutputPort&lt;T&gt;</c> of a node.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>The Arc name; null: the C# name in snake_case.</summary>
    public string? Name { get; set; }
}

/// <summary>The unit of a parameter, port, config value or result, for example <c>[Unit("ns")] long</c>.</summary>
/// <param name="name">A unit of the registry (arc-language.md, section 5).</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue)]
public sealed class UnitAttribute(string name) : Attribute
{
    /// <summary>The unit.</summary>
    public string Name { get; } = name;
}

/// <summary>The direction in which a member uses a channel parameter.</summary>
/// <param name="access">The direction.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ChannelAccessAttribute(Types.ChannelAccess access) : Attribute
{
    /// <summary>The direction.</summary>
    public Types.ChannelAccess Access { get; } = access;
}

/// <summary>Narrows the types that a type parameter is expanded to, within its constraint.</summary>
/// <param name="types">C# types of Arc primitives: <c>typeof(float)</c>, <c>typeof(string)</c>, ...</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.GenericParameter)]
public sealed class SpecializeAttribute(params Type[] types) : Attribute
{
    /// <summary>The types.</summary>
    public Type[] Types { get; } = types;
}

/// <summary>
/// A field of the module that holds state, of type <c>NodeState&lt;T&gt;</c> or another state slice. It is registered with the
/// session's registry, cleared when a node is reset, and part of a checkpoint (seed Q7, Q24).
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ModuleStateAttribute : Attribute;

/// <summary>
/// A field or automatic property of a node or a module that a checkpoint leaves out: a cache, or a buffer that is only used during an execution. After a
/// restore it has its initial value.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class TransientAttribute : Attribute;

/// <summary>Makes a member usable without import and qualification.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class PreludeAttribute : Attribute
{
    /// <summary>The member's own name is a prelude name.</summary>
    public PreludeAttribute()
    {
    }

    /// <summary>A prelude name of its own.</summary>
    public PreludeAttribute(string name) => Name = name;

    /// <summary>The bare name; null: the member's name.</summary>
    public string? Name { get; }

    /// <summary>True if using the bare name is a warning (ARC4003).</summary>
    public bool Deprecated { get; set; }
}

/// <summary>The Arc names of the parts of a parameter, or of the single result where it is not <c>output</c>.</summary>
/// <param name="name">The Arc name.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class NameAttribute(string name) : Attribute
{
    /// <summary>The Arc name.</summary>
    public string Name { get; } = name;
}
