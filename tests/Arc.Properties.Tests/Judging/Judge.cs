using System.Globalization;
using Arc.Engines;
using Arc.Properties.Tests.Evaluation;
using Arc.Properties.Tests.Programs;
using Arc.Runtime;

namespace Arc.Properties.Tests.Judging;

/// <summary>What became of a program.</summary>
/// <param name="Failure">What is wrong; null if nothing is.</param>
/// <param name="Kind">What sort of failure it is, so that a smaller program can be held to the same.</param>
/// <param name="IsDiscarded">Whether the program runs too long to be judged.</param>
/// <param name="Traps">How many of its calls failed, as they should.</param>
internal sealed record Verdict(string? Failure, string Kind = "", bool IsDiscarded = false, int Traps = 0);

/// <summary>Holds the evaluator and engines together.</summary>
internal sealed class Judge(params IWasmEngine[] engines)
{
    public Verdict Try(Program program)
    {
        var source = Printer.Print(program);
        ArcCompilation compilation;
        try
        {
            compilation = ArcProgram.Compile(source);
        }
        catch (Exception e)
        {
            return new Verdict($"the compiler throws: {e}", $"compiler {e.GetType().Name}");
        }

        if (!compilation.Success)
        {
            var error = compilation.Diagnostics.First(d => d.IsError);
            return new Verdict($"rejected: {string.Join('\n', compilation.Diagnostics.Where(d => d.IsError))}", $"rejected {error.Code}");
        }

        using var compiled = compilation.Program;
        string[] expected;
        try
        {
            expected = Expected(program);
        }
        catch (TooMuch)
        {
            return new Verdict(null, IsDiscarded: true);
        }

        foreach (var engine in engines)
        {
            if (Difference(program, compiled, engine, expected) is { } difference) return new Verdict($"on {engine.Name}: {difference}", $"difference on {engine.Name}");
        }

        return new Verdict(null, Traps: expected.Count(e => e.StartsWith("trap: ", StringComparison.Ordinal)));
    }

    private static string[] Expected(Program program)
    {
        var evaluator = new Evaluator(program);
        return [.. program.Calls.Select(call =>
        {
            try
            {
                return string.Join("; ", evaluator.Call(call).Select(Outcomes.Describe));
            }
            catch (ArcTrap trap)
            {
                return $"trap: {trap.Message}";
            }
        })];
    }

    private static string? Difference(Program program, ArcProgram compiled, IWasmEngine engine, string[] expected)
    {
        using var session = compiled.Instantiate(new CallOptions { Engine = engine });
        for (var i = 0; i < expected.Length; i++)
        {
            var call = program.Calls[i];
            var found = Result(program, session, call);
            var isTrap = expected[i].StartsWith("trap: ", StringComparison.Ordinal);
            if (isTrap ? found.StartsWith("trap: ", StringComparison.Ordinal) && found.Contains(expected[i][6..], StringComparison.Ordinal) : found == expected[i]) continue;
            return string.Create(CultureInfo.InvariantCulture, $"call {i + 1}, {Describe(call)}: expected {expected[i]}, found {found}");
        }

        return null;
    }

    private static string Describe(Call call) =>
        $"{call.Function}{{{string.Join(", ", call.Config.Select(Outcomes.Describe))}}}({string.Join(", ", call.Inputs.Select(Outcomes.Describe))})";

    private static string Result(Program program, CallSession session, Call call)
    {
        var function = program.Find(call.Function);
        var config = call.Config.Select((v, i) => (function.Config[i].Name, Value: Outcomes.ToArc(v, function.Config[i].Type))).ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);
        try
        {
            var result = session.Call(function.Name, [.. call.Inputs.Select((v, i) => Outcomes.ToArc(v, function.Inputs[i].Type))], config);
            return string.Join("; ", result.Outputs.Select((o, i) => o is { } value ? Outcomes.Describe(value, function.Outputs[i].Type) : "nothing"));
        }
        catch (WasmTrapException trap)
        {
            return $"trap: {trap.Message}";
        }
    }
}
