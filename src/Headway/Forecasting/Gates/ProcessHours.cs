using System.Collections.Immutable;
using Headway.Histories;
using Headway.Learning;
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
        var logged = LoggedPerWeek(LoggedEffort.Of(facts, process, asOf), history);
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

    /// <summary>What becomes of the hours that were set, for whoever sets them: where logged effort stands in their place, and when it
    /// will.</summary>
    public string Replaced(Process process)
    {
        string[] logged = [.. process.Stages.Where((_, i) => Sources[i] == HoursSource.Logged).Select(stage => stage.Name)];
        var rule = $"from {LeastLogged} closed opportunities with logged effort in a stage on, what was logged replaces what is set";
        return logged.Length == 0 ? $"What is set is in use; {rule}."
            : logged.Length == process.Stages.Length
                ? $"What is set is kept but not in use, for logged effort replaces it in every stage: {rule}."
            : $"What is set for {string.Join(", ", logged)} is kept but not in use, for logged effort replaces it there: {rule}.";
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
    private static double?[] LoggedPerWeek(LoggedEffort effort, History history)
    {
        var weeks = WeeksByCase(history);
        var perWeek = new double?[history.Shape.Stages.Length];
        foreach (var stage in effort.OfClosed.GroupBy(each => each.Stage))
        {
            var logged = stage.Select(each => (each.Hours, Weeks: weeks.GetValueOrDefault((each.CaseId, each.Stage))))
                .Where(each => each.Weeks > 0).ToList();
            if (logged.Count >= LeastLogged)
                perWeek[stage.Key] = Math.Max(LeastPerWeek, logged.Sum(each => each.Hours) / logged.Sum(each => each.Weeks));
        }
        return perWeek;
    }

    private static Dictionary<(string, int), double> WeeksByCase(History history)
    {
        var weeks = new Dictionary<(string, int), double>();
        var columns = history.Columns;
        for (var c = 0; c < history.Cases; c++)
        {
            var id = history.Log.CaseIds[columns.CaseIndex[c]];
            for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            {
                var key = (id, columns.VisitStage[v]);
                var stayed = (columns.VisitLeftTicks[v] - columns.VisitEnteredTicks[v]) / (7.0 * TimeSpan.TicksPerDay);
                weeks[key] = weeks.GetValueOrDefault(key) + stayed;
            }
        }
        return weeks;
    }
}
