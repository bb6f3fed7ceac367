using Arc.Language.Binding;

namespace Arc.Compiler.Emission;

/// <summary>
/// Finds the functions that can be active more than once at the same time. Only those must read their stateful variables from
/// storage each time and publish their outputs at the end: everywhere else a local slot holds the same value.
/// </summary>
internal static class CallCycles
{
    /// <summary>The names of the functions that lie on a cycle of calls.</summary>
    public static HashSet<string> Find(BoundProgram program)
    {
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var function in program.Functions) positions[function.Name] = positions.Count;
        var calls = new int[program.Functions.Length][];
        for (var i = 0; i < calls.Length; i++)
            calls[i] = [.. CalledFunctions.Of(program.Functions[i]).Where(positions.ContainsKey).Select(name => positions[name])];

        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var component in Components(calls))
        {
            if (component.Count == 1 && !calls[component[0]].Contains(component[0])) continue;
            foreach (var member in component) found.Add(program.Functions[member].Name);
        }

        return found;
    }

    // Tarjan's algorithm with a stack of its own: a chain of calls may be as long as the program.
    private static List<List<int>> Components(int[][] edges)
    {
        var components = new List<List<int>>();
        var order = new int[edges.Length];
        var low = new int[edges.Length];
        var onPath = new bool[edges.Length];
        var path = new Stack<int>();
        var work = new Stack<(int Node, int Edge)>();
        var next = 1;
        for (var root = 0; root < edges.Length; root++)
        {
            if (order[root] != 0) continue;
            work.Push((root, 0));
            while (work.TryPop(out var frame))
            {
                var (node, edge) = frame;
                if (edge == 0)
                {
                    order[node] = low[node] = next++;
                    onPath[node] = true;
                    path.Push(node);
                }
                else
                {
                    low[node] = Math.Min(low[node], low[edges[node][edge - 1]]);
                }

                var descended = false;
                for (; edge < edges[node].Length && !descended; edge++)
                {
                    var target = edges[node][edge];
                    if (order[target] == 0)
                    {
                        work.Push((node, edge + 1));
                        work.Push((target, 0));
                        descended = true;
                    }
                    else if (onPath[target])
                    {
                        low[node] = Math.Min(low[node], order[target]);
                    }
                }

                if (!descended && low[node] == order[node]) components.Add(PopComponent(node));
            }
        }

        return components;

        List<int> PopComponent(int node)
        {
            var component = new List<int>();
            int member;
            do
            {
                member = path.Pop();
                onPath[member] = false;
                component.Add(member);
            }
            while (member != node);

            return component;
        }
    }
}
