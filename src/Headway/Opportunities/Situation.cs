using Headway.Access;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>Everything a decision about one opportunity may look at. Time and ids come in from outside.</summary>
/// <param name="OwnersTeam">Team of the owner; settles who leads him.</param>
public sealed record Situation(Opportunity Opportunity, Process Process, Principal Who, TeamId? OwnersTeam, DateTimeOffset Now, Calendar Calendar)
{
    public Standing Standing => Standing.Of(Opportunity, Process, Now, Calendar);

    public Refusal? Refuses(Deed deed) => Authority.Refuses(Who, deed, Opportunity.Owner, OwnersTeam);

    /// <summary>Null while open; otherwise the refusal for anything that needs an open opportunity.</summary>
    public Refusal? RefusesWhenClosed() => Opportunity.Closing is { } closing
        ? new Refusal("closed", $"{Opportunity.Name} was closed as {closing.Word()}; reopen it first if that was wrong.") : null;

    /// <summary>Rule 4: nothing is true in the future.</summary>
    public Refusal? RefusesFuture(DateTimeOffset effectiveAt) => effectiveAt > Now
        ? new Refusal("in-the-future", "That moment lies in the future; give the time at which it happened.") : null;

    public Refusal? RefusesEmpty(string? text, string code, string sentence) =>
        string.IsNullOrWhiteSpace(text) ? new Refusal(code, sentence)
        : text.Length > MaxSentence ? new Refusal("too-long", $"That is {text.Length} characters; keep it under {MaxSentence}.") : null;

    /// <summary>A sentence, not a document; long texts belong in a document that is linked.</summary>
    public const int MaxSentence = 2_000;
}
