namespace Arc.Cli.Graphs.Drawing;

/// <summary>Lanes for arrows that run side by side.</summary>
internal static class Lanes
{
    /// <summary>Gives each stretch a lane that it shares with no other that it meets; as few lanes as possible.</summary>
    /// <param name="stretches">Where each begins and ends.</param>
    /// <param name="count">Number of lanes.</param>
    public static int[] Assign(IReadOnlyList<(double From, double To)> stretches, out int count)
    {
        var lanes = new int[stretches.Count];
        var busy = new PriorityQueue<int, (double, int)>();
        count = 0;
        foreach (var i in Enumerable.Range(0, stretches.Count).OrderBy(i => stretches[i].From).ThenBy(i => stretches[i].To))
        {
            lanes[i] = busy.TryPeek(out _, out var end) && end.Item1 < stretches[i].From ? busy.Dequeue() : count++;
            busy.Enqueue(lanes[i], (stretches[i].To, lanes[i]));
        }

        return lanes;
    }
}
