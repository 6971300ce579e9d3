using System.Collections.Immutable;
using System.Numerics;
using Headway.Histories;
using Headway.Statistics.Random;
using Headway.Statistics.Selection;

namespace Headway.Learning;

/// <summary>One search: folds, the path of sets on each, the choice, and how it does on rows it was not fitted to.</summary>
internal sealed class SmallestSearch
{
    /// <summary>Five folds where nothing says when.</summary>
    private const int FoldsWithoutDates = 5;

    /// <summary>Most outcomes of one stage (methods 3).</summary>
    private const int MostOfStage = 3;

    /// <summary>A log-odds of 1 is a large difference already; the penalty says so, and keeps every fit finite.</summary>
    private const double Ridge = 1;

    private readonly History history;
    private readonly SmallestQuestion question;
    private readonly SmallestRows rows;
    private readonly ImmutableArray<NotACandidate> refused;
    private readonly int[] candidates;
    private readonly ulong[] having;
    private readonly ulong[] answered;
    private readonly bool[] won;
    private readonly int[] cluster;
    private readonly double[][]? controls;
    private readonly SubsetRules rules;
    private readonly ImmutableArray<RollingOrigin> folds;

    public SmallestSearch(History history, SmallestQuestion question, SmallestRows rows)
    {
        this.history = history;
        this.question = question;
        this.rows = rows;
        var outcomes = history.Shape.Outcomes;
        bool IsObligatory(int o) => question.Obligatory.Contains(outcomes[o].Key);
        refused = [.. Enumerable.Range(0, outcomes.Length).Where(o => !IsObligatory(o))
            .Select(o => KnownOnlyAtClosing.Find(history, o, rows)).OfType<NotACandidate>()];
        candidates = [.. Enumerable.Range(0, outcomes.Length).Where(o => refused.All(no => no.Outcome != outcomes[o]))];
        (won, cluster, controls) = (rows.Won, rows.Cluster, rows.Controls(withWeeks: true, withAll: true));
        having = [.. rows.Confirmed.Select(Packed)];
        var no = rows.Refuted.Select(Packed).ToArray();
        // All that was asked, for comparison: confirmed and refuted apart, neither = unknown.
        answered = candidates.Length * 2 > ItemRows.MostItems ? having
            : [.. having.Select((yes, i) => yes | no[i] << candidates.Length)];
        rules = Rules(IsObligatory);
        folds = Folds();
    }

    /// <summary>What is missing, and how far it got: floors passed, and the share of the one that was not; null when there is
    /// enough.</summary>
    public (Refusal Why, double Reached)? Floors()
    {
        static (Refusal, double) Few(int passed, int have, int need, string what) => (
            new("not-enough-history", $"Not enough history: {have:N0} {what}, {need:N0} are needed."), passed + (double)have / need);
        if (candidates.Length == 0)
            return (new Refusal("smallest-no-candidates", $"None of the {history.Shape.Outcomes.Length} outcomes may be used. "
                + $"{refused[0].Outcome.Name}: {refused[0].Why}"), 0);
        var (wins, losses) = rows.Cases;
        var followed = rows.HasDates ? $" (looked at and followed for {rows.WithinDays} days)" : "";
        if (wins < SmallestProcess.LeastWins) return Few(0, wins, SmallestProcess.LeastWins, $"won opportunities{followed}");
        if (losses < SmallestProcess.LeastLosses) return Few(1, losses, SmallestProcess.LeastLosses,
            $"opportunities that ended otherwise{followed}");
        if (!rows.HasDates) return null;
        if (folds.Length < SmallestProcess.LeastOrigins)
            return Few(2, folds.Length, SmallestProcess.LeastOrigins,
                $"test periods of {rows.WithinDays} days with enough history before them");
        var tested = folds.SelectMany(fold => fold.Test).Where(i => won[i]).Select(i => cluster[i]).Distinct().Count();
        return tested < SmallestProcess.LeastTestWins
            ? Few(3, tested, SmallestProcess.LeastTestWins, "won opportunities in the test periods") : null;
    }

