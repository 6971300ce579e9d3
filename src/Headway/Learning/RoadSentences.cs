using System.Collections.Immutable;
using System.Globalization;

namespace Headway.Learning;

/// <summary>What the map, the customers, the versions and the honesty of a history come to, in sentences. Never a cause.</summary>
public static class RoadSentences
{
    public static string Of(RoadsWalked roads, ImmutableArray<Histories.NamedElement> stages)
    {
        if (roads.Cases == 0) return "No opportunity was known then.";
        if (roads.Top.IsEmpty || stages.IsDefaultOrEmpty) return "This history knows no stages, so there is no road to draw.";
        var first = roads.Top[0];
        var different = string.Create(CultureInfo.InvariantCulture,
            $"{roads.Different:N0} different roads were taken, and {roads.Top.Length} cover {Wording.Percent(roads.Covered)} of 100 ")
            + string.Create(CultureInfo.InvariantCulture, $"({roads.Top.Sum(road => road.Cases):N0})");
        return roads.Different == 1
            ? string.Create(CultureInfo.InvariantCulture, $"All {roads.Cases:N0} opportunities took the same road: {Road(first, stages)}.")
            : string.Create(CultureInfo.InvariantCulture,
                $"Of {roads.Cases:N0} opportunities, {different}; the most usual, {Road(first, stages)}, was taken by {first.Cases:N0}.");
    }

    public static string Road(RoadWalked road, ImmutableArray<Histories.NamedElement> stages) =>
        road.Stages.IsEmpty ? "no stage" : string.Join(" → ", road.Stages.Select(stage => stages[stage].Name));

    public static string Of(SegmentTable table)
    {
        var known = table.Segments.Where(segment => segment.Won is Figure.Known).ToList();
        if (known.Count == 0 && table.IsOfSellers)
            return $"Not enough history to compare sellers: at least two with {Figure.LeastForShare} opportunities each, followed long "
                + "enough, are needed, so nobody is named.";
        if (known.Count == 0) return $"Not enough history to compare by {table.Attribute}.";
        if (table.DifferP is not { } p) return $"Only one {table.Attribute} has enough history, so there is nothing to compare.";
        if (table.IsOfSellers)
            return p >= SellerDifferences.Alpha
                ? $"No evidence that sellers differ: chance alone sets {known.Count} of them this far apart in {Wording.Percent(p)} of 100 "
                    + "cases."
                : $"The {known.Count} sellers with enough history differ by more than chance would have it; whether their customers were "
                    + "alike it does not say, so they are not ranked.";
        var within = table.HasDates ? $"within {table.WithinDays:0} days" : "that ended";
        if (table.IsAlike)
            return $"By {table.Attribute} they are won about equally often: drawn towards all as far as chance alone sets them apart "
                + $"(as far as this in {Wording.Percent(p)} of 100 cases), each stays within {100 * SegmentTable.Smallest:0} of 100 of "
                + $"all, too small to matter. By its own opportunities alone one could be up to "
                + $"{Wording.Percent(table.FurthestAlone)} off.";
        if (p >= SellerDifferences.Alpha)
            return $"No evidence that opportunities differ by {table.Attribute}: chance alone sets {known.Count} groups this far apart in "
                + $"{Wording.Percent(p)} of 100 cases.";
        var best = known.MaxBy(segment => ((Figure.Known)segment.Won).Value)!;
        var least = known.MinBy(segment => ((Figure.Known)segment.Won).Value)!;
        return $"By {table.Attribute}, {best.Value} is associated with winning most often: {Share(best.Won)} of 100 {within}; "
            + $"{least.Value} least: {Share(least.Won)}. Such groups differ in ways we cannot see.";
    }

    public static string Of(SellerDifferences sellers)
    {
        if (sellers.Sellers == 0) return "This history names no owner of an opportunity, so it does not say who sold; whoever "
            + "is named on an event may be anybody who did something.";
        if (sellers.Test is not { } test)
            return $"Not enough history to tell whether sellers differ: {sellers.Sellers} with {sellers.Closed:N0} closed opportunities.";
        var tested = string.Create(CultureInfo.InvariantCulture,
            $"chi-square {test.Statistic:0.0} on {test.DegreesOfFreedom} degrees of freedom, ")
            + (test.P < 0.01 ? "p under 0.01" : string.Create(CultureInfo.InvariantCulture, $"p {test.P:0.00}"));
        var range = sellers is { Lowest: { } low, Highest: { } high }
            ? $"{sellers.Sellers} sellers, {Wording.Percent(low)} to {Wording.Percent(high)} of 100 won" : $"{sellers.Sellers} sellers";
        var rough = test.LeastExpected < SellerDifferences.LeastExpected ? " Some have so few closed that this is rough." : "";
        return test.P >= SellerDifferences.Alpha
            ? $"No evidence that sellers differ: {range}, and chance alone sets such sellers at least as far apart in "
                + $"{Wording.Percent(test.P)} of 100 cases ({tested}).{rough}"
            : $"Sellers differ by more than chance would have it: {range} ({tested}).{rough} It does not say who, "
                + "or whether their customers were alike.";
    }

    /// <summary>Where somebody names the day of a change.</summary>
    public const string OneDay =
        "Days picked after looking at the numbers find changes that are not there: of twenty days tried where nothing changed, one is "
        + "likely to show a difference. Name the day something did change, before you look, and look once.";

