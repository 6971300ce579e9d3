namespace Headway.Statistics.Conformance;

/// <summary>The k-th smallest of many without sorting them (Hoare's selection). O(n) on average.</summary>
internal static class Selection
{
    /// <summary>Up to here sorting is quicker.</summary>
    private const int SortFrom = 24;

    /// <summary>Puts the k-th smallest (from 0) at place k, nothing larger before it and nothing smaller behind it.</summary>
    public static long Smallest(Span<long> values, int k)
    {
        int low = 0, high = values.Length - 1;
        while (high - low > SortFrom)
        {
            var pivot = MiddleOf(values[low], values[(low + high) / 2], values[high]);
            int i = low - 1, j = high + 1;
            while (true)
            {
                while (values[++i] < pivot)
                {
                }
                while (values[--j] > pivot)
                {
                }
                if (i >= j) break;
                (values[i], values[j]) = (values[j], values[i]);
            }
            if (k <= j) high = j;
            else low = j + 1;
        }
        values[low..(high + 1)].Sort();
        return values[k];
    }

    private static long MiddleOf(long a, long b, long c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
