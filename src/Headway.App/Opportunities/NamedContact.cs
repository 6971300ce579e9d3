using Headway.Opportunities;

namespace Headway.App.Opportunities;

/// <summary>Whom at the customer a form names: somebody known, somebody by a name, or nobody.</summary>
public sealed record NamedContact
{
    private const int MaxName = 200;

    private NamedContact(ContactId? id, string? name) => (Id, Name) = (id, name);

    public static readonly NamedContact Nobody = new(null, null);

    public ContactId? Id { get; }

    public string? Name { get; }

    /// <param name="id">Chosen from the list; a text that is no id names nobody we know, which the domain refuses.</param>
    public static NamedContact From(string? id, string? name) =>
        !string.IsNullOrWhiteSpace(name) ? new NamedContact(null, name.Trim())
        : string.IsNullOrWhiteSpace(id) ? Nobody
        : new NamedContact(new ContactId(Guid.TryParse(id, out var known) ? known : Guid.Empty), null);

    public Refusal? Refuses() => Name is { Length: > MaxName }
        ? new Refusal("name-too-long", $"Give a name of at most {MaxName} characters.") : null;

    /// <summary>The contact of that name, or the fact that adds one under the new id.</summary>
    public (ContactId Contact, ContactAdded? Added) In(Account account, ContactId newId) =>
        account.Contacts.Find(contact => string.Equals(contact.Name, Name, StringComparison.OrdinalIgnoreCase)) is { } same
            ? (same.Id, null) : (newId, new ContactAdded(newId, Name!, null));
}