    public SmallestProcess Run(Action<double>? progress, CancellationToken stop)
    {
        var steps = folds.Length + 2.0 * question.Pairs + 1;
        var done = 0;
        void Step() => progress?.Invoke(Interlocked.Increment(ref done) / steps);
        var paths = new ImmutableArray<SubsetFit?>[folds.Length];
        Parallel.For(0, folds.Length, new ParallelOptions { CancellationToken = stop }, f =>
        {
            paths[f] = BestSubset.Path(Take(having, controls, folds[f].Train), rules);
            Step();
        });
        var losses = new SmallestLosses(won, controls, folds);
        double[][] bySize = [.. Enumerable.Range(0, rules.MostChosen + 1).Select(k => losses.OfEachFold(
            [.. paths.Select(path => Upto(path, k))], having))];
        var choice = OneStandardError.Choose(bySize);
        var all = losses.Predicted([.. folds.Select(fold => Everything(answered, controls, fold.Train))], answered);
        var (allMean, allError) = losses.MeanAndError(all);
        var shares = StabilitySelection.Of(candidates.Length, having, won, controls, cluster, OfSize(choice.Chosen), question.Seed,
            question.Pairs, Step, stop);
        var final = Suggested(choice.Chosen, shares);
        var models = new SmallestModels(rows, losses, folds, question.Seed).Of(
            all, losses.Predicted([.. paths.Select(path => Upto(path, final.Size))], having),
            (candidates.Length, MinutesOf(candidates)), (final.Size, MinutesOf(final.Chosen.Select(j => candidates[j]))));
        Step();
        // Five are enough when one of the sizes up to five lies within one standard error of all together.
        var asGood = Array.FindIndex(bySize, size => size.Average() <= allMean + allError);
        return new SmallestProcess(
            rows.Count, rows.Cases.Wins, rows.Cases.Losses, rows.HasDates, folds.Length, rows.WithinDays, Considered(final, shares),
                refused,
            [.. bySize.Select((size, k) => new SizeLoss(k, size.Average()))], choice.StandardError, choice.Chosen,
            asGood is >= 0 and <= SmallestProcess.FewEnough ? asGood : null, (allMean, allError), models, shares,
            BestSubset.IsExhaustive(candidates.Length, rules.MostChosen));
    }

    private ulong Packed(ulong ofHistory)
    {
        var packed = 0UL;
        for (var j = 0; j < candidates.Length; j++) packed |= (ofHistory >> candidates[j] & 1) << j;
        return packed;
    }

    private SubsetRules Rules(Func<int, bool> isObligatory)
    {
        var (wins, _) = rows.Cases;
        var coefficients = 1 + (controls is { Length: > 0 } ? controls[0].Length : 0);
        var obligatory = candidates.Select((o, j) => isObligatory(o) ? 1UL << j : 0).Aggregate(0UL, (all, bit) => all | bit);
        var afford = Math.Max(BitOperations.PopCount(obligatory), wins / SmallestProcess.WinsPerCoefficient - coefficients);
        var made = new SubsetRules(Math.Clamp(afford, 0, Math.Min(question.MostOutcomes, candidates.Length)))
        {
            Ridge = Ridge,
            Obligatory = obligatory,
        };
        if (question.Process is not { } process) return made;
        // An outcome this version no longer has stands alone.
        return made with
        {
            Group = [.. candidates.Select((o, j) => process.StageOf(new OutcomeKey(history.Shape.Outcomes[o].Key)) is { } stage
                ? process.IndexOf(stage.Key) : process.Stages.Length + j)],
            MostOfGroup = MostOfStage,
        };
    }

    /// <summary>Halves are searched for as many as were chosen: asked for more than there is to find they fill up with noise, and the bound
    /// on what is kept by luck says nothing.</summary>
    private SubsetRules OfSize(int chosen) =>
        rules with { MostChosen = Math.Max(Math.Max(1, chosen), BitOperations.PopCount(rules.Obligatory)) };

