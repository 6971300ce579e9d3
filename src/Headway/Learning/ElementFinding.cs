using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Association;
using Headway.Statistics.Random;

namespace Headway.Learning;

/// <summary>One element estimated on the cohorts of its stage, before the whole run is judged.</summary>
internal sealed class ElementFinding
{
    /// <summary>Floors of methods 0.1.</summary>
    private const int LeastWins = 30, LeastNonWins = 30, LeastInArm = 15, LeastWinsInArm = 5;

    private const int LeastInArmAtLandmark = 5;
    private const double LeastExposedShare = 0.05;
    internal const double MostLateShare = 0.20;
    private const double MostImbalance = 0.1;
    private const double LeastEffective = 30;
    private const int Folds = 5;

    /// <summary>To find a difference of the size seen with 80 %: 1.96 + 0.84 errors.</summary>
    private const double ErrorsToFind = 2.8;

    private readonly StudiedElement element;
    private readonly StageCohort cohort;
    private readonly RoadProgress progress;
    private readonly int[] weight = new int[4];
    private ContributionSilence? silence;
    private int? neededMore;
    private int atRisk, exposed, won;

    private ElementFinding(StudiedElement element, StageCohort cohort, RoadProgress progress) =>
        (this.element, this.cohort, this.progress) = (element, cohort, progress);

    public ContributionNumbers? Numbers { get; private set; }

    public bool IsTested => Numbers is not null;

    /// <summary>Made-up exposures that could be estimated.</summary>
    public int MadeUp { get; private set; }

    public bool ShuffledAlarm { get; private set; }

    public bool InventedAlarm { get; private set; }

    public bool FutureAlarm { get; private set; }

    public static ElementFinding Of(
        StudiedElement element, StageCohort cohort, RoadProgress progress, ContributionQuestion question, CancellationToken stop)
    {
        var finding = Screened(element, cohort, progress);
        if (finding.silence is null) finding.Estimate(finding.Comparable(), question, stop);
        return finding;
    }

    /// <summary>Only counted and held against the floors; nothing is estimated.</summary>
    public static ElementFinding Screened(StudiedElement element, StageCohort cohort, RoadProgress progress)
    {
        var finding = new ElementFinding(element, cohort, progress);
        var landmarks = finding.Comparable();
        finding.Count(landmarks);
        finding.silence = finding.Screen(landmarks);
        return finding;
    }

    private List<LandmarkCohort> Comparable() => [.. cohort.Landmarks.Where(at => CanCompare(at, element.FirstTicks))];

    private bool CanCompare(LandmarkCohort at, long[] firstTicks)
    {
        var with = at.ExposedTo(firstTicks).Count(each => each);
        return with >= LeastInArmAtLandmark && at.Members.Length - with >= LeastInArmAtLandmark;
    }

    /// <summary>Distinct cases over the landmarks: wins and others, with and without by the last landmark they reached.</summary>
    private void Count(List<LandmarkCohort> landmarks)
    {
        var arm = new Dictionary<int, bool>();
        foreach (var at in landmarks.Count > 0 ? landmarks : cohort.Landmarks)
        {
            var with = at.ExposedTo(element.FirstTicks);
            for (var m = 0; m < with.Length; m++) arm[at.Members[m]] = with[m];
        }
        foreach (var (i, with) in arm)
        {
            atRisk++;
            if (with) exposed++;
            if (cohort.Endings[i] != (int)Ending.Won) continue;
            won++;
            weight[with ? 1 : 0]++;
        }
        weight[2] = arm.Count(each => cohort.Endings[each.Key] > (int)Ending.Won);
    }

    private ContributionSilence? Screen(List<LandmarkCohort> landmarks)
    {
        if (element.LateShare > MostLateShare) return ContributionSilence.RecordedLate;
        if (progress.IsAskedFor(element, cohort.Stage)) return ContributionSilence.AskedForHere;
        if (element.IsNearlyTheWin) return ContributionSilence.NearlyTheWin;
        var share = atRisk == 0 ? 0 : (double)exposed / atRisk;
        double[] have =
        [
            (double)won / LeastWins, (double)weight[2] / LeastNonWins, (double)exposed / LeastInArm,
            (double)(atRisk - exposed) / LeastInArm, (double)weight[1] / LeastWinsInArm, (double)weight[0] / LeastWinsInArm,
        ];
        if (won >= LeastWins && weight[2] >= LeastNonWins && (share < LeastExposedShare || share > 1 - LeastExposedShare))
            return ContributionSilence.NearlyAllOrNone;
        if (landmarks.Count > 0 && have.Min() >= 1) return null;
        neededMore = have.Min() is > 0 and < 1 and var least ? RoundedUp(cohort.Cases.Length * (1 / least - 1)) : null;
        return ContributionSilence.TooFew;
    }

