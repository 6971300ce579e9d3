using System.Collections.Immutable;
using Headway.Access;
using Headway.Opportunities;
using Headway.Processes;
using Xunit;

namespace Headway.Tests.Opportunities;

/// <summary>
/// One opportunity of Ana's on a road of three stages, with a clock that tests turn. What is accepted is appended, as the store would.
/// </summary>
internal sealed class Scene
{
    public static readonly PersonId Ana = Id(1, PersonId.Of), Lea = Id(2, PersonId.Of), Ben = Id(3, PersonId.Of);
    public static readonly TeamId North = Id(4, TeamId.Of), South = Id(5, TeamId.Of);
    public static readonly ContactId Dora = Id(6, ContactId.Of), Stranger = Id(7, ContactId.Of);
    public static readonly OpportunityId Pumps = Id(8, OpportunityId.Of);
    public static readonly AccountId Acme = Id(9, AccountId.Of);

    public static readonly StageKey Qualify = new("qualify"), Prove = new("prove"), Agree = new("agree");
    public static readonly OutcomeKey Pain = new("pain"), Criteria = new("criteria"), Signer = new("signer"), Terms = new("terms");
    public static readonly ActivityKey Meet = new("meet"), Review = new("review");

    public static readonly Principal Seller = new(Ana, "Ana", [Role.Seller], North, [], true);
    public static readonly Principal Leader = new(Lea, "Lea", [Role.Leader], North, [North], true);
    public static readonly Principal OtherSeller = new(Ben, "Ben", [Role.Seller], South, [], true);
    public static readonly Principal OtherLeader = new(Ben, "Ben", [Role.Leader], South, [South], true);
    public static readonly Principal Administrator = new(Ben, "Ben", [Role.Administrator], null, [North], true);
    public static readonly Principal Viewer = new(Ben, "Ben", [Role.Viewer], null, [North], true);
    public static readonly Principal ProcessOwner = new(Ben, "Ben", [Role.ProcessOwner], null, [North], true);

