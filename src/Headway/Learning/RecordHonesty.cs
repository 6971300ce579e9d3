using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>The win rate most tools show: won among the closed. It leaves out the open ones, which tend to be the slow ones.</summary>
/// <param name="Rate">Share won of all that ended, no-gos counted in; Wilson.</param>
public sealed record ClosedOnly(int Won, int Closed, Figure Rate)
{
    internal static ClosedOnly Of(History history)
    {
        var won = history.Columns.Endings.Count(ending => ending == (byte)Ending.Won);
        var closed = history.Columns.Endings.Count(ending => ending != 0);
        Figure rate = closed < Figure.LeastForShare
            ? new Figure.NotEnoughHistory(closed, Figure.LeastForShare, "closed opportunities")
            : new Figure.Known((double)won / closed, Wilson.Of(won, closed), closed);
        return new ClosedOnly(won, closed, rate);
    }
}

/// <summary>How far the record itself can be trusted.</summary>
/// <param name="ZeroLengthShare">Share of stage visits left at the instant they were entered: stages filled in afterwards. Null without
/// visits.</param>
/// <param name="TruncatedSince">The source shows only what was still open then, or opened later; null = every case from its
/// opening.</param>
/// <param name="BatchClosings">Days on which far more ended without a win than on others: a clean-up, so the date is not the
/// customer's.</param>
/// <param name="BatchClosingsShare">Share of all endings that fall on such days.</param>
public sealed record RecordHonesty(
    double? ZeroLengthShare, DateTimeOffset? TruncatedSince, ImmutableArray<ClosingBatch> BatchClosings, double BatchClosingsShare)
{
    /// <summary>Fewer than this on a day is an ordinary busy day.</summary>
    private const int LeastInBatch = 10;

    /// <summary>How many times the usual day.</summary>
    private const double TimesUsual = 5;

    /// <summary>Cost: O(cases).</summary>
    public static RecordHonesty Of(History history)
    {
        if (!history.HasDates) return new RecordHonesty(null, null, [], 0);
        var columns = history.Columns;
        var notWon = Enumerable.Range(0, history.Cases).Where(c => columns.Endings[c] > (byte)Ending.Won)
            .GroupBy(c => DateOnly.FromDateTime(new DateTime(columns.ExitTicks[c], DateTimeKind.Utc)))
            .Select(day => new ClosingBatch(day.Key, day.Count())).ToList();
        // The middle day, not the mean: a large batch would raise the bar it must pass.
        var usual = notWon.Count == 0 ? 0 : notWon.Select(day => day.Closings).Order().ElementAt(notWon.Count / 2);
        ImmutableArray<ClosingBatch> batches =
            [.. notWon.Where(day => day.Closings >= LeastInBatch && day.Closings > TimesUsual * usual).OrderBy(day => day.Day)];
        var closed = columns.Endings.Count(ending => ending != 0);
        return new RecordHonesty(
            columns.VisitStage.Length == 0 ? null : (double)columns.ZeroLengthVisits / columns.VisitStage.Length,
            columns.TruncatedSinceTicks is { } since ? new DateTimeOffset(since, TimeSpan.Zero) : null,
            batches, closed == 0 ? 0 : (double)batches.Sum(day => day.Closings) / closed);
    }
}

/// <param name="Day">UTC.</param>
/// <param name="Closings">Endings other than won.</param>
public sealed record ClosingBatch(DateOnly Day, int Closings);

/// <summary>An open case that has stood in its stage for longer than four of five that were later won ever did.</summary>
/// <param name="Case">Row of the history's columns.</param>
/// <param name="CaseId">As the log names it.</param>
/// <param name="Weeks">In the stage so far.</param>
/// <param name="WonWithinWeeks">80th percentile of the stays, in this stage, of cases won since.</param>
public sealed record StuckCase(int Case, string CaseId, int Stage, double Weeks, double WonWithinWeeks, int WonStays)
{
    internal static ImmutableArray<StuckCase> Find(History history, List<StageVisit> visits)
    {
        var limits = Enumerable.Range(0, history.Shape.Stages.Length).Select(stage => visits
            .Where(visit => visit.Stage == stage && history.EndingOf(visit.Case) == Ending.Won).Select(visit => visit.Days / 7)
            .Order().ToArray()).ToArray();
        return
        [
            .. from visit in visits
               let won = limits[visit.Stage]
               where visit.IsOpen && won.Length >= Figure.LeastForMedian && visit.Days / 7 > Percentile80(won)
               orderby visit.Days descending
               select new StuckCase(
                   visit.Case, history.Log.CaseIds[history.Columns.CaseIndex[visit.Case]], visit.Stage, visit.Days / 7, Percentile80(won),
                   won.Length),
        ];
    }

    private static double Percentile80(double[] sorted) => sorted[(int)Math.Ceiling(0.8 * sorted.Length) - 1];
}
