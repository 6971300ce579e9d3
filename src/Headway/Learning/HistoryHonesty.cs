using System.Collections.Immutable;
using Headway.Histories;

namespace Headway.Learning;

/// <summary>A count beside what it is a count of.</summary>
public readonly record struct CountOf(int Count, int Of)
{
    /// <summary>Null when there was nothing to count.</summary>
    public double? Share => Of == 0 ? null : (double)Count / Of;
}

/// <summary>How quickly opportunities ended one way.</summary>
/// <param name="DaysMedian">Of those that ended so: no forecast for one that is open.</param>
/// <param name="WithinAnHour">Of them, closed within an hour of the opening: decided by a rule, or entered afterwards.</param>
public sealed record EndingPace(Ending Ending, int Cases, double DaysMedian, int WithinAnHour);

/// <summary>Open opportunities older than any that ever closed.</summary>
/// <param name="OldestClosedDays">Days from opening to closing of the slowest one that ended.</param>
public sealed record Zombies(int Open, int Older, double OldestClosedDays);

/// <summary>How far a history can be trusted, and for what.</summary>
/// <param name="QuarterEndChanges">Stage changes in the last 3 days of a quarter, of all.</param>
/// <param name="QuarterEndExpected">Share that would fall there if changes were spread evenly over the days.</param>
/// <param name="SameDay">Stages passed on the day they were entered, of all that were passed.</param>
/// <param name="AfterClosing">Events after the closing that did not open it again, of all known events.</param>
/// <param name="RecordedAfterClosing">Evidence dated before the closing and recorded after it.</param>
/// <param name="BackDated">Evidence recorded more than 14 days after it was true.</param>
/// <param name="AssumedTimes">Events whose recorded time the source did not give.</param>
public sealed record HistoryHonesty(
    DateTimeOffset AsOf, int Cases, CountOf QuarterEndChanges, double QuarterEndExpected, CountOf SameDay, CountOf AfterClosing,
    CountOf RecordedAfterClosing, CountOf BackDated, CountOf AssumedTimes, RecordHonesty Record, Zombies? Zombies,
    ImmutableArray<EndingPace> Pace, ImmutableArray<Lesson> Lessons)
{
    /// <summary>False: nothing can be said about when anything was, neither paces nor how well the dates were kept.</summary>
    public bool HasDates { get; init; } = true;

    /// <summary>Later than this is shown (rule 4).</summary>
    public static readonly TimeSpan Late = TimeSpan.FromDays(14);

    /// <summary>The last days of a quarter, counted.</summary>
    public const int QuarterEndDays = 3;

    /// <param name="stop">Ends it within a second or two, by an <see cref="OperationCanceledException"/>.</param>
    public static HistoryHonesty Of(History history, Calendar calendar, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        var (changes, atEnd, passed, sameDay) = history.HasDates ? Changes(history, calendar) : default;
        var (known, assumed, after) = Events(history);
        var (evidence, late, afterwards) = Evidence(history);
        return new HistoryHonesty(
            new DateTimeOffset(history.AsOfTicks, TimeSpan.Zero), history.Cases, new CountOf(atEnd, changes), QuarterEndDays * 4 / 365.25,
            new CountOf(sameDay, passed), new CountOf(after, known), new CountOf(afterwards, evidence), new CountOf(late, evidence),
            new CountOf(assumed, known), RecordHonesty.Of(history), history.HasDates ? ZombiesOf(history) : null,
            history.HasDates ? PaceOf(history) : [], Lesson.Of(history, known - assumed, known, stop))
        { HasDates = history.HasDates };
    }

    private static (int Changes, int AtEnd, int Passed, int SameDay) Changes(History history, Calendar calendar)
    {
        var columns = history.Columns;
        int changes = 0, atEnd = 0, passed = 0, sameDay = 0;
        for (var c = 0; c < history.Cases; c++)
        {
            for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            {
                var entered = DayOf(columns.VisitEnteredTicks[v]);
                if (v > columns.VisitStart[c])
                {
                    changes++;
                    if (calendar.QuarterOf(entered).Last.DayNumber - entered.DayNumber < QuarterEndDays) atEnd++;
                }
                if (v + 1 == columns.VisitStart[c + 1] || columns.VisitSpell[v + 1] != columns.VisitSpell[v]) continue;
                passed++;
                if (DayOf(columns.VisitLeftTicks[v]) == entered) sameDay++;
            }
        }
        return (changes, atEnd, passed, sameDay);

        DateOnly DayOf(long ticks) => calendar.DayOf(new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    private static (int Known, int Assumed, int AfterClosing) Events(History history)
    {
        var log = history.Log;
        int known = 0, assumed = 0;
        foreach (var c in history.Columns.CaseIndex)
        {
            for (var i = log.CaseStart[c]; i < log.CaseStart[c + 1]; i++)
            {
                if (!log.IsKnownAt(i, history.AsOfTicks)) continue;
                known++;
                if (log.RecordedTicks.Length == 0 || log.RecordedTicks[i] == EventLog.Assumed) assumed++;
            }
        }
        return (known, assumed, history.Columns.AfterClosing.Sum());
    }

    private static (int All, int Late, int AfterClosing) Evidence(History history)
    {
        var evidence = history.Columns.Evidence;
        int late = 0, after = 0;
        for (var c = 0; c < history.Cases; c++)
        {
            for (var e = evidence.Start[c]; e < evidence.Start[c + 1]; e++)
            {
                if (evidence.RecordedTicks[e] - evidence.EffectiveTicks[e] > Late.Ticks) late++;
                if (history.EndingOf(c) is not null && evidence.RecordedTicks[e] > history.Columns.ExitTicks[c]) after++;
            }
        }
        return (evidence.Outcome.Length, late, after);
    }

    private static Zombies? ZombiesOf(History history)
    {
        var columns = history.Columns;
        var (open, oldest) = (0, -1L);
        for (var c = 0; c < history.Cases; c++)
        {
            if (columns.Endings[c] == 0) open++;
            else oldest = Math.Max(oldest, columns.ExitTicks[c] - columns.OpenedTicks[c]);
        }
        if (oldest < 0) return null;
        var older = Enumerable.Range(0, history.Cases)
            .Count(c => columns.Endings[c] == 0 && columns.ExitTicks[c] - columns.OpenedTicks[c] > oldest);
        return new Zombies(open, older, oldest / (double)TimeSpan.TicksPerDay);
    }

    private static ImmutableArray<EndingPace> PaceOf(History history)
    {
        var columns = history.Columns;
        return [.. Enum.GetValues<Ending>().Select(ending =>
        {
            long[] ticks = [.. Enumerable.Range(0, history.Cases).Where(c => history.EndingOf(c) == ending)
                .Select(c => columns.ExitTicks[c] - columns.OpenedTicks[c]).Order()];
            return ticks.Length == 0 ? null : new EndingPace(
                ending, ticks.Length, (ticks[(ticks.Length - 1) / 2] + ticks[ticks.Length / 2]) / 2.0 / TimeSpan.TicksPerDay,
                ticks.Count(each => each <= TimeSpan.TicksPerHour));
        }).OfType<EndingPace>()];
    }
}
