using Arc.Generator.Support;

namespace Arc.Generator.Model;

/// <summary>A parameter of a method, or a config value or input of a node class.</summary>
/// <param name="CsName">The C# name, without <c>@</c>.</param>
/// <param name="ArcName">The name in Arc.</param>
/// <param name="Type">Its type.</param>
internal sealed record ParameterModel(string CsName, string ArcName, TypeModel Type)
{
    public bool IsConfig { get; init; }

    public ConstantModel? Default { get; init; }

    public CheckModel? Check { get; init; }

    /// <summary>The documentation comment of a property; parameters are documented by their method.</summary>
    public string Documentation { get; init; } = "";
}

/// <summary>A result of a method or an output of a node class.</summary>
/// <param name="CsName">The name of the property or tuple element; empty for a single unnamed result.</param>
/// <param name="ArcName">The name in Arc.</param>
/// <param name="Type">Its type.</param>
internal sealed record OutputModel(string CsName, string ArcName, TypeModel Type)
{
    public string Documentation { get; init; } = "";
}

/// <summary>What a variable of the symbol is in one body: a type parameter of its own, or a fixed type.</summary>
/// <param name="Name">The symbol's variable.</param>
/// <param name="TypeParameter">The body's type parameter; empty if the body is not generic in it.</param>
/// <param name="Set">The primitives that the body serves.</param>
internal sealed record VariableModel(string Name, string TypeParameter, ushort Set);

/// <summary>One method.</summary>
/// <param name="CsName">The method's name.</param>
internal sealed record BodyModel(string CsName)
{
    /// <summary>The method in cref syntax.</summary>
    public required string Cref { get; init; }

    public bool IsStatic { get; init; }

    /// <summary>Whether its first parameter is a <c>HostContext</c>, which is no part of <see cref="Parameters"/>.</summary>
    public bool TakesContext { get; init; }

    public bool HasCall { get; init; }

    public bool HasFlow { get; init; }

    public EquatableArray<TypeParameterModel> TypeParameters { get; init; }

    public EquatableArray<ParameterModel> Parameters { get; init; }

    public EquatableArray<OutputModel> Outputs { get; init; }

    /// <summary>Whether the result is a tuple; one output otherwise.</summary>
    public bool IsTuple { get; init; }

    /// <summary>The symbol's variables in the order of their suffixes.</summary>
    public EquatableArray<VariableModel> Variables { get; init; }

    /// <summary>Every combination of types that the body serves, in order of the symbol's variables.</summary>
    public IEnumerable<Prim[]> Combinations => Variables.Aggregate(
        (IEnumerable<Prim[]>)[[]],
        (combinations, variable) => combinations.SelectMany(c => variable.Set.Members(), (c, p) => (Prim[])[.. c, p]));

    /// <summary>What a type parameter of the method stands for in a combination.</summary>
    public Func<string, Prim> Bind(Prim[] combination) => name =>
    {
        for (var i = 0; i < Variables.Count; i++)
        {
            if (Variables[i].TypeParameter == name) return combination[i];
        }

        throw new InvalidOperationException($"the type parameter {name} of {CsName} is not bound");
    };
}

/// <summary>A class with <c>[ReactiveNode]</c>.</summary>
/// <param name="CsName">The class's name.</param>
internal sealed record NodeModel(string CsName)
{
    /// <summary>The class in cref syntax.</summary>
    public required string Cref { get; init; }

    /// <summary>The class's declared accessibility and modifiers are the author's; a partial declaration needs the keyword only.</summary>
    public required string Keyword { get; init; }

    public EquatableArray<TypeParameterModel> TypeParameters { get; init; }

    public EquatableArray<ParameterModel> Config { get; init; }

    public EquatableArray<PortModel> Ports { get; init; }

    public EquatableArray<ServiceModel> Services { get; init; }

    /// <summary>What the class remembers between two executions.</summary>
    public EquatableArray<FieldModel> Fields { get; init; }

    /// <summary>The calls that make the codecs of those fields known.</summary>
    public EquatableArray<string> Codecs { get; init; }

    /// <summary>Whether the class resets itself.</summary>
    public bool HasReset { get; init; }

    /// <summary>The SDK's numeric value, with the default resolved.</summary>
    public int Wake { get; init; }

    public IEnumerable<PortModel> Inputs => Ports.Where(p => p.IsInput);

    public IEnumerable<PortModel> Outputs => Ports.Where(p => !p.IsInput);
}

