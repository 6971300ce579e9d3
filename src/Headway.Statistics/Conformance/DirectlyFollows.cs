using System.Collections.Immutable;

namespace Headway.Statistics.Conformance;

/// <summary>How often, and after how long, one label directly follows another.</summary>
/// <param name="Count">Number of times, at least 1.</param>
/// <param name="MeanDuration">Mean time between the two, in the unit of the times given.</param>
/// <param name="MedianDuration">The middle one, or the mean of the two in the middle.</param>
public readonly record struct FollowedEdge(int From, int To, int Count, double MeanDuration, double MedianDuration);

/// <summary>The directly-follows graph of a log: which label comes right after which, in the order each case has them.</summary>
/// <remarks>
/// Exact: counts are integers, sums are kept in 128 bits and medians are selected, so the answer does not depend on the number of cores or
/// on the order of the cases. Two passes over the events on all cores and one selection for each edge: O(events + labels²). Durations are
/// closed ones only: for the stay of a case that is still there use a survival curve.
/// Checked against PM4Py 2.7 (golden/12_conformance.json, exact) and DuckDB (perf/results).
/// </remarks>
public sealed class DirectlyFollows
{
    /// <summary>A table of labels squared is kept for each core: 64 MB at this bound. Nobody reads a map of more.</summary>
    public const int MostLabels = 4_096;

    /// <summary>Fewer events than this are not worth a second core.</summary>
    private const int ParallelFrom = 200_000;

    private readonly int[] edgeOf;

    private DirectlyFollows(int labels, ImmutableArray<FollowedEdge> edges, int[] edgeOf, int[] starts, int[] ends)
    {
        (Labels, Edges, this.edgeOf) = (labels, edges, edgeOf);
        (Starts, Ends) = ([.. starts], [.. ends]);
    }

    /// <summary>Number of labels, L; they are numbered 0 to L - 1.</summary>
    public int Labels { get; }

    /// <summary>Every pair that occurs, by its first and then its second label.</summary>
    public ImmutableArray<FollowedEdge> Edges { get; }

    /// <summary>Length L: cases that begin with the label.</summary>
    public ImmutableArray<int> Starts { get; }

    /// <summary>Length L: cases whose last event has the label.</summary>
    public ImmutableArray<int> Ends { get; }

    /// <summary>How often <paramref name="to"/> comes right after <paramref name="from"/>; 0 when it never does.</summary>
    public int Count(int from, int to) => edgeOf[from * Labels + to] is var edge and >= 0 ? Edges[edge].Count : 0;

