using Headway.Statistics.Intervals;
using MathNet.Numerics.Distributions;

namespace Headway.Statistics.Scoring;

/// <summary>The area under the ROC curve with DeLong's variance: the chance that of one row of each kind the one in which it happened had
/// the higher probability, ties counting half.</summary>
/// <param name="Area">In [0,1]; 0.5 tells nothing apart.</param>
/// <param name="Variance">Of the area; 0 when a kind has but one row.</param>
public sealed record AreaUnderCurve(double Area, double Variance)
{
    /// <summary>The normal interval, cut to [0,1].</summary>
    public Interval IntervalAt(double confidence = 0.95)
    {
        var half = StandardNormal.TwoSidedZ(confidence) * Math.Sqrt(Variance);
        return new Interval(Math.Max(0, Area - half), Math.Min(1, Area + half));
    }

    /// <param name="scores">Length n; any scale, higher = likelier.</param>
    /// <param name="happened">Length n, at least one of each kind.</param>
    /// <remarks>O(n log n) by midranks (Sun and Xu 2014); DeLong, DeLong and Clarke-Pearson (1988). Checked against R's pROC:
    /// golden/07_selection_metrics.json, 1e-9.</remarks>
    public static AreaUnderCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened)
    {
        var parts = Placements.Of(scores, happened);
        return new AreaUnderCurve(parts.Area, Covariance(parts, parts));
    }

    /// <summary>The same area with a variance that allows for rows that belong together, such as looks at one case at several
    /// times.</summary>
    /// <param name="cluster">Length n; any numbers.</param>
    /// <remarks>Obuchowski (1997); rows of one cluster may be of both kinds. With one row a cluster it is DeLong's to a factor of
    /// n / (n - 1).</remarks>
    /// <inheritdoc cref="Of(ReadOnlySpan{double}, ReadOnlySpan{bool})"/>
    public static AreaUnderCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened, ReadOnlySpan<int> cluster)
    {
        if (cluster.Length != scores.Length) throw new ArgumentException("One cluster for each score.", nameof(cluster));
        var parts = Placements.Of(scores, happened);
        var sums = new Dictionary<int, double>();
        var (yes, no) = (0, 0);
        for (var i = 0; i < scores.Length; i++)
        {
            var part = happened[i] ? (parts.Happened[yes++] - parts.Area) / parts.Happened.Length
                : (parts.Missed[no++] - parts.Area) / parts.Missed.Length;
            sums[cluster[i]] = sums.GetValueOrDefault(cluster[i]) + part;
        }
        var clusters = (double)sums.Count;
        return new AreaUnderCurve(
            parts.Area, clusters < 2 ? 0 : clusters / (clusters - 1) * sums.OrderBy(each => each.Key).Sum(each => each.Value * each.Value));
    }

    /// <summary>Whether two scores of the same rows have different areas.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{double}, ReadOnlySpan{bool})"/>
    public static AreaComparison Compare(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<bool> happened)
    {
        var (a, b) = (Placements.Of(first, happened), Placements.Of(second, happened));
        var variance = Covariance(a, a) + Covariance(b, b) - 2 * Covariance(a, b);
        var difference = a.Area - b.Area;
        // The same order of rows: no difference, and no error of it either.
        if (variance <= 0) return new AreaComparison(difference, 0, difference == 0 ? 0 : null, difference == 0 ? 1 : null);
        var z = difference / Math.Sqrt(variance);
        return new AreaComparison(difference, variance, z, 2 * Normal.CDF(0, 1, -Math.Abs(z)));
    }

    private static double Covariance(Placements a, Placements b) =>
        Covariance(a.Happened, b.Happened) / a.Happened.Length + Covariance(a.Missed, b.Missed) / a.Missed.Length;

    private static double Covariance(double[] a, double[] b)
    {
        if (a.Length < 2) return 0;
        var (meanA, meanB, sum) = (a.Average(), b.Average(), 0.0);
        for (var i = 0; i < a.Length; i++) sum += (a[i] - meanA) * (b[i] - meanB);
        return sum / (a.Length - 1);
    }

    /// <summary>For each row of one kind, the share of the other kind it stands on the right side of.</summary>
    private sealed record Placements(double Area, double[] Happened, double[] Missed)
    {
        public static Placements Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> happened)
        {
            if (scores.Length != happened.Length) throw new ArgumentException("One outcome for each score.", nameof(happened));
            List<double> yes = [], no = [];
            for (var i = 0; i < scores.Length; i++)
            {
                if (double.IsNaN(scores[i])) throw new ArgumentException("A score is not a number.", nameof(scores));
                (happened[i] ? yes : no).Add(scores[i]);
            }
            if (yes.Count == 0 || no.Count == 0)
                throw new ArgumentException("Without both kinds of rows there is no area.", nameof(happened));
            double[] sortedYes = [.. yes.Order()], sortedNo = [.. no.Order()];
            double[] ofYes = [.. yes.Select(score => Below(sortedNo, score))];
            return new Placements(ofYes.Average(), ofYes, [.. no.Select(score => 1 - Below(sortedYes, score))]);
        }

        private static double Below(double[] sorted, double score) =>
            (Count(sorted, score, orEqual: false) + Count(sorted, score, orEqual: true)) / (2.0 * sorted.Length);

        private static int Count(double[] sorted, double score, bool orEqual)
        {
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (sorted[middle] < score || (orEqual && sorted[middle] == score)) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }
}

/// <param name="Difference">First area less the second.</param>
/// <param name="Variance">Of the difference.</param>
/// <param name="Z">Null when the areas differ without any variance to judge it by.</param>
/// <param name="PValue">Two-sided.</param>
public sealed record AreaComparison(double Difference, double Variance, double? Z, double? PValue);
