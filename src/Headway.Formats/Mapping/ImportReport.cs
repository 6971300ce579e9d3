using System.Collections.Immutable;
using Headway.Histories;
using Headway.Learning;

namespace Headway.Formats.Mapping;

/// <summary>What an import brought. <c>Rows.Read = Rows.Accepted + Rows.Merged + Rows.Rejected</c>.</summary>
/// <param name="Depth">What the file can and cannot teach, one sentence each, with its number.</param>
public sealed record ImportReport(
    RowCounts Rows, RejectedRows Rejected, int Cases, int Events, EndingCounts Endings, ImmutableArray<DepthLine> Depth,
    ImmutableArray<Finding> Findings)
{
    /// <summary>CSV: how the dates of each date column are written; found, or settled by the mapping.</summary>
    public ImmutableArray<(string Column, DateStyle Style)> DateStyles { get; init; } = [];

    internal static ImportReport Of(LogReading.Accepted read, LogMapping mapping, History history, string file)
    {
        var endings = history.Columns.Endings;
        int Count(Ending ending) => endings.Count(each => each == (byte)ending);
        var unmapped = read.Log.Labels.Except(mapping.KnownLabels).Order(StringComparer.Ordinal).ToArray();
        var findings = read.Findings;
        if (unmapped.Length > 0 && mapping.Shape == LogShape.Events)
        {
            findings = findings.Add(new Finding("labels-unmapped", Severity.Information, new Place(file, 0, 0, "stages"),
                $"{unmapped.Length:N0} labels have no meaning in the mapping and stay labels: {string.Join(", ", unmapped.Take(10))}.",
                "They teach nothing about stages, outcomes or endings.", "Map them, or list them under ignored."));
        }
        return new ImportReport(
            read.Rows, read.Rejected, history.Cases, read.Log.Events,
            new EndingCounts(Count(Ending.Won), Count(Ending.Lost), Count(Ending.NoDecision), Count(Ending.NoGo),
                endings.Count(each => each == 0)),
            [.. HistoryDepth.Of(history, mapping), .. read.Depth], findings)
        { DateStyles = read.DateStyles };
    }
}

public sealed record EndingCounts(int Won, int Lost, int NoDecision, int NoGo, int Open);

/// <param name="Topic">Stable: dates, stages, evidence, contribution, smallest, amounts, owners, recorded, truncation,
/// zero-length, old-open, after-closing, batch-closed;
/// of a CRM's export also source, stage-history, amount-history, activities, deleted, back-dated, entered-late,
/// stage-now, stage-ids, activities-before, closed-undated, owner-names.</param>
/// <param name="Teaches">False = this is what the file cannot teach.</param>
public sealed record DepthLine(string Topic, bool Teaches, string Sentence);