    /// <summary>A Wednesday, 10:00 UTC.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    public static readonly Process Road = new(
        new ProcessKey("new-business"), "New business", 1, "Win customers we can serve well",
        [
            new Stage(Qualify, "Qualify", "Both sides know whether it is worth going on",
                [
                    Outcome(Pain, [Proof.Customer, Proof.Observation], freshForDays: 30, needed: true),
                    Outcome(Criteria, [Proof.Customer], freshForDays: null, needed: true),
                ],
                [new Activity(Meet, "Meet to learn the pain and the criteria", [Pain, Criteria], ["What happens if nothing changes?"], 60)],
                new Gate("Go on?", [], new Decider.Seller())),
            new Stage(Prove, "Prove", "They have seen that it works",
                [Outcome(Signer, [Proof.Customer, Proof.Document], freshForDays: 60, needed: true)],
                [new Activity(Review, "Review with the signer", [Signer], ["Who signs?"], 45)],
                new Gate("Worth a proposal?", [Pain], new Decider.LeaderFrom(50_000))),
            new Stage(Agree, "Agree", "Both sides can sign",
                [Outcome(Terms, [Proof.Document], freshForDays: null, needed: true)], [],
                new Gate("Can both sign?", [], new Decider.Leader())),
        ],
        ProcessBudget.Default);

    private readonly List<StoredFact> facts = [];
    private int nextId = 100;

    public Scene(Process? process = null, Calendar? calendar = null, decimal? amount = 20_000)
    {
        Process = process ?? Road;
        Calendar = calendar ?? Calendar.Utc;
        Opened = new OpportunityOpened(
            Pumps, "Pumps for Acme", Acme, Ana, Process.Key, Process.Version, amount is { } known ? new Money(known, "EUR") : null, null);
        Append(new Happened(Opened, Now), Seller);
    }

    public Process Process { get; set; }

    public Calendar Calendar { get; set; }

    public OpportunityOpened Opened { get; }

    public DateTimeOffset Now { get; set; } = Start;

    public DateOnly Today => Calendar.DayOf(Now);

    public IReadOnlyList<StoredFact> Facts => facts;

    public Opportunity Opportunity { get; private set; } = null!;

    public Standing Standing => Standing.Of(Opportunity, Process, Now, Calendar);

    public OutcomeState State(OutcomeKey key) => Standing[key].State;

    public Situation At(Principal who) => new(Opportunity, Process, who, North, Now, Calendar, [Dora]);

    public EvidenceId NewEvidence() => Id(nextId++, EvidenceId.Of);

    public PlanId NewPlan() => Id(nextId++, PlanId.Of);

    public static TId Id<TId>(int number, Func<Guid, TId> of) => of(new Guid(number, 0, 0, new byte[8]));

    public Decision Do(Principal who, Func<Situation, Decision> decide)
    {
        var decision = decide(At(who));
        if (decision is Decision.Accepted accepted)
            foreach (var happened in accepted.Facts) Append(happened, who);
        return decision;
    }

    /// <summary>Appends as it is, without asking the domain.</summary>
    public void Append(Happened happened, Principal who)
    {
        var stored = new StoredFact(
            facts.Count + 1, StreamId.Of(Pumps), facts.Count + 1, happened.EffectiveAt, Now, Now,
            new Actor(who.Person, who.IsPerson ? "page" : "assistant"), happened.Fact);
        facts.Add(stored);
        Opportunity = OpportunityEvolving.Evolve(Opportunity, stored);
    }

    /// <summary>Customer proof with contact and channel, unless the test says otherwise.</summary>
    public RecordEvidence Said(
        OutcomeKey outcome, bool confirms = true, Proof proof = Proof.Customer, DateTimeOffset? at = null, EvidenceId? supersedes = null) =>
        new(NewEvidence(), outcome, confirms, "They said so on the call.", proof, Dora, null, "call", at ?? Now, supersedes,
            ImmutableDictionary<string, string>.Empty,
            proof == Proof.Document ? new DocumentLink("Order form", "https://files.example/order.pdf") : null);

    public EvidenceId Record(RecordEvidence command, Principal? who = null)
    {
        Accepted(Do(who ?? Seller, at => RecordEvidence.Decide(at, command)));
        return command.Id;
    }

    public DecideGate Gate(StageKey stage, GateWay way, string? reason = null, DateOnly? askAgainOn = null) =>
        new(stage, way, reason, askAgainOn, Opportunity.Version, null, null);

    public void Go(StageKey stage, string? reason = null, Principal? who = null) =>
        Accepted(Do(who ?? Leader, at => DecideGate.Decide(at, Gate(stage, GateWay.Go, reason))));

    /// <summary>Everything confirmed and every gate passed.</summary>
    public Scene ReadyToClose()
    {
        foreach (var (stage, outcomes) in new[] { (Qualify, new[] { Pain, Criteria }), (Prove, [Signer]), (Agree, [Terms]) })
        {
            foreach (var outcome in outcomes) Record(Said(outcome, proof: outcome == Terms ? Proof.Document : Proof.Customer));
            Go(stage);
            Now = Now.AddHours(1);
        }
        return this;
    }

    public static ImmutableArray<Happened> Accepted(Decision decision) => decision.Match(
        facts => facts, refusal => throw new Xunit.Sdk.XunitException($"Refused: {refusal.Code}: {refusal.Sentence}"));

    public static void Refused(string code, Decision decision)
    {
        var refusal = Assert.IsType<Decision.Refused>(decision).Refusal;
        Assert.Equal(code, refusal.Code);
        Assert.Matches(@"^[\p{Lu}\d“].*[.!?]$", refusal.Sentence);
    }

    private static Outcome Outcome(OutcomeKey key, ImmutableArray<Proof> proof, int? freshForDays, bool needed) =>
        new(key, $"They have told us the {key}", $"What is the {key}?", proof, freshForDays, needed, []);
}