    public static string Of(VersionCohorts versions)
    {
        if (versions.Cohorts.IsEmpty)
            return "This history does not say which version of the process an opportunity was opened under; name the day it changed.";
        if (versions.Cohorts.Length == 1)
            return $"There is only {versions.Cohorts[0].Name}, so there is nothing to compare yet.";
        var (before, after) = (versions.Cohorts[^2], versions.Cohorts[^1]);
        return versions.Difference.Match(
            known =>
            {
                var points = (int)Math.Round(100 * known.Value, MidpointRounding.AwayFromZero);
                var (low, high) = known.Interval is { } range ? (100 * range.Low, 100 * range.High) : (100.0 * points, 100.0 * points);
                var sure = low > 0 || high < 0 ? "" : " That may be chance: no difference can be seen yet.";
                return string.Create(CultureInfo.InvariantCulture,
                    $"Of 100 {after.Name}, {Math.Abs(points)} {(points < 0 ? "fewer" : "more")} were won within ")
                    + string.Create(CultureInfo.InvariantCulture, $"{versions.WithinDays:0} days than of 100 {before.Name} ")
                    + string.Create(CultureInfo.InvariantCulture, $"({low:0} to {high:0}).{sure}")
                    + " This is an association: whatever else changed in that time is in it too.";
            },
            _ => "Too early to compare.",
            few => $"Too early to compare {after.Name} with {before.Name}: {few.Have} {few.What}, {few.Need} needed.");
    }

    /// <summary>Everything worth knowing before the figures are believed; empty when nothing is.</summary>
    public static ImmutableArray<string> Warnings(HistoryHonesty honesty)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        if (!honesty.HasDates)
            found.Add("There are no dates: nothing about time, pace or forecasts can be learned, and nothing says what came after what.");
        if (honesty.QuarterEndChanges is { Count: >= Least, Share: { } atEnd } && atEnd > 2 * honesty.QuarterEndExpected)
            found.Add($"{Percent(atEnd)} of the stage changes fall on the last {HistoryHonesty.QuarterEndDays} days of a quarter, "
                + $"{Percent(honesty.QuarterEndExpected)} would by the calendar: entered in bulk, so those dates are not the customers'.");
        if (honesty.SameDay is { Count: >= Least, Share: > 0.1 and var same })
            found.Add($"{Percent(same)} of the stages passed were passed on the day they were entered: filled in afterwards, or at once.");
        if (honesty.RecordedAfterClosing.Count > 0)
            found.Add($"{Show(honesty.RecordedAfterClosing)} pieces of evidence were recorded after the closing they are dated before.");
        if (honesty.BackDated.Count > 0)
            found.Add($"{Show(honesty.BackDated)} pieces of evidence were recorded more than 14 days after the day they are dated.");
        if (honesty.AfterClosing.Count > 0)
            found.Add($"{Show(honesty.AfterClosing)} events came after the closing and are no part of the sale.");
        if (!honesty.Record.BatchClosings.IsEmpty)
            found.Add($"{Percent(honesty.Record.BatchClosingsShare)} of the endings fall on {honesty.Record.BatchClosings.Length} days of "
                + "cleaning up: there the date is not the customer's.");
        if (honesty.Record.TruncatedSince is { } since)
            found.Add($"The source shows only what was open on {since.AddTicks(1):yyyy-MM-dd} or opened later; what closed before is "
                + "missing, and earlier opportunities count from that day on. Of those opened before it only the ones that took long are "
                + "in the record, so the days that endings took look longer than they were.");
        if (honesty.Zombies is { Older: > 0 } zombies)
            found.Add($"{zombies.Older:N0} of {zombies.Open:N0} open opportunities are older than any that ever closed "
                + $"({zombies.OldestClosedDays:0} days): nobody can say how such end, and some may be over.");
        foreach (var pace in honesty.Pace.Where(pace => pace.Cases >= Least && pace.WithinAnHour > 0.25 * pace.Cases))
            found.Add($"{pace.WithinAnHour:N0} of {pace.Cases:N0} that ended as {Wording.Of(pace.Ending)} did so within an hour of their "
                + "opening: decided by a rule, or entered afterwards.");
        if (honesty is { HasDates: true, AssumedTimes: { Share: > 0 and var assumed } })
            found.Add($"{Percent(assumed)} of the events do not say when they were recorded; they are taken as known when they were true.");
        return found.ToImmutable();
    }

    public static string Of(HistoryHonesty honesty)
    {
        if (honesty.Cases == 0) return "No opportunity was known then.";
        var (warnings, can) = (Warnings(honesty).Length, honesty.Lessons.Count(lesson => lesson.CanTeach));
        var known = warnings switch
        {
            0 => "nothing in it speaks against its dates",
            1 => "one thing to know first",
            _ => $"{warnings} things to know first",
        };
        return $"This history of {honesty.Cases:N0} opportunities can teach {can} of {honesty.Lessons.Length} questions; {known}.";
    }

    /// <summary>Fewer are no pattern.</summary>
    private const int Least = 10;

    private static string Share(Figure figure) =>
        figure is Figure.Known known ? $"{Wording.Percent(known.Value)}{Wording.Range(known.Interval)}" : "not known";

    private static string Percent(double share) => share is > 0 and < 0.01 ? "under 1 %" : $"{Wording.Percent(share)} %";

    private static string Show(CountOf count) => $"{count.Count:N0} of {count.Of:N0}";
}
