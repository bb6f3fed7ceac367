using Arc.Engines;
using Arc.Runtime;

namespace Arc.Sdk.Testing;

/// <summary>What a <see cref="ModuleBench"/> offers to the modules on it.</summary>
public sealed record BenchOptions
{
    /// <summary>The defaults: no services, the managed engine, no channels.</summary>
    public static BenchOptions Default { get; } = new();

    /// <summary>Services that the modules' constructors ask for; null if there are none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Runs the WebAssembly. The managed engine unless set; a <c>WasmtimeEngine</c> runs the same tests on the other one.</summary>
    public IWasmEngine Engine { get; init; } = ArcProgram.DefaultEngine;

    /// <summary>Bounds on every guest: call stack, execution budget, memory.</summary>
    public InstanceOptions Limits { get; init; } = InstanceOptions.Default;

    /// <summary>
    /// The channels that the host offers, each as its name and type: <c>"pressure f64"</c>, <c>"flow f64 psi"</c>, <c>"label str"</c>,
    /// <c>"pressure f64 index pressure_time"</c> and <c>"pressure_time timestamp"</c> (cases.md). Their keys are 1, 2, 3, ... in this order.
    /// </summary>
    public IReadOnlyList<string> Channels { get; init; } = [];
}
