using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Association;

namespace Headway.Learning;

/// <summary>One element compared by how often, before the run is judged. At stacked landmarks since entering its stage, opportunities
/// still open that had it by then: pseudo-values of the win incidence by the horizon, on how often so far.</summary>
internal sealed class RepeatComparison
{
    private const int EverySteps = 2, MostLandmarks = 12;

    /// <summary>Floors of methods 0.1, on those that had it at all.</summary>
    private const int LeastWins = 30, LeastNonWins = 30, LeastInArm = 15, LeastWinsInArm = 5;

    private const int LeastAtLandmark = 30, LeastSeenThrough = 10;

    /// <summary>Where half of the wins take less, a week would hold most of what happens.</summary>
    private const double DaysBelow = 35;

    private const double Ridge = 0.01;
    private const int Exposure = 1;

    private sealed record Landmark(int Day, int[] Members, int[] Level, (int Stage, int Known)[] Standing, int[] Engaged, double[] Won);

    private readonly StudiedElement element;
    private readonly StageCohort cohort;
    private readonly RepeatCounts counts;
    private readonly int stepDays;
    private readonly List<Landmark> landmarks = [];
    private readonly Dictionary<int, int> arm = [];
    private Estimate? perDoubling;
    private readonly Estimate?[] byLevel = new Estimate?[RepeatCounts.Levels];
    private RepeatHazards? hazards;
    private ContributionSilence? silence;

    private RepeatComparison(StudiedElement element, StageCohort cohort, RepeatCounts counts)
    {
        (this.element, this.cohort, this.counts) = (element, cohort, counts);
        double[] wins = [.. cohort.ExitDays.Where((_, i) => cohort.Endings[i] == (int)Ending.Won).Order()];
        stepDays = wins.Length > 0 && wins[wins.Length / 2] < DaysBelow ? 1 : 7;
    }

    public Estimate? PerDoubling => perDoubling;

    public static RepeatComparison Of(
        StudiedElement element, StageCohort cohort, RoadProgress progress, RepeatCounts counts, CancellationToken stop)
    {
        var comparison = new RepeatComparison(element, cohort, counts);
        var design = new ContributionDesign(cohort, element, progress);
        for (var l = 1; l <= MostLandmarks; l++)
        {
            stop.ThrowIfCancellationRequested();
            comparison.AddLandmark(design, l * EverySteps * comparison.stepDays);
        }
        comparison.silence = comparison.Screen();
        if (comparison.silence is null) comparison.Estimate(design, stop);
        return comparison;
    }

    private void AddLandmark(ContributionDesign design, int day)
    {
        long At(int i) => cohort.OriginTicks[i] + day * TimeSpan.TicksPerDay;
        int[] members = [.. Enumerable.Range(0, cohort.Cases.Length).Where(i =>
            counts.KnownOf(cohort.Cases[i]) is [var first, ..] && first <= At(i) && cohort.IsAtRisk(i, day))];
        var seen = members.Count(i => cohort.History.AsOfTicks - At(i) >= cohort.HorizonDays * TimeSpan.TicksPerDay);
        if (members.Length < LeastAtLandmark || seen < LeastSeenThrough) return;
        int[] levels = [.. members.Select(i => counts.LevelBy(cohort.Cases[i], At(i)))];
        if (levels.All(level => level == levels[0])) return;
        double[] since = [.. members.Select(i => cohort.ExitDays[i] - day)];
        int[] endings = [.. members.Select(i => cohort.Endings[i])];
        landmarks.Add(new Landmark(
            day, members, levels, [.. members.Select(i => design.StandingOf(i, At(i)))],
            [.. members.Select(i => ContributionDesign.EngagementOf(design.CountBefore(i, At(i))))],
            IncidencePseudoValues.Of(since, endings, (int)Ending.Won, cohort.HorizonDays)));
        for (var m = 0; m < members.Length; m++) arm[members[m]] = levels[m];
    }

    private ContributionSilence? Screen()
    {
        if (element.LateShare > ElementFinding.MostLateShare) return ContributionSilence.RecordedLate;
        if (element.IsNearlyTheWin) return ContributionSilence.NearlyTheWin;
        int In(bool often) => arm.Count(each => each.Value > 0 == often);
        int Ended(Func<int, bool> how, bool? often = null) => arm.Count(each =>
            how(cohort.Endings[each.Key]) && (often is null || each.Value > 0 == often));
        bool Wins(int ending) => ending == (int)Ending.Won;
        return Ended(Wins) < LeastWins || Ended(ending => ending > (int)Ending.Won) < LeastNonWins
            || In(true) < LeastInArm || In(false) < LeastInArm || Ended(Wins, true) < LeastWinsInArm || Ended(Wins, false) < LeastWinsInArm
            ? ContributionSilence.TooFew : null;
    }

