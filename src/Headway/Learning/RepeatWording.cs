using System.Globalization;
using Headway.Statistics.Association;

namespace Headway.Learning;

/// <summary>How "how often" is said: what the closed ones seem to show, and what those still open show. Never a cause.</summary>
public static class RepeatWording
{
    public const string Heading = "How often something was done";

    /// <summary>Why the usual table misleads.</summary>
    public const string Lesson =
        "Closed opportunities do not tell whether doing something more often goes with winning: those that stayed open for longer had more "
        + "time to collect it. So opportunities still open are compared, equally old, in the same stage and with as much other evidence: "
        + "those that had it more often by then against those that had it less often.";

    public static string Times(RepeatLevel level) => (level.From, level.To) switch
    {
        (1, _) => "once",
        (var from, null) => $"{from} or more times",
        var (from, to) => $"{from} to {to} times",
    };

    /// <summary>What a table of the closed ones says at both ends; empty where there are too few.</summary>
    public static string OfTheClosed(RepeatedElement each)
    {
        RepeatLevel[] told = [.. each.Levels.Where(level => level.ClosedRate is Figure.Known)];
        if (told.Length < 2) return "";
        return $"Of the closed ones that had it {Times(told[0])}, {Rate(told[0])} of 100 were won; of those that had it "
            + $"{Times(told[^1])}, {Rate(told[^1])}.";
    }

    /// <summary>Two or three sentences about one element.</summary>
    public static string Of(RepeatedElement each) => each switch
    {
        { Silence: ContributionSilence.TooFew } =>
            $"Not enough history: {each.Won.ToString("N0", CultureInfo.InvariantCulture)} won among "
            + $"{each.AtRisk.ToString("N0", CultureInfo.InvariantCulture)} still open at a landmark, "
            + $"{each.Repeated.ToString("N0", CultureInfo.InvariantCulture)} with it more than once.",
        { Silence: ContributionSilence.RecordedLate } =>
            "More than a fifth was recorded over 14 days late, so that nobody can say how often it was known by when.",
        { Silence: ContributionSilence.NearlyTheWin } =>
            "In half of the wins it came shortly before the end: how often it was done tells nothing about how to get there.",
        { Silence: ContributionSilence.NotComparable } or { PerDoubling: null } or { Hazards: null } =>
            "Those that had it more often and less often cannot be made comparable.",
        { PerDoubling: { } difference, Hazards: { } hazards } => $"{Compared(each, difference)} {Judged(each, difference, hazards)}",
    };

    private static string Compared(RepeatedElement each, Estimate difference) =>
        $"Among opportunities still open, alike in stage, age and other evidence, twice as often so far went with "
        + $"{Tenths(difference.Value)} points of being won within {each.HorizonDays} days "
        + $"({Tenths(difference.IntervalOf().Low)} to {Tenths(difference.IntervalOf().High)}), "
        + $"{each.AtRisk.ToString("N0", CultureInfo.InvariantCulture)} opportunities.";

    private static string Judged(RepeatedElement each, Estimate difference, RepeatHazards hazards) => (each.Verdict, each.Silence) switch
    {
        (ContributionVerdict.NoMeaningfulAssociation, _) =>
            "Whatever one doubling goes with, it is smaller than what matters; several doublings may add up to more.",
        (ContributionVerdict.NotEnoughEvidence, ContributionSilence.EstimatesDisagree) =>
            $"{(each.StepDays == 1 ? "Day by day" : "Week by week")} the odds of a win against another ending were "
            + $"{Odds(hazards.Against.Value)} times as high "
            + $"({Odds(hazards.Against.IntervalOf().Low)} to {Odds(hazards.Against.IntervalOf().High)}): "
            + "the two ways to look at it do not say the same, so nothing is said.",
        (ContributionVerdict.NotEnoughEvidence, _) when !difference.IntervalOf().Contains(0) =>
            "By itself the range leaves out no difference; but among as many as were looked at together, one that far from none may be "
            + "chance, so it may matter or not.",
        (ContributionVerdict.NotEnoughEvidence, _) => "It may matter or not.",
        _ => $"{Stories(each, hazards)} This is an association; something is often done again because the customer has not answered, and "
            + "nobody records that.",
    };

    /// <summary>Winning less and ending more are two stories.</summary>
    private static string Stories(RepeatedElement each, RepeatHazards hazards)
    {
        var step = each.StepDays == 1 ? "day" : "week";
        return (Sign(hazards.Won), Sign(hazards.EndedWithoutWin)) switch
        {
            (1, -1) => $"More were won each {step}, and fewer ended without a win.",
            (1, _) => $"More were won each {step}.",
            (-1, 1) => $"Fewer were won each {step}, and more ended without a win.",
            (-1, _) => $"Fewer were won each {step}.",
            (_, -1) => $"Fewer ended without a win each {step}.",
            (_, 1) => $"More ended without a win each {step}.",
            _ => "Neither winning nor ending without a win stands out alone.",
        };
    }

    private static int Sign(Estimate estimate) => estimate.IntervalOf().Contains(0) ? 0 : Math.Sign(estimate.Value);

    private static string Rate(RepeatLevel level) =>
        (100.0 * level.ClosedWon / level.Closed).ToString("0", CultureInfo.InvariantCulture);

    private static string Tenths(double points) => (100 * points).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    private static string Odds(double log) => Math.Exp(log).ToString("0.00", CultureInfo.InvariantCulture);
}
