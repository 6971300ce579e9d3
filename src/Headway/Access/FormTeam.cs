namespace Headway.Access;

/// <summary>Form a team below another one or at the top.</summary>
public sealed record FormTeam(TeamId Id, string Name, TeamId? Parent, PersonId? Leader)
{
    public static Decision Decide(Membership at, FormTeam command)
    {
        if ((at.Refuses() ?? ChangeTeam.RefusesShape(at, command.Id, command.Name, command.Parent, command.Leader)) is { } no) return no;
        return Decision.Accept(new Happened(new TeamFormed(command.Id, command.Name.Trim(), command.Parent, command.Leader), at.Now));
    }
}

/// <summary>Rename a team, put it elsewhere in the tree, or give it another leader.</summary>
public sealed record ChangeTeam(TeamId Id, string Name, TeamId? Parent, PersonId? Leader)
{
    public static Decision Decide(Membership at, ChangeTeam command)
    {
        if (at.Refuses() is { } no) return no;
        if (at.Find(command.Id) is not { } team) return Decision.Refuse("team-unknown", "There is no such team.");
        if (RefusesShape(at, command.Id, command.Name, command.Parent, command.Leader) is { } wrong) return wrong;
        var changed = new TeamChanged(command.Id, command.Name.Trim(), command.Parent, command.Leader);
        return Team.Evolve(team, changed) == team ? Decision.Refuse("nothing-changed", "That is how it stands already.")
            : Decision.Accept(new Happened(changed, at.Now));
    }

    internal static Refusal? RefusesShape(Membership at, TeamId id, string name, TeamId? parent, PersonId? leader)
    {
        if (Membership.RefusesName(name) is { } unnamed) return unnamed;
        if (at.Teams.Any(team => team.Id != id && string.Equals(team.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)))
            return new Refusal("name-taken", "Another team has this name; give this one its own.");
        if (parent is { } above && at.Find(above) is null) return new Refusal("team-unknown", "There is no such team to stand below.");
        if (StandsBelow(at, parent, id))
            return new Refusal("team-circle", "That team stands below this one already; a team cannot stand below itself.");
        if (leader is not { } person) return null;
        if (at.Find(person) is not { Active: true } known) return new Refusal("person-unknown", "The leader is nobody who is active here.");
        return known.Roles.Contains(Role.Leader) ? null
            : new Refusal("not-a-leader", $"{known.Name} does not have the role of a leader; give it first.");
    }

    private static bool StandsBelow(Membership at, TeamId? team, TeamId top)
    {
        // As many steps as there are teams: a circle in old facts must not hang a decision.
        for (var steps = 0; team is { } id && steps <= at.Teams.Length; steps++)
        {
            if (id == top) return true;
            team = at.Find(id)?.Parent;
        }
        return false;
    }
}
