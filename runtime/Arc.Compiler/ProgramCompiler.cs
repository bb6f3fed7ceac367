using System.Collections.Immutable;
using Arc.Compiler.Emission;
using Arc.Language.Binding;
using Arc.Sdk.Ir;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Compiler;

/// <summary>Bound tree to WebAssembly. Deterministic, without any input or output, and in time linear in the program's size.</summary>
public static class ProgramCompiler
{
    /// <summary>Compiles a program.</summary>
    /// <param name="program">The program after analysis, free of errors.</param>
    /// <param name="ir">The dataflow part, which is passed on.</param>
    /// <param name="symbols">The members of the module set by canonical name, internal ones included.</param>
    /// <exception cref="CompilationException">The program exceeds a limit of the module format.</exception>
    public static CompiledProgram Compile(BoundProgram program, IrProgram ir, ISymbolResolver symbols)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(ir);
        ArgumentNullException.ThrowIfNull(symbols);
        var (wasm, links, bases) = new ProgramEmitter(program, symbols).Emit();
        return new CompiledProgram
        {
            Wasm = wasm,
            Imports = links.Contracts,
            Functions = [.. program.Functions.Select(f => Describe(f, bases))],
            OutputMemoryBases = bases,
            Ir = ir,
        };
    }

    private static CompiledFunction Describe(BoundFunction function, ImmutableSortedDictionary<string, int> bases)
    {
        ImmutableArray<Parameter> outputs = function.Result is { } result ? [new Parameter("output", result)] : Parameters(function.Outputs);
        var area = bases.TryGetValue(function.Name, out var address)
            ? new CompiledOutputs(address, OutputArea.At(address, function.Outputs).Offsets)
            : null;
        return new CompiledFunction(function.Name, Parameters(function.Config), Parameters(function.Inputs), outputs, area);
    }

    private static ImmutableArray<Parameter> Parameters(ImmutableArray<BoundVariable> variables) =>
        [.. variables.Select(v => new Parameter(v.Name, v.Type, v.Default))];
}
