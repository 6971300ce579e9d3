using Headway.Histories;

namespace Headway.Formats.Ocel;

/// <summary>Evidence that was retracted, as our own logs have it: an object of its own that the opportunity is related to, with the event
/// that brought it and the one that took it back. Read again, it is evidence that stood until then.</summary>
internal sealed class OcelRetractions
{
    private readonly Dictionary<int, (int ObjectId, long Ticks)> byEvidence = [];
    private readonly HashSet<int> events = [];
    private readonly List<WithdrawnEvent> met = [];

    public OcelRetractions(OcelContent content, int caseType)
    {
        var (evidence, retracted) = (content.ObjectTypes.Find(OcelExport.Evidence), content.EventTypes.Find(OcelExport.OutcomeRetracted));
        if (evidence < 0 || retracted < 0 || evidence == caseType) return;
        var owner = new Dictionary<int, int>();
        foreach (var (objectId, evidenceId) in content.Retracted)
            if (content.Objects[objectId].Type == caseType && content.Objects[evidenceId].Type == evidence)
                owner.TryAdd(evidenceId, objectId);
        foreach (var (number, objectId, _) in content.EventRelations)
        {
            if (content.Events[number].Type != retracted || !owner.TryGetValue(objectId, out var of)) continue;
            if (byEvidence.TryAdd(objectId, (of, content.Events[number].Ticks))) events.Add(number);
        }
    }

    /// <summary>How many were taken back; the events that say so are no events of the history.</summary>
    public int Count => events.Count;

    /// <summary>Whether an event takes evidence back.</summary>
    public bool IsOne(int number) => events.Contains(number);

    /// <summary>The object of the case whose evidence this is, and when it was taken back; null when it is none.</summary>
    public (int ObjectId, long Ticks)? Of(int evidenceId) => byEvidence.TryGetValue(evidenceId, out var found) ? found : null;

    public void Meet(WithdrawnEvent brought) => met.Add(brought);

    /// <summary>Per event of the log when it was withdrawn; empty when none was. Of events alike in everything it is the same
    /// which.</summary>
    public long[] TicksIn(EventLog log)
    {
        if (met.Count == 0) return [];
        var ticks = new long[log.Events];
        Array.Fill(ticks, long.MaxValue);
        // The first of those alike is the first that was taken back, and so on: one pass over the events of the cases concerned.
        var waiting = new Dictionary<WithdrawnEvent, Queue<long>>();
        foreach (var each in met)
        {
            var alike = each with { WithdrawnTicks = 0 };
            if (!waiting.TryGetValue(alike, out var taken)) waiting[alike] = taken = new Queue<long>();
            taken.Enqueue(each.WithdrawnTicks);
        }
        foreach (var c in met.Select(each => each.Case).Distinct())
        {
            for (var i = log.CaseStart[c]; i < log.CaseStart[c + 1]; i++)
            {
                if (waiting.TryGetValue(WithdrawnEvent.Of(log, c, i), out var taken) && taken.TryDequeue(out var at)) ticks[i] = at;
            }
        }
        return ticks;
    }
}

internal readonly record struct WithdrawnEvent(
    int Case, int Label, long EffectiveTicks, int Person, long RecordedTicks, long WithdrawnTicks)
{
    /// <summary>An event of the log as it would have been met, whenever it was withdrawn.</summary>
    public static WithdrawnEvent Of(EventLog log, int c, int i) => new(
        c, log.Label[i], log.EffectiveTicks[i], log.Person.Length == 0 ? -1 : log.Person[i],
        log.RecordedTicks.Length == 0 ? EventLog.Assumed : log.RecordedTicks[i], 0);
}
