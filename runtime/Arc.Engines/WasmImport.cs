namespace Arc.Engines;

/// <summary>One entry of a module's import section: the contract with its host (arc-stl.md, section 1.1).</summary>
/// <param name="Module">Module name, for example <c>signal</c>.</param>
/// <param name="Name">Name with type suffixes, for example <c>clamp_f32</c>.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Type">The signature if it is a function, otherwise null.</param>
public sealed record WasmImport(string Module, string Name, WasmExternKind Kind, FunctionType? Type);
