using System.Collections.Immutable;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.App.Opportunities;

/// <summary>One thing a seller says he learned, as a form sends it. The proof follows from what stands visibly there (rule 6).</summary>
/// <param name="Channel">How we know; empty when nobody chose.</param>
/// <param name="Title">Of a document; with the link it makes proof by a document.</param>
internal sealed record LearnedText(string? Outcome, bool Confirms, string? Sentence, string? Channel, string? Title, string? Link)
{
    public const string ByDocument = "document";

    public static readonly ImmutableArray<string> Channels = ["meeting", "call", "e-mail", "chat", "on site", ByDocument];

    /// <summary>With the one in use, when it came through another door under another name.</summary>
    public static IEnumerable<string> ChannelsWith(string? used) =>
        string.IsNullOrEmpty(used) || Channels.Contains(used) ? Channels : [used, .. Channels];

    /// <param name="contact">Who said or did it; null = the seller saw it himself.</param>
    public Answer<RecordEvidence> Read(Guid newId, ContactId? contact, DateTimeOffset effectiveAt)
    {
        var isDocument = Channel == ByDocument || !string.IsNullOrWhiteSpace(Title) || !string.IsNullOrWhiteSpace(Link);
        if (!isDocument && contact is not null && string.IsNullOrWhiteSpace(Channel))
            return new Refusal(
                "channel-missing", "How did you hear it: in a meeting, on a call, by e-mail? Choose it, or choose “nobody, I saw it”.");
        var proof = isDocument ? Proof.Document : contact is null ? Proof.Observation : Proof.Customer;
        return new RecordEvidence(
            new EvidenceId(newId), OutcomeKey.Of(Outcome ?? ""), Confirms, Sentence ?? "", proof, contact,
            contact is null && !isDocument ? "seen by the seller" : null, string.IsNullOrWhiteSpace(Channel) ? null : Channel, effectiveAt,
            null, ImmutableDictionary<string, string>.Empty, isDocument ? new DocumentLink(Title ?? "", Link ?? "") : null);
    }
}
