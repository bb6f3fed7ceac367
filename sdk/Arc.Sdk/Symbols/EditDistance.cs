namespace Arc.Sdk.Symbols;

/// <summary>How far a name is from one that somebody may have meant.</summary>
public static class EditDistance
{
    /// <summary>Names longer than this are not compared: the work grows with the product of the lengths, and names may come from anywhere.</summary>
    public const int LongestName = 256;

    /// <summary>
    /// The least number of characters to insert, delete or replace that makes one name the other (Levenshtein);
    /// <see cref="int.MaxValue"/> if either is longer than <see cref="LongestName"/>.
    /// </summary>
    public static int Between(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Length > LongestName || right.Length > LongestName) return int.MaxValue;
        Span<int> row = stackalloc int[right.Length + 1];
        for (var j = 0; j < row.Length; j++) row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
