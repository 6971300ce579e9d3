using System.Collections.Immutable;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>What is known about one outcome (rule 8).</summary>
public abstract record OutcomeState
{
    private OutcomeState()
    {
    }

    public OutcomeStanding Word => this switch
    {
        Unknown => OutcomeStanding.Unknown,
        Confirmed => OutcomeStanding.Confirmed,
        Refuted => OutcomeStanding.Refuted,
        Stale => OutcomeStanding.Stale,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The evidence the state rests on; null when nothing counts.</summary>
    public Evidence? RestsOn => this switch
    {
        Unknown => null,
        Confirmed confirmed => confirmed.By,
        Refuted refuted => refuted.By,
        Stale stale => stale.By,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <param name="Claimed">The latest claim, shown but counted nowhere; null when there is none.</param>
    public sealed record Unknown(Evidence? Claimed) : OutcomeState;

    /// <param name="FreshUntil">First instant at which it is stale; null = never.</param>
    public sealed record Confirmed(Evidence By, DateTimeOffset? FreshUntil) : OutcomeState;

    public sealed record Refuted(Evidence By) : OutcomeState;

    public sealed record Stale(Evidence By, DateTimeOffset Since) : OutcomeState;
}

/// <summary>An outcome of the process with what is known about it.</summary>
public sealed record OutcomeNow(Outcome Outcome, OutcomeState State);

/// <summary>
/// Where an opportunity stands: its stage, computed from standing Gos and never set (rule 11), and the state of every outcome at an
/// instant.
/// </summary>
/// <param name="StageIndex">From 0; equal to the number of stages when every gate stands: Ready to close.</param>
public sealed record Standing(
    Opportunity Opportunity, Process Process, DateTimeOffset Now, int StageIndex, ImmutableArray<OutcomeNow> Outcomes)
{
    public bool IsReadyToClose => StageIndex == Process.Stages.Length;

    /// <summary>The present stage, or the last one at Ready to close.</summary>
    public Stage Stage => Process.Stages[Math.Min(StageIndex, Process.Stages.Length - 1)];

    public string StageName => IsReadyToClose ? "Ready to close" : Stage.Name;

    public static Standing Of(Opportunity opportunity, Process process, DateTimeOffset now, Calendar calendar)
    {
        var stage = 0;
        while (stage < process.Stages.Length && opportunity.Gos.ContainsKey(process.Stages[stage].Key)) stage++;
        var states = process.Outcomes.Select(outcome => new OutcomeNow(outcome, StateOf(opportunity, outcome, now, calendar)));
        return new Standing(opportunity, process, now, stage, [.. states]);
    }

    public OutcomeNow this[OutcomeKey key] => Outcomes.First(outcome => outcome.Outcome.Key == key);

    /// <summary>The outcomes that the gate of a stage needs, with their states.</summary>
    public IEnumerable<OutcomeNow> NeededAt(Stage stage) =>
        Outcomes.Where(
            now => (now.Outcome.Needed && stage.Outcomes.Contains(now.Outcome)) || stage.Gate.AlsoNeeds.Contains(now.Outcome.Key));

    /// <summary>Every needed outcome of the present stage is confirmed: the gate waits for a decision.</summary>
    public bool GateIsReady => !IsReadyToClose && NeededAt(Stage).All(now => now.State is OutcomeState.Confirmed);

    /// <summary>Gates passed with a Go that rests on an outcome confirmed then and now stale, refuted or retracted (rule 13). An override
    /// is watched too: what it was given without does not count, what it was given with does.</summary>
    public IEnumerable<Stage> GosNoLongerSupported =>
        Process.Stages.Take(StageIndex).Where(stage => GoRestsOn(stage).Any(now => now.State is not OutcomeState.Confirmed));

    /// <summary>The outcomes that were confirmed when the standing Go at this gate was given, with their states now.</summary>
    public IEnumerable<OutcomeNow> GoRestsOn(Stage stage)
    {
        if (Opportunity.LastDecisionOn(stage.Key) is not { Fact: { Way: GateWay.Go } go }) return [];
        return Outcomes.Where(now => go.Needed.Any(
            needed => needed.Outcome == now.Outcome.Key && needed.Standing == OutcomeStanding.Confirmed));
    }

    /// <summary>The latest accepted, unretracted evidence by effective time; ties by append order (rule 8).</summary>
    public static OutcomeState StateOf(Opportunity opportunity, Outcome outcome, DateTimeOffset now, Calendar calendar)
    {
        Evidence? latest = null, claim = null;
        foreach (var evidence in opportunity.Evidence)
        {
            if (evidence.Fact.Outcome != outcome.Key || evidence.Retraction is not null) continue;
            if (!evidence.Fact.Accepted) claim = Later(claim, evidence);
            else latest = Later(latest, evidence);
        }
        if (latest is null) return new OutcomeState.Unknown(claim);
        if (!latest.Fact.Confirms) return new OutcomeState.Refuted(latest);
        if (outcome.FreshForDays is not { } days) return new OutcomeState.Confirmed(latest, null);
        var until = calendar.EndOf(calendar.DayOf(latest.EffectiveAt).AddDays(days));
        return now < until ? new OutcomeState.Confirmed(latest, until) : new OutcomeState.Stale(latest, until);
    }

    private static Evidence Later(Evidence? one, Evidence other) =>
        one is null || other.EffectiveAt > one.EffectiveAt || (other.EffectiveAt == one.EffectiveAt && other.Order > one.Order)
            ? other : one;
}
