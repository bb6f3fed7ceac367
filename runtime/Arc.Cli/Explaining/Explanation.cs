using System.Collections.Immutable;
using Arc.Compiler.Contracts;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;

namespace Arc.Cli.Explaining;

/// <summary>The answers to the five questions about one member (seed Q6), each with its places.</summary>
/// <param name="Symbol">The member.</param>
/// <param name="Module">Its module.</param>
internal sealed record Explanation(Symbol Symbol, ModuleDescriptor Module)
{
    /// <summary>Where files and lines come from; null if the module's assembly has no debug information.</summary>
    public required string? DebugInformation { get; init; }

    /// <summary>The assembly's name.</summary>
    public required string Assembly { get; init; }

    public required TypeAnswer Type { get; init; }

    /// <summary>Null if the member has no call form.</summary>
    public required ImportAnswer? Import { get; init; }

    /// <summary>How wrappers get to the engine; empty if the member has no call form.</summary>
    public required ImmutableArray<ExplainedStep> Linking { get; init; }

    /// <summary>The author's methods and what they serve; empty if the member has no call form.</summary>
    public required ImmutableArray<BodyAnswer> Bodies { get; init; }

    /// <summary>Null if the member has no call form.</summary>
    public required ContractAnswer? Contract { get; init; }

    /// <summary>Null if the member has no flow form.</summary>
    public required NodeAnswer? Node { get; init; }
}

/// <summary>A step on the way from a name to running code, and the code that takes it.</summary>
/// <param name="What">What happens.</param>
/// <param name="Place">Where.</param>
internal sealed record ExplainedStep(string What, SourcePlace Place);

/// <summary>Where the analyzer gets the type from.</summary>
/// <param name="Declarations">What the author wrote: methods, and a node class.</param>
/// <param name="Descriptor">The generated method that makes the symbol.</param>
/// <param name="Names">How programs reach it.</param>
/// <param name="Steps">How a name is looked up.</param>
internal sealed record TypeAnswer(ImmutableArray<SourcePlace> Declarations, SourcePlace Descriptor, ImmutableArray<string> Names, ImmutableArray<ExplainedStep> Steps);

/// <summary>Which imports calls emit.</summary>
/// <param name="Rule">How the name is made.</param>
/// <param name="Steps">Who makes and emits it.</param>
/// <param name="Imports">Every specialisation.</param>
/// <param name="Example">A program that calls the member; null if none could be made.</param>
internal sealed record ImportAnswer(string Rule, ImmutableArray<ExplainedStep> Steps, ImmutableArray<ExplainedImport> Imports, ExplainedExample? Example);

/// <summary>One specialisation.</summary>
/// <param name="Import">What the guest imports.</param>
/// <param name="Registered">Where it is registered with the linker.</param>
/// <param name="Wrapper">What the engine calls.</param>
/// <param name="Body">The author's method with its types.</param>
internal sealed record ExplainedImport(ImportContract Import, SourcePlace Registered, SourcePlace Wrapper, string Body);

/// <summary>A program and the import that it has.</summary>
/// <param name="Source">The program.</param>
/// <param name="Import">The import, in WebAssembly text.</param>
internal sealed record ExplainedExample(string Source, string Import);

/// <summary>An author's method.</summary>
/// <param name="Declaration">Where it is declared.</param>
/// <param name="Code">Where a breakpoint stops.</param>
/// <param name="Serves">The types, as suffixes of imports; empty for the only one.</param>
/// <param name="TakesContext">Whether it gets the calling node and the guest's memory.</param>
/// <param name="IsStatic">Whether it needs no instance of its module.</param>
internal sealed record BodyAnswer(SourcePlace Declaration, SourcePlace Code, ImmutableArray<string> Serves, bool TakesContext, bool IsStatic);

/// <summary>What hosts in other languages provide.</summary>
/// <param name="Example">The specialisation that is shown.</param>
/// <param name="Json">Its entry in the contract.</param>
/// <param name="Cpp">What a C++ host writes.</param>
/// <param name="Wit">Its line in WIT.</param>
/// <param name="Values">How each parameter and the result cross the boundary.</param>
/// <param name="Traps">When the call does not return.</param>
internal sealed record ContractAnswer(
    ImportContract Example, string Json, ImmutableArray<string> Cpp, string Wit, ImmutableArray<MarshalledValue> Values, ImmutableArray<string> Traps)
{
    /// <summary>The exceptions that the author documents.</summary>
    public ImmutableArray<DocumentedException> Exceptions { get; init; } = [];
}

/// <summary>A value at the boundary.</summary>
/// <param name="Name">The parameter, or <c>result</c>.</param>
/// <param name="Type">Its type in the member's signature.</param>
/// <param name="Wasm">What carries it.</param>
/// <param name="How">What happens to it.</param>
internal sealed record MarshalledValue(string Name, string Type, string Wasm, string How);

/// <summary>How the member behaves as a node.</summary>
internal sealed record NodeAnswer
{
    /// <summary>What wakes it.</summary>
    public required ImmutableArray<string> Wakes { get; init; }

    /// <summary>From its name to its class.</summary>
    public required ImmutableArray<ExplainedStep> Steps { get; init; }

    /// <summary>The generated node classes and the types that each serves.</summary>
    public required ImmutableArray<ExplainedNode> Classes { get; init; }

    /// <summary>The author's check of config values against each other; null if there is none.</summary>
    public required SourcePlace? Check { get; init; }

    /// <summary>What it remembers and a checkpoint keeps.</summary>
    public required ImmutableArray<ExplainedState> State { get; init; }

    /// <summary>What entering its stage again does.</summary>
    public required ExplainedStep Reset { get; init; }

    /// <summary>Resolution and execution, against those of a call.</summary>
    public required ImmutableArray<string> Differences { get; init; }
}

/// <summary>A generated node class.</summary>
/// <param name="Class">Where it is.</param>
/// <param name="Execute">What the scheduler calls.</param>
/// <param name="Body">The author's code that it runs.</param>
/// <param name="Serves">The types, as <c>T = f64</c>; empty for the only ones.</param>
internal sealed record ExplainedNode(SourcePlace Class, SourcePlace Execute, SourcePlace Body, ImmutableArray<string> Serves);

/// <summary>A field that a checkpoint keeps.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Place">Where it is saved or registered.</param>
internal sealed record ExplainedState(string Name, string Type, SourcePlace Place);