    private void Estimate(List<LandmarkCohort> landmarks, ContributionQuestion question, CancellationToken stop)
    {
        var design = new ContributionDesign(cohort, element, progress);
        var main = Stacked(design, landmarks, element.FirstTicks);
        if (main is not { } difference)
        {
            silence = ContributionSilence.NotComparable;
            return;
        }
        var weekly = WeeklyHazardContribution.Of(cohort, element, design, progress, stop);
        // The weekly model's own two figures; without it, those at the first landmark less what goes with it.
        var without = weekly?.Without ?? Math.Clamp(
            landmarks[0].Won.Average() - landmarks[0].ExposedTo(element.FirstTicks).Average(each => each ? difference.Value : 0), 0, 1);
        var with = weekly?.With ?? Math.Clamp(without + difference.Value, 0, 1);
        var (robust, balance) = Robust(design, landmarks);
        stop.ThrowIfCancellationRequested();
        Numbers = new ContributionNumbers(
            cohort.HorizonDays, [.. landmarks.Select(at => at.Week)], difference, with, without, Hazard(landmarks),
            weekly, robust, balance, design.WasEngagedBefore());
        ShuffledAlarm = IsAlarm(design, landmarks, Shuffled(landmarks[0], question.Seed));
        stop.ThrowIfCancellationRequested();
        InventedAlarm = IsAlarm(design, landmarks, Invented(question.Seed));
        stop.ThrowIfCancellationRequested();
        FutureAlarm = IsAlarm(design, landmarks[..1], AfterTheLandmark(landmarks[0], question.Seed));
    }

    /// <summary>A: pseudo-values of all landmarks, regressed on the exposure and on what else differs.</summary>
    private Estimate? Stacked(ContributionDesign design, List<LandmarkCohort> landmarks, long[] firstTicks)
    {
        double[] response = [.. landmarks.SelectMany(at => at.Won)];
        int[] cluster = [.. landmarks.SelectMany(at => at.Members)];
        return ClusteredLeastSquares.Fit(design.Stack(landmarks, firstTicks), response, cluster, ContributionDesign.Exposure, 0.01);
    }

    private Estimate? Hazard(List<LandmarkCohort> landmarks)
    {
        var horizon = (double)cohort.HorizonDays;
        double[] since = [.. landmarks.SelectMany(at => at.Since)];
        int[] cluster = [.. landmarks.SelectMany(at => at.Members)];
        bool[] happened = [.. cluster.Select((i, row) => cohort.Endings[i] == (int)Ending.Won && since[row] <= horizon)];
        double[] with = [.. landmarks.SelectMany(at => at.ExposedTo(element.FirstTicks)).Select(each => each ? 1.0 : 0)];
        int[] stratum = [.. landmarks.SelectMany((at, l) => Enumerable.Repeat(l, at.Members.Length))];
        return CoxRegression.Fit([], [.. since.Select(day => Math.Min(day, horizon))], happened, with, 1, stratum, cluster).Match(
            fit => (Estimate?)new Estimate(fit.Model.Coefficients[0], fit.Model.RobustStandardErrors![0]), _ => null);
    }

    /// <summary>C: at the declared landmark alone, or not at all where the two arms cannot be made alike.</summary>
    private (Estimate? Robust, double? Balance) Robust(ContributionDesign design, List<LandmarkCohort> landmarks)
    {
        if (cohort.Primary is not { } declared) return (null, null);
        var at = landmarks.Contains(declared) ? declared : landmarks[0];
        var rows = design.Confounders(at);
        var with = at.ExposedTo(element.FirstTicks);
        var ids = cohort.History.Log.CaseIds;
        var fold = CrossFitting.Folds([.. at.Members.Select(i => KeyOf(ids[cohort.History.Columns.CaseIndex[cohort.Cases[i]]]))], Folds);
        if (CrossFitting.Estimate(rows, with, at.Won, fold, Folds, ridge: 1) is not var (estimate, propensity)) return (null, null);
        var weights = CovariateBalance.Weights(with, propensity);
        var balance = design.LargestImbalance(at, with, weights);
        var effective = Math.Min(
            CovariateBalance.EffectiveSize(weights, with, true), CovariateBalance.EffectiveSize(weights, with, false));
        return (balance <= MostImbalance && effective >= LeastEffective ? estimate.Difference : null, balance);
    }

