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
/// <param name="OfClosed">By stage, of those activities only that the process still has: others have no stage of it.</param>
/// <param name="ByCase">Hours of each closed case, over everything logged: what was spent on an activity that is no more was spent all the
/// same.</param>
public sealed record LoggedEffort(ImmutableArray<LoggedStay> OfClosed, IReadOnlyDictionary<string, double> ByCase)
{
    public static readonly LoggedEffort None = new([], ImmutableDictionary<string, double>.Empty);

    /// <param name="facts">Of any streams, in the order they were appended.</param>
    /// <param name="process">Its activities say in which stage the effort was.</param>
    public static LoggedEffort Of(IEnumerable<StoredFact> facts, Process process, DateTimeOffset asOf)
    {
        var stageOf = new Dictionary<ActivityKey, int>();
        for (var stage = 0; stage < process.Stages.Length; stage++)
            foreach (var activity in process.Stages[stage].Activities) stageOf[activity.Key] = stage;
        var minutes = new Dictionary<(StreamId Stream, int Stage), int>();
        var all = new Dictionary<StreamId, int>();
        var closed = new HashSet<StreamId>();
        foreach (var stored in facts.Where(stored => stored.RecordedAt <= asOf))
        {
            if (stored.Fact is OpportunityClosed) closed.Add(stored.Stream);
            if (stored.Fact is OpportunityReopened) closed.Remove(stored.Stream);
            if (stored.Fact is not ActivityDone { Minutes: > 0 and var spent } done) continue;
            all[stored.Stream] = all.GetValueOrDefault(stored.Stream) + spent;
            if (!stageOf.TryGetValue(done.Activity, out var at)) continue;
            minutes[(stored.Stream, at)] = minutes.GetValueOrDefault((stored.Stream, at)) + spent;
        }
        return new LoggedEffort(
            [.. minutes.Where(each => closed.Contains(each.Key.Stream)).Select(each =>
                new LoggedStay(each.Key.Stream.Key, each.Key.Stage, each.Value / 60.0))],
            all.Where(each => closed.Contains(each.Key)).ToDictionary(each => each.Key.Key, each => each.Value / 60.0,
                StringComparer.Ordinal));
    }
}
