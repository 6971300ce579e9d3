using System.Collections.Immutable;
using Headway.Access;
using Headway.Goals;
using Headway.Histories;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.SystemTests.Storage;

/// <summary>A fact on its stream.</summary>
internal sealed record Step(StreamId Stream, Fact Fact);

/// <summary>A small company in which every kind of fact happens at least once.</summary>
internal static class Company
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);
    public static readonly Actor Actor = new(Id(1, PersonId.Of), "page");

    public static readonly PersonId Ana = Id(1, PersonId.Of), Lea = Id(2, PersonId.Of), Ben = Id(3, PersonId.Of);
    public static readonly TeamId North = Id(4, TeamId.Of), South = Id(5, TeamId.Of);
    public static readonly ContactId Dora = Id(6, ContactId.Of);
    public static readonly AccountId Acme = Id(7, AccountId.Of);
    public static readonly OpportunityId Pumps = Id(8, OpportunityId.Of), Valves = Id(9, OpportunityId.Of),
    Hoses = Id(10, OpportunityId.Of);
    public static readonly GoalId Quota = Id(11, GoalId.Of), Mine = Id(12, GoalId.Of);
    public static readonly ImportId Export = Id(13, ImportId.Of);
    private static readonly EvidenceId Told = Id(14, EvidenceId.Of), Shown = Id(15, EvidenceId.Of), Misheard = Id(16, EvidenceId.Of);
    private static readonly PlanId Call = Id(17, PlanId.Of), Visit = Id(18, PlanId.Of);
    private static readonly OutcomeKey Pain = new("pain"), Signer = new("signer");
    private static readonly StageKey Qualify = new("qualify"), Prove = new("prove"), Agree = new("agree");
    private static readonly ActivityKey Meet = new("meet");

    public static readonly Process Road = new(
        new ProcessKey("new-business"), "New business", 1, "Win customers we can serve well",
        [
            new Stage(Qualify, "Qualify", "Both sides know whether to go on",
                [
                    new Outcome(Pain, "They named what happens if nothing changes", "What happens if nothing changes?",
                        [Proof.Customer, Proof.Observation], 30, true,
                        [new Capture("size", "Size", CaptureKind.Choice, ["small", "large"])]),
                    new Outcome(Signer, "They named who signs", "Who signs?", [Proof.Customer, Proof.Document], null, true, []),
                ],
                [new Activity(Meet, "Meet to learn pain and signer", [Pain, Signer], ["Who signs?"], 60)],
                new Gate("Go on?", [], new Decider.Seller())),
            new Stage(Prove, "Prove", "They saw it work", [], [], new Gate("Worth a proposal?", [Pain], new Decider.LeaderFrom(50_000))),
            // A stage without any needed outcome: its gate waits for a decision alone.
            new Stage(Agree, "Agree", "Both sides can sign", [], [], new Gate("Can both sign?", [], new Decider.Leader())),
        ],
        ProcessBudget.Default, 0.4);

    public static IReadOnlyList<Step> Facts => [.. Organisation, .. Customers, .. Goals, .. Imports];

    public static readonly ImmutableArray<Step> Organisation =
    [
        new(StreamId.Organisation, new OrganisationDescribed("Pump works", "EUR", "Europe/Berlin", 4)),
        new(StreamId.Of(North), new TeamFormed(North, "North", null, Lea)),
        new(StreamId.Of(South), new TeamFormed(South, "South", null, null)),
        new(StreamId.Of(South), new TeamChanged(South, "South", North, null)),
        new(StreamId.Of(Ana), new PersonJoined(Ana, "Ana", "ana@example.com", [Role.Seller], North)),
        new(StreamId.Of(Lea), new PersonJoined(Lea, "Lea", "lea@example.com", [Role.Leader, Role.ProcessOwner], North)),
        new(StreamId.Of(Ben), new PersonJoined(Ben, "Ben", "ben@example.com", [Role.Seller], South)),
        new(StreamId.Of(Ben), new SignInLinkMade(Ben)),
        new(StreamId.Of(Ben), new PersonChanged(Ben, "Ben Ott", [Role.Seller], South, true)),
        new(StreamId.Of(Road.Key), new ProcessDrafted(Road.Key, "process: new-business # draft")),
        new(StreamId.Of(Road.Key), new ProcessDraftDiscarded(Road.Key, 1)),
        new(StreamId.Of(Road.Key), new PublicationAsked(Road.Key, 1, "Nobody knew what to ask", [Signer])),
        new(StreamId.Of(Road.Key), new PublicationDeclined(Road.Key, 1, "Ask the sellers first")),
        new(StreamId.Of(Road.Key), new ProcessRetired(Road.Key, "A new one comes")),
        new(StreamId.Of(Road.Key), new ProcessPublished(Road, "process: new-business # “as published”", "The first one", Lea)),
        new(StreamId.Of(Road.Key), new VoiceRaised(Road.Key, 1, new Voiced.OfOutcome(Signer), Pumps, "Municipal buyers sign by law")),
        new(StreamId.Of(Road.Key), new VoiceTakenBack(Road.Key, new Voiced.OfOutcome(Signer), Pumps)),
        new(StreamId.Of(Road.Key), new QuestionProposed(Road.Key, Meet, Signer, "Whose name stood under the last order?")),
        new(StreamId.Of(Road.Key), new QuestionProposed(Road.Key, Meet, Pain, "What did the last stop cost?")),
        new(StreamId.Of(Road.Key), new QuestionTaken(Road.Key, 1, 2)),
        new(StreamId.Of(Road.Key), new QuestionDeclined(Road.Key, 2, "It is asked already")),
        new(StreamId.Of(Road.Key), new HoursSet([new StageHours(Qualify, 1.5m), new StageHours(Prove, 4)], 24)),
    ];

    public static readonly ImmutableArray<Step> Customers =
    [
        new(StreamId.Of(Acme), new AccountAdded(Acme, "Acme", "machines")),
        new(StreamId.Of(Acme), new ContactAdded(Dora, "Dora Maier", "Head of production")),
        .. On(Pumps,
            new OpportunityOpened(Pumps, "Pumps", Acme, Ana, Road.Key, 1, new Money(20_000.50m, "EUR"), new DateOnly(2026, 6, 30)),
            new ContactInvolved(Dora, DecisionRole.Signs, "Alone up to 50k"),
            new ActivityPlanned(Call, Meet, new DateOnly(2026, 3, 5), "Ask for the plant's manager"),
            new ActivityPlanned(Visit, Meet, new DateOnly(2026, 3, 9), null),
            new EvidenceRecorded(Told, Pain, true, "“Every stop costs us a shift.”", Proof.Customer, Dora, null, "call", true, null,
                ImmutableDictionary<string, string>.Empty.Add("size", "large")),
            new EvidenceRecorded(Misheard, Signer, false, "Not her, it seems.", Proof.Customer, Dora, null, "call", true, null, NoCaptures),
            new ActivityDone(Call, Meet, [new ActivityResult(Pain, Told), new ActivityResult(Signer, null)], 45),
            new ActivityDropped(Visit, "The call was enough"),
            new EvidenceRetracted(Misheard, "Misheard"),
            new EvidenceRecorded(
                Shown, Signer, true, "Order form with her name", Proof.Document, null, "purchasing", null, true, Misheard, NoCaptures),
            new GateDecided(Qualify, GateWay.Go, null, false,
                [new OutcomeAtGate(Pain, OutcomeStanding.Confirmed, [Told]), new OutcomeAtGate(Signer, OutcomeStanding.Confirmed, [Shown])],
                0.43, "model-1", 11, null),
            new AmountChanged(new Money(64_000, "EUR")), new ExpectedCloseChanged(null)),
        .. On(Valves,
            new OpportunityOpened(Valves, "Valves", Acme, Ben, Road.Key, 1, null, null),
            Go(Qualify), new GoWithdrawn(Qualify, "They stopped the project"), Go(Qualify), Go(Prove),
            new OwnerChanged(Ana, "Ben moved"),
            new OpportunityClosed(new Closing.Lost(new DateOnly(2026, 3, 4), "Price")), new OpportunityReopened("They came back"),
            new OpportunityClosed(new Closing.Won(new Money(9_000, "EUR"), new DateOnly(2026, 3, 4), [Agree], "By mail"))),
        .. On(Hoses,
            new OpportunityOpened(Hoses, "Hoses", Acme, Ben, Road.Key, 1, null, null),
            new GateDecided(Qualify, GateWay.NotYet, "The signer", false, [], null, null, 1, new DateOnly(2026, 4, 1)),
            new OpportunityMigrated(Road.Key, 1, [], null, true)),
    ];

    public static readonly ImmutableArray<Step> Goals =
    [
        new(StreamId.Of(Quota), new GoalSet(Quota, new Scope.OfTeam(North), new Metric.Bookings(), Year, 1_000_000, null, Lea, true)),
        new(StreamId.Of(Quota), new GoalChanged(1_100_000, Year)),
        new(StreamId.Of(Mine),
            new GoalSet(Mine, new Scope.OfSeller(Ana), new Metric.GatesPassed(Road.Key, Qualify), Year, 12, Quota, Ana, false)),
        new(StreamId.Of(Mine), new GoalShared()),
        new(StreamId.Of(Mine), new GoalDropped("Another one fits better")),
    ];

    public static readonly ImmutableArray<Step> Imports =
    [
        new(StreamId.Of(Export), new HistoryImported(
            Export, "crm.csv", new string('a', 64), new string('b', 64), "stage: Stage", 120, 110, 6, 4, 30, 110, Start,
            ["stages since 2023"])),
        new(StreamId.Of(Export), new ImportUndone(Export, "Wrong file")),
    ];

    private static Period Year => new("2026", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));

    private static ImmutableDictionary<string, string> NoCaptures => ImmutableDictionary<string, string>.Empty;

    private static GateDecided Go(StageKey stage) => new(stage, GateWay.Go, "A known customer", true, [], null, null, 1, null);

    private static IEnumerable<Step> On(OpportunityId id, params Fact[] facts) => facts.Select(fact => new Step(StreamId.Of(id), fact));

    public static TId Id<TId>(int number, Func<Guid, TId> of) => of(new Guid(number, 0, 0, new byte[8]));
}
