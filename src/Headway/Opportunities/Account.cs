using System.Collections.Immutable;
using Headway.Access;

namespace Headway.Opportunities;

/// <summary>A customer or a possible one, with the people we know there.</summary>
/// <param name="Segment">To compare by, for example an industry; null = not said.</param>
public sealed record Account(AccountId Id, int Version, string Name, string? Segment, ImmutableList<Contact> Contacts)
{
    public static Account Fold(IEnumerable<StoredFact> facts)
    {
        Account? state = null;
        foreach (var stored in facts) state = Evolve(state, stored.Fact) with { Version = stored.Version };
        return state ?? throw new InvalidOperationException("An account's stream starts with its first fact.");
    }

    public static Account Evolve(Account? state, Fact fact) => fact switch
    {
        AccountAdded added => new Account(added.Account, 0, added.Name, added.Segment, []),
        ContactAdded added when state is not null => state with
        {
            Contacts = state.Contacts.RemoveAll(contact => contact.Id == added.Contact)
                .Add(new Contact(added.Contact, added.Name, added.Title)),
        },
        _ => throw new InvalidOperationException($"No rule for {fact.GetType().Name}."),
    };
}

/// <param name="Title">What the customer calls the job; null = not known.</param>
public sealed record Contact(ContactId Id, string Name, string? Title);

[FactName("account-added.v1")]
public sealed record AccountAdded(AccountId Account, string Name, string? Segment) : Fact;

[FactName("contact-added.v1")]
public sealed record ContactAdded(ContactId Contact, string Name, string? Title) : Fact;

/// <summary>Get to know somebody at the customer. Whoever may work on an opportunity there may.</summary>
/// <param name="Title">What the customer calls the job; null = not known.</param>
public sealed record AddContact(ContactId Id, string Name, string? Title)
{
    /// <summary>More people than anybody sells to in one house; a list beyond it came from a program gone wrong.</summary>
    public const int MostContacts = 500;

    public const int MaxName = 200;

    /// <param name="pursued">The owners, with their teams, of the opportunities at this account that <paramref name="who"/> sees.</param>
    public static Decision Decide(
        Account account, AddContact command, Principal who, ImmutableArray<(PersonId Owner, TeamId? Team)> pursued, DateTimeOffset now)
    {
        if (pursued.All(each => Authority.Refuses(who, Deed.Work, each.Owner, each.Team) is not null))
            return Decision.Refuse("not-yours", "You look after no opportunity of this account; ask somebody who does.");
        var name = command.Name.Trim();
        if (name.Length is 0 or > MaxName || command.Title is { Length: > MaxName })
            return Decision.Refuse("name-missing", $"Give the name, and the title if known, each within {MaxName} characters.");
        if (account.Contacts.Exists(contact => string.Equals(contact.Name, name, StringComparison.OrdinalIgnoreCase)))
            return Decision.Refuse("contact-known", $"{name} is a contact of {account.Name} already.");
        if (account.Contacts.Count >= MostContacts)
            return Decision.Refuse("too-many-contacts", $"{account.Name} has {MostContacts} contacts already.");
        return Decision.Accept(new Happened(new ContactAdded(command.Id, name, command.Title?.Trim()), now));
    }
}
