using System.Collections.Immutable;
using Headway.Histories;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.Forecasting.Gates;

/// <summary>Where the hours of a stage come from.</summary>
public enum HoursSource
{
    /// <summary>What a leader set.</summary>
    Table,

    /// <summary>Effort logged with the activities of closed opportunities.</summary>
    Logged,
}

/// <summary>The hours of our own process as they stood at a date (rule 27).</summary>
/// <param name="Sources">Per stage of the history.</param>
/// <param name="Sellers">Who own an open opportunity of the process; at least 1.</param>
/// <param name="Table">What a leader set, also where logged effort has replaced it.</param>
public sealed record ProcessHours(GateHours Hours, ImmutableArray<HoursSource> Sources, int Sellers, HoursSet Table)
{
    /// <summary>From so many closed opportunities with logged effort on, that replaces the table.</summary>
    public const int LeastLogged = 30;

    /// <summary>Logged effort below this cannot be all there was.</summary>
    private const double LeastPerWeek = 0.1;

    /// <summary>The hours that stood at a date; null = never set.</summary>
    public static HoursSet? SetFor(IEnumerable<StoredFact> facts, ProcessKey process, DateTimeOffset asOf) => facts
        .Where(stored => stored.Fact is HoursSet && stored.Stream == StreamId.Of(process) && stored.RecordedAt <= asOf)
        .Select(stored => (HoursSet)stored.Fact).LastOrDefault();

    /// <param name="facts">Of any streams, in the order they were appended.</param>
    /// <param name="setBy">Hours set later do not exist; null = the date of the history. A page that has just set them passes the end of
    /// time: its history was read a moment earlier.</param>
    /// <returns>Null until a leader has set hours for every stage: then no value per hour is shown.</returns>
    public static ProcessHours? Of(
        IReadOnlyCollection<StoredFact> facts, Process process, History history, DateTimeOffset? setBy = null)
    {
        var asOf = new DateTimeOffset(history.AsOfTicks, TimeSpan.Zero);
        if (SetFor(facts, process.Key, setBy ?? asOf) is not { } set) return null;
        var logged = LoggedPerWeek(facts, process, history, asOf);
        var perWeek = ImmutableArray.CreateBuilder<double>();
        var sources = ImmutableArray.CreateBuilder<HoursSource>();
        for (var stage = 0; stage < history.Shape.Stages.Length; stage++)
        {
            // What is ready to close costs what the last stage did.
            var key = process.Stages[Math.Min(stage, process.Stages.Length - 1)].Key;
            if (set.PerWeekOf(key) is not { } table) return null;
            perWeek.Add(logged[stage] ?? (double)table);
            sources.Add(logged[stage] is null ? HoursSource.Table : HoursSource.Logged);
        }
        var sellers = SellersOf(history);
        return new ProcessHours(
            new GateHours(perWeek.ToImmutable(), sellers * (double)set.CapacityPerSellerWeek, MarginOf(set, process)),
            sources.ToImmutable(), sellers, set);
    }

    /// <summary>What a leader set, else what the process says, which is all of the amount when nobody said.</summary>
    public static double MarginOf(HoursSet? set, Process process) => set?.MarginShare ?? process.MarginShare;

    /// <summary>Distinct owners of the cases open at the date of the history; at least 1.</summary>
    public static int SellersOf(History history)
    {
        if (history.Shape.OwnerAttribute is not { } attribute) return 1;
        var owners = new HashSet<string>(StringComparer.Ordinal);
        for (var c = 0; c < history.Cases; c++)
            if (history.EndingOf(c) is null && history.TextOf(attribute, c) is { } owner) owners.Add(owner);
        return Math.Max(1, owners.Count);
    }

    /// <summary>Logged hours of closed opportunities in a stage over the weeks they stood in it; null with fewer than 30 of
    /// them.</summary>
    private static double?[] LoggedPerWeek(
        IEnumerable<StoredFact> facts, Process process, History history, DateTimeOffset asOf)
    {
        var stageOf = new Dictionary<ActivityKey, int>();
        for (var stage = 0; stage < process.Stages.Length; stage++)
            foreach (var activity in process.Stages[stage].Activities) stageOf[activity.Key] = stage;
        var minutes = new Dictionary<(StreamId, int), int>();
        var closed = new HashSet<StreamId>();
        foreach (var stored in facts.Where(stored => stored.RecordedAt <= asOf))
        {
            if (stored.Fact is OpportunityClosed) closed.Add(stored.Stream);
            if (stored.Fact is OpportunityReopened) closed.Remove(stored.Stream);
            if (stored.Fact is not ActivityDone { Minutes: > 0 and var spent } done || !stageOf.TryGetValue(done.Activity, out var at))
                continue;
            minutes[(stored.Stream, at)] = minutes.GetValueOrDefault((stored.Stream, at)) + spent;
        }
        var weeks = WeeksByCase(history);
        var perWeek = new double?[history.Shape.Stages.Length];
        for (var stage = 0; stage < process.Stages.Length; stage++)
        {
            var logged = minutes.Where(each => each.Key.Item2 == stage && closed.Contains(each.Key.Item1))
                .Select(each => (each.Value, Weeks: weeks.GetValueOrDefault((each.Key.Item1, stage))))
                .Where(each => each.Weeks > 0).ToList();
            if (logged.Count >= LeastLogged)
                perWeek[stage] = Math.Max(LeastPerWeek, logged.Sum(each => each.Value) / 60.0 / logged.Sum(each => each.Weeks));
        }
        return perWeek;
    }

    private static Dictionary<(StreamId, int), double> WeeksByCase(History history)
    {
        var weeks = new Dictionary<(StreamId, int), double>();
        var columns = history.Columns;
        for (var c = 0; c < history.Cases; c++)
        {
            if (!Guid.TryParse(history.Log.CaseIds[columns.CaseIndex[c]], out var id)) continue;
            var stream = StreamId.Of(new OpportunityId(id));
            for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            {
                var key = (stream, columns.VisitStage[v]);
                var stayed = (columns.VisitLeftTicks[v] - columns.VisitEnteredTicks[v]) / (7.0 * TimeSpan.TicksPerDay);
                weeks[key] = weeks.GetValueOrDefault(key) + stayed;
            }
        }
        return weeks;
    }
}
