using System.Collections.Immutable;

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
