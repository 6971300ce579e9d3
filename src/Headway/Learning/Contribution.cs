using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Association;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>What is asked of a history about the contribution of its outcomes and activities. Declared before looking.</summary>
/// <param name="HorizonDays">Won within so many days after a landmark; shortened where the history is shorter.</param>
/// <param name="Smallest">Differences of win incidence below this do not matter, in probability.</param>
/// <param name="FalseDiscovery">Expected share of false findings among the findings.</param>
/// <param name="Seed">Of the placebos.</param>
public sealed record ContributionQuestion(int HorizonDays = 90, double Smallest = 0.03, double FalseDiscovery = 0.10, ulong Seed = 1);

public enum ContributionVerdict
{
    WithWinning,
    NoMeaningfulAssociation,
    WithLosing,
    NotEnoughEvidence,
}

/// <summary>Why nothing is said of an element.</summary>
public enum ContributionSilence
{
    /// <summary>Below the floors of methods 0.1.</summary>
    TooFew,

    /// <summary>Nearly every opportunity at risk had it, or hardly one: there is nothing to compare with.</summary>
    NearlyAllOrNone,

    /// <summary>More than a fifth was recorded over 14 days late, so that when it was known is not known.</summary>
    RecordedLate,

    /// <summary>At least four in five that went on from its stage had it: it is asked for there, and those without are
    /// exceptions.</summary>
    AskedForHere,

    /// <summary>It comes so shortly before the win that it is nearly the win itself.</summary>
    NearlyTheWin,

    /// <summary>Those with and without differ too much in what is recorded of them.</summary>
    NotComparable,

    /// <summary>The three estimates do not point the same way.</summary>
    EstimatesDisagree,

    /// <summary>The interval holds both nothing and something that matters.</summary>
    Undecided,
}

