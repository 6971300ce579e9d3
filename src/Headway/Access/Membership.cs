using System.Collections.Immutable;

namespace Headway.Access;

/// <summary>What a decision about people and teams may look at: who asks, and everybody as they are now.</summary>
public sealed record Membership(Principal Who, ImmutableArray<Person> People, ImmutableArray<Team> Teams, DateTimeOffset Now)
{
    public const int MaxName = 200;

    /// <summary>The longest address that mail can carry (RFC 5321).</summary>
    public const int MaxEmail = 254;

    /// <summary>Only administrators decide who is here and where, and only in person: a token gives nobody access.</summary>
    public Refusal? Refuses() =>
        !Who.Is(Role.Administrator) ? new Refusal("administrators-only", "People and teams are looked after by an administrator; ask one.")
        : !Who.IsPerson ? new Refusal("people-decide", "Only a person decides who has access; sign in and do it there.")
        : null;

    public Person? Find(PersonId id) => People.FirstOrDefault(person => person.Id == id);

    public Team? Find(TeamId id) => Teams.FirstOrDefault(team => team.Id == id);

    internal static Refusal? RefusesName(string name) => string.IsNullOrWhiteSpace(name) || name.Length > MaxName
        ? new Refusal("name-missing", $"Give a name of at most {MaxName} characters.") : null;

    internal Refusal? RefusesPlace(ImmutableArray<Role> roles, TeamId? team)
    {
        if (roles.IsDefaultOrEmpty) return new Refusal("role-missing", "Choose at least one role; without one there is nothing to see.");
        return team is { } id && Find(id) is null ? new Refusal("team-unknown", "There is no such team; choose another or none.") : null;
    }

    internal bool IsLastAdministrator(PersonId id) =>
        !People.Any(person => person.Id != id && person.Active && person.Roles.Contains(Role.Administrator));
}

/// <summary>Let somebody in. With which password is his own business: he sets it through a link that works once.</summary>
public sealed record InvitePerson(PersonId Id, string Name, string Email, ImmutableArray<Role> Roles, TeamId? Team)
{
    public static Decision Decide(Membership at, InvitePerson command)
    {
        if ((at.Refuses() ?? Membership.RefusesName(command.Name) ?? at.RefusesPlace(command.Roles, command.Team)) is { } no) return no;
        var email = command.Email.Trim();
        if (!LooksLikeAnAddress(email))
            return Decision.Refuse(
                "email-unreadable", "Give an e-mail address like name@example.com; it is what the person signs in with.");
        if (at.People.Any(person => string.Equals(person.Email, email, StringComparison.OrdinalIgnoreCase)))
            return Decision.Refuse(
                "email-taken", "Somebody with this e-mail address is here already; look in the list, also among the inactive.");
        return Decision.Accept(
            new Happened(new PersonJoined(command.Id, command.Name.Trim(), email, Distinct(command.Roles), command.Team), at.Now),
            new Happened(new SignInLinkMade(command.Id), at.Now));
    }

    /// <summary>Each role once and in one order, so that the same choice is the same fact.</summary>
    internal static ImmutableArray<Role> Distinct(ImmutableArray<Role> roles) => [.. roles.Distinct().Order()];

    // Only a mail server knows what an address is; this catches slips.
    private static bool LooksLikeAnAddress(string text) =>
        text.Length <= Membership.MaxEmail && text.IndexOf('@') is > 0 and var at && text.LastIndexOf('@') == at
        && text.LastIndexOf('.') > at + 1 && !text.EndsWith('.') && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}

/// <summary>Change somebody's name, roles or team, or end and renew the access. It holds from the next request on.</summary>
public sealed record ChangePerson(PersonId Id, string Name, ImmutableArray<Role> Roles, TeamId? Team, bool Active)
{
    public static Decision Decide(Membership at, ChangePerson command)
    {
        if (at.Refuses() is { } no) return no;
        if (at.Find(command.Id) is not { } person) return Decision.Refuse("person-unknown", "There is no such person.");
        if ((Membership.RefusesName(command.Name) ?? at.RefusesPlace(command.Roles, command.Team)) is { } wrong) return wrong;
        var administers = command.Active && command.Roles.Contains(Role.Administrator);
        if (!administers && person.Active && person.Roles.Contains(Role.Administrator) && at.IsLastAdministrator(person.Id))
            return Decision.Refuse("last-administrator",
                $"{person.Name} is the last administrator; make somebody else one first, or nobody could let people in.");
        var changed = new PersonChanged(
            command.Id, command.Name.Trim(), InvitePerson.Distinct(command.Roles), command.Team, command.Active);
        return Person.Evolve(person, changed) is var after && after.Name == person.Name && after.Team == person.Team
            && after.Active == person.Active && after.Roles.SequenceEqual(InvitePerson.Distinct(person.Roles))
            ? Decision.Refuse("nothing-changed", "That is how it stands already.") : Decision.Accept(new Happened(changed, at.Now));
    }
}

/// <summary>Make a new one-time link for somebody who lost the first one or forgot the password.</summary>
public sealed record MakeSignInLink(PersonId Person)
{
    public static Decision Decide(Membership at, MakeSignInLink command)
    {
        if (at.Refuses() is { } no) return no;
        if (at.Find(command.Person) is not { } person) return Decision.Refuse("person-unknown", "There is no such person.");
        return person.Active ? Decision.Accept(new Happened(new SignInLinkMade(command.Person), at.Now))
            : Decision.Refuse("person-inactive", $"{person.Name} has no access now; give it back first.");
    }
}
