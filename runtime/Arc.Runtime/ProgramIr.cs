using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Sdk.Ir;

namespace Arc.Runtime;

/// <summary>The functions of a program that has no graph: its functions can be called, but it cannot be run as a session.</summary>
internal static class ProgramIr
{
    public static IrProgram Of(BoundProgram program) =>
        new([.. program.Functions.Select(f => Describe(f, program.Source))], [], [], IrAuthorities.None,
            new IrScope("root", IrMode.Parallel, IrLiveness.Always, [], [], [], []));

    private static IrFunction Describe(BoundFunction function, string source)
    {
        ImmutableArray<IrParam> outputs = function.Result is { } result ? [new IrParam("output", result)] : Parameters(function.Outputs);
        return new IrFunction(
            function.Name, source.Substring(function.Body.Span.Start, function.Body.Span.Length), Parameters(function.Config), Parameters(function.Inputs),
            outputs, new IrChannels(function.Reads, function.Writes));
    }

    private static ImmutableArray<IrParam> Parameters(ImmutableArray<BoundVariable> variables) =>
        [.. variables.Select(v => new IrParam(v.Name, v.Type, v.Default))];
}
