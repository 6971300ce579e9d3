namespace Headway.Histories.Generated;

/// <summary>What is planted in a generated history. Fixed before any estimator was written, and never tuned to one; the defaults are the
/// demo.</summary>
/// <param name="Opportunities">Opened over the whole span, voids among them; 1 to 100,000.</param>
/// <param name="Accounts">At least one per seller (12).</param>
/// <param name="Weeks">Length of the span up to its end, in weeks; 78 = 18 months.</param>
/// <param name="WinRate">Chance that an opportunity is ever won, over all and with an average calendar, 0 to 1. Of those closed within
/// 18 months fewer are wins, because wins come late: 0.28 here shows as about 25 %.</param>
/// <param name="HelpfulPoints">By how much the helpful outcome raises that chance when it is known from the opening on, as a difference
/// of probabilities: 0.12 = 12 points. 0 plants a second null.</param>
/// <param name="EngagementPoints">By how much the customer's hidden engagement raises it, as a difference of probabilities.</param>
/// <param name="ExposureShare">Chance that the helpful or the null outcome comes to be confirmed in the first three weeks, if it lasts
/// so long.</param>
/// <param name="ExposureWhenEngaged">The same for the confounded outcome when the customer is engaged.</param>
/// <param name="ExposureWhenNotEngaged">The same for the confounded outcome when the customer is not engaged.</param>
/// <param name="ExposureWithGap">The same for the helpful outcome with the seller who has the gap; equal to ExposureShare plants no
/// gap.</param>
/// <param name="FasterBy">Factor on all weekly hazards of the faster team; 1 = not faster.</param>
/// <param name="SlowShare">Share of customers at whom everything takes four times as long; they go silent.</param>
/// <param name="ShockDeviation">Standard deviation of the log of the common factor that a quarter puts on advancing and winning.</param>
/// <param name="RushFactor">Factor on winning in the last two weeks of a quarter; the first three weeks make up for it.</param>
/// <param name="LateShare">Share of evidence recorded days after it was true; a fifth of it more than 14 days after.</param>
/// <param name="BatchShare">Share of endings without a decision that are closed together at the end of the quarter.</param>
/// <param name="VoidShare">Share of openings that turn out duplicates or tests.</param>
/// <param name="ReopenedShare">Share of lost and undecided ones that are opened again.</param>
public sealed record GroundTruthParameters(
    int Opportunities = 1_500, int Accounts = 348, int Weeks = 78, double WinRate = 0.28, double HelpfulPoints = 0.12,
    double EngagementPoints = 0.24, double ExposureShare = 0.58, double ExposureWhenEngaged = 0.85, double ExposureWhenNotEngaged = 0.30,
    double ExposureWithGap = 0.15, double FasterBy = 1.15, double SlowShare = 0.08, double ShockDeviation = 0.15, double RushFactor = 1.6,
    double LateShare = 0.14, double BatchShare = 0.25, double VoidShare = 0.01, double ReopenedShare = 0.015)
{
    public static readonly GroundTruthParameters Demo = new();

    /// <summary>Nothing has an effect: every finding is a false alarm.</summary>
    public static readonly GroundTruthParameters Nothing = new(HelpfulPoints: 0, EngagementPoints: 0, ExposureWithGap: 0.58, FasterBy: 1);
}

/// <summary>Which outcomes the planted truths are about.</summary>
/// <param name="Helpful">Raises the chance to win.</param>
/// <param name="Null">As often confirmed as the helpful one, without any effect.</param>
/// <param name="Confounded">No effect of its own; the customer's hidden engagement makes both it and winning likelier.</param>
public sealed record StudiedOutcomes(OutcomeKey Helpful, OutcomeKey Null, OutcomeKey Confounded)
{
    /// <summary>
    /// Early outcomes, helpful before needed ones: a gate never waits for a helpful one, so its exposure owes nothing to the road. A needed
    /// null or confounded outcome is still planted truly, but it is also learned at its gate by those who get there.
    /// </summary>
    public static StudiedOutcomes Of(Processes.Process process)
    {
        var early = process.Stages.Take((process.Stages.Length + 1) / 2).SelectMany(stage => stage.Outcomes).ToList();
        var second = process.Stages[Math.Min(1, process.Stages.Length - 1)].Outcomes;
        var order = early.Where(outcome => !outcome.Needed).Concat(second).Concat(process.Outcomes).Select(outcome =>
            outcome.Key).Distinct().ToList();
        return order is [var helpful, var none, var confounded, ..]
            ? new StudiedOutcomes(helpful, none, confounded)
            : throw new ArgumentException("A process needs at least three outcomes to plant the three truths in.", nameof(process));
    }
}

/// <summary>What is true in a generated history, so that learning from it can be scored.</summary>
/// <param name="SellerWithGap">Brings the helpful outcome to light far less often, and wins accordingly less.</param>
/// <param name="ChanceWithGap">That seller's chance to win; everybody else has <paramref name="ChanceWithoutGap"/>.</param>
/// <param name="EffectFromOpening">Chance to win when the helpful outcome is known from the opening on, less when it never is.</param>
/// <param name="EffectAtWeek3">The same among those still open after three weeks: known by then against never.</param>
/// <param name="EngagementEffect">Chance to win with an engaged customer, less with one who is not.</param>
/// <param name="ShockByQuarter">Log of the factor on advancing and winning, by quarter name.</param>
public sealed record GroundTruth(
    GroundTruthParameters Parameters, ulong Seed, DateTimeOffset AsOf, StudiedOutcomes Studied, PersonId SellerWithGap, TeamId FasterTeam,
    double ChanceWithGap, double ChanceWithoutGap, double EffectFromOpening, double EffectAtWeek3, double EngagementEffect,
    WeeklyHazards Hazards, IReadOnlyDictionary<string, double> ShockByQuarter);
