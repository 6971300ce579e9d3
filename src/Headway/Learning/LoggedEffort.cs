using System.Collections.Immutable;
using Headway.Histories;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.Learning;

/// <summary>What was logged of a closed opportunity in one stage.</summary>
/// <param name="CaseId">As the history has it.</param>
/// <param name="Stage">Index of the stage of the process whose activity it was.</param>
public sealed record LoggedStay(string CaseId, int Stage, double Hours);

/// <summary>Effort logged with the activities of our own closed opportunities, as known at a date: the one place that reads it, so that
/// hours in use and hours a win never tell two stories.</summary>
public sealed record LoggedEffort(ImmutableArray<LoggedStay> OfClosed)
{
    public static readonly LoggedEffort None = new([]);

    /// <param name="facts">Of any streams, in the order they were appended.</param>
    /// <param name="process">Its activities say in which stage the effort was; that of others is left out.</param>
    public static LoggedEffort Of(IEnumerable<StoredFact> facts, Process process, DateTimeOffset asOf)
    {
        var stageOf = new Dictionary<ActivityKey, int>();
        for (var stage = 0; stage < process.Stages.Length; stage++)
            foreach (var activity in process.Stages[stage].Activities) stageOf[activity.Key] = stage;
        var minutes = new Dictionary<(StreamId Stream, int Stage), int>();
        var closed = new HashSet<StreamId>();
        foreach (var stored in facts.Where(stored => stored.RecordedAt <= asOf))
        {
            if (stored.Fact is OpportunityClosed) closed.Add(stored.Stream);
            if (stored.Fact is OpportunityReopened) closed.Remove(stored.Stream);
            if (stored.Fact is not ActivityDone { Minutes: > 0 and var spent } done || !stageOf.TryGetValue(done.Activity, out var at))
                continue;
            minutes[(stored.Stream, at)] = minutes.GetValueOrDefault((stored.Stream, at)) + spent;
        }
        return new LoggedEffort([.. minutes.Where(each => closed.Contains(each.Key.Stream)).Select(each =>
            new LoggedStay(each.Key.Stream.Key, each.Key.Stage, each.Value / 60.0))]);
    }

    /// <summary>Hours logged of each closed case, over all stages.</summary>
    public IReadOnlyDictionary<string, double> ByCase() => OfClosed.GroupBy(each => each.CaseId, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(each => each.Hours), StringComparer.Ordinal);
}
