using System.Globalization;
using Headway.Statistics.Association;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>How a contribution is said: an association with its range and sample, and what could explain it away. Never a cause.</summary>
public static class ContributionWording
{
    /// <summary>The answer in one sentence. It says less where the method finds too much in what was made up.</summary>
    public static string Answer(Contribution answer)
    {
        if (answer.Refused is { } refused) return refused.Sentence;
        if (answer is { IsFirm: false, ByChance: { Found: > 0 } chance })
            return string.Create(CultureInfo.InvariantCulture,
                $"Nothing firm yet: {chance.Found:N0} of {answer.Elements.Length:N0} outcomes and activities "
                + $"{(chance.Found == 1 ? "seems" : "seem")} associated with winning or losing, but by the first of three estimates so "
                + $"{(chance.Alarms == 1 ? "does" : "do")} {chance.Alarms:N0} of {chance.MadeUp:N0} that were made up, more than luck "
                + $"explains.");
        int With(ContributionVerdict verdict) => answer.Elements.Count(each => each.Verdict == verdict);
        var parts = new List<string>();
        if (With(ContributionVerdict.WithWinning) is > 0 and var winning) parts.Add($"{Verb(winning)} associated with winning");
        if (With(ContributionVerdict.WithLosing) is > 0 and var losing) parts.Add($"{Verb(losing)} associated with losing");
        if (With(ContributionVerdict.NoMeaningfulAssociation) is > 0 and var none)
            parts.Add($"{none} {(none == 1 ? "shows" : "show")} no meaningful association");
        if (With(ContributionVerdict.NotEnoughEvidence) is > 0 and var few)
            parts.Add($"{few} {(few == 1 ? "has" : "have")} too little evidence");
        return $"Of {answer.Elements.Length} outcomes and activities, {string.Join("; ", parts)}.";
    }

    /// <summary>How the first estimate did on what was made up, and what that means; empty without findings.</summary>
    public static string ByChance(Contribution answer)
    {
        if (answer.ByChance is not { Found: > 0, MadeUp: > 0 } chance) return "";
        var (about, low, high) = (Round(chance.Expected), Round(chance.Interval.Low), Round(chance.Interval.High));
        return string.Create(CultureInfo.InvariantCulture,
            $"The first of three estimates called {chance.Alarms:N0} of {chance.MadeUp:N0} made-up exposures associated; at that rate it "
            + $"would call {(about == 0 ? "none" : $"about {about:N0}")} of the {chance.Tested:N0} compared associated if none were "
            + $"({low:N0} to {high:N0}). It tells how far to trust that estimate, not how many findings are chance: a finding rests on "
            + $"the second, and all three must point the same way.");

        static int Round(double number) => (int)Math.Round(number, MidpointRounding.AwayFromZero);
    }

    /// <summary>Why nothing can be called dead weight; empty where something is, or nothing is compared.</summary>
    public static string NoDeadWeight(Contribution answer)
    {
        if (answer.Refused is not null || answer.Elements.Any(each => each.IsDeadWeight)) return "";
        var points = (100 * answer.Question.Smallest).ToString("0", CultureInfo.InvariantCulture);
        var nearest = answer.Elements.Where(each => each.Silence == ContributionSilence.Undecided && each.WeeksMore is not null
            && Math.Abs(each.Numbers!.Difference.Value) < answer.Question.Smallest).MinBy(each => each.WeeksMore);
        return $"None can be called dead weight yet, because the record shows of none that the difference is under {points} points."
            + (nearest is null ? "" : $" Nearest to it is “{nearest.Element.Name}”: {Missing(nearest)}");
    }

    /// <summary>What is missing, and how long that is; empty where no number would be enough.</summary>
    public static string Missing(ElementContribution each)
    {
        if (each.NeededMore is not { } needed) return "";
        var more = string.Create(CultureInfo.InvariantCulture, $"about {needed:N0} more opportunities would settle it");
        return each.WeeksMore is not { } weeks ? $"{more}; at present none come."
            : IsWorthWaitingFor(weeks) ? $"{more}, {Weeks(weeks)} at the present pace."
            : $"{more}, {Weeks(weeks)} at the present pace: not worth waiting for.";
    }

    /// <summary>Longer than two years nobody waits; the process has changed by then.</summary>
    public static bool IsWorthWaitingFor(double weeks) => weeks <= MostWeeks;

    /// <summary>Weeks; beyond two years, years.</summary>
    public static string Weeks(double weeks) => string.Create(CultureInfo.InvariantCulture,
        $"{(IsWorthWaitingFor(weeks) ? Math.Max(1, Math.Ceiling(weeks)) : Math.Round(weeks / 52.18)):N0} ")
        + (IsWorthWaitingFor(weeks) ? weeks <= 1 ? "week" : "weeks" : "years");

