using System.Collections.Immutable;
using Headway.Histories;
using Headway.Processes;

namespace Headway.Forecasting.Gates;

/// <summary>How much of what the gate ahead needs is confirmed.</summary>
public enum EvidenceClass
{
    /// <summary>Nothing yet, or the gate needs nothing that the history knows of.</summary>
    None,

    Partial,

    Complete,
}

/// <summary>Which outcomes the gate of each stage needs.</summary>
/// <param name="ByStage">Per stage of the history: indices of its outcomes. Empty: the source does not say.</param>
public sealed record NeededOutcomes(ImmutableArray<ImmutableArray<int>> ByStage)
{
    /// <summary>An import names outcomes at best, and never which gate needs them.</summary>
    public static NeededOutcomes NotSaid(HistoryShape shape) => new([.. shape.Stages.Select(_ => ImmutableArray<int>.Empty)]);

    /// <param name="process">The version our own history was made by.</param>
    public static NeededOutcomes Of(Process process, HistoryShape shape)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < shape.Outcomes.Length; i++) index[shape.Outcomes[i].Key] = i;
        return new NeededOutcomes([.. shape.Stages.Select(element =>
        {
            var at = process.IndexOf(StageKey.Of(element.Key));
            if (at < 0) return [];
            var stage = process.Stages[at];
            return stage.Outcomes.Where(outcome => outcome.Needed).Select(outcome => outcome.Key).Concat(stage.Gate.AlsoNeeds).Distinct()
                .Select(key => index.TryGetValue(key.Value, out var known) ? known : -1).Where(known => known >= 0).ToImmutableArray();
        })]);
    }

    /// <summary>The class a case was in at an instant, by what was recorded until then (rule 8, without staleness).</summary>
    public EvidenceClass ClassOf(History history, int caseIndex, int stage, long atTicks)
    {
        var needed = ByStage[stage];
        if (needed.IsEmpty) return EvidenceClass.None;
        var evidence = history.Columns.Evidence;
        var confirmed = 0;
        foreach (var outcome in needed)
        {
            var known = false;
            // In the order of effective time: the last one that was known by then stands.
            for (var e = evidence.Start[caseIndex]; e < evidence.Start[caseIndex + 1]; e++)
            {
                if (evidence.Outcome[e] == outcome && evidence.EffectiveTicks[e] <= atTicks && evidence.RecordedTicks[e] <= atTicks)
                    known = evidence.Confirms[e];
            }
            confirmed += known ? 1 : 0;
        }
        return confirmed == 0 ? EvidenceClass.None : confirmed == needed.Length ? EvidenceClass.Complete : EvidenceClass.Partial;
    }
}