/// <summary>How strongly each outcome and activity of a process goes with winning, after what else differs, and how sure that is
/// (methods 2). Never a win rate of those that did something.</summary>
/// <param name="OpenedPerWeek">New opportunities per week in the last half year: how long a trial would take.</param>
/// <param name="Together">Indices into <paramref name="Elements"/> that come together so often that they cannot be told apart.</param>
public sealed record Contribution(
    DateTimeOffset AsOf, int Cases, int Open, double OpenedPerWeek, ContributionQuestion Question,
    ImmutableArray<ElementContribution> Elements, ImmutableArray<ImmutableArray<int>> Together, PlaceboCheck Placebos)
{
    /// <summary>Long enough to even out a quarter's rush, short enough to be the present.</summary>
    private const int WeeksOfInflow = 26;

    /// <summary>Phi from which two elements are judged together.</summary>
    private const double AlikeFrom = 0.6;

    /// <summary>Of what is done again and again: whether doing it more often goes with winning.</summary>
    public ImmutableArray<RepeatedElement> HowOften { get; init; } = [];

    /// <summary>How the first estimate did on what was made up.</summary>
    public ChanceFindings ByChance { get; init; } = new(0, 0, 0, 0);

    /// <summary>False: too much was called associated where there is nothing, so a finding here is a guess.</summary>
    public bool IsFirm => !ByChance.IsTooMuch;

    /// <summary>False for a list of cases that says nothing of how far each was.</summary>
    public bool HasStages { get; init; } = true;

    /// <summary>Why nothing at all is compared; null when something is. What a history can teach promises the same.</summary>
    public Refusal? Refused => LearningFloors.OfContribution(Elements, HasStages);

    /// <param name="stop">Ends it within a second, by an <see cref="OperationCanceledException"/>.</param>
    /// <remarks>Reads only what was known at the history's date; open opportunities are censored. Both cores; the same answer on
    /// any number of them. O(elements x landmarks x cases).</remarks>
    public static Contribution Of(History history, ContributionQuestion question, CancellationToken stop = default)
    {
        var (elements, cohorts, progress) = Studied(history, question, stop);
        var found = new ElementFinding[elements.Length];
        Parallel.For(0, elements.Length, new ParallelOptions { CancellationToken = stop }, e =>
            found[e] = ElementFinding.Of(elements[e], cohorts[elements[e].Stage]!, progress, question, stop));
        var tested = Enumerable.Range(0, found.Length).Where(e => found[e].IsTested).ToArray();
        var adjusted = MultipleTesting.BenjaminiHochberg([.. tested.Select(e => found[e].Numbers!.Difference.PValue)]);
        var q = new double?[found.Length];
        for (var i = 0; i < tested.Length; i++) q[tested[i]] = adjusted[i];
        var (judged, placebos) = (found.Select((each, e) => each.Judge(q[e], question)).ToImmutableArray(), PlaceboCheck.Of(found));
        return new Contribution(
            new DateTimeOffset(history.AsOfTicks, TimeSpan.Zero), history.Cases, history.Columns.Endings.Count(ending => ending == 0),
            PerWeek(history, history.Columns.OpenedTicks), question, judged, Alike(elements, cohorts), placebos)
        {
            HasStages = !history.Shape.Stages.IsEmpty,
            HowOften = RepeatedElements.Of(history, question, elements, cohorts, progress, stop),
            ByChance = new ChanceFindings(
                found.Sum(each => each.MadeUp), placebos.ShuffledAlarms + placebos.InventedAlarms + placebos.FutureAlarms, tested.Length,
                judged.Count(each => each.IsAssociated)),
        };
    }

    /// <summary>Every element held against the floors, and nothing estimated: what <see cref="Of"/> would compare.</summary>
    /// <remarks>A small part of the time of the answer. O(elements x landmarks x cases).</remarks>
    internal static ImmutableArray<ElementContribution> Screen(
        History history, ContributionQuestion question, CancellationToken stop = default)
    {
        var (elements, cohorts, progress) = Studied(history, question, stop);
        return [.. elements.Select(each =>
        {
            stop.ThrowIfCancellationRequested();
            return ElementFinding.Screened(each, cohorts[each.Stage]!, progress).Judge(null, question);
        })];
    }

    private static (StudiedElement[] Elements, StageCohort?[] Cohorts, RoadProgress Progress) Studied(
        History history, ContributionQuestion question, CancellationToken stop)
    {
        // Without stages nobody is equally far, so nothing is compared.
        var elements = history.Shape.Stages.IsEmpty ? [] : StudiedElement.Of(history);
        var cohorts = new StageCohort?[history.Shape.Stages.Length];
        foreach (var stage in elements.Select(each => each.Stage).Distinct())
        {
            stop.ThrowIfCancellationRequested();
            cohorts[stage] = StageCohort.Of(history, stage, question.HorizonDays);
        }
        return (elements, cohorts, RoadProgress.Of(history, elements));
    }

    /// <summary>How many came a week in the last half year.</summary>
    internal static double PerWeek(History history, IReadOnlyList<long> ticks)
    {
        var since = history.AsOfTicks - WeeksOfInflow * 7 * TimeSpan.TicksPerDay;
        return ticks.Count(each => each > since) / (double)WeeksOfInflow;
    }

    private static ImmutableArray<ImmutableArray<int>> Alike(StudiedElement[] elements, StageCohort?[] cohorts)
    {
        var phi = new double[elements.Length, elements.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            phi[i, i] = 1;
            for (var j = i + 1; j < elements.Length; j++)
            {
                if (elements[i].Stage != elements[j].Stage || cohorts[elements[i].Stage]!.Primary is not { } at) continue;
                phi[i, j] = phi[j, i] = CoOccurrence.Phi(at.ExposedTo(elements[i].FirstTicks), at.ExposedTo(elements[j].FirstTicks));
            }
        }
        return [.. CoOccurrence.Groups(phi, AlikeFrom).Select(group => group.ToImmutableArray())];
    }
}

/// <param name="IsActivity">An activity; otherwise an outcome.</param>
/// <param name="Stage">Where it usually comes; its clock starts on entering that stage.</param>
/// <param name="AtRisk">Opportunities open at a landmark at least.</param>
/// <param name="Exposed">Of them, those that had it by a landmark.</param>
/// <param name="Had">Opportunities of the whole history that had it.</param>
/// <param name="TimesPerCase">How often it was recorded per opportunity that had it: its burden, as far as a history shows it.</param>
/// <param name="Silence">Why nothing is said; null with a verdict.</param>
/// <param name="NeededMore">About how many more opportunities would settle it; null with a verdict, or when no number would.</param>
/// <param name="AdjustedP">Benjamini-Hochberg over the whole run; null when not tested.</param>
public sealed record ElementContribution(
    NamedElement Element, bool IsActivity, NamedElement Stage, ContributionVerdict Verdict, int AtRisk, int Exposed, int Won,
    int Had, double TimesPerCase, ContributionNumbers? Numbers, ContributionSilence? Silence, int? NeededMore, double? AdjustedP)
{
    /// <summary>Costs time and shows no association, although there was enough history to see one. Of an activity this is seen beside
    /// what was learned by it: another way to learn the same may do.</summary>
    public bool IsDeadWeight => Verdict == ContributionVerdict.NoMeaningfulAssociation;

    public bool IsAssociated => Verdict is ContributionVerdict.WithWinning or ContributionVerdict.WithLosing;

    /// <summary>Opportunities a week that entered its stage in the last half year: the pace at which what is missing comes.</summary>
    public double EnteredPerWeek { get; init; }

    /// <summary>Weeks at that pace until there is enough; null where no number would be enough, or none come.</summary>
    public double? WeeksMore => NeededMore is { } more && EnteredPerWeek > 0 ? more / EnteredPerWeek : null;

    /// <summary>It passed the floors, so that it is compared, whatever came of that.</summary>
    public bool IsCompared => Silence is not (ContributionSilence.TooFew or ContributionSilence.NearlyAllOrNone
        or ContributionSilence.RecordedLate or ContributionSilence.AskedForHere or ContributionSilence.NearlyTheWin);
}

