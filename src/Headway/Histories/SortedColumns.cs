namespace Headway.Histories;

/// <summary>The events of a log while they are brought into order: by case, then by effective time, then as the document has
/// them.</summary>
internal sealed class SortedColumns
{
    /// <summary>Up to here shifting beats sorting.</summary>
    private const int InsertionMost = 32;

    /// <summary>Fewer events than this are not worth a second thread.</summary>
    private const int ParallelFrom = 200_000;

    private uint[] fingerprint;

    public SortedColumns(int events, bool recorded)
    {
        Label = new int[events];
        Person = new int[events];
        EffectiveTicks = new long[events];
        RecordedTicks = recorded ? new long[events] : [];
        fingerprint = new uint[events];
    }

    public int[] Label { get; private set; }

    public int[] Person { get; private set; }

    public long[] EffectiveTicks { get; private set; }

    public long[] RecordedTicks { get; private set; }

    /// <summary>Counting sort by case. Each thread owns a range of cases and walks all blocks, so nothing is shared but reading.</summary>
    public void Scatter(NumberedBlock[] blocks, int[] start, NameJoin cases, NameJoin labels, NameJoin people)
    {
        var cursor = start[..^1];
        OverCases(start, (from, to) =>
        {
            foreach (var (block, part) in blocks)
            {
                var caseOf = cases.Global[part];
                var labelOf = labels.Global[part];
                var personOf = people.Global[part];
                for (var i = 0; i < block.Case.Length; i++)
                {
                    var at = caseOf[block.Case[i]];
                    if (at < from || at >= to) continue;
                    var target = cursor[at]++;
                    Label[target] = labelOf[block.Label[i]];
                    var person = block.Person[i];
                    Person[target] = person < 0 ? -1 : personOf[person];
                    EffectiveTicks[target] = block.EffectiveTicks[i];
                    fingerprint[target] = block.Fingerprint[i];
                    if (RecordedTicks.Length > 0)
                        RecordedTicks[target] = block.RecordedTicks.Length == 0 ? EventLog.Assumed : block.RecordedTicks[i];
                }
            }
        });
    }

    public void SortWithinCases(int[] start) => OverCases(start, (from, to) =>
    {
        for (var c = from; c < to; c++)
        {
            var first = start[c];
            var end = start[c + 1];
            var inOrder = true;
            for (var i = first + 1; i < end && inOrder; i++) inOrder = EffectiveTicks[i - 1] <= EffectiveTicks[i];
            if (inOrder) continue;
            var order = new (long Ticks, int Position)[end - first];
            for (var i = 0; i < order.Length; i++) order[i] = (EffectiveTicks[first + i], i);
            if (order.Length <= InsertionMost) Insert(order);
            else Array.Sort(order);
            Permute(Label, first, order);
            Permute(Person, first, order);
            Permute(EffectiveTicks, first, order);
            Permute(fingerprint, first, order);
            if (RecordedTicks.Length > 0) Permute(RecordedTicks, first, order);
        }
    });

    /// <summary>Takes out events alike in everything, the first stays. Returns how many went.</summary>
    public int MergeRepeats(ref int[] start)
    {
        var repeats = new List<int>();
        for (var c = 0; c + 1 < start.Length; c++)
        {
            for (var i = start[c]; i < start[c + 1];)
            {
                var end = i + 1;
                while (end < start[c + 1] && EffectiveTicks[end] == EffectiveTicks[i]) end++;
                if (end - i > 1) FindRepeats(i, end, repeats);
                i = end;
            }
        }
        fingerprint = [];
        if (repeats.Count > 0) Remove(repeats, ref start);
        return repeats.Count;
    }

    private void FindRepeats(int from, int to, List<int> repeats)
    {
        HashSet<(int, int, uint)>? seen = null;
        for (var i = from; i < to; i++)
        {
            if (fingerprint[i] == 0) continue;
            seen ??= [];
            if (!seen.Add((Label[i], Person[i], fingerprint[i]))) repeats.Add(i);
        }
    }

    private void Remove(List<int> repeats, ref int[] start)
    {
        var gone = 0;
        var kept = new int[start.Length];
        for (var c = 0; c + 1 < start.Length; c++)
        {
            while (gone < repeats.Count && repeats[gone] < start[c + 1]) gone++;
            kept[c + 1] = start[c + 1] - gone;
        }
        Label = Without(Label, repeats);
        Person = Without(Person, repeats);
        EffectiveTicks = Without(EffectiveTicks, repeats);
        if (RecordedTicks.Length > 0) RecordedTicks = Without(RecordedTicks, repeats);
        start = kept;
    }

    private static T[] Without<T>(T[] column, List<int> gone)
    {
        var kept = new T[column.Length - gone.Count];
        var next = 0;
        for (int i = 0, g = 0; i < column.Length; i++)
        {
            if (g < gone.Count && gone[g] == i) g++;
            else kept[next++] = column[i];
        }
        return kept;
    }

    private static void Insert((long Ticks, int Position)[] order)
    {
        for (var i = 1; i < order.Length; i++)
        {
            var moving = order[i];
            var at = i;
            for (; at > 0 && order[at - 1].Ticks > moving.Ticks; at--) order[at] = order[at - 1];
            order[at] = moving;
        }
    }

    private static void Permute<T>(T[] column, int first, (long Ticks, int Position)[] order)
    {
        var copy = column.AsSpan(first, order.Length).ToArray();
        for (var i = 0; i < order.Length; i++) column[first + i] = copy[order[i].Position];
    }

    /// <summary>Runs over the cases, on all cores when there is enough to do; ranges hold about equally many events.</summary>
    private static void OverCases(int[] start, Action<int, int> range)
    {
        var cases = start.Length - 1;
        var threads = start[^1] < ParallelFrom ? 1 : Math.Min(Environment.ProcessorCount, 8);
        var bounds = new int[threads + 1];
        for (var t = 1; t < threads; t++)
        {
            var at = Array.BinarySearch(start, (int)((long)start[^1] * t / threads));
            bounds[t] = Math.Clamp(at < 0 ? ~at : at, bounds[t - 1], cases);
        }
        bounds[threads] = cases;
        if (threads == 1) range(0, cases);
        else Parallel.For(0, threads, t => range(bounds[t], bounds[t + 1]));
    }
}