    private const double MostWeeks = 104;

    /// <summary>A verdict as the headline has it: not associated where nothing is firm.</summary>
    public static string Name(Contribution answer, ContributionVerdict verdict) => (answer.IsFirm, verdict) switch
    {
        (false, ContributionVerdict.WithWinning) => "not firm: with winning",
        (false, ContributionVerdict.WithLosing) => "not firm: with losing",
        _ => Name(verdict),
    };

    public static string Name(ContributionVerdict verdict) => verdict switch
    {
        ContributionVerdict.WithWinning => "associated with winning",
        ContributionVerdict.NoMeaningfulAssociation => "no meaningful association",
        ContributionVerdict.WithLosing => "associated with losing",
        ContributionVerdict.NotEnoughEvidence => "not enough evidence",
    };

    /// <summary>Why nothing is said, in a few words, for many at once.</summary>
    public static string Name(ContributionSilence why) => why switch
    {
        ContributionSilence.TooFew => "Not enough history",
        ContributionSilence.NearlyAllOrNone => "Nearly all had it, or hardly one",
        ContributionSilence.RecordedLate => "Recorded too late to say when it was known",
        ContributionSilence.AskedForHere => "Asked for in its own stage, so that nearly all that went on had it",
        ContributionSilence.NearlyTheWin => "Nearly the win itself",
        ContributionSilence.NotComparable => "With and without differ too much to be compared",
        ContributionSilence.EstimatesDisagree => "The estimates do not agree",
        ContributionSilence.Undecided => "It may matter or not",
    };

    /// <summary>Two or three sentences about one element.</summary>
    public static string Of(ElementContribution each) => each switch
    {
        { Silence: { } why } => Silent(each, why),
        { Verdict: ContributionVerdict.NoMeaningfulAssociation, Numbers: { } numbers } =>
            $"{Compared(each, numbers)} Whatever the difference is, it is smaller than what matters.",
        { Numbers: { } numbers } => $"{Compared(each, numbers)} {Stories(numbers)} {Sooner(numbers)} {Fragility(numbers)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Compared(ElementContribution each, ContributionNumbers numbers) =>
        $"Opportunities in {each.Stage.Name} where it was {(each.IsActivity ? "done" : "confirmed")} went on to be won within "
        + $"{numbers.HorizonDays} days {Points(numbers.With)} of 100 times, those without {Points(numbers.Without)}, comparing "
        + "opportunities alike in stage, what was known of them, size and segment. "
        + $"{Signed(numbers.Difference.Value)} points ({Range(numbers.Interval)}), "
        + $"{each.AtRisk.ToString("N0", CultureInfo.InvariantCulture)} opportunities. This is an association; opportunities differ in ways "
        + $"we cannot see.";

    /// <summary>Winning more and losing less are two stories.</summary>
    public static string Stories(ContributionNumbers numbers)
    {
        if (numbers.Weekly is not { } weekly) return "";
        return (Sign(weekly.GoesOn), Sign(weekly.EndsWithoutWin)) switch
        {
            (1, -1) => "They went on sooner, and fewer ended without a win.",
            (1, 0) => "They went on sooner; they ended without a win about as often each week.",
            (0, -1) => "Fewer ended without a win each week; they did not go on sooner.",
            (-1, 1) => "They went on later, and more ended without a win.",
            (0, 1) => "More ended without a win each week.",
            (-1, 0) => "They went on later.",
            (1, 1) => "They were decided sooner, either way.",
            (-1, -1) => "They were decided later, either way.",
            _ => "Neither story stands out alone.",
        };
    }

    /// <summary>Winning more often and winning sooner in one figure, within the horizon.</summary>
    public static string Sooner(ContributionNumbers numbers)
    {
        if (numbers.Weekly?.SoonerDays is not { } days) return "";
        var range = days.IntervalOf();
        string Day(double value) => value.ToString("0", CultureInfo.InvariantCulture);
        var figure = days.Value >= 0
            ? $"{Day(days.Value)} days sooner on average ({Day(range.Low)} to {Day(range.High)})"
            : $"{Day(-days.Value)} days later on average ({Day(-range.High)} to {Day(-range.Low)})";
        return $"Within {numbers.HorizonDays} days a win came {figure}, an opportunity not won counting as the whole span.";
    }

    /// <summary>What dead weight costs, as far as it is recorded.</summary>
    /// <param name="minutes">What doing it once usually takes; null = nobody said.</param>
    public static string Cost(ElementContribution each, int? minutes)
    {
        var times = each.TimesPerCase * each.Had;
        var recorded = string.Create(
            CultureInfo.InvariantCulture,
            $"It was recorded {times:N0} {(times < 1.5 ? "time" : "times")} in {each.Had:N0} "
                + $"{(each.Had == 1 ? "opportunity" : "opportunities")}, {each.TimesPerCase:0.0} times in each");
        return minutes is { } effort
            ? string.Create(CultureInfo.InvariantCulture, $"{recorded}: at {effort} minutes, about {times * effort / 60:N0} hours.")
            : $"{recorded}.";
    }

    /// <summary>How to find out what a history cannot say; null where the difference seen gives no number.</summary>
    public static string? Trial(Contribution answer, ElementContribution each)
    {
        if (each.Numbers is not { } numbers || NeededToTest(numbers) is not { } needed) return null;
        var wait = answer.OpenedPerWeek > 0
            ? string.Create(CultureInfo.InvariantCulture,
                $" At {answer.OpenedPerWeek:0.#} new ones a week that takes about {Math.Ceiling(needed / answer.OpenedPerWeek):N0} weeks, "
                + $"and {numbers.HorizonDays} days more until they are decided.")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Draw lots over the next {needed:N0} new opportunities: half must have it before they leave {each.Stage.Name}, the "
            + $"others need not. Fix that number now and look once, at the end. It would find a difference of this size four times "
            + $"in five.")
            + wait;
    }

