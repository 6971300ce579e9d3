namespace Headway.Histories;

/// <summary>Finds out whether a source shows only cases that survived until a date.</summary>
/// <remarks>
/// From the cases opened since the first closing, how soon cases close is estimated (Kaplan-Meier, any ending). By that pace the cases
/// opened
/// earlier would have had so many closings before the first one seen. None being there when five or more were due (by chance less than 1 in
/// 100) means that the source leaves out what closed earlier. Methods 0.1; checked on a public CRM file, truncated at 2017-03-01.
/// </remarks>
internal static class TruncationDetection
{
    /// <summary>exp(-5) is under 1 %.</summary>
    private const double ClosingsDue = 5;

    /// <summary>Ticks from which on cases are observed, just before the first closing; null when nothing speaks for truncation.</summary>
    public static long? Since(long[] openedTicks, long[] exitTicks, byte[] endings)
    {
        var firstClosing = long.MaxValue;
        for (var c = 0; c < endings.Length; c++)
            if (endings[c] != 0) firstClosing = Math.Min(firstClosing, exitTicks[c]);
        if (firstClosing == long.MaxValue) return null;

        var later = Enumerable.Range(0, endings.Length).Where(c => openedTicks[c] >= firstClosing && exitTicks[c] >= openedTicks[c])
            .Select(c => (Duration: exitTicks[c] - openedTicks[c], Ended: endings[c] != 0))
            .OrderBy(each => each.Duration).ThenByDescending(each => each.Ended).ToArray();
        var surviving = new double[later.Length];
        var survival = 1.0;
        for (var i = 0; i < later.Length; i++)
        {
            if (later[i].Ended) survival *= 1 - 1.0 / (later.Length - i);
            surviving[i] = survival;
        }

        var durations = Array.ConvertAll(later, each => each.Duration);
        var due = 0.0;
        foreach (var opening in openedTicks)
        {
            if (opening >= firstClosing) continue;
            var upTo = LastBefore(durations, firstClosing - opening);
            if (upTo >= 0) due += 1 - surviving[upTo];
        }
        return due >= ClosingsDue ? firstClosing - 1 : null;
    }

    private static int LastBefore(long[] sorted, long limit)
    {
        var low = 0;
        var high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < limit) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }
}
