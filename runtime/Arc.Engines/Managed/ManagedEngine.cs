using System.Diagnostics.CodeAnalysis;
using Arc.Engines.Decoding;

namespace Arc.Engines.Managed;

/// <summary>
/// The default engine: compiles WebAssembly to IL, one type a module in a collectible assembly. It supports WebAssembly 2.0 without
/// vectors and needs nothing installed, but a runtime that can compile IL.
/// </summary>
[RequiresDynamicCode("The managed engine emits IL; ahead-of-time compiled hosts use another engine.")]
public sealed class ManagedEngine : IWasmEngine
{
    /// <inheritdoc/>
    public string Name => "managed";

    /// <summary>False interprets every body, as otherwise only very large ones are: the two ways must agree.</summary>
    internal bool CompileBodies { get; init; } = true;

    /// <inheritdoc/>
    public WasmModule Compile(ReadOnlyMemory<byte> bytes, EngineLimits? limits = null) =>
        new ManagedModule(ModuleDecoder.Decode(bytes, limits ?? EngineLimits.Default), CompileBodies);
}
