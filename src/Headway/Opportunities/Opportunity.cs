using System.Collections.Immutable;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>
/// A possible sale, as its facts tell it. Stage and outcome states are computed from it (<see cref="Standing"/>), never stored in it.
/// </summary>
/// <param name="Version">Version of the stream: the number of facts folded.</param>
/// <param name="Gos">Standing Gos by stage with the time of the Go; a stage that was taken over counts from the migration.</param>
/// <param name="StageClockFrom">When the present stage began: opening, the last Go, a withdrawal, or a reopening (rules 11 and 19).</param>
/// <param name="OpenSince">The opening, or the last reopening: a closing is never dated before it.</param>
/// <param name="StageHigh">The highest amount known since the opening or the last Go; null = none was ever known.</param>
public sealed record Opportunity(
    OpportunityId Id, int Version, string Name, AccountId Account, PersonId Owner, ProcessKey Process, int ProcessVersion,
    Money? Amount, DateOnly? ExpectedClose, DateTimeOffset OpenedAt, DateTimeOffset OpenSince,
    DateTimeOffset StageClockFrom, Money? StageHigh,
    ImmutableList<Evidence> Evidence, ImmutableList<Plan> Plans, ImmutableList<DoneActivity> Done,
    ImmutableDictionary<StageKey, DateTimeOffset> Gos, ImmutableList<Decided> Decisions,
    ImmutableDictionary<ContactId, Involvement> People, Closing? Closing, DateTimeOffset? ClosedAt, DateTimeOffset LastHeardAt)
{
    /// <summary>Stages that a migration took over, with its place in the stream: passed without a decision (rule 21).</summary>
    public ImmutableDictionary<StageKey, TakenOver> TakenOver { get; init; } = ImmutableDictionary<StageKey, TakenOver>.Empty;

    /// <summary>The facts of the last append, all of one person and moment: what an undo takes back (rule 9).</summary>
    public ImmutableArray<StoredFact> LastAppend { get; init; } = [];

    public bool IsOpen => Closing is null;

    /// <summary>What a gate that is the leader's from an amount on goes by: the highest since the stage began, so that lowering it does
    /// not move the decision to the seller; null while the amount is not known.</summary>
    public Money? GateAmount => Amount is null ? null : StageHigh;

    public Evidence? FindEvidence(EvidenceId id) => Evidence.Find(evidence => evidence.Id == id);

    /// <summary>The last Not yet of the stage, when nothing has been decided there since; it returns on its day (rule 16).</summary>
    public Decided? LastDecisionOn(StageKey stage) => Decisions.FindLast(decided => decided.Fact.Stage == stage);

    public static Opportunity Fold(IEnumerable<StoredFact> facts)
    {
        Opportunity? state = null;
        foreach (var fact in facts) state = OpportunityEvolving.Evolve(state, fact);
        return state ?? throw new InvalidOperationException("An opportunity's stream starts with its opening.");
    }
}

/// <summary>Evidence as it stands today: what was recorded, and whether it was retracted.</summary>
/// <param name="Order">Position in the stream; settles ties of the effective time (rule 8).</param>
public sealed record Evidence(
    EvidenceRecorded Fact, DateTimeOffset EffectiveAt, DateTimeOffset RecordedAt, PersonId? Recorder, int Order, Retraction? Retraction)
{
    public EvidenceId Id => Fact.Evidence;

    /// <summary>Counts towards a state: accepted and not retracted.</summary>
    public bool Counts => Fact.Accepted && Retraction is null;

    /// <summary>Recorded more than 14 days after it was true (rule 4).</summary>
    public bool IsLate => RecordedAt - EffectiveAt > TimeSpan.FromDays(14);
}

public sealed record Retraction(string Reason, DateTimeOffset At, PersonId? By);

/// <summary>An activity that was planned and is neither done nor dropped.</summary>
public sealed record Plan(PlanId Id, ActivityKey Activity, DateOnly On, string? Note);

/// <summary>An activity that was done.</summary>
public sealed record DoneActivity(ActivityDone Fact, DateTimeOffset At, PersonId? By);

/// <summary>A gate decision as it stands in the record.</summary>
/// <param name="GateAmount">The amount that settled who decides; null = it was not known.</param>
/// <param name="Order">Position in the stream.</param>
public sealed record Decided(GateDecided Fact, DateTimeOffset At, PersonId? By, Money? GateAmount, int Order);

/// <summary>A stage passed by somebody's word when the opportunity was moved to another version.</summary>
public sealed record TakenOver(string Reason, DateTimeOffset At, PersonId? By, int Order);

public sealed record Involvement(DecisionRole Role, string? Note, DateTimeOffset Since);
