using System.Collections.Immutable;
using Arc.Sdk.Types;

namespace Arc.Compiler;

/// <summary>A function that a guest exports under its name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Config">Config parameters: the first parameters of the export.</param>
/// <param name="Inputs">Inputs: the parameters behind them.</param>
/// <param name="Outputs">Outputs in declaration order; an unnamed one is called <c>output</c>. A single one is also the export's result.</param>
/// <param name="Area">Where named outputs lie in the memory; null for none or an unnamed output.</param>
public sealed record CompiledFunction(
    string Name, ImmutableArray<Parameter> Config, ImmutableArray<Parameter> Inputs, ImmutableArray<Parameter> Outputs, CompiledOutputs? Area);

/// <summary>The memory area of a function's named outputs (arc-stl.md, section 4): a 64-bit word of dirty bits, then the outputs, packed.</summary>
/// <param name="Address">Address of the dirty word; bit i says that the invocation assigned output i.</param>
/// <param name="Offsets">Distance of each output from the address.</param>
public sealed record CompiledOutputs(int Address, ImmutableArray<int> Offsets);
