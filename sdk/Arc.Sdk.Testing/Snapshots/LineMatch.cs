namespace Arc.Sdk.Testing;

/// <summary>
/// Which lines of two texts correspond. Lines that are unique in both texts are anchors (patience); what lies between them is
/// compared exactly where that is cheap, and given up as changed where it is not, so that the time grows with the length of the texts.
/// </summary>
internal static class LineMatch
{
    // Cells of a table of common subsequences: about a thousand lines against a thousand.
    private const long MostCells = 1_000_000;

    /// <summary>For each old line the new line that it became unchanged, or -1.</summary>
    public static int[] Of(IReadOnlyList<string> old, IReadOnlyList<string> now)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var (left, right) = (Number(old), Number(now));
        var match = new int[left.Length];
        Array.Fill(match, -1);
        var ranges = new Stack<(int OldFrom, int OldTo, int NewFrom, int NewTo)>([(0, left.Length, 0, right.Length)]);
        while (ranges.TryPop(out var range))
        {
            var (oldFrom, oldTo, newFrom, newTo) = range;
            while (oldFrom < oldTo && newFrom < newTo && left[oldFrom] == right[newFrom]) match[oldFrom++] = newFrom++;
            while (oldFrom < oldTo && newFrom < newTo && left[oldTo - 1] == right[newTo - 1]) match[--oldTo] = --newTo;
            if (oldFrom == oldTo || newFrom == newTo) continue;
            var anchors = Anchors(left, oldFrom, oldTo, right, newFrom, newTo);
            if (anchors.Count == 0)
            {
                Align(left, oldFrom, oldTo, right, newFrom, newTo, match);
                continue;
            }

            foreach (var (atOld, atNew) in anchors)
            {
                match[atOld] = atNew;
                ranges.Push((oldFrom, atOld, newFrom, atNew));
                (oldFrom, newFrom) = (atOld + 1, atNew + 1);
            }

            ranges.Push((oldFrom, oldTo, newFrom, newTo));
        }

        return match;

        int[] Number(IReadOnlyList<string> lines)
        {
            var result = new int[lines.Count];
            for (var i = 0; i < result.Length; i++)
            {
                if (!numbers.TryGetValue(lines[i], out var number)) numbers.Add(lines[i], number = numbers.Count);
                result[i] = number;
            }

            return result;
        }
    }

    /// <summary>The longest rising chain of lines that occur once in each range.</summary>
    private static List<(int Old, int New)> Anchors(int[] left, int oldFrom, int oldTo, int[] right, int newFrom, int newTo)
    {
        var seen = new Dictionary<int, (int Old, int OldCount, int New, int NewCount)>();
        for (var i = oldFrom; i < oldTo; i++)
        {
            seen.TryGetValue(left[i], out var entry);
            seen[left[i]] = (i, entry.OldCount + 1, 0, 0);
        }

        for (var i = newFrom; i < newTo; i++)
        {
            if (seen.TryGetValue(right[i], out var entry)) seen[right[i]] = (entry.Old, entry.OldCount, i, entry.NewCount + 1);
        }

        var pairs = seen.Values.Where(e => e is { OldCount: 1, NewCount: 1 }).OrderBy(e => e.Old).Select(e => (e.Old, e.New)).ToList();
        // Patience sorting: tops holds, for each length, the chain that ends lowest; before links each pair to the one in front of it.
        var tops = new List<int>();
        var before = new int[pairs.Count];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (low, high) = (0, tops.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (pairs[tops[middle]].New < pairs[i].New) low = middle + 1;
                else high = middle;
            }

            before[i] = low == 0 ? -1 : tops[low - 1];
            if (low == tops.Count) tops.Add(i);
            else tops[low] = i;
        }

        var chain = new List<(int Old, int New)>();
        for (var i = tops.Count == 0 ? -1 : tops[^1]; i >= 0; i = before[i]) chain.Add(pairs[i]);
        chain.Reverse();
        return chain;
    }

    /// <summary>The longest common subsequence by a table, where the table is small enough.</summary>
    private static void Align(int[] left, int oldFrom, int oldTo, int[] right, int newFrom, int newTo, int[] match)
    {
        var (height, width) = (oldTo - oldFrom, newTo - newFrom);
        if ((long)height * width > MostCells) return;
        var lengths = new int[height + 1, width + 1];
        for (var i = height - 1; i >= 0; i--)
        {
            for (var j = width - 1; j >= 0; j--)
                lengths[i, j] = left[oldFrom + i] == right[newFrom + j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        for (var (i, j) = (0, 0); i < height && j < width;)
        {
            if (left[oldFrom + i] == right[newFrom + j]) match[oldFrom + i++] = newFrom + j++;
            else if (lengths[i + 1, j] >= lengths[i, j + 1]) i++;
            else j++;
        }
    }
}