    private ImmutableArray<RollingOrigin> Folds()
    {
        if (rows.HasDates)
            return RollingOrigins.Of(rows.Days, rows.WithinDays, rows.WithinDays, train =>
            {
                var winning = train.Where(i => won[i]).Select(i => cluster[i]).Distinct().Count();
                return winning >= SmallestProcess.LeastWins / 2 && train.Select(i => cluster[i]).Distinct().Count() - winning
                    >= SmallestProcess.LeastLosses / 2;
            });
        int[] clusters = [.. cluster.Distinct().Order()];
        var random = Xoshiro256StarStar.For(question.Seed, "folds without dates");
        for (var i = clusters.Length - 1; i > 0; i--)
        {
            var j = random.NextBelow(i + 1);
            (clusters[i], clusters[j]) = (clusters[j], clusters[i]);
        }
        var foldOf = clusters.Select((c, position) => (c, Fold: position % FoldsWithoutDates)).ToDictionary(each => each.c, each =>
            each.Fold);
        var every = Enumerable.Range(0, rows.Count);
        return [.. Enumerable.Range(0, FoldsWithoutDates).Select(f => new RollingOrigin(
            f, [.. every.Where(i => foldOf[cluster[i]] != f)], [.. every.Where(i => foldOf[cluster[i]] == f)]))];
    }

    private ItemRows Take(ulong[] items, double[][]? columns, ImmutableArray<int> which) =>
        ItemRows.Of(items == having ? candidates.Length : 2 * candidates.Length, items, won, columns, rows: which);

    private SubsetFit Everything(ulong[] items, double[][]? columns, ImmutableArray<int> train)
    {
        var taken = Take(items, columns, train);
        return BestSubset.Fit(taken, ulong.MaxValue >> (64 - taken.Items), Ridge)!;
    }

    /// <summary>The best set of a size; where no larger one keeps to the rules, the largest that does.</summary>
    private static SubsetFit Upto(ImmutableArray<SubsetFit?> path, int size)
    {
        for (; size > 0; size--)
            if (path[size] is { } fit) return fit;
        return path.First(fit => fit is not null)!;
    }

    /// <summary>The chosen size on all rows, without what does not come back on halves of them.</summary>
    private SubsetFit Suggested(int size, StabilityShares shares)
    {
        var rowsOfAll = ItemRows.Of(candidates.Length, having, won, controls);
        var best = Upto(BestSubset.Path(rowsOfAll, rules), size);
        var kept = best.Chosen.Where(j => shares.Shares[j] >= SmallestProcess.LeastShare || (rules.Obligatory >> j & 1) != 0)
            .Aggregate(0UL, (set, j) => set | 1UL << j);
        return kept == best.Items ? best : BestSubset.Fit(rowsOfAll, kept, Ridge)!;
    }

    private ImmutableArray<ConsideredOutcome> Considered(SubsetFit final, StabilityShares shares)
    {
        var slopes = final.Coefficients.AsSpan()[(1 + final.Controls)..].ToArray();
        var points = PointsScore.Of(slopes).Points;
        var confirmed = rows.Confirmed;
        return [.. candidates.Select((o, j) =>
        {
            var at = final.Chosen.IndexOf(j);
            return new ConsideredOutcome(
                o, history.Shape.Outcomes[o], confirmed.Count(row => (row >> o & 1) != 0), shares.Shares[j], at < 0 ? null : slopes[at],
                at < 0 ? null : points[at], MinutesOf([o]), (rules.Obligatory >> j & 1) != 0);
        }).OrderByDescending(outcome => outcome.LogOdds ?? double.NegativeInfinity).ThenByDescending(outcome => outcome.Share)
            .ThenBy(outcome => outcome.Index)];
    }

    /// <summary>Minutes of the activities that pursue these outcomes, shared among all that each pursues; null when nobody said.</summary>
    private double? MinutesOf(IEnumerable<int> outcomes)
    {
        if (question.Process is not { } process || process.Activities.All(activity => activity.EffortMinutes is null)) return null;
        var keys = outcomes.Select(o => history.Shape.Outcomes[o].Key).ToHashSet();
        return process.Activities.Where(activity => !activity.Pursues.IsEmpty).Sum(activity =>
            (activity.EffortMinutes ?? 0) * (double)activity.Pursues.Count(key => keys.Contains(key.Value)) / activity.Pursues.Length);
    }
}