    /// <summary>FNV-1a: a case falls into the same fold whatever its row.</summary>
    private static ulong KeyOf(string id)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in id) hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }

    private bool IsAlarm(ContributionDesign design, List<LandmarkCohort> landmarks, long[] firstTicks)
    {
        var comparable = landmarks.Where(at => CanCompare(at, firstTicks)).ToList();
        if (comparable.Count == 0 || Stacked(design, comparable, firstTicks) is not { } difference) return false;
        MadeUp++;
        return difference.PValue < ChanceFindings.Level;
    }

    /// <summary>The time since entering the stage at which it came, dealt out anew among those at risk at the first landmark.</summary>
    private long[] Shuffled(LandmarkCohort at, ulong seed)
    {
        var random = Xoshiro256StarStar.For(seed, "shuffled dates", element.Element.Key);
        var offset = at.Members.Select(i => element.FirstTicks[cohort.Cases[i]] is var first && first == StudiedElement.Never
            ? StudiedElement.Never : first - cohort.OriginTicks[i]).ToArray();
        for (var i = offset.Length - 1; i > 0; i--)
        {
            var j = random.NextBelow(i + 1);
            (offset[i], offset[j]) = (offset[j], offset[i]);
        }
        var first = (long[])element.FirstTicks.Clone();
        for (var m = 0; m < offset.Length; m++)
            first[cohort.Cases[at.Members[m]]] = offset[m] == StudiedElement.Never ? StudiedElement.Never
                : cohort.OriginTicks[at.Members[m]] + offset[m];
        return first;
    }

    /// <summary>Something that happens to everybody alike while the case is open: those who live long have it more often, which is what
    /// the usual win rate takes for a contribution.</summary>
    private long[] Invented(ulong seed)
    {
        var random = Xoshiro256StarStar.For(seed, "invented activity", element.Element.Key);
        var first = new long[element.FirstTicks.Length];
        Array.Fill(first, StudiedElement.Never);
        for (var i = 0; i < cohort.Cases.Length; i++)
        {
            var day = random.Exponential(35);
            if (day < cohort.ExitDays[i]) first[cohort.Cases[i]] = cohort.OriginTicks[i] + (long)(day * TimeSpan.TicksPerDay);
        }
        return first;
    }

    /// <summary>By lot: some have it at the landmark, the others some time after it, while they stay open. What comes after a landmark
    /// must count for nothing there: those that live long have it more often.</summary>
    private long[] AfterTheLandmark(LandmarkCohort at, ulong seed)
    {
        var random = Xoshiro256StarStar.For(seed, "after the landmark", element.Element.Key);
        var share = at.ExposedTo(element.FirstTicks).Average(each => each ? 1.0 : 0);
        var first = new long[element.FirstTicks.Length];
        Array.Fill(first, StudiedElement.Never);
        foreach (var i in at.Members)
        {
            var (has, wait) = (random.Chance(share), random.Exponential(14));
            var known = at.TicksAt(i) + (has ? 0 : 1 + (long)(wait * TimeSpan.TicksPerDay));
            if (known < cohort.OriginTicks[i] + (long)(cohort.ExitDays[i] * TimeSpan.TicksPerDay)) first[cohort.Cases[i]] = known;
        }
        return first;
    }

    public ElementContribution Judge(double? adjustedP, ContributionQuestion question)
    {
        var verdict = ContributionVerdict.NotEnoughEvidence;
        var (why, more) = (silence, neededMore);
        if (Numbers is { } numbers)
        {
            var found = adjustedP <= question.FalseDiscovery && !numbers.Interval.Contains(0);
            if (numbers.Robust is not { } robust) why = ContributionSilence.NotComparable;
            else if (IsNegligible(numbers, question.Smallest)) verdict = ContributionVerdict.NoMeaningfulAssociation;
            else if (!found) (why, more) = (ContributionSilence.Undecided, MoreToSettle(numbers.Difference, question.Smallest));
            else if (!Agree(numbers.Landmarks.Value, robust.Value, numbers.Difference.Value))
                why = ContributionSilence.EstimatesDisagree;
            else verdict = numbers.Difference.Value > 0 ? ContributionVerdict.WithWinning : ContributionVerdict.WithLosing;
        }
        var had = element.Times.Count(times => times > 0);
        return new ElementContribution(
            element.Element, element.Outcome < 0, cohort.History.Shape.Stages[cohort.Stage], verdict, atRisk, exposed, won,
            had, had == 0 ? 0 : element.Times.Sum(times => (double)times) / had, Numbers, why, more, adjustedP)
        {
            EnteredPerWeek = Contribution.PerWeek(cohort.History, cohort.OriginTicks),
        };
    }

    private static bool Agree(double landmarks, double robust, double weekly) =>
        Math.Sign(landmarks) == Math.Sign(robust) && Math.Sign(landmarks) == Math.Sign(weekly);

    /// <summary>Shown to be small, and not contradicted by the landmarks, which assume less.</summary>
    private static bool IsNegligible(ContributionNumbers numbers, double smallest) =>
        numbers.Difference.IsShownNegligible(smallest) && numbers.Landmarks.IntervalOf() is var around
        && around.Low < smallest && around.High > -smallest;

    private int? MoreToSettle(Estimate difference, double smallest)
    {
        // A difference smaller than what matters is settled by showing that it is small.
        var size = Math.Max(Math.Abs(difference.Value), smallest);
        var factor = Math.Pow(ErrorsToFind * difference.StandardError / size, 2);
        return factor > 1 ? RoundedUp(cohort.Cases.Length * (factor - 1)) : null;
    }

    /// <summary>To two digits: it is an order of magnitude.</summary>
    private static int RoundedUp(double number)
    {
        var step = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(1, number))) - 1));
        return (int)Math.Min(int.MaxValue, Math.Ceiling(number / step) * step);
    }
}
