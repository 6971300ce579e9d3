namespace Headway.Statistics.Survival;

/// <summary>Who was at risk, and who ended how, at each distinct ending time: the one pass that Kaplan-Meier and Aalen-Johansen
/// share.</summary>
internal sealed class RiskSets
{
    private readonly double[] _entriesSorted;
    private readonly double[] _exitsSorted;

    private RiskSets(double[] entriesSorted, double[] exitsSorted, double[] times, int[] atRisk, int[] endings, int kinds)
    {
        (_entriesSorted, _exitsSorted, Times, AtRisk, Endings, Kinds) = (entriesSorted, exitsSorted, times, atRisk, endings, kinds);
    }

    internal double[] Times { get; }
    internal int[] AtRisk { get; }

    /// <summary>Row-major, time by kind of ending: how many ended so at that time.</summary>
    internal int[] Endings { get; }
    internal int Kinds { get; }
    internal int Observations => _exitsSorted.Length;
    internal double? LastExit => _exitsSorted.Length == 0 ? null : _exitsSorted[^1];

    /// <summary>The number under observation just before <paramref name="time"/>: entry &lt; time &lt;= exit.</summary>
    internal int AtRiskAt(double time) => CountBelow(_entriesSorted, time) - CountBelow(_exitsSorted, time);

    /// <summary>Index of the last time &lt;= <paramref name="time"/>, or -1 before the first.</summary>
    internal int IndexAt(double time)
    {
        var found = Array.BinarySearch(Times, time);
        return found >= 0 ? found : ~found - 1;
    }

    internal static RiskSets From(ReadOnlySpan<double> entry, ReadOnlySpan<double> exit, ReadOnlySpan<int> ending, int kinds)
    {
        RequireObservations(entry, exit, ending, kinds);
        var exits = exit.ToArray();
        var endings = ending.ToArray();
        Array.Sort(exits, endings);
        var entries = new double[exits.Length];
        if (entry.IsEmpty)
            Array.Fill(entries, double.NegativeInfinity);
        else
            entry.CopyTo(entries);
        Array.Sort(entries);

        var distinct = CountDistinctEndingTimes(exits, endings);
        var times = new double[distinct];
        var atRisk = new int[distinct];
        var counts = new int[distinct * kinds];
        int j = -1, entered = 0;
        for (var i = 0; i < exits.Length; i++)
        {
            if (endings[i] == 0)
                continue;
            if (j < 0 || exits[i] != times[j])
            {
                times[++j] = exits[i];
                while (entered < entries.Length && entries[entered] < exits[i])
                    entered++;
                atRisk[j] = entered - CountBelow(exits, exits[i]);
            }
            counts[j * kinds + endings[i] - 1]++;
        }
        return new RiskSets(entries, exits, times, atRisk, counts, kinds);
    }

    private static void RequireObservations(ReadOnlySpan<double> entry, ReadOnlySpan<double> exit, ReadOnlySpan<int> ending, int kinds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kinds, 1);
        if (exit.Length != ending.Length || (!entry.IsEmpty && entry.Length != exit.Length))
            throw new ArgumentException("Entry, exit and ending describe the same rows and have the same length.", nameof(exit));
        for (var i = 0; i < exit.Length; i++)
        {
            if (!double.IsFinite(exit[i]))
                throw new ArgumentException($"Row {i}: exit is {exit[i]}; an exit is a finite time.", nameof(exit));
            if (!entry.IsEmpty && !(entry[i] < exit[i]))
                throw new ArgumentException($"Row {i}: entry {entry[i]} is not before exit {exit[i]}.", nameof(entry));
            if (ending[i] < 0 || ending[i] > kinds)
                throw new ArgumentException($"Row {i}: ending {ending[i]} is not 0 (censored) to {kinds}.", nameof(ending));
        }
    }

    private static int CountDistinctEndingTimes(double[] exits, int[] endings)
    {
        var distinct = 0;
        double? last = null;
        for (var i = 0; i < exits.Length; i++)
        {
            if (endings[i] == 0 || exits[i] == last)
                continue;
            distinct++;
            last = exits[i];
        }
        return distinct;
    }

    private static int CountBelow(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
