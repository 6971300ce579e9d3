using System.Collections.Immutable;

namespace Headway.Access;

/// <summary>What a person is here for. One person may hold several.</summary>
public enum Role
{
    Seller,
    Leader,
    ProcessOwner,
    Viewer,
    Administrator,
}

/// <summary>Somebody of our own organisation.</summary>
/// <param name="Team">Null for somebody outside every team, for example a process owner.</param>
public sealed record Person(PersonId Id, string Name, string Email, ImmutableArray<Role> Roles, TeamId? Team, bool Active)
{
    public static Person Evolve(Person? state, Fact fact) => fact switch
    {
        PersonJoined joined => new Person(joined.Person, joined.Name, joined.Email, joined.Roles, joined.Team, true),
        PersonChanged changed when state is not null =>
            state with { Name = changed.Name, Roles = changed.Roles, Team = changed.Team, Active = changed.Active },
        SignInLinkMade when state is not null => state,
        _ => throw new InvalidOperationException($"No rule for {fact.GetType().Name}."),
    };
}

/// <param name="Parent">Null for a team at the top.</param>
/// <param name="Leader">Who leads it and everything below it.</param>
public sealed record Team(TeamId Id, string Name, TeamId? Parent, PersonId? Leader)
{
    public static Team Evolve(Team? state, Fact fact) => fact switch
    {
        TeamFormed formed => new Team(formed.Team, formed.Name, formed.Parent, formed.Leader),
        TeamChanged changed when state is not null =>
            state with { Name = changed.Name, Parent = changed.Parent, Leader = changed.Leader },
        _ => throw new InvalidOperationException($"No rule for {fact.GetType().Name}."),
    };
}

[FactName("person-joined.v1")]
public sealed record PersonJoined(PersonId Person, string Name, string Email, ImmutableArray<Role> Roles, TeamId? Team) : Fact;

[FactName("person-changed.v1")]
public sealed record PersonChanged(PersonId Person, string Name, ImmutableArray<Role> Roles, TeamId? Team, bool Active) : Fact;

/// <summary>A one-time link was made with which this person sets a password. Who holds it can sign in, so it stands in the
/// history.</summary>
[FactName("sign-in-link-made.v1")]
public sealed record SignInLinkMade(PersonId Person) : Fact;

[FactName("team-formed.v1")]
public sealed record TeamFormed(TeamId Team, string Name, TeamId? Parent, PersonId? Leader) : Fact;

[FactName("team-changed.v1")]
public sealed record TeamChanged(TeamId Team, string Name, TeamId? Parent, PersonId? Leader) : Fact;

[FactName("organisation-described.v1")]
public sealed record OrganisationDescribed(string Name, string Currency, string Zone, int FiscalYearStartMonth) : Fact;