/// <summary>How deep a history goes, said before anybody trusts a number from it.</summary>
internal static class HistoryDepth
{
    public static ImmutableArray<DepthLine> Of(History history, LogMapping mapping)
    {
        var columns = history.Columns;
        var log = history.Log;
        var lines = ImmutableArray.CreateBuilder<DepthLine>();
        lines.Add(history.HasDates
            ? new DepthLine("dates", true, $"Events from {Day(log.EffectiveTicks.Min())} to {Day(log.EffectiveTicks.Max())}.")
            : new DepthLine("dates", false, "No dates: nothing about time, pace or forecasts can be learned."));
        var visits = columns.VisitStage.Length;
        var several = Enumerable.Range(0, history.Cases).Count(c =>
            columns.VisitStage[columns.VisitStart[c]..columns.VisitStart[c + 1]].Distinct().Skip(1).Any());
        lines.Add(new DepthLine("stages", several > 0, several > 0
            ? $"Stage history: {visits:N0} visits, {several:N0} of {history.Cases:N0} cases in more than one stage."
            : "No stage history: conversion and time per stage cannot be learned."));
        var evidence = columns.Evidence.Outcome.Length;
        // What is promised here is what the answers and the page of honesty promise, by the same floors.
        var lessons = Lesson.OfOutcomes(history);
        lines.Add(new DepthLine("evidence", evidence > 0 && lessons.Any(lesson => lesson.CanTeach), evidence > 0
            ? $"{evidence:N0} pieces of evidence on {mapping.Outcomes.Length} outcomes."
            : "No evidence on outcomes: which ones matter cannot be learned."));
        foreach (var lesson in lessons)
            lines.Add(new DepthLine(lesson.Question == Lesson.OfContribution ? "contribution" : "smallest", lesson.CanTeach,
                $"{lesson.Question} {lesson.Because}"));
        var amounts = columns.Amount.Count(double.IsFinite);
        lines.Add(new DepthLine("amounts", amounts > 0, amounts > 0
            ? $"Amounts are known for {amounts:N0} of {history.Cases:N0} cases."
            : "No amounts: wins can be counted, bookings cannot."));
        var owners = log.People.Length;
        lines.Add(new DepthLine("owners", owners > 0, owners == 0 ? "Nobody is named: coaching cannot be learned."
            : $"{owners:N0} people are named"
            + (mapping.Owner is null ? " on events; none is named as the owner, so who sold is not known." : ".")));
        var assumed = log.RecordedTicks.Length == 0 ? log.Events : log.RecordedTicks.Count(ticks => ticks == EventLog.Assumed);
        lines.Add(new DepthLine("recorded", assumed == 0, assumed == 0
            ? "Every event says when it was recorded."
            : $"{assumed:N0} of {log.Events:N0} events do not say when they were recorded; backtests over them are retrospective."));
        if (columns.TruncatedSinceTicks is { } since)
        {
            lines.Add(new DepthLine("truncation", false,
                $"Left-truncated: nothing closed before {Day(since + 1)}, though earlier cases are there; those count from that day on."));
        }
        if (visits > 0 && columns.ZeroLengthVisits > 0)
        {
            lines.Add(new DepthLine("zero-length", false,
                $"{(200L * columns.ZeroLengthVisits < visits ? "Under 1" : $"{100.0 * columns.ZeroLengthVisits / visits:N0}")} % of the "
                + $"stage visits ({columns.ZeroLengthVisits:N0}) last no time: filled in afterwards, or at once."));
        }
        AddOldOpen(history, lines);
        AddBatches(history, lines);
        var after = columns.AfterClosing.Sum();
        if (after > 0) lines.Add(new DepthLine("after-closing", false,
            $"{after:N0} events came after the case had ended and are no part of the sale."));
        return lines.ToImmutable();
    }

    private static void AddOldOpen(History history, ImmutableArray<DepthLine>.Builder lines)
    {
        var columns = history.Columns;
        var closed = Enumerable.Range(0, history.Cases).Where(c => columns.Endings[c] != 0).ToArray();
        if (closed.Length == 0) return;
        var longest = closed.Max(c => columns.ExitTicks[c] - columns.OpenedTicks[c]);
        var older = Enumerable.Range(0, history.Cases).Count(c => columns.Endings[c] == 0
            && columns.ExitTicks[c] - columns.OpenedTicks[c] > longest);
        if (older == 0) return;
        lines.Add(new DepthLine("old-open", false,
            $"{older:N0} open cases are older than any that ever closed "
            + $"({longest / TimeSpan.TicksPerDay:N0} days): nobody closed them, or they are dead."));
    }

    private static void AddBatches(History history, ImmutableArray<DepthLine>.Builder lines)
    {
        var honesty = RecordHonesty.Of(history);
        if (honesty.BatchClosings.IsEmpty) return;
        var most = honesty.BatchClosings.MaxBy(batch => batch.Closings)!;
        lines.Add(new DepthLine("batch-closed", false,
            $"{honesty.BatchClosings.Sum(batch => batch.Closings):N0} cases were closed without a win on "
            + $"{honesty.BatchClosings.Length:N0} {(honesty.BatchClosings.Length == 1 ? "day" : "days")} of clearing up "
            + $"({most.Day:yyyy-MM-dd}: {most.Closings:N0}): those dates are not the customers'."));
    }

    private static string Day(long ticks) => new DateTime(ticks).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
