using System.Globalization;
using Headway.Histories;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>How figures are said: bands, chances, shares of a hundred. Never a cause, only what goes with what.</summary>
public static class Wording
{
    /// <summary>A lowest and highest chance are not 0 and 100 while anything can happen.</summary>
    public static string Chance(double value) => value is > 0 and < 0.01 ? "under 1 % chance" : value is < 1 and > 0.99 ? "over 99 % chance"
        : string.Create(CultureInfo.InvariantCulture, $"{Percent(value)} % chance");

    /// <summary>Under 20 unlikely, 20-40 doubtful, 40-60 toss-up, 60-80 likely, over 80 very likely.</summary>
    public static string Band(double value) => value switch
    {
        < 0.2 => "unlikely",
        < 0.4 => "doubtful",
        < 0.6 => "toss-up",
        <= 0.8 => "likely",
        _ => "very likely",
    };

    public static int Percent(double share) => (int)Math.Round(share * 100, MidpointRounding.AwayFromZero);

    /// <summary>Days up to two weeks, weeks beyond.</summary>
    public static string Days(double days) =>
        days < 1 ? "under a day"
        : days <= 14 ? string.Create(CultureInfo.InvariantCulture, $"{days:0} {(days < 1.5 ? "day" : "days")}")
        : string.Create(CultureInfo.InvariantCulture, $"{days / 7:0} weeks");

    /// <summary>One sentence for one stage: what became of those that entered.</summary>
    public static string Of(StageFunnel stage) => stage.PassedShare.Match(
        known =>
        {
            var within = stage.WithinDays is { } days ? $", followed for {Days(days)}" : "";
            return string.Create(CultureInfo.InvariantCulture,
                $"Of 100 that enter {stage.Stage.Name}, {Percent(known.Value)} pass{Range(known.Interval)}{within}; "
                + $"{stage.Open:N0} of {stage.Entered:N0} are still open.");
        },
        later => string.Create(CultureInfo.InvariantCulture,
            $"Of {stage.Entered:N0} that entered {stage.Stage.Name}, most are still there after {Days(later.MoreThanDays)}."),
        _ => string.Create(CultureInfo.InvariantCulture,
            $"{stage.Passed:N0} of {stage.Entered:N0} passed {stage.Stage.Name}; {Figure.LeastForShare} are needed for a share."));

    public static string Of(Ending ending) => ending switch
    {
        Ending.Won => "Won",
        Ending.Lost => "Lost",
        Ending.NoDecision => "No decision",
        Ending.NoGo => "No-go",
    };

    /// <summary>The answer of the page: how opportunities end by a day.</summary>
    public static string Of(SharesByDay day) =>
        $"Of 100 opportunities, within {day.Day} days: {Percent(day.Won.Share)} won{Range(day.Won.Interval)}, " +
        $"{Percent(day.Lost.Share)} lost, " +
        $"{Percent(day.NoDecision.Share)} no decision, {Percent(day.NoGo.Share)} no-go, {Percent(day.Open)} still open.";

    /// <summary>Why the usual win rate is another number.</summary>
    public static string WhyClosedOnlyDiffers(Funnel funnel) => funnel.ClosedOnly.Rate.Match(
        known =>
            string.Create(CultureInfo.InvariantCulture,
                $"Among the {funnel.ClosedOnly.Closed:N0} closed, {Percent(known.Value)} of 100 were won{Range(known.Interval)}. ")
            + (!funnel.HasDates ? "There are no dates, so nothing says by when. " : "") + (funnel.Open == 0 ? "None is open."
                : string.Create(CultureInfo.InvariantCulture, $"That leaves out the {funnel.Open:N0} still open; ")
                    + "which way it errs depends on whether losses or wins take longer."),
        _ => "", few => $"Not enough history for a win rate: {few.Have} closed, {few.Need} are needed.");

    /// <summary>The finding about one that has stood too long.</summary>
    public static string Of(StuckCase stuck, NamedElement stage) => string.Create(CultureInfo.InvariantCulture,
        $"{stuck.Weeks:0} weeks in {stage.Name}; four of five that were won left it within {stuck.WonWithinWeeks:0}.");

    /// <summary>" (25-38)" in percent, or nothing.</summary>
    public static string Range(Interval? interval) => interval is { } known ? $" ({Percent(known.Low)}-{Percent(known.High)})" : "";
}