    /// <param name="caseStart">Length cases + 1: events of case c are [caseStart[c], caseStart[c + 1]), in their order.</param>
    /// <param name="label">Per event: 0 to <paramref name="labels"/> - 1.</param>
    /// <param name="time">Per event, in any whole unit.</param>
    /// <param name="labels">L, at most <see cref="MostLabels"/>.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, or there are too many labels.</exception>
    public static DirectlyFollows Of(int[] caseStart, int[] label, long[] time, int labels)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels, MostLabels);
        if (caseStart.Length == 0 || caseStart[^1] > label.Length || label.Length != time.Length)
            throw new ArgumentException("Every event has a label and a time, and cases begin and end among them.", nameof(caseStart));
        var bounds = Bounds(caseStart);
        var ranges = new RangeCounts[bounds.Length - 1];
        Each(ranges.Length, r => ranges[r] = RangeCounts.Of(caseStart, label, labels, bounds[r], bounds[r + 1]));

        var edgeOf = new int[labels * labels];
        var total = new List<int>();
        for (var pair = 0; pair < edgeOf.Length; pair++)
        {
            var count = 0;
            foreach (var range in ranges) count += range.Pairs[pair];
            edgeOf[pair] = count == 0 ? -1 : total.Count;
            if (count > 0) total.Add(count);
        }
        var first = new int[total.Count + 1];
        for (var edge = 0; edge < total.Count; edge++) first[edge + 1] = first[edge] + total[edge];
        var durations = new long[first[^1]];
        Scatter(ranges, edgeOf, first);
        Each(ranges.Length, r => ranges[r].Fill(caseStart, label, time, durations));

        var edges = new FollowedEdge[total.Count];
        var pairs = Enumerable.Range(0, edgeOf.Length).Where(pair => edgeOf[pair] >= 0).ToArray();
        Each(edges.Length, edge => edges[edge] = Summary(
            pairs[edge] / labels, pairs[edge] % labels, durations.AsSpan(first[edge], total[edge])), ranges.Length > 1);
        return new DirectlyFollows(
            labels, [.. edges], edgeOf, Sum(ranges, range => range.Starts, labels), Sum(ranges, range => range.Ends, labels));
    }

    /// <summary>Where each range writes its durations of each edge: behind those of the ranges before it.</summary>
    private static void Scatter(RangeCounts[] ranges, int[] edgeOf, int[] first)
    {
        for (var pair = 0; pair < edgeOf.Length; pair++)
        {
            if (edgeOf[pair] < 0) continue;
            var at = first[edgeOf[pair]];
            foreach (var range in ranges) (range.Pairs[pair], at) = (at, at + range.Pairs[pair]);
        }
    }

    private static FollowedEdge Summary(int from, int to, Span<long> durations)
    {
        Int128 sum = 0;
        foreach (var duration in durations) sum += duration;
        var upper = durations.Length / 2;
        double median = Selection.Smallest(durations, upper);
        if (durations.Length % 2 == 0)
        {
            var lower = durations[0];
            foreach (var duration in durations[1..upper]) lower = Math.Max(lower, duration);
            median = lower + (median - lower) / 2;
        }
        return new FollowedEdge(from, to, durations.Length, (double)sum / durations.Length, median);
    }

    private static int[] Sum(RangeCounts[] ranges, Func<RangeCounts, int[]> of, int labels)
    {
        var sum = new int[labels];
        foreach (var range in ranges)
            for (var i = 0; i < labels; i++) sum[i] += of(range)[i];
        return sum;
    }

    /// <summary>Ranges of cases with about equally many events.</summary>
    private static int[] Bounds(int[] caseStart)
    {
        var parts = caseStart[^1] < ParallelFrom ? 1 : Math.Min(Environment.ProcessorCount, 8);
        var bounds = new int[parts + 1];
        for (var part = 1; part < parts; part++)
        {
            var at = Array.BinarySearch(caseStart, (int)((long)caseStart[^1] * part / parts));
            bounds[part] = Math.Clamp(at < 0 ? ~at : at, bounds[part - 1], caseStart.Length - 1);
        }
        bounds[parts] = caseStart.Length - 1;
        return bounds;
    }

    private static void Each(int count, Action<int> work, bool onAllCores = true)
    {
        if (count > 1 && onAllCores) Parallel.For(0, count, work);
        else
            for (var i = 0; i < count; i++) work(i);
    }

    /// <summary>The pairs of a range of cases; once they are added up, <see cref="Pairs"/> says where the next duration goes.</summary>
    private sealed record RangeCounts(int From, int To, int Labels, int[] Pairs, int[] Starts, int[] Ends)
    {
        public static RangeCounts Of(int[] caseStart, int[] label, int labels, int from, int to)
        {
            var counts = new RangeCounts(from, to, labels, new int[labels * labels], new int[labels], new int[labels]);
            for (var c = from; c < to; c++)
            {
                var (first, end) = (caseStart[c], caseStart[c + 1]);
                if (first == end) continue;
                var before = label[first];
                counts.Starts[before]++;
                for (var i = first + 1; i < end; i++)
                {
                    var now = label[i];
                    counts.Pairs[before * labels + now]++;
                    before = now;
                }
                counts.Ends[before]++;
            }
            return counts;
        }

        public void Fill(int[] caseStart, int[] label, long[] time, long[] durations)
        {
            for (var c = From; c < To; c++)
            {
                for (var i = caseStart[c] + 1; i < caseStart[c + 1]; i++)
                    durations[Pairs[label[i - 1] * Labels + label[i]]++] = time[i] - time[i - 1];
            }
        }
    }
}
