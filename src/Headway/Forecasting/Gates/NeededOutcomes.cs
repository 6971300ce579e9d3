using System.Collections.Immutable;
using Headway.Histories;
using Headway.Opportunities;
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
    /// <summary>Per outcome of the history: how many days a confirmation holds; null = it does not go stale. Empty: none does.</summary>
    public ImmutableArray<int?> FreshForDays { get; init; } = [];

    /// <summary>Per outcome of the history: hours of the shortest activity that pursues it; null = the process does not say.</summary>
    public ImmutableArray<double?> AskingHours { get; init; } = [];

    /// <summary>Whose days the freshness is counted in.</summary>
    public Calendar Calendar { get; init; } = Calendar.Utc;

    /// <summary>Whether any gate is known to need anything.</summary>
    public bool IsSaid => ByStage.Any(each => !each.IsEmpty);

    /// <summary>An import names outcomes at best, and never which gate needs them.</summary>
    public static NeededOutcomes NotSaid(HistoryShape shape) => new([.. shape.Stages.Select(_ => ImmutableArray<int>.Empty)]);

    /// <param name="process">The version our own history was made by.</param>
    /// <param name="calendar">The organisation's.</param>
    public static NeededOutcomes Of(Process process, HistoryShape shape, Calendar calendar)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < shape.Outcomes.Length; i++) index[shape.Outcomes[i].Key] = i;
        var needed = shape.Stages.Select(element =>
        {
            var at = process.IndexOf(StageKey.Of(element.Key));
            if (at < 0) return [];
            var stage = process.Stages[at];
            return stage.Outcomes.Where(outcome => outcome.Needed).Select(outcome => outcome.Key).Concat(stage.Gate.AlsoNeeds).Distinct()
                .Select(key => index.TryGetValue(key.Value, out var known) ? known : -1).Where(known => known >= 0).ToImmutableArray();
        });
        var keys = shape.Outcomes.Select(element => OutcomeKey.Of(element.Key)).ToList();
        return new NeededOutcomes([.. needed])
        {
            FreshForDays = [.. keys.Select(key => process.FindOutcome(key)?.FreshForDays)],
            AskingHours = [.. keys.Select(key => process.Activities.Where(activity => activity.Pursues.Contains(key))
                .Min(activity => activity.EffortMinutes) is { } minutes ? minutes / 60.0 : (double?)null)],
            Calendar = calendar,
        };
    }

    /// <summary>The class a case was in at an instant, by what was recorded until then; what was stale by then is not confirmed (rule
    /// 8).</summary>
    public EvidenceClass ClassOf(History history, int caseIndex, int stage, long atTicks)
    {
        var needed = ByStage[stage];
        var confirmed = 0;
        foreach (var outcome in needed)
            if (StandingOf(history, caseIndex, outcome, atTicks) == OutcomeStanding.Confirmed) confirmed++;
        return ClassOf(confirmed, needed.Length);
    }

    /// <param name="needed">0 = the gate needs nothing.</param>
    public static EvidenceClass ClassOf(int confirmed, int needed) =>
        confirmed == 0 ? EvidenceClass.None : confirmed >= needed ? EvidenceClass.Complete : EvidenceClass.Partial;

    /// <summary>What was known of one outcome of a case at an instant, by what was recorded until then (rule 8).</summary>
    public OutcomeStanding StandingOf(History history, int caseIndex, int outcome, long atTicks)
    {
        var evidence = history.Columns.Evidence;
        var latest = -1;
        // In the order of effective time: the last one that was known by then stands.
        for (var e = evidence.Start[caseIndex]; e < evidence.Start[caseIndex + 1]; e++)
            if (evidence.Outcome[e] == outcome && evidence.EffectiveTicks[e] <= atTicks && evidence.RecordedTicks[e] <= atTicks) latest = e;
        if (latest < 0) return OutcomeStanding.Unknown;
        if (!evidence.Confirms[latest]) return OutcomeStanding.Refuted;
        return IsStale(outcome, evidence.EffectiveTicks[latest], atTicks) ? OutcomeStanding.Stale : OutcomeStanding.Confirmed;
    }

    private bool IsStale(int outcome, long confirmedTicks, long atTicks)
    {
        if (FreshForDays.IsDefaultOrEmpty || FreshForDays[outcome] is not { } days) return false;
        // Whole days hold until the end of the last one, which no zone moves by more than a day: far from it the clock decides.
        var age = atTicks - confirmedTicks;
        if (age < (days - 1) * TimeSpan.TicksPerDay) return false;
        if (age > (days + 2) * TimeSpan.TicksPerDay) return true;
        var day = Calendar.DayOf(new DateTimeOffset(confirmedTicks, TimeSpan.Zero));
        return atTicks >= Calendar.EndOf(day.AddDays(days)).UtcTicks;
    }
}
