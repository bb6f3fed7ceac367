using System.Runtime.InteropServices;
using Arc.Sdk.Ir;

namespace Arc.Dataflow;

/// <summary>Consecutive nodes of one scope, or a nested scope.</summary>
/// <param name="First">The first slot.</param>
/// <param name="End">The slot behind the last; a nested scope's range covers everything inside it.</param>
/// <param name="Scope">The nested scope's index; -1 for nodes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Segment(int First, int End, int Scope);

/// <summary>A transition of a scope.</summary>
/// <param name="Output">The output that causes it.</param>
/// <param name="Source">The slot of the node that has the output.</param>
/// <param name="Target">The step to enter; -1 leaves the scope.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Transition(int Output, int Source, int Target);

/// <summary>
/// One scope as it is walked. Scopes are numbered in the order of the walk, outer ones first, so that everything inside a scope is
/// a range of slots and a range of scopes.
/// </summary>
internal sealed class ScopeLayout
{
    public required string Key { get; init; }

    public required bool IsSequential { get; init; }

    public required bool IsAlways { get; init; }

    /// <summary>The first slot inside.</summary>
    public required int First { get; init; }

    /// <summary>The slot behind the last one inside.</summary>
    public int End { get; set; }

    /// <summary>The scope behind the last nested one.</summary>
    public int ScopeEnd { get; set; }

    /// <summary>What a walk meets, in order; of a sequential scope one segment a step.</summary>
    public Segment[] Members { get; set; } = [];

    public Transition[] Transitions { get; set; } = [];

    /// <summary>The scope in the IR.</summary>
    public required IrScope Ir { get; init; }

    public bool Contains(int slot) => slot >= First && slot < End;
}
