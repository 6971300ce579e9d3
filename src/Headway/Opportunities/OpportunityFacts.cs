using System.Collections.Immutable;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>A fact of one opportunity's stream.</summary>
public abstract record OpportunityFact : Fact;

[FactName("opportunity-opened.v1")]
public sealed record OpportunityOpened(
    OpportunityId Opportunity, string Name, AccountId Account, PersonId Owner, ProcessKey Process, int ProcessVersion,
    Money? Amount, DateOnly? ExpectedClose) : OpportunityFact;

/// <param name="SaidBy">The contact, when named.</param>
/// <param name="SaidByRole">In words, when nobody is named.</param>
/// <param name="Accepted">False = claimed: shown, counted nowhere (rule 7).</param>
/// <param name="Supersedes">Evidence that this one replaces; that one is retracted in the same append (rule 9).</param>
/// <param name="Document">For document proof; null otherwise, and in facts from before it was asked for.</param>
[FactName("evidence-recorded.v1")]
public sealed record EvidenceRecorded(
    EvidenceId Evidence, OutcomeKey Outcome, bool Confirms, string Sentence, Proof Proof, ContactId? SaidBy, string? SaidByRole,
    string? Channel, bool Accepted, EvidenceId? Supersedes, ImmutableDictionary<string, string> Captures,
    DocumentLink? Document = null) : OpportunityFact;

/// <summary>A document is a title and where it lies, not a stored file (rule 6).</summary>
/// <param name="Link">An address beginning with http or https.</param>
public sealed record DocumentLink(string Title, string Link);

[FactName("evidence-retracted.v1")]
public sealed record EvidenceRetracted(EvidenceId Evidence, string Reason) : OpportunityFact;

[FactName("activity-planned.v1")]
public sealed record ActivityPlanned(PlanId Plan, ActivityKey Activity, DateOnly On, string? Note) : OpportunityFact;

/// <param name="Plan">The plan it fulfils, or null when it was done unplanned.</param>
/// <param name="Results">One per pursued outcome (rule 10).</param>
[FactName("activity-done.v1")]
public sealed record ActivityDone(
    PlanId? Plan, ActivityKey Activity, ImmutableArray<ActivityResult> Results, int? Minutes) : OpportunityFact;

[FactName("activity-dropped.v1")]
public sealed record ActivityDropped(PlanId Plan, string Reason) : OpportunityFact;

/// <summary>What an activity brought for one outcome it pursued.</summary>
/// <param name="Evidence">The evidence recorded in the same append, or null for "nothing new".</param>
public sealed record ActivityResult(OutcomeKey Outcome, EvidenceId? Evidence);

public enum GateWay
{
    Go,
    NoGo,
    NotYet,
}

/// <summary>The state of one outcome as it stood when a gate was decided.</summary>
public sealed record OutcomeAtGate(OutcomeKey Outcome, OutcomeStanding Standing, ImmutableArray<EvidenceId> Evidence);

public enum OutcomeStanding
{
    Unknown,
    Confirmed,
    Refuted,
    Stale,
}

/// <param name="Override">A Go while a needed outcome is not confirmed, or below the floor (rule 15).</param>
/// <param name="Needed">The needed outcomes as they stood, frozen (rule 12).</param>
/// <param name="Chance">Chance to win at that moment, 0 to 1; null = not enough history.</param>
/// <param name="Fingerprint">Of the model that gave the chance.</param>
/// <param name="SeenVersion">Version of the opportunity that the decider saw.</param>
/// <param name="AskAgainOn">Only for Not yet (rule 16).</param>
/// <param name="OwnGate">True when a leader decided the leader's gate of his own opportunity, nobody standing above him; else null.</param>
/// <param name="BelowFloor">True for a Go where the numbers the decider saw said No-go; else null. No floor is not below it.</param>
[FactName("gate-decided.v1")]
public sealed record GateDecided(
    StageKey Stage, GateWay Way, string? Reason, bool Override, ImmutableArray<OutcomeAtGate> Needed, double? Chance, string? Fingerprint,
    int SeenVersion, DateOnly? AskAgainOn, bool? OwnGate = null, bool? BelowFloor = null) : OpportunityFact;

[FactName("go-withdrawn.v1")]
public sealed record GoWithdrawn(StageKey Stage, string Reason) : OpportunityFact;

[FactName("amount-changed.v1")]
public sealed record AmountChanged(Money? Amount) : OpportunityFact;

[FactName("expected-close-changed.v1")]
public sealed record ExpectedCloseChanged(DateOnly? ExpectedClose) : OpportunityFact;

[FactName("owner-changed.v1")]
public sealed record OwnerChanged(PersonId Owner, string? Note) : OpportunityFact;

/// <summary>A contact's role in this decision; the last word on a contact counts.</summary>
[FactName("contact-involved.v1")]
public sealed record ContactInvolved(ContactId Contact, DecisionRole Role, string? Note) : OpportunityFact;

/// <summary>A contact's part in the customer's decision.</summary>
public enum DecisionRole
{
    Sponsor,
    Signs,
    Decides,
    Advises,
    Uses,
    CanStop,
    Buys,
    NotInvolved,
}

[FactName("opportunity-closed.v1")]
public sealed record OpportunityClosed(Closing Closing) : OpportunityFact;

[FactName("opportunity-reopened.v1")]
public sealed record OpportunityReopened(string Reason) : OpportunityFact;

/// <summary>Moved to another version of its process, or to another process (rules 21 and 23). Evidence, decisions and Gos stay; what the
/// new version does not know lies dormant.</summary>
/// <param name="TakenOver">Stages before the present one that no Go carries over: passed by this person's word. Learning takes none of
/// them for a decision.</param>
/// <param name="Reason">Why they count as passed; null when nothing is taken over.</param>
/// <param name="SameStage">False when it now stands in another stage: the stage's clock starts anew.</param>
[FactName("opportunity-migrated.v1")]
public sealed record OpportunityMigrated(
    ProcessKey Process, int ProcessVersion, ImmutableArray<StageKey> TakenOver, string? Reason, bool SameStage) : OpportunityFact;
