namespace Headway.Statistics.Association;

/// <summary>Which yes/no columns come together so often that they cannot be told apart.</summary>
/// <remarks>Phi is the correlation of two 0/1 columns. Average linkage: the closest two groups are merged while the mean phi between
/// their members is at least the limit; ties go to the earlier columns. O(m² n + m³) for m columns.</remarks>
public static class CoOccurrence
{
    /// <returns>0 when a column does not vary.</returns>
    public static double Phi(ReadOnlySpan<bool> one, ReadOnlySpan<bool> other)
    {
        if (one.Length != other.Length) throw new ArgumentException("Both columns describe the same rows.", nameof(other));
        double a = 0, x = 0, y = 0, n = one.Length;
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i]) x++;
            if (other[i]) y++;
            if (one[i] && other[i]) a++;
        }
        var spread = x * (n - x) * y * (n - y);
        return spread > 0 ? (n * a - x * y) / Math.Sqrt(spread) : 0;
    }

    /// <param name="similarity">Symmetric, m by m.</param>
    /// <returns>Groups of two and more columns, each ascending, by first member.</returns>
    public static IReadOnlyList<int[]> Groups(double[,] similarity, double least)
    {
        var groups = Enumerable.Range(0, similarity.GetLength(0)).Select(i => new List<int> { i }).ToList();
        while (true)
        {
            (int First, int Second, double Mean) best = (-1, -1, least);
            for (var g = 0; g < groups.Count; g++)
            {
                for (var h = g + 1; h < groups.Count; h++)
                {
                    var mean = groups[g].SelectMany(i => groups[h].Select(j => similarity[i, j])).Average();
                    if (best.First < 0 ? mean >= least : mean > best.Mean) best = (g, h, mean);
                }
            }
            if (best.First < 0) break;
            groups[best.First].AddRange(groups[best.Second]);
            groups.RemoveAt(best.Second);
        }
        return [.. groups.Where(group => group.Count > 1).Select(group => group.Order().ToArray()).OrderBy(group => group[0])];
    }
}