/// <summary>A port of a node class.</summary>
/// <param name="IsInput">An input, or an output.</param>
/// <param name="CsName">The property.</param>
/// <param name="ArcName">The name in Arc.</param>
/// <param name="Type">The element type.</param>
/// <param name="Accessibility">The property's declared accessibility.</param>
internal sealed record PortModel(bool IsInput, string CsName, string ArcName, TypeModel Type, string Accessibility)
{
    public ConstantModel? Default { get; init; }

    public string Documentation { get; init; } = "";
}

/// <summary>A field or automatic property of a node class that a checkpoint keeps.</summary>
/// <param name="CsName">Its name.</param>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="IsFixed">Whether its object is filled again instead of replaced.</param>
internal sealed record FieldModel(string CsName, string Type, bool IsFixed);

/// <summary>A constructor parameter.</summary>
/// <param name="Type">The fully qualified type.</param>
/// <param name="Source">Where its value comes from.</param>
internal sealed record ServiceModel(string Type, ServiceSource Source);

/// <summary>Where the value of a constructor parameter comes from.</summary>
internal enum ServiceSource : byte
{
    /// <summary>The provider must have it.</summary>
    Required,

    /// <summary>Null if the provider does not have it.</summary>
    Optional,

    /// <summary>The provider itself.</summary>
    Provider,

    /// <summary>The module that a node belongs to.</summary>
    Module,

    /// <summary>The request that a node is made from.</summary>
    Request,
}

/// <summary>A bare name of a member.</summary>
internal sealed record PreludeModel(string Name, bool IsDeprecated);

/// <summary>A member: one Arc name with its bodies and, optionally, its node class.</summary>
/// <param name="ArcName">The unqualified name.</param>
internal sealed record SymbolModel(string ArcName)
{
    public bool IsInternal { get; init; }

    /// <summary>The raw documentation comment.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>Raw comments of the member's other bodies, if they have examples.</summary>
    public string FurtherDocumentation { get; init; } = "";

    /// <summary>The raw comment of the node class beside bodies; empty if the member has only one of them.</summary>
    public string NodeDocumentation { get; init; } = "";

    public EquatableArray<PreludeModel> Prelude { get; init; }

    /// <summary>The check method, qualified for use in a static context; empty if there is none.</summary>
    public string Check { get; init; } = "";

    /// <summary>The types that each variable of the bodies stands for, in the order of the suffixes.</summary>
    public EquatableArray<VariableModel> Variables { get; init; }

    public EquatableArray<BodyModel> Bodies { get; init; }

    public NodeModel? Node { get; init; }

    /// <summary>The body whose parameter names and variables the signatures show: the one with most variables.</summary>
    public BodyModel? Shape => Bodies.IsEmpty ? null : Bodies.OrderByDescending(b => b.TypeParameters.Count).First();

    public bool HasCall => Bodies.Any(b => b.HasCall);

    public bool HasFlow => Node is not null || Bodies.Any(b => b.HasFlow);
}

/// <summary>A state field.</summary>
/// <param name="CsName">The field.</param>
/// <param name="ArcName">Its name in the registry.</param>
/// <param name="Codecs">The calls that make the codecs of its values known.</param>
internal sealed record StateModel(string CsName, string ArcName, EquatableArray<string> Codecs);

/// <summary>A module class: everything that its generated files are written from.</summary>
/// <param name="ClassName">The class's name.</param>
internal sealed record ModuleModel(string ClassName)
{
    /// <summary>Its namespace; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary><c>class</c> or <c>record</c>.</summary>
    public required string Keyword { get; init; }

    public required string ArcName { get; init; }

    public required string WasmNamespace { get; init; }

    public bool IsInternal { get; init; }

    /// <summary>The raw documentation comment.</summary>
    public string Documentation { get; init; } = "";

    public EquatableArray<SymbolModel> Symbols { get; init; }

    public EquatableArray<StateModel> State { get; init; }

    public EquatableArray<ServiceModel> Services { get; init; }

    /// <summary>Whether the class can be a module; if not, only <see cref="Unusable"/> counts.</summary>
    public bool IsUsable { get; init; } = true;

    /// <summary>Node classes that nothing can be made of.</summary>
    public EquatableArray<UnusableModel> Unusable { get; init; }

    public string FullName => $"global::{(Namespace.Length == 0 ? "" : Namespace + ".")}{Emit.Template.Identifier(ClassName)}";

    public string HintName => Namespace.Length == 0 ? ClassName : $"{Namespace.Replace("@", "")}.{ClassName}";
}
