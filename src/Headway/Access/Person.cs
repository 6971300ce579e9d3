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
public sealed record Person(PersonId Id, string Name, string Email, ImmutableArray<Role> Roles, TeamId? Team, bool Active);

/// <param name="Parent">Null for a team at the top.</param>
/// <param name="Leader">Who leads it and everything below it.</param>
public sealed record Team(TeamId Id, string Name, TeamId? Parent, PersonId? Leader);

[FactName("person-joined.v1")]
public sealed record PersonJoined(PersonId Person, string Name, string Email, ImmutableArray<Role> Roles, TeamId? Team) : Fact;

[FactName("person-changed.v1")]
public sealed record PersonChanged(PersonId Person, string Name, ImmutableArray<Role> Roles, TeamId? Team, bool Active) : Fact;

[FactName("team-formed.v1")]
public sealed record TeamFormed(TeamId Team, string Name, TeamId? Parent, PersonId? Leader) : Fact;

[FactName("organisation-described.v1")]
public sealed record OrganisationDescribed(string Name, string Currency, string Zone, int FiscalYearStartMonth) : Fact;
