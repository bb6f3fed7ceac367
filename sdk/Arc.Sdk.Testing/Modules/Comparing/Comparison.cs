using System.Globalization;
using System.Text;
using Arc.Engines;

namespace Arc.Sdk.Testing.Modules;

/// <summary>Compares one specialisation with its oracle over generated arguments.</summary>
internal sealed class Comparison(World world, Specialisation specialisation, WasmFunction function, Oracle oracle, bool isBody, CompareOptions options, int seed)
{
    private const int MostTriesForASample = 50;

    // The arguments of a specialisation are its own: leaving another one out changes nothing.
    private readonly Random _random = new(seed ^ Hash(specialisation.Name));
    private readonly Random _noise = new(seed);
    private int _calls;
    private int _traps;

    /// <exception cref="ModuleBenchException">They differ; the message has the smallest arguments that were found.</exception>
    public ComparedSpecialisation Run()
    {
        foreach (var arguments in EdgeLists()) Check(arguments);
        if (!specialisation.Parameters.IsEmpty)
        {
            // An oracle that knows little of what there is still gets its samples, if it knows anything.
            var wanted = _calls + options.Samples;
            for (var tries = 0; _calls < wanted && tries < options.Samples * MostTriesForASample; tries++)
                Check([.. specialisation.Parameters.Select(p => Inputs.Any(p, _random))]);
        }

        return _calls > 0
            ? new ComparedSpecialisation(specialisation.Name, specialisation.Import, _calls, _traps)
            : throw new ModuleBenchException($"{specialisation.Name}: CompareOptions.When leaves no arguments to compare");
    }

    private void Check(object[] arguments)
    {
        if (options.When is { } when && !when(arguments)) return;
        _calls++;
        if (Differs(arguments)) throw Difference(arguments);
    }

    private IEnumerable<object[]> EdgeLists()
    {
        // A function of one byte is compared for every byte.
        var all = specialisation.Parameters.Select(Inputs.All).ToArray();
        if (all.All(static values => values.Length > 0) && Combinations(all) is var count && count <= options.Samples) return Enumerable.Range(0, (int)count).Select(i => Combination(all, i));
        var edges = specialisation.Parameters.Select(Inputs.Edges).ToArray();
        return Combinations(edges) is var combinations && combinations <= options.Samples
            ? Enumerable.Range(0, (int)combinations).Select(i => Combination(edges, i))
            : Enumerable.Range(0, options.Samples).Select(_ => edges.Select(e => Inputs.Pick(e, _random)).ToArray());
    }

    private static long Combinations(object[][] values) => values.Aggregate(1L, static (product, v) => Math.Min(product * v.Length, int.MaxValue));

    private static object[] Combination(object[][] edges, int number)
    {
        var arguments = new object[edges.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = edges[i][number % edges[i].Length];
            number /= edges[i].Length;
        }

        return arguments;
    }

    private bool Differs(object[] arguments)
    {
        var (member, expected) = Outcomes(arguments);
        if (!member.Equals(expected, options.Tolerance, isBody)) return true;
        if (member.Error is not null) _traps++;
        return false;
    }

    private (Outcome Member, Outcome Expected) Outcomes(object[] arguments) =>
        (Outcome.Of(() => world.Invoke(function, specialisation.Parameters.AsSpan(), specialisation.Result, arguments, _noise)), oracle.Invoke(arguments));

    private ModuleBenchException Difference(object[] found)
    {
        var smallest = Shrinking.Smallest(found, a => (options.When is null || options.When(a)) && Differs(a));
        var (member, expected) = Outcomes(smallest);
        // A member that does not give the same twice shows what it gives now.
        var note = member.Equals(expected, options.Tolerance, isBody) ? "\n  the two agree when they are called again: one of them does not give the same every time" : "";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{specialisation.Name} ({specialisation.Import}) differs from {(isBody ? "its body" : "the oracle")}; seed {seed} (CompareOptions.Seed) repeats it");
        text.Append(CultureInfo.InvariantCulture, $"\n  arguments: {Show(smallest)}");
        text.Append(CultureInfo.InvariantCulture, $"\n  member:    {member}\n  {(isBody ? "body:  " : "oracle:")}    {expected}{Outcome.Distance(member, expected)}{note}");
        if (!ReferenceEquals(smallest, found)) text.Append(CultureInfo.InvariantCulture, $"\n  found with {Show(found)}");
        return new ModuleBenchException(text.ToString(), member.Error);
    }

    private string Show(object[] arguments) => arguments.Length == 0
        ? "none"
        : string.Join(", ", arguments.Select((a, i) => $"{specialisation.Symbol.Call!.Parameters[i].Name} = {BenchValues.Show(a)}"));

    // FNV-1a: the same on every run.
    private static int Hash(string text) => (int)text.Aggregate(2166136261u, static (hash, c) => (hash ^ c) * 16777619u);
}
