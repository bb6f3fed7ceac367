using Arc.Language.Diagnostics;

namespace Arc.Language.Analysis;

/// <summary>
/// Finds functions that can only go on calling each other (language section 13): from all functions those are removed, again
/// and again, that have a path to their end without a call of one that is left.
/// </summary>
internal static class RecursionCheck
{
    public static void Run(ProgramAnalysis analysis)
    {
        var functions = analysis.Functions
            .Where(static f => f.Bound is not null)
            .DistinctBy(static f => f.Name, StringComparer.Ordinal)
            .ToDictionary(static f => f.Name, StringComparer.Ordinal);
        // Whoever calls no function of the program cannot be on a cycle.
        var left = functions.Values.Where(static f => f.Effects.Calls.Count > 0).Select(static f => f.Name).ToHashSet(StringComparer.Ordinal);
        var callers = functions.Values
            .SelectMany(static f => f.Effects.Calls.Select(c => (Callee: c.Callee.Name, Caller: f.Name)))
            .Distinct()
            .ToLookup(static c => c.Callee, static c => c.Caller, StringComparer.Ordinal);
        var pending = new Queue<string>(functions.Keys.Where(left.Contains));
        while (pending.TryDequeue(out var name))
        {
            if (!left.Contains(name) || !CallWalk.CanFinishWithout(functions[name].Bound!, left)) continue;
            left.Remove(name);
            foreach (var caller in callers[name]) pending.Enqueue(caller);
        }

        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var function in analysis.Functions)
        {
            if (!left.Contains(function.Name) || reported.Contains(function.Name)) continue;
            var cycle = Follow(function.Name, functions, left);
            if (cycle.Any(reported.Contains))
            {
                reported.Add(function.Name);
                continue;
            }

            reported.UnionWith(cycle);
            reported.Add(function.Name);
            var first = functions[cycle[0]];
            analysis.Error(
                DiagnosticCodes.CircularCall,
                first.Declaration!.Value,
                $"circular function call: {string.Join(" -> ", cycle.Append(cycle[0]))}; at least one of them needs a path that returns before it calls on");
        }
    }

    /// <summary>The cycle that calls lead into, starting with the first of its functions that is met.</summary>
    private static List<string> Follow(string start, Dictionary<string, FunctionSymbol> functions, HashSet<string> left)
    {
        var path = new List<string>();
        var name = start;
        while (!path.Contains(name))
        {
            path.Add(name);
            name = CallWalk.FirstCall(functions[name].Bound!, left)!;
        }

        return path[path.IndexOf(name)..];
    }
}
