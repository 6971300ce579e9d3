using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Association;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>Whether doing an element more often goes with winning: opportunities still open that had it often by then against those,
/// equally old, in the same stage and with as much other evidence, that had it less often.</summary>
/// <param name="Stage">Where it usually comes; the clock starts on entering that stage.</param>
/// <param name="StepDays">1 where half of the wins come within five weeks of entering the stage, else 7: the hazards are told per so many
/// days.</param>
/// <param name="HorizonDays">Won within so many days after a landmark.</param>
/// <param name="LandmarkDays">The landmarks that were stacked, in days since entering the stage.</param>
/// <param name="AtRisk">Opportunities open at a landmark at least, that had it by then.</param>
/// <param name="Repeated">Of them, those that had it twice or more by a landmark.</param>
/// <param name="Silence">Why nothing is said; null with a verdict.</param>
/// <param name="PerDoubling">Difference in win incidence for each doubling of the times so far, in probability; error by
/// opportunity.</param>
/// <param name="Hazards">Null when not identified.</param>
/// <param name="AdjustedP">Benjamini-Hochberg over all that were tested for how often; null when not tested.</param>
public sealed record RepeatedElement(
    NamedElement Element, bool IsActivity, NamedElement Stage, ContributionVerdict Verdict, ContributionSilence? Silence, int StepDays,
    int HorizonDays, ImmutableArray<int> LandmarkDays, int AtRisk, int Repeated, int Won, ImmutableArray<RepeatLevel> Levels,
    Estimate? PerDoubling, RepeatHazards? Hazards, double? AdjustedP);

/// <summary>What each doubling of the times so far does to the chances per step, in log odds. Winning less and ending more are two
/// stories.</summary>
/// <param name="Against">Winning less ending otherwise: which way an ending goes.</param>
public sealed record RepeatHazards(Estimate Won, Estimate EndedWithoutWin, Estimate Against);

/// <summary>One level of how often.</summary>
/// <param name="From">Times, at least 1.</param>
/// <param name="To">Times; null = and more.</param>
/// <param name="Closed">Closed opportunities that had it so often in all, whenever that was; what comes after the ending is counted
/// too, as a table of closed ones would.</param>
/// <param name="Open">Still open ones that had it so often in all.</param>
/// <param name="AtRisk">Opportunities that stood at this level at a landmark while open.</param>
/// <param name="Difference">Win incidence against those at the first level then, alike in what is recorded; null for the first level,
/// and where there is none.</param>
public sealed record RepeatLevel(int From, int? To, int Closed, int ClosedWon, int Open, int AtRisk, Estimate? Difference)
{
    /// <summary>Fewer at a level are not compared with the first.</summary>
    public const int LeastCompared = 15;

    /// <summary>The share of the closed that was won. It tells nothing of the element: those open for longer had more time to collect
    /// it.</summary>
    public Figure ClosedRate => Closed < Figure.LeastForShare
        ? new Figure.NotEnoughHistory(Closed, Figure.LeastForShare, "closed opportunities")
        : new Figure.Known((double)ClosedWon / Closed, Wilson.Of(ClosedWon, Closed), Closed);
}
