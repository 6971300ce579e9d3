using System.Collections.Immutable;
using Headway.Access;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>Everything a decision about one opportunity may look at. Time and ids come in from outside.</summary>
/// <param name="OwnersTeam">Team of the owner; settles who leads him.</param>
/// <param name="Contacts">Who is known at the account: nobody else can be named as having said something (rule 6).</param>
public sealed record Situation(
    Opportunity Opportunity, Process Process, Principal Who, TeamId? OwnersTeam, DateTimeOffset Now, Calendar Calendar,
    ImmutableHashSet<ContactId> Contacts)
{
    /// <summary>Who decides in the place of an owner who leads his own team; null = nobody stands above him.</summary>
    public PersonId? LeaderAbove { get; init; }

    public Standing Standing => Standing.Of(Opportunity, Process, Now, Calendar);

    public Refusal? Refuses(Deed deed) => Authority.Refuses(Who, deed, Opportunity.Owner, OwnersTeam, LeaderAbove);

    /// <summary>Null while open; otherwise the refusal for anything that needs an open opportunity.</summary>
    public Refusal? RefusesWhenClosed() => Opportunity.Closing is { } closing
        ? new Refusal("closed", $"{Opportunity.Name} was closed as {closing.Word()}; reopen it first if that was wrong.") : null;

    /// <summary>Rule 30: what was not seen is not decided on; the door shows the difference and asks again.</summary>
    /// <param name="seen">The version that was looked at; null where the door holds it.</param>
    public Refusal? RefusesUnseen(int? seen) => seen is { } version && version != Opportunity.Version
        ? new Refusal("changed-since-you-looked",
            $"{Opportunity.Name} changed since you looked: you saw version {version}, it is now {Opportunity.Version}. "
            + "Look again and confirm.")
        : null;

    /// <summary>Rule 4: nothing is true in the future.</summary>
    public Refusal? RefusesFuture(DateTimeOffset effectiveAt) => effectiveAt > Now
        ? new Refusal("in-the-future", "That moment lies in the future; give the time at which it happened.")
        : effectiveAt < Opportunity.OpenedAt.AddYears(-MostYearsBefore)
            ? new Refusal("too-long-before", $"That is more than {MostYearsBefore} years before it was opened; look at the date.") : null;

    /// <summary>What a customer said may precede the opening (rule 4), but not by a mistyped century.</summary>
    public const int MostYearsBefore = 5;

    public Refusal? RefusesEmpty(string? text, string code, string sentence) =>
        string.IsNullOrWhiteSpace(text) ? new Refusal(code, sentence) : RefusesLong(text);

    public Refusal? RefusesLong(string? text) => text is { Length: > MaxSentence }
        ? new Refusal("too-long", $"That is {text.Length} characters; keep it within {MaxSentence}.") : null;

    public Refusal? RefusesStranger(ContactId? contact) => contact is { } id && !Contacts.Contains(id)
        ? new Refusal("contact-unknown", "That person is no contact of this account; add them there first.") : null;

    /// <summary>A sentence, not a document; long texts belong in a document that is linked.</summary>
    public const int MaxSentence = 2_000;
}
