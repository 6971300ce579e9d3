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

    /// <summary>Days from leaving a stage to knowing how.</summary>
    private const double SettledAtOnce = 1;

    /// <summary>The search: with dates at every step of the road, without as one row for each opportunity.</summary>
    private readonly SmallestSample steps;

    /// <summary>The judgement: whether it was won in time.</summary>
    private readonly SmallestSample looks;

    private readonly History history;
    private readonly SmallestQuestion question;
    private readonly SmallestRows rows, stepRows;
    private readonly ImmutableArray<NotACandidate> refused;
    private readonly ImmutableArray<OutcomesTogether> together;
    private readonly int[] candidates;
    private readonly double[] stepDays;
    private readonly SubsetRules rules;
    private readonly ImmutableArray<RollingOrigin> folds, stepFolds;

    public SmallestSearch(History history, SmallestQuestion question, SmallestRows rows)
    {
        this.history = history;
        this.question = question;
        this.rows = rows;
        stepRows = rows.HasDates ? SmallestRows.StepsOf(history) : rows;
        stepDays = stepRows.Days;
        var outcomes = history.Shape.Outcomes;
        bool IsObligatory(int o) => question.Obligatory.Contains(outcomes[o].Key);
        ImmutableArray<NotACandidate> no = [.. Enumerable.Range(0, outcomes.Length).Where(o => !IsObligatory(o))
            .Select(o => KnownOnlyAtClosing.Find(history, o, rows)).OfType<NotACandidate>()];
        var left = Enumerable.Range(0, outcomes.Length).Where(o => no.All(each => each.Outcome != outcomes[o]));
        together = OutcomesTogether.Of(history, stepRows, [.. left], o => MinutesOf([o]), IsObligatory);
        refused = [.. no, .. together.SelectMany(each => each.Doubles).Where(o => !IsObligatory(o)).Select(o =>
            OutcomesTogether.Refused(history, o, together))];
        candidates = [.. Enumerable.Range(0, outcomes.Length).Where(o => refused.All(each => each.Outcome != outcomes[o]))];
        (steps, looks) = (SmallestSample.Of(stepRows, candidates), SmallestSample.Of(rows, candidates));
        rules = Rules(IsObligatory);
        folds = rows.HasDates ? Origins(rows, rows.WithinDays) : Parts();
        stepFolds = rows.HasDates ? Origins(stepRows, SettledAtOnce) : folds;
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
        var tested = folds.SelectMany(fold => fold.Test).Where(i => looks.Won[i]).Select(i => looks.Cluster[i]).Distinct().Count();
        if (tested < SmallestProcess.LeastTestWins)
            return Few(3, tested, SmallestProcess.LeastTestWins, "won opportunities in the test periods");
        // Looks are won or not while an opportunity is open; a stay tells nothing before it is over.
        return stepFolds.Length < SmallestProcess.LeastOrigins
            ? Few(4, stepFolds.Length, SmallestProcess.LeastOrigins, $"test periods of {rows.WithinDays} days before which "
                + $"{SmallestProcess.LeastWins / 2} stays in a stage went on and {SmallestProcess.LeastLosses / 2} ended without a win")
            : null;
    }

    public (int Wins, int Losses) Cases => rows.Cases;

    public SmallestProcess Run(Action<double>? progress, CancellationToken stop)
    {
        var total = stepFolds.Length + folds.Length + 2.0 * question.Pairs + 1;
        var done = 0;
        void Step() => progress?.Invoke(Interlocked.Increment(ref done) / total);
        var parallel = new ParallelOptions { CancellationToken = stop };
        var paths = new ImmutableArray<SubsetFit?>[stepFolds.Length];
        Parallel.For(0, stepFolds.Length, parallel, f =>
        {
            paths[f] = BestSubset.Path(steps.Take(stepFolds[f].Train), rules);
            Step();
        });
        var losses = new SmallestLosses(steps.Won, steps.Controls, stepFolds);
        double[][] bySize = [.. Enumerable.Range(0, rules.MostChosen + 1).Select(k => losses.OfEachFold(
            [.. paths.Select(path => Upto(path, k))], steps.Having))];
        var choice = Size(bySize);
        var everything = losses.Predicted([.. stepFolds.Select(fold => steps.Everything(fold.Train, Ridge))], steps.Answered);
        var (allMean, allError) = losses.MeanAndError(everything);
        var none = new ulong[steps.Won.Length];
        var nothing = losses.Predicted(
            [.. stepFolds.Select(fold => BestSubset.Fit(ItemRows.Of(0, none, steps.Won, null, rows: fold.Train), 0, Ridge)!)], none);
        var shares = StabilitySelection.Of(candidates.Length, steps.Having, steps.Won, steps.Controls, steps.Cluster,
            OfSize(choice.Chosen), question.Seed, question.Pairs, Step, stop);
        var final = Suggested(choice.Chosen, shares);
        var points = PointsCheck.Of(steps, stepFolds, [.. paths.Select(path => Upto(path, final.Size))], losses, Ridge);
        var judged = new SubsetFit[folds.Length];
        Parallel.For(0, folds.Length, parallel, f =>
        {
            judged[f] = looks.Fit(folds[f].Train, SetAt(f, final.Size), Ridge);
            Step();
        });
        var lookLosses = new SmallestLosses(looks.Won, looks.Controls, folds);
        var models = new SmallestModels(rows, lookLosses, folds, question.Seed);
        var whole = lookLosses.Predicted([.. folds.Select(fold => looks.Everything(fold.Train, Ridge))], looks.Answered);
        var suggested = lookLosses.Predicted(judged, looks.Having);
        var scores = models.Of(whole, suggested, (candidates.Length, MinutesOf(candidates)),
            (final.Size, MinutesOf(final.Chosen.Select(j => candidates[j]))));
        Step();
        // Five are enough when one of the sizes up to five lies within one standard error of all together.
        var asGood = Array.FindIndex(bySize, size => size.Average() <= allMean + allError);
        return new SmallestProcess(
            rows.Count, rows.Cases.Wins, rows.Cases.Losses, rows.HasDates, folds.Length, rows.WithinDays,
            Considered(final, shares, points), refused,
            [.. bySize.Select((size, k) => new SizeLoss(k, Told(size)))], choice.StandardError, choice.Chosen,
            asGood is >= 0 and <= SmallestProcess.FewEnough ? asGood : null, (Told(losses.Each(everything)), allError), scores, shares,
            BestSubset.IsExhaustive(candidates.Length, rules.MostChosen))
        {
            MinutesNow = question.Process is { } process ? ProcessMinutes.Of(process) : null,
            Steps = stepRows.Count,
            ChoiceLossOfNothing = Told(losses.Each(nothing)),
            ShareWon = models.ShareWon,
            StepFolds = stepFolds.Length,
            Points = points,
            Last = rows.HasDates ? models.LastOrigin(suggested) : null,
            Together = together,
        };
    }

    /// <summary>The loss over the folds as it is told: periods count alike, however full they are. Without dates the folds are parts of the
    /// rows that are judged too, and then each row counts alike, so that one thing is not told with two numbers.</summary>
    private double Told(double[] each) => rows.HasDates ? each.Average()
        : each.Zip(stepFolds, (loss, fold) => loss * fold.Test.Length).Sum() / stepFolds.Sum(fold => fold.Test.Length);

    /// <summary>The smallest size within one standard error of the best; but where some outcomes lower the loss, none at all is not
    /// "as good": that rule was made to prefer few over many. Whether the first one is luck, the halves tell.</summary>
    private static OneStandardErrorChoice Size(double[][] bySize)
    {
        var choice = OneStandardError.Choose(bySize);
        if (choice is not { Chosen: 0, Best: > 0 }) return choice;
        var some = OneStandardError.Choose(bySize[1..]);
        return some with { Chosen = some.Chosen + 1, Best = some.Best + 1 };
    }

    /// <summary>The best set of this size by what was known when the fold began.</summary>
    private ulong SetAt(int fold, int size)
    {
        if (!rows.HasDates) return Upto(BestSubset.Path(steps.Take(folds[fold].Train), rules), size).Items;
        ImmutableArray<int> settled = [.. Enumerable.Range(0, stepRows.Count).Where(i => stepDays[i] <= folds[fold].Origin)];
        return Upto(BestSubset.Path(steps.Take(settled), rules), size).Items;
    }

    private SubsetRules Rules(Func<int, bool> isObligatory)
    {
        var (wins, _) = rows.Cases;
        var coefficients = 1 + (looks.Controls is { Length: > 0 } controls ? controls[0].Length : 0);
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

    private ImmutableArray<RollingOrigin> Origins(SmallestRows of, double horizon)
    {
        var (happened, cases) = (of.Won, of.Cluster);
        return RollingOrigins.Of(of.Days, horizon, rows.WithinDays, train =>
        {
            var winning = train.Where(i => happened[i]).Select(i => cases[i]).Distinct().Count();
            var others = horizon > SettledAtOnce ? train.Select(i => cases[i]).Distinct().Count() - winning
                : train.Count(i => !happened[i]);
            return winning >= SmallestProcess.LeastWins / 2 && others >= SmallestProcess.LeastLosses / 2;
        });
    }

    private ImmutableArray<RollingOrigin> Parts()
    {
        int[] clusters = [.. looks.Cluster.Distinct().Order()];
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
            f, [.. every.Where(i => foldOf[looks.Cluster[i]] != f)], [.. every.Where(i => foldOf[looks.Cluster[i]] == f)]))];
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
        var rowsOfAll = steps.Take();
        var best = Upto(BestSubset.Path(rowsOfAll, rules), size);
        var kept = best.Chosen.Where(j => shares.Shares[j] >= SmallestProcess.LeastShare || (rules.Obligatory >> j & 1) != 0)
            .Aggregate(0UL, (set, j) => set | 1UL << j);
        return kept == best.Items ? best : BestSubset.Fit(rowsOfAll, kept, Ridge)!;
    }

    private ImmutableArray<ConsideredOutcome> Considered(SubsetFit final, StabilityShares shares, PointsCheck? accepted)
    {
        var slopes = final.Coefficients.AsSpan()[(1 + final.Controls)..].ToArray();
        var points = PointsScore.Of(slopes).Points;
        var confirmed = rows.Confirmed;
        return [.. candidates.Select((o, j) =>
        {
            var at = final.Chosen.IndexOf(j);
            return new ConsideredOutcome(
                o, history.Shape.Outcomes[o], confirmed.Count(row => (row >> o & 1) != 0), shares.Shares[j], at < 0 ? null : slopes[at],
                at < 0 || accepted is not { IsAccepted: true } ? null : points[at],
                MinutesOf([o]), (rules.Obligatory >> j & 1) != 0);
        }).OrderByDescending(outcome => outcome.LogOdds ?? double.NegativeInfinity).ThenByDescending(outcome => outcome.Share)
            .ThenBy(outcome => outcome.Index)];
    }

    /// <summary>What asking for these alone would cost, as a draft of them costs.</summary>
    private double? MinutesOf(IEnumerable<int> outcomes) => question.Process is not { } process ? null
        : ProcessMinutes.Of(process, outcomes.Select(o => history.Shape.Outcomes[o].Key).ToHashSet(StringComparer.Ordinal));
}