    private void Estimate(ContributionDesign design, CancellationToken stop)
    {
        double[] response = [.. landmarks.SelectMany(at => at.Won)];
        int[] cluster = [.. landmarks.SelectMany(at => at.Members)];
        perDoubling = ClusteredLeastSquares.Fit(Stack(byLevel: false), response, cluster, Exposure, Ridge);
        if (perDoubling is null)
        {
            silence = ContributionSilence.NotComparable;
            return;
        }
        var levels = Stack(byLevel: true);
        for (var level = 1; level < RepeatCounts.Levels; level++)
        {
            stop.ThrowIfCancellationRequested();
            if (AtLevel(level) >= RepeatLevel.LeastCompared)
                byLevel[level] = ClusteredLeastSquares.Fit(levels, response, cluster, level, Ridge);
        }
        stop.ThrowIfCancellationRequested();
        hazards = RepeatHazardRows.Fit(cohort, counts, design, stepDays);
    }

    /// <summary>Alike in landmark, stage, what of the stage's needs is known, and other evidence, all at once; traits of the
    /// case beside.</summary>
    private SparseRows Stack(bool byLevel)
    {
        var strata = landmarks.SelectMany((at, l) => at.Members.Select((_, m) => (l, at.Standing[m], at.Engaged[m]))).Distinct().Order()
            .Select((key, at) => (key, at)).ToDictionary(each => each.key, each => each.at);
        var (before, traits) = (byLevel ? RepeatCounts.Levels : 2, cohort.Traits);
        var rows = new SparseRowsBuilder(before + strata.Count - 1 + traits.Levels.Sum(levels => levels - 1));
        for (var l = 0; l < landmarks.Count; l++)
        {
            var at = landmarks[l];
            for (var m = 0; m < at.Members.Length; m++)
            {
                rows.Add(0, 1);
                if (at.Level[m] > 0) rows.Add(byLevel ? at.Level[m] : Exposure, byLevel ? 1 : at.Level[m]);
                if (strata[(l, at.Standing[m], at.Engaged[m])] is > 0 and var stratum) rows.Add(before + stratum - 1, 1);
                var column = before + strata.Count - 1;
                for (var t = 0; t < traits.Levels.Length; t++)
                {
                    if (traits.Level[t][at.Members[m]] is > 0 and var level) rows.Add(column + level - 1, 1);
                    column += traits.Levels[t] - 1;
                }
                rows.EndRow();
            }
        }
        return rows.ToRows();
    }

    private int AtLevel(int level) =>
        landmarks.SelectMany(at => at.Members.Where((_, m) => at.Level[m] == level)).Distinct().Count();

    public RepeatedElement Judge(double? adjustedP, ContributionQuestion question)
    {
        var (verdict, why) = (ContributionVerdict.NotEnoughEvidence, silence);
        if (perDoubling is { } difference)
        {
            var found = adjustedP <= question.FalseDiscovery && !difference.IntervalOf().Contains(0);
            if (hazards is null) why = ContributionSilence.NotComparable;
            else if (difference.IsShownNegligible(question.Smallest))
            {
                // A small difference is only shown where the other way to look at it sees none.
                if (hazards.Against.IntervalOf().Contains(0)) verdict = ContributionVerdict.NoMeaningfulAssociation;
                else why = ContributionSilence.EstimatesDisagree;
            }
            else if (!found) why = ContributionSilence.Undecided;
            else if (Math.Sign(hazards.Against.Value) != Math.Sign(difference.Value)) why = ContributionSilence.EstimatesDisagree;
            else verdict = difference.Value > 0 ? ContributionVerdict.WithWinning : ContributionVerdict.WithLosing;
        }
        var inAll = counts.InAll();
        return new RepeatedElement(
            element.Element, element.Outcome < 0, cohort.History.Shape.Stages[cohort.Stage], verdict, why, stepDays, cohort.HorizonDays,
            [.. landmarks.Select(at => at.Day)], arm.Count, arm.Count(each => each.Value > 0),
            arm.Keys.Count(i => cohort.Endings[i] == (int)Ending.Won),
            [.. Enumerable.Range(0, RepeatCounts.Levels).Select(level => new RepeatLevel(
                RepeatCounts.TimesOf(level).From, RepeatCounts.TimesOf(level).To, inAll[level].Closed, inAll[level].Won, inAll[level].Open,
                AtLevel(level), byLevel[level]))],
            perDoubling, hazards, adjustedP);
    }
}
