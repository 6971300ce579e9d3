using System.Collections.Immutable;
using Headway.Access;
using Headway.Opportunities;
using Headway.Storage.Views;
using Headway.SystemTests.Storage;

namespace Headway.SystemTests.Access;

/// <summary>
/// A made company: two teams beside each other, one person for each place somebody can stand in, and enough opportunities of Ana's that
/// every call of the matrix has one of its own.
/// </summary>
internal sealed class TwoTeams
{
    public const string Password = "a quiet harbour town";

    public static readonly TeamId North = Id(901, TeamId.Of), South = Id(902, TeamId.Of), Top = Id(900, TeamId.Of);
    public static readonly AccountId Acme = Id(903, AccountId.Of);
    public static readonly ContactId Dora = Id(904, ContactId.Of);
    public static readonly OutcomeKey Pain = new("pain"), Signer = new("signer");
    public static readonly StageKey Qualify = new("qualify"), Prove = new("prove");

    public static readonly Person Ana = Someone(911, "Ana", North, Role.Seller), Per = Someone(912, "Per", North, Role.Seller),
        Ben = Someone(913, "Ben", South, Role.Seller), Lea = Someone(914, "Lea", North, Role.Leader),
        Liv = Someone(915, "Liv", South, Role.Leader), Pia = Someone(916, "Pia", null, Role.ProcessOwner),
        Vic = Someone(917, "Vic", null, Role.Viewer), Adi = Someone(918, "Adi", null, Role.Administrator);

    /// <summary>Whom opportunities are handed to; nobody acts as him.</summary>
    public static readonly Person Nils = Someone(919, "Nils", North, Role.Seller);

    public static readonly ImmutableArray<Person> Everybody = [Ana, Per, Ben, Lea, Liv, Pia, Vic, Adi, Nils];

    /// <summary>How many facts an open opportunity of this company has: its version.</summary>
    public const int OpenVersion = 5;

    public const int ClosedVersion = OpenVersion + 1;

    public static readonly EvidenceId Told = Id(905, EvidenceId.Of);
    public static readonly PlanId Planned = Id(906, PlanId.Of);

    private int opened, closed, people, teams;

    public OpportunityId NextOpen() => Opportunity(opened++);

    public OpportunityId NextClosed() => Opportunity(OpenOnes + closed++);

    public PersonId NextPerson() => SparePerson(people++);

    public TeamId NextTeam() => SpareTeam(teams++);

    private const int OpenOnes = 400, ClosedOnes = 24, Spares = 80;

    public static IEnumerable<LoadedFact> Facts(DateTimeOffset now)
    {
        var start = now.AddDays(-20);
        IEnumerable<Step> steps =
        [
            new(StreamId.Organisation, new OrganisationDescribed("Two teams", "EUR", "Europe/Oslo", 1)),
            new(StreamId.Of(Top), new TeamFormed(Top, "Sales", null, null)),
            new(StreamId.Of(North), new TeamFormed(North, "North", Top, Lea.Id)),
            new(StreamId.Of(South), new TeamFormed(South, "South", Top, Liv.Id)),
            .. Everybody.Select(person => new Step(
                StreamId.Of(person.Id), new PersonJoined(person.Id, person.Name, person.Email, person.Roles, person.Team))),
            .. Enumerable.Range(0, Spares).Select(i => new Step(StreamId.Of(SparePerson(i)), new PersonJoined(
                SparePerson(i), $"Spare {i}", $"spare{i}@example.com", [Role.Viewer], null))),
            .. Enumerable.Range(0, Spares).Select(i => new Step(
                StreamId.Of(SpareTeam(i)), new TeamFormed(SpareTeam(i), $"Team {i}", null, null))),
            new(StreamId.Of(Company.Road.Key), new Headway.Processes.ProcessPublished(
                Company.Road, "process: new-business", "First", null)),
            new(StreamId.Of(Acme), new AccountAdded(Acme, "Acme", "machines")),
            new(StreamId.Of(Acme), new ContactAdded(Dora, "Dora Maier", null)),
            .. Enumerable.Range(0, OpenOnes + ClosedOnes).SelectMany(i => Story(i, DateOnly.FromDateTime(now.UtcDateTime))),
        ];
        return steps.Select(step => new LoadedFact(step.Stream, new Happened(step.Fact, start), start, new Actor(Ana.Id, "page")));
    }

    private static IEnumerable<Step> Story(int i, DateOnly today)
    {
        var id = Opportunity(i);
        Fact[] facts =
        [
            new OpportunityOpened(id, $"Pumps {i}", Acme, Ana.Id, Company.Road.Key, 1, new Money(20_000, "EUR"), today.AddDays(30)),
            new EvidenceRecorded(Told, Pain, true, "“Every stop costs us a shift.”", Headway.Processes.Proof.Customer, Dora, null, "call",
                true,
                null, ImmutableDictionary<string, string>.Empty),
            new ActivityPlanned(Planned, new ActivityKey("meet"), today.AddDays(1), null),
            new GateDecided(Qualify, GateWay.Go, "They asked for it", true, [], null, null, 3, null),
            new ContactInvolved(Dora, DecisionRole.Advises, null),
        ];
        if (i >= OpenOnes) facts = [.. facts, new OpportunityClosed(new Closing.Lost(today.AddDays(-20), "Price"))];
        return facts.Select(fact => new Step(StreamId.Of(id), fact));
    }

    private static OpportunityId Opportunity(int i) => Id(10_000 + i, OpportunityId.Of);

    private static PersonId SparePerson(int i) => Id(20_000 + i, PersonId.Of);

    private static TeamId SpareTeam(int i) => Id(30_000 + i, TeamId.Of);

    private static Person Someone(int number, string name, TeamId? team, Role role) =>
        new(Id(number, PersonId.Of), name, $"{name.ToLowerInvariant()}@example.com", [role], team, true);

    private static TId Id<TId>(int number, Func<Guid, TId> of) => Company.Id(number, of);
}
