using Microsoft.CodeAnalysis;

namespace Arc.Sdk.Testing;

public sealed partial class GeneratorRun
{
    private const string Probe = "ArcCachingProbe.cs";

    /// <summary>
    /// Checks that the generator does nothing again without need. After <see cref="Edit"/> or <see cref="Add"/>: that this edit
    /// left every tracked step and every generated file cached or unchanged. Otherwise the generator is run again, over the same sources
    /// and after an edit in a file without modules, and both must be free. In either case no step may keep a symbol, a syntax node, a
    /// compilation or a location, which would keep whole compilations alive and never compare equal.
    /// </summary>
    /// <exception cref="CachingException">It does; the message names the steps, and the path to what is kept.</exception>
    public void AssertCached()
    {
        var problems = new List<string>();
        if (Result.Exception is { } thrown) problems.Add($"the generator threw {thrown}");
        if (_isEdit)
        {
            problems.AddRange(RepeatedSteps("after this edit"));
        }
        else
        {
            problems.AddRange(Rerun(Sources.Clone()).RepeatedSteps("over the same sources"));
            var edited = Add(Probe, "file static class ArcCachingProbe\n{\n    public static int Answer() => 1;\n}\n").Edit(Probe, "=> 1", "=> 2");
            problems.AddRange(edited.RepeatedSteps("after an edit in a file without modules"));
        }

        foreach (var (name, runs) in OwnSteps)
        {
            var outputs = runs.SelectMany(r => r.Outputs).ToList();
            for (var i = 0; i < outputs.Count; i++)
            {
                if (ObjectGraph.FindForbidden(outputs[i].Value, $"{name}[{i}]") is { } path) problems.Add($"the step {name} keeps {path}");
            }
        }

        if (problems.Count > 0) throw new CachingException(string.Join('\n', problems));
    }

    // The steps that Roslyn puts in front of the generator's are about syntax, and change whenever text does.
    private IEnumerable<(string Name, IReadOnlyList<IncrementalGeneratorRunStep> Runs)> OwnSteps =>
        Result.TrackedSteps
            .Where(s => !s.Key.Contains("_ForAttribute", StringComparison.Ordinal))
            .Where(s => !Result.TrackedOutputSteps.ContainsKey(s.Key))
            .Where(s => s.Key is not (WellKnownGeneratorInputs.Compilation or WellKnownGeneratorInputs.ParseOptions or WellKnownGeneratorInputs.AdditionalTexts
                or WellKnownGeneratorInputs.AnalyzerConfigOptions or WellKnownGeneratorInputs.MetadataReferences))
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => (s.Key, (IReadOnlyList<IncrementalGeneratorRunStep>)s.Value));

    private IEnumerable<string> RepeatedSteps(string when) =>
        OwnSteps.Concat(Result.TrackedOutputSteps.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, (IReadOnlyList<IncrementalGeneratorRunStep>)s.Value)))
            .Select(s => (s.Item1, Reasons: s.Item2.SelectMany(r => r.Outputs).Select(o => o.Reason).ToList()))
            .Where(s => s.Reasons.Exists(r => r is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)))
            .Select(s => $"the step {s.Item1} ran again {when}: {string.Join(", ", s.Reasons)}");
}
