namespace Arc.Engines;

/// <summary>One entry of a module's export section.</summary>
/// <param name="Name">The exported name.</param>
/// <param name="Kind">What is offered.</param>
/// <param name="Type">The signature if it is a function, otherwise null.</param>
public sealed record WasmExport(string Name, WasmExternKind Kind, FunctionType? Type);
