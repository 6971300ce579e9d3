using System.Collections.Immutable;

namespace Headway.Access;

/// <summary>
/// Somebody at a door: who, with which roles, leading which teams, and whether a person acts or an assistant in his name.
/// </summary>
/// <param name="LedTeams">The teams he leads and every team below them.</param>
/// <param name="IsPerson">False for tokens and assistants: they decide nothing (rule 15) and what they record is claimed (rule 7).</param>
public sealed record Principal(
    PersonId Person, string Name, ImmutableArray<Role> Roles, TeamId? Team, ImmutableHashSet<TeamId> LedTeams, bool IsPerson)
{
    public bool Is(Role role) => Roles.Contains(role);

    public bool Leads(TeamId? team) => team is { } id && Is(Role.Leader) && LedTeams.Contains(id);
}

/// <summary>Which opportunities a principal may see; the store turns it into one typed filter.</summary>
public abstract record Visibility
{
    private Visibility()
    {
    }

    public static Visibility Of(Principal principal) =>
        principal.Is(Role.ProcessOwner) || principal.Is(Role.Viewer) ? new Everything()
        : principal.Is(Role.Leader) ? new OwnAndTeams(principal.Person, principal.LedTeams)
        : principal.Is(Role.Seller) ? new Own(principal.Person)
        : new Nothing();

    public bool Shows(PersonId owner, TeamId? team) => this switch
    {
        Everything => true,
        OwnAndTeams teams => teams.Person == owner || (team is { } id && teams.Teams.Contains(id)),
        Own own => own.Person == owner,
        Nothing => false,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Process owners and viewers: what won and lost, over all.</summary>
    public sealed record Everything : Visibility;

    public sealed record OwnAndTeams(PersonId Person, ImmutableHashSet<TeamId> Teams) : Visibility;

    public sealed record Own(PersonId Person) : Visibility;

    /// <summary>Administrators see no content of opportunities.</summary>
    public sealed record Nothing : Visibility;
}

/// <summary>What somebody wants to do to an opportunity.</summary>
public enum Deed
{
    /// <summary>Record evidence, plan and do activities, change amount, dates and people.</summary>
    Work,
    DecideSellersGate,
    DecideLeadersGate,
    Close,
    Reopen,
    ChangeOwner,

    /// <summary>Move it to another version of its process; also the process owner's, whose version it is.</summary>
    Migrate,
}

/// <summary>The one authorisation decision that every door asks before a change.</summary>
public static class Authority
{
    /// <param name="owner">Owner of the opportunity.</param>
    /// <param name="ownersTeam">The owner's team.</param>
    /// <param name="leaderAbove">From <see cref="LeaderAbove"/>: whoever decides instead of an owner who leads his own team.</param>
    /// <returns>Null when it is allowed, otherwise the refusal.</returns>
    public static Refusal? Refuses(Principal who, Deed deed, PersonId owner, TeamId? ownersTeam, PersonId? leaderAbove = null)
    {
        var isOwner = who.Person == owner && who.Is(Role.Seller);
        var leads = who.Leads(ownersTeam);
        if (!isOwner && !leads && !(deed is Deed.Migrate && who.Is(Role.ProcessOwner)))
            return new Refusal("not-yours", "This opportunity is looked after by somebody else; ask its owner or the owner's leader.");
        var decides = deed is not Deed.Work;
        if (decides && !who.IsPerson)
            return new Refusal("people-decide", "Only a person decides; prepare the decision and let the owner confirm it.");
        return deed switch
        {
            Deed.Work or Deed.DecideSellersGate or Deed.Close or Deed.Reopen or Deed.Migrate => null,
            Deed.DecideLeadersGate when leads && who.Person == owner && leaderAbove is not null =>
                new Refusal("leader-decides", "This is your own opportunity: the leader of the team above yours decides this gate."),
            Deed.DecideLeadersGate => leads ? null
                : new Refusal("leader-decides", "This gate is decided by the owner's leader; once all it needs is "
                    + "confirmed it waits on the leader's Today page."),
            Deed.ChangeOwner => leads ? null
                : new Refusal("leader-hands-over", "Only the owner's leader hands an opportunity to somebody else."),
        };
    }

    /// <summary>Going up from the owner's team: the first leader who is not the owner; null when there is none.</summary>
    public static PersonId? LeaderAbove(PersonId owner, TeamId? ownersTeam, IReadOnlyCollection<Team> teams)
    {
        var next = ownersTeam;
        // A tree of teams is shallow; the bound keeps a loop in bad facts from hanging a page.
        for (var depth = 0; depth < 50 && next is { } id; depth++)
        {
            if (teams.FirstOrDefault(team => team.Id == id) is not { } team) return null;
            if (team.Leader is { } leader && leader != owner) return leader;
            next = team.Parent;
        }
        return null;
    }
}
