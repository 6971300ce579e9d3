using System.Collections.Immutable;

namespace Headway.Statistics.Conformance;

/// <summary>One way through: a sequence of labels and the cases that have exactly it.</summary>
/// <param name="Labels">In their order; may be empty.</param>
/// <param name="Cases">Numbers of the cases, ascending.</param>
public sealed record Variant(ImmutableArray<int> Labels, ImmutableArray<int> Cases);

/// <summary>The variants of a log: cases grouped by their whole sequence of labels.</summary>
/// <remarks>O(events). Sequences are compared, not only their hashes. Checked against PM4Py 2.7: golden/12_conformance.json,
/// exact.</remarks>
public static class Variants
{
    /// <param name="caseStart">Length cases + 1: events of case c are [caseStart[c], caseStart[c + 1]), in their order.</param>
    /// <param name="label">Per event.</param>
    /// <returns>The one with the most cases first; equally many by their labels, so that the order does not depend on the cases'.</returns>
    public static ImmutableArray<Variant> Of(int[] caseStart, int[] label)
    {
        var found = new List<(ulong Hash, int First, int Last, List<int> Cases)>();
        var byHash = new Dictionary<ulong, List<int>>();
        for (var c = 0; c + 1 < caseStart.Length; c++)
        {
            var sequence = label.AsSpan(caseStart[c], caseStart[c + 1] - caseStart[c]);
            var hash = HashOf(sequence);
            if (!byHash.TryGetValue(hash, out var alike)) byHash[hash] = alike = [];
            var known = -1;
            foreach (var each in alike)
                if (sequence.SequenceEqual(label.AsSpan(found[each].First, found[each].Last - found[each].First))) known = each;
            if (known < 0)
            {
                alike.Add(known = found.Count);
                found.Add((hash, caseStart[c], caseStart[c + 1], []));
            }
            found[known].Cases.Add(c);
        }
        return [.. found.Select(each => new Variant([.. label.AsSpan(each.First, each.Last - each.First)], [.. each.Cases]))
            .OrderByDescending(variant => variant.Cases.Length).ThenBy(variant => variant.Labels, BySequence.Instance)];
    }

    private static ulong HashOf(ReadOnlySpan<int> sequence)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var label in sequence) hash = (hash ^ (uint)label) * 0x100000001B3;
        return hash;
    }

    private sealed class BySequence : IComparer<ImmutableArray<int>>
    {
        public static readonly BySequence Instance = new();

        public int Compare(ImmutableArray<int> x, ImmutableArray<int> y) => x.AsSpan().SequenceCompareTo(y.AsSpan());
    }
}