    private static int Sign(Estimate estimate) => estimate.IntervalOf() is var around && around.Contains(0) ? 0 : Math.Sign(estimate.Value);

    /// <summary>E under 2 fragile, 2 to 3 moderate, over 3 sturdy; never more than that.</summary>
    public static string Fragility(ContributionNumbers numbers) => numbers.EValues is not { } e ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"An unrecorded reason that makes both it and the ending about {e.Estimate:0.0} times as likely would explain all of it away "
        + $"({e.Limit:0.0} for the near end of the range): {Band(e.Estimate)}. The customer's own interest alone could do that.");

    public static string Band(double eValue) => eValue < 2 ? "fragile" : eValue <= 3 ? "moderate" : "sturdy";

    private static string Silent(ElementContribution each, ContributionSilence why)
    {
        var more = Missing(each) is { Length: > 0 } missing ? $" {char.ToUpperInvariant(missing[0])}{missing[1..]}" : "";
        return why switch
        {
            ContributionSilence.TooFew => $"Not enough history: {each.Won:N0} won among {each.AtRisk:N0} still open at a landmark, "
                + $"{each.Exposed:N0} with it.{more}",
            ContributionSilence.NearlyAllOrNone =>
                $"{each.Exposed:N0} of {each.AtRisk:N0} had it: there is hardly anything to compare with.",
            ContributionSilence.AskedForHere =>
                $"At least four in five that went on from {each.Stage.Name} had it: it is asked for there, by the process or by habit, and "
                + "the few without are exceptions. Let more go on without it, and there will be an answer.",
            ContributionSilence.RecordedLate =>
                "More than a fifth was recorded over 14 days late, so that nobody can say when it was known.",
            ContributionSilence.NearlyTheWin =>
                "In half of the wins it came shortly before the end: it is nearly the win itself, and tells nothing about how to get "
                + "there.",
            ContributionSilence.NotComparable =>
                "Opportunities with and without it differ too much in what is recorded of them; no weighting made them alike.",
            ContributionSilence.EstimatesDisagree => "Three ways to estimate it do not point the same way, so nothing is said.",
            ContributionSilence.Undecided => each.Numbers is { } numbers
                ? $"{Signed(numbers.Difference.Value)} points ({Range(numbers.Interval)}): it may matter or not.{more}"
                : $"Undecided.{more}",
        };
    }

    /// <summary>What the method finds where there is nothing.</summary>
    public static string Of(PlaceboCheck check) => check.Tested == 0 ? "Nothing was tested, so the method was not tried on made-up dates."
        : $"The estimate by landmarks was tried where there is nothing to find: with the dates dealt out anew "
          + $"{check.ShuffledAlarms} of {check.Tested} seemed to matter, with an activity invented at random "
          + $"{check.InventedAlarms} of {check.Tested}, with dates moved behind the landmark "
          + $"{check.FutureAlarms} of {check.Tested}; by chance about one in twenty does.";

    /// <summary>The honest way on: half of the new opportunities must have it, the other half need not.</summary>
    public static int? NeededToTest(ContributionNumbers numbers) =>
        numbers.With is > 0.01 and < 0.99 && numbers.Without is > 0.01 and < 0.99
            && Math.Abs(numbers.With - numbers.Without) > 1e-6
            ? 2 * TwoProportionPower.NeededPerArm(numbers.Without, numbers.With) : null;

    public static string Range(Interval interval) => $"{Signed(interval.Low)} to {Signed(interval.High)}";

    public static string Signed(double difference) =>
        (100 * difference).ToString("+0;-0;0", CultureInfo.InvariantCulture);

    private static string Verb(int count) => $"{count} {(count == 1 ? "is" : "are")}";

    private static string Points(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture);
}
