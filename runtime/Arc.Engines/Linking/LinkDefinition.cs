namespace Arc.Engines.Linking;

/// <summary>Something that an import can be linked to.</summary>
/// <param name="Type">The signature if it is a function, otherwise null.</param>
public abstract record LinkDefinition(FunctionType? Type);

/// <summary>A host function.</summary>
/// <param name="Type">The signature that a guest sees.</param>
/// <param name="Function">The implementation.</param>
/// <param name="Member">The member's name in the text of traps.</param>
public sealed record HostFunctionDefinition(FunctionType Type, Delegate Function, string Member) : LinkDefinition(Type);

/// <summary>An exported function of another instance.</summary>
/// <param name="Type">Its signature.</param>
/// <param name="Function">The function.</param>
public sealed record GuestFunctionDefinition(FunctionType Type, WasmFunction Function) : LinkDefinition(Type);

/// <summary>A memory, table or global of another instance of the same engine.</summary>
internal sealed record ExternDefinition(object Value) : LinkDefinition((FunctionType?)null);
