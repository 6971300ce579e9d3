using System.Collections.Immutable;
using System.Security.Claims;
using Headway.Access;
using Headway.Storage.Views;

namespace Headway.App.Access;

/// <summary>Who is at the door, read afresh for every request so that a change of roles or teams bites at once.</summary>
public sealed class CurrentPrincipal(Views views)
{
    public const string PersonClaim = "headway/person";
    private Principal? known;

    /// <summary>The signed-in person, or null when nobody is, or when he has left.</summary>
    public async Task<Principal?> Find(ClaimsPrincipal user, CancellationToken cancel = default)
    {
        if (known is not null) return known;
        if (user.FindFirstValue(PersonClaim) is not { } text || !Guid.TryParse(text, out var id)) return null;
        if (await views.FindPerson(new PersonId(id), cancel) is not { Active: true } person) return null;
        return known = Of(person, await views.Teams(cancel)) with { IsPerson = !TokenAuthentication.Is(user) };
    }

    public static Principal Of(Person person, ImmutableArray<Team> teams) =>
        new(person.Id, person.Name, person.Roles, person.Team, Led(person.Id, teams), IsPerson: true);

    /// <summary>The teams somebody leads and everything below them.</summary>
    private static ImmutableHashSet<TeamId> Led(PersonId person, ImmutableArray<Team> teams)
    {
        var led = teams.Where(team => team.Leader == person).Select(team => team.Id).ToHashSet();
        while (teams.Where(team => team.Parent is { } parent && led.Contains(parent) && !led.Contains(team.Id))
            .ToList() is { Count: > 0 } below)
            led.UnionWith(below.Select(team => team.Id));
        return [.. led];
    }
}
