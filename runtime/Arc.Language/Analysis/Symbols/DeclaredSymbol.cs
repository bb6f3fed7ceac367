using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Syntax;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>What a name stands for.</summary>
/// <param name="name">The name.</param>
/// <param name="declaration">Where the source declares it; null for names of the host and the prelude, which may be shadowed.</param>
internal abstract class DeclaredSymbol(string name, SourceSpan? declaration)
{
    public string Name { get; } = name;

    public SourceSpan? Declaration { get; } = declaration;

    /// <summary>The word for this kind of symbol in messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A parameter, output, local, stateful or loop variable.</summary>
internal sealed class VariableSymbol(BoundVariable variable) : DeclaredSymbol(variable.Name, variable.Span)
{
    public BoundVariable Variable { get; } = variable;

    public override string Kind => Variable.Kind switch
    {
        BoundVariableKind.Config => "config parameter",
        BoundVariableKind.Input => "parameter",
        BoundVariableKind.Output => "output",
        BoundVariableKind.Loop => "loop variable",
        BoundVariableKind.Stateful => "stateful variable",
        _ => "variable",
    };
}

/// <summary>A name whose declaration is wrong: it is known, and using it gives no further errors.</summary>
internal sealed class ErrorSymbol(string name, SourceSpan declaration) : DeclaredSymbol(name, declaration)
{
    public override string Kind => "name";
}

/// <summary>A local alias of a channel.</summary>
internal sealed class AliasSymbol(string name, SourceSpan declaration, BoundChannel channel, ChannelType type) : DeclaredSymbol(name, declaration)
{
    public BoundChannel Channel { get; } = channel;

    public ChannelType Type { get; } = type;

    public override string Kind => "channel alias";
}

/// <summary>A global constant; the value is null if its declaration is wrong.</summary>
internal sealed class ConstantSymbol(string name, SourceSpan declaration, BoundGlobalConstant? constant, Literal? literal = null)
    : DeclaredSymbol(name, declaration)
{
    /// <summary>The number of a constant without a declared type: it is inlined as that literal and adapts as one.</summary>
    public Literal? Literal { get; } = literal;

    public BoundGlobalConstant? Constant { get; } = constant;

    public override string Kind => "global constant";
}

/// <summary>A named sequence or stage at the top level.</summary>
internal sealed class ScopeSymbol(string name, SourceSpan declaration, TopLevelItemSyntax syntax) : DeclaredSymbol(name, declaration)
{
    /// <summary>A <see cref="SequenceSyntax"/> or <see cref="StageSyntax"/>.</summary>
    public TopLevelItemSyntax Syntax { get; } = syntax;

    public override string Kind => Syntax is StageSyntax ? "stage" : "sequence";
}

/// <summary>An import; the module is null if the host has none of that name. One that nobody wrote has no place.</summary>
internal sealed class ModuleSymbol(string alias, SourceSpan? declaration, ModuleDescriptor? module) : DeclaredSymbol(alias, declaration)
{
    public ModuleDescriptor? Module { get; } = module;

    public bool IsUsed { get; set; }

    public override string Kind => "module";

    /// <summary>The name that an import without <c>as</c> gives a module: the last part of its own.</summary>
    public static string AliasOf(string module) => module[(module.LastIndexOf('.') + 1)..];
}

/// <summary>A channel of the host.</summary>
internal sealed class ChannelSymbol(ChannelInfo channel) : DeclaredSymbol(channel.Name, null)
{
    public ChannelInfo Channel { get; } = channel;

    public override string Kind => "channel";
}

/// <summary>A bare name of library members.</summary>
internal sealed class PreludeSymbol(string name, ImmutableArray<PreludeEntry> entries) : DeclaredSymbol(name, null)
{
    public ImmutableArray<PreludeEntry> Entries { get; } = entries;

    public override string Kind => "function";
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class TruthSymbol(string name, bool value) : DeclaredSymbol(name, null)
{
    public bool Value { get; } = value;

    public override string Kind => "constant";
}
