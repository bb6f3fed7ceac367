using System.Collections.Immutable;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Sdk.Symbols;

/// <summary>
/// What the analyzer, the compiler and the tools know about a library member. It needs no instance of the module. Its call and
/// its flow signature are independent of each other, and each is optional (arc-stl.md, section 1).
/// </summary>
/// <param name="Module">The module's name, for example <c>math</c>.</param>
/// <param name="Name">The member's name, for example <c>clamp</c>.</param>
public sealed record Symbol(string Module, string Name)
{
    /// <summary>The canonical name that IR, diagnostics and contracts use.</summary>
    public string QualifiedName { get; } = $"{Module}.{Name}";

    /// <summary>The module name of its imports (seed Q19).</summary>
    public required string WasmNamespace { get; init; }

    /// <summary>How it is called from bodies; null if it cannot be.</summary>
    public CallSignature? Call { get; init; }

    /// <summary>How it is used as a node; null if it cannot be.</summary>
    public FlowSignature? Flow { get; init; }

    /// <summary>True for compiler primitives, which user code cannot name.</summary>
    public bool IsInternal { get; init; }

    /// <summary>The author's documentation.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>What the author wrote about the node, where it is a class of its own beside methods for the call; empty if nothing.</summary>
    public string FlowDocumentation { get; init; } = "";

    /// <summary>What the author wrote about the result of a call; empty if nothing.</summary>
    public string ResultDocumentation { get; init; } = "";

    /// <summary>The author's examples: what <c>&lt;example&gt;&lt;code&gt;</c> holds, unless the code names another language than <c>arc</c>.</summary>
    public ImmutableArray<Example> Examples { get; init; } = [];

    /// <summary>Names that reach the member without import.</summary>
    public ImmutableArray<PreludeName> Prelude { get; init; } = [];

    /// <summary>The author's check of config values against each other; null if there is none.</summary>
    public Func<ConfigValues, string?>? ConfigCheck { get; init; }

    /// <summary>What can wake the node of the flow form; defaults are resolved by the generator.</summary>
    public NodeWake Wake { get; init; }

    /// <summary>The forms that exist.</summary>
    public Contexts Contexts => (Call is null ? Contexts.None : Contexts.Call) | (Flow is null ? Contexts.None : Contexts.Flow);

    /// <summary>The import name for concrete types: the name and one suffix per type variable of the call signature (arc-stl.md, section 1.1).</summary>
    /// <param name="binding">What each type variable stands for.</param>
    public string ImportName(Func<string, Primitive> binding)
    {
        if (Call is null || Call.Variables.IsEmpty) return Name;
        return Name + string.Concat(Call.Variables.Select(v => "_" + binding(v.Name).Name()));
    }
}

/// <summary>A bare name of a member.</summary>
/// <param name="Name">The bare name.</param>
/// <param name="IsDeprecated">True if using it is a warning (ARC4003).</param>
public sealed record PreludeName(string Name, bool IsDeprecated = false);

/// <summary>
/// An example of a member: expressions with their values, or a program with what comes in and goes out. Reference pages show it, tests run it.
/// </summary>
/// <param name="Code">The text, with line ends of one character and without common indentation.</param>
/// <param name="Caption">What the author says about it; empty if nothing.</param>
public sealed record Example(string Code, string Caption = "");
