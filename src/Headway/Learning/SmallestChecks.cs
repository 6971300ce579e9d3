using System.Collections.Immutable;
using System.Globalization;
using Headway.Histories;
using Headway.Statistics.Selection;

namespace Headway.Learning;

/// <summary>The last test period by itself, so that a signal which fades is seen.</summary>
/// <param name="Gain">Log-loss that the suggested set takes off stage and weeks in the last period.</param>
/// <param name="Before">The mean of the periods before it.</param>
/// <param name="Spread">Their standard deviation.</param>
/// <param name="Periods">How many came before.</param>
/// <param name="Rows">Looks in the last period.</param>
public sealed record LastOrigin(double Gain, double Before, double Spread, int Periods, int Rows)
{
    /// <summary>Further from the periods before than two of their standard deviations, one new period counted in.</summary>
    public bool Drifts => Math.Abs(Gain - Before) > 2 * Spread * Math.Sqrt(1 + 1.0 / Periods);
}

/// <summary>Whether whole points, with an intercept and a unit fitted anew, do as well as the slopes on rows not fitted to.</summary>
/// <param name="MoreLoss">Log-loss with points less log-loss with slopes, mean over the test periods.</param>
/// <param name="StandardError">Of that difference over the periods.</param>
public sealed record PointsCheck(double MoreLoss, double StandardError)
{
    public bool IsAccepted => MoreLoss <= StandardError;

    /// <returns>Null when no fold chooses anything.</returns>
    internal static PointsCheck? Of(SmallestSample rows, ImmutableArray<RollingOrigin> folds, SubsetFit[] fits, SmallestLosses losses,
        double ridge)
    {
        if (fits.All(fit => fit.Size == 0)) return null;
        var slopes = losses.OfEachFold(fits, rows.Having);
        var p = new double[rows.Won.Length];
        for (var f = 0; f < folds.Length; f++)
        {
            if (fits[f].Size == 0)
            {
                foreach (var i in folds[f].Test) p[i] = fits[f].Probability(rows.Having[i], rows.Controls?[i] ?? []);
                continue;
            }
            var points = PointsScore.Of(fits[f].Coefficients.AsSpan()[(1 + fits[f].Controls)..]).Points;
            int[] chosen = [.. fits[f].Chosen];
            double Sum(ulong having) => chosen.Select((j, at) => (having >> j & 1) != 0 ? points[at] : 0).Sum();
            double[][] columns = [.. rows.Having.Select((having, i) => (rows.Controls?[i] ?? []).Append(Sum(having)).ToArray())];
            var none = new ulong[rows.Having.Length];
            var refitted = BestSubset.Fit(ItemRows.Of(0, none, rows.Won, columns, rows: folds[f].Train), 0, ridge)!;
            foreach (var i in folds[f].Test) p[i] = refitted.Probability(0, columns[i]);
        }
        double[] more = [.. folds.Select((fold, f) => fold.Test.Average(i => losses.LossOf(p[i], i)) - slopes[f])];
        var mean = more.Average();
        return new PointsCheck(mean, Math.Sqrt(more.Sum(each => (each - mean) * (each - mean)) / (more.Length - 1) / more.Length));
    }
}

/// <summary>Outcomes that nearly always come together. Which of them tells something nobody can see, so one stands for all.</summary>
/// <param name="Kept">Index of the one that is kept: what must stay, then the cheapest with known minutes, then the first of the
/// process.</param>
/// <param name="Doubles">Indices of the others.</param>
/// <param name="LeastCorrelation">The smallest correlation (phi) with the kept one, in [0.9, 1].</param>
/// <param name="IsCheapest">The minutes of all are known, and none is cheaper than the kept one.</param>
public sealed record OutcomesTogether(int Kept, ImmutableArray<int> Doubles, double LeastCorrelation, bool IsCheapest)
{
    /// <summary>Why this one was kept, as its name in a sentence.</summary>
    public required string KeptAs { get; init; }

    /// <summary>Two confirmed together this much (phi) cannot be told apart by a history of some hundreds.</summary>
    public const double Least = 0.9;

    internal static ImmutableArray<OutcomesTogether> Of(
        History history, SmallestRows rows, ImmutableArray<int> outcomes, Func<int, double?> minutes,
        Func<int, bool> isObligatory)
    {
        var confirmed = rows.Confirmed;
        double[] share = [.. Enumerable.Range(0, history.Shape.Outcomes.Length)
            .Select(o => confirmed.Count(row => (row >> o & 1) != 0) / (double)confirmed.Length)];
        double Correlation(int a, int b)
        {
            var spread = Math.Sqrt(share[a] * (1 - share[a]) * share[b] * (1 - share[b]));
            var both = confirmed.Count(row => (row >> a & 1 & (row >> b)) != 0) / (double)confirmed.Length;
            return spread > 0 ? (both - share[a] * share[b]) / spread : 0;
        }

        var found = ImmutableArray.CreateBuilder<OutcomesTogether>();
        var taken = new HashSet<int>();
        // What must stay first, for it is asked for anyhow; then the cheapest, unknown last.
        foreach (var kept in outcomes.OrderByDescending(isObligatory).ThenBy(o => minutes(o) ?? double.PositiveInfinity).ThenBy(o => o))
        {
            if (!taken.Add(kept)) continue;
            var doubles = outcomes.Where(o => !taken.Contains(o) && !isObligatory(o)).Select(o => (Outcome: o, Phi: Correlation(kept, o)))
                .Where(each => each.Phi >= Least).ToList();
            if (doubles.Count == 0) continue;
            taken.UnionWith(doubles.Select(each => each.Outcome));
            var isCheapest = minutes(kept) is { } own && doubles.All(each => minutes(each.Outcome) >= own);
            found.Add(new OutcomesTogether(
                kept, [.. doubles.Select(each => each.Outcome)], doubles.Min(each => each.Phi), isCheapest)
            {
                KeptAs = isObligatory(kept) ? "the one that must stay" : isCheapest ? "the cheaper"
                    : minutes(kept) is not null ? "the cheapest of those with a known effort" : "the first of the process",
            });
        }
        return found.ToImmutable();
    }

    internal static NotACandidate Refused(History history, int outcome, ImmutableArray<OutcomesTogether> together)
    {
        var kept = together.First(each => each.Doubles.Contains(outcome));
        return new NotACandidate(history.Shape.Outcomes[outcome], "comes-together", string.Create(CultureInfo.InvariantCulture,
            $"It comes together with {history.Shape.Outcomes[kept.Kept].Name} nearly always (correlation {kept.LeastCorrelation:0.00} or "
            + $"more), so which of them tells something cannot be seen; {kept.KeptAs} "
            + $"stands for both."));
    }
}