/// <summary>What was estimated for one element.</summary>
/// <param name="HorizonDays">Won within so many days after a landmark.</param>
/// <param name="LandmarkWeeks">The landmarks that were stacked, in weeks since entering the stage.</param>
/// <param name="Landmarks">A: difference in win incidence over stacked landmarks, allowing for what else differs; error by
/// opportunity.</param>
/// <param name="With">Win incidence with it, in probability, standardised; <paramref name="Without"/> likewise.</param>
/// <param name="LogHazardRatio">Cause-specific Cox over the same landmarks, stratified, error by opportunity; null when not
/// identified.</param>
/// <param name="Weekly">B: the exposure at the start of each week.</param>
/// <param name="Robust">C: doubly robust at one landmark; null where the two arms cannot be made comparable.</param>
/// <param name="Balance">Largest standardised difference left after weighting; null when C could not be formed.</param>
/// <param name="EngagedBefore">Those who later had it were already giving more evidence before: the order may be the other way
/// round.</param>
public sealed record ContributionNumbers(
    int HorizonDays, ImmutableArray<int> LandmarkWeeks, Estimate Landmarks, double With, double Without, Estimate? LogHazardRatio,
    WeeklyContribution? Weekly, Estimate? Robust, double? Balance, bool EngagedBefore)
{
    /// <summary>The estimate the verdict rests on: that of the weekly hazards, which sees most; the other two must agree.</summary>
    public Estimate Difference => Weekly?.Difference ?? Landmarks;

    public Interval Interval => Difference.IntervalOf();

    /// <summary>E-value of the estimate, and of the end of its interval nearest to nothing; null when an incidence is not above
    /// 0.</summary>
    public (double Estimate, double Limit)? EValues => Without > 0 && With > 0 && Without + Interval.Low > 0
        ? (EValue.OfRiskRatio(With / Without), EValue.OfInterval((Without + Interval.Low) / Without, (Without + Interval.High) / Without))
        : null;
}

/// <summary>Log odds per week with the element against without, and what they come to. Winning more and losing less are two
/// stories.</summary>
/// <param name="GoesOn">To a later stage, or to the win.</param>
/// <param name="EndsWithoutWin">Any of the three endings that follow.</param>
/// <param name="Difference">In win incidence by the horizon after entering the stage, averaged over the opportunities.</param>
/// <param name="With">That incidence with it; <paramref name="Without"/> likewise.</param>
/// <param name="SoonerDays">By how many days the mean time to a win, restricted to the horizon, is shorter: winning more often and winning
/// sooner in one figure.</param>
public sealed record WeeklyContribution(
    Estimate GoesOn, Estimate EndsWithoutWin, Estimate? Lost, Estimate? NoDecision, Estimate? NoGo, Estimate Difference,
    double With, double Without, Estimate SoonerDays);

/// <summary>What the same method finds where there is nothing to find.</summary>
/// <param name="Tested">Elements with an estimate.</param>
/// <param name="ShuffledAlarms">After the dates were dealt out anew among the opportunities at risk, so many seemed to matter at 5
/// %.</param>
/// <param name="InventedAlarms">An activity invented at random while an opportunity was open; so many seemed to matter.</param>
/// <param name="EngagedBefore">Elements whose opportunities gave more evidence already before.</param>
/// <param name="FutureAlarms">An activity dated by lot at a landmark or, while still open, after it; so many seemed to matter. What comes
/// after must count for nothing.</param>
public sealed record PlaceboCheck(int Tested, int ShuffledAlarms, int InventedAlarms, int EngagedBefore, int FutureAlarms)
{
    internal static PlaceboCheck Of(ElementFinding[] found)
    {
        var tested = found.Where(each => each.IsTested).ToList();
        return new PlaceboCheck(
            tested.Count, tested.Count(each => each.ShuffledAlarm), tested.Count(each => each.InventedAlarm),
            tested.Count(each => each.Numbers!.EngagedBefore), tested.Count(each => each.FutureAlarm));
    }
}
