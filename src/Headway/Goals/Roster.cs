using System.Collections.Immutable;
using Headway.Access;

namespace Headway.Goals;

/// <summary>Who belongs where: the people and the tree of teams, as goals need them.</summary>
public sealed class Roster
{
    private readonly ImmutableDictionary<PersonId, Person> people;
    private readonly ImmutableDictionary<TeamId, Team> teams;

    public Roster(IEnumerable<Person> people, IEnumerable<Team> teams)
    {
        this.people = people.ToImmutableDictionary(person => person.Id);
        this.teams = teams.ToImmutableDictionary(team => team.Id);
    }

    public TeamId? TeamOf(PersonId person) => people.TryGetValue(person, out var known) ? known.Team : null;

    public bool Knows(TeamId team) => teams.ContainsKey(team);

    public bool Knows(PersonId person) => people.ContainsKey(person);

    /// <summary>Whether what a person brings in counts for a scope; a team counts with every team below it.</summary>
    public bool Includes(Scope scope, PersonId owner) => scope switch
    {
        Scope.Organisation => true,
        Scope.OfTeam of => TeamOf(owner) is { } team && IsBelow(team, of.Team),
        Scope.OfSeller of => of.Seller == owner,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>How many active sellers bring in for a scope.</summary>
    public int SellersIn(Scope scope) =>
        people.Values.Count(person => person.Active && person.Roles.Contains(Role.Seller) && Includes(scope, person.Id));

    /// <summary>Whether everything in one scope lies in the other: the same one or one above it.</summary>
    public bool IsWithin(Scope inner, Scope outer) => (inner, outer) switch
    {
        (_, Scope.Organisation) => true,
        (Scope.OfTeam one, Scope.OfTeam other) => IsBelow(one.Team, other.Team),
        (Scope.OfSeller one, _) => Includes(outer, one.Seller),
        _ => false,
    };

    /// <summary>Leads the team at the top: speaks for the organisation.</summary>
    public bool LeadsTheTop(PersonId person) => teams.Values.Any(team => team.Parent is null && team.Leader == person);

    private bool IsBelow(TeamId team, TeamId top)
    {
        // A tree of teams is shallow; the bound keeps a loop in bad facts from hanging a page.
        for (var depth = 0; depth < 50; depth++)
        {
            if (team == top) return true;
            if (!teams.TryGetValue(team, out var known) || known.Parent is not { } parent) return false;
            team = parent;
        }
        return false;
    }
}
