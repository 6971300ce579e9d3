using System.Collections.Immutable;
using Headway.Access;
using Headway.Statistics.Random;

namespace Headway.Histories.Generated;

/// <summary>The people of Nordhaven Systems, an invented software company: the same in every generated history.</summary>
/// <param name="Sellers">Twelve, four to a team, in the order of the teams.</param>
public sealed record Nordhaven(
    Calendar Calendar, Team Top, ImmutableArray<Team> Teams, ImmutableArray<Person> Sellers, ImmutableArray<Person> Leaders,
        Person Director,
    Person ProcessOwner, Person Viewer, Person Administrator)
{
    public const string Name = "Nordhaven Systems", Currency = "EUR", Zone = "Europe/Oslo";

    private static readonly string[] TeamNames = ["Nordics", "Central Europe", "Benelux and Britain"];
    private static readonly string[] LeaderNames = ["Ingrid Solvang", "Tobias Reinhardt", "Marieke van Loon"];
    private static readonly string[] SellerNames =
    [
        "Astrid Bakke", "Mikkel Thorsen", "Elina Koskela", "Yusuf Demir",
        "Hannah Vogt", "Lukas Steiner", "Jonas Falk", "Zofia Maj",
        "Sanne de Wit", "Oliver Marsh", "Priya Raman", "Thomas Okafor",
    ];

    public IEnumerable<Person> Everybody => [Director, .. Leaders, .. Sellers, ProcessOwner, Viewer, Administrator];

    public static Nordhaven Of(ulong seed)
    {
        var ids = Xoshiro256StarStar.For(seed, "organisation");
        var top = new TeamId(NextGuid(ids));
        var teams = TeamNames.Select(_ => new TeamId(NextGuid(ids))).ToArray();
        Person Somebody(string name, Role role, TeamId? team) => new(new PersonId(NextGuid(ids)), name, EmailOf(name), [role], team, true);
        var director = Somebody("Solveig Aune", Role.Leader, top);
        var leaders = LeaderNames.Select((name, i) => Somebody(name, Role.Leader, teams[i])).ToImmutableArray();
        var sellers = SellerNames.Select((name, i) => Somebody(name, Role.Seller, teams[GeneratedCase.TeamOf(i)])).ToImmutableArray();
        return new Nordhaven(
            new Calendar(TimeZoneInfo.FindSystemTimeZoneById(Zone)), new Team(top, "Sales", null, director.Id),
            [.. TeamNames.Select((name, i) => new Team(teams[i], name, top, leaders[i].Id))], sellers, leaders, director,
            Somebody("Camille Laurent", Role.ProcessOwner, null), Somebody("Henrik Dahl", Role.Viewer, null),
            Somebody("Noor Haddad", Role.Administrator, null));
    }

    public Principal Seller(int index) => new(Sellers[index].Id, Sellers[index].Name, Sellers[index].Roles, Sellers[index].Team, [], true);

    public Principal LeaderOf(int seller)
    {
        var team = GeneratedCase.TeamOf(seller);
        return new Principal(Leaders[team].Id, Leaders[team].Name, Leaders[team].Roles, Teams[team].Id, [Teams[team].Id], true);
    }

    /// <summary>The organisation's own facts, in the order in which they were entered.</summary>
    internal IEnumerable<GeneratedFact> Founding(DateTimeOffset at)
    {
        GeneratedFact At(StreamId stream, Fact fact) => new(stream, new Happened(fact, at), at, Actor.Program);
        yield return At(StreamId.Organisation, new OrganisationDescribed(Name, Currency, Zone, Calendar.FiscalYearStartMonth));
        foreach (var team in Teams.Prepend(Top)) yield return At(StreamId.Of(team.Id),
            new TeamFormed(team.Id, team.Name, team.Parent, team.Leader));
        foreach (var p in Everybody) yield return At(StreamId.Of(p.Id), new PersonJoined(p.Id, p.Name, p.Email, p.Roles, p.Team));
    }

    internal static Guid NextGuid(Xoshiro256StarStar random)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, random.NextBits());
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], random.NextBits());
        return new Guid(bytes, bigEndian: true);
    }

    private static string EmailOf(string name) => $"{name.ToLowerInvariant().Replace(' ', '.')}@nordhaven.example";
}
