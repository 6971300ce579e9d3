using System.Collections.Immutable;
using Headway.Access;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>Record what the customer said or did about one outcome (rules 6 to 9).</summary>
/// <param name="SaidBy">A contact of the account; with the channel it makes customer proof possible.</param>
/// <param name="SaidByRole">In words, when nobody is named.</param>
/// <param name="Supersedes">Evidence that this one corrects.</param>
/// <param name="Captures">Values that the outcome asks for, by the key of the capture.</param>
/// <param name="Document">Required for proof by a document, and only there.</param>
public sealed record RecordEvidence(
    EvidenceId Id, OutcomeKey Outcome, bool Confirms, string Sentence, Proof Proof, ContactId? SaidBy, string? SaidByRole, string? Channel,
    DateTimeOffset EffectiveAt, EvidenceId? Supersedes, ImmutableDictionary<string, string> Captures,
    DocumentLink? Document = null)
{
    public static Decision Decide(Situation at, RecordEvidence command)
    {
        if ((at.Refuses(Deed.Work) ?? at.RefusesWhenClosed() ?? at.RefusesFuture(command.EffectiveAt)) is { } no) return no;
        if (at.Process.FindOutcome(command.Outcome) is not { } outcome)
            return Decision.Refuse("outcome-outside-process",
                $"“{command.Outcome}” is no outcome of {at.Process.Name}, version {at.Process.Version}; choose one that it asks for.");
        if (at.RefusesEmpty(command.Sentence, "sentence-missing", "Say in a sentence what the customer said or did.") is { } empty)
            return empty;
        if (command.SaidBy is null && string.IsNullOrWhiteSpace(command.SaidByRole) && command.Proof != Proof.Document)
            return Decision.Refuse("who-missing", "Say who said or did it: a contact, or a role when you have no name.");
        if ((at.RefusesStranger(command.SaidBy) ?? at.RefusesLong(command.SaidByRole) ?? at.RefusesLong(command.Channel)) is { } said)
            return said;
        if ((RefusesProof.Document(command.Proof, command.Document) ?? RefusesProof.Captures(outcome, command.Captures)) is { } unfit)
            return unfit;
        if (at.Opportunity.FindEvidence(command.Id) is not null)
            return Decision.Refuse("already-recorded", "This evidence is recorded already.");

        var recorded = new Happened(Fact(command, outcome, at.Who.IsPerson), command.EffectiveAt);
        if (command.Supersedes is not { } old) return Decision.Accept(recorded);
        if (RetractEvidence.Refuses(at, old) is { } cannot) return cannot;
        return Decision.Accept(new Happened(new EvidenceRetracted(old, "Superseded by a later record."), at.Now), recorded);
    }

    private static EvidenceRecorded Fact(RecordEvidence command, Outcome outcome, bool byPerson)
    {
        // Rule 6: customer proof needs a named contact and the channel; without them it is the seller's observation.
        var proof = command.Proof == Proof.Customer && (command.SaidBy is null || string.IsNullOrWhiteSpace(command.Channel))
            ? Proof.Observation : command.Proof;
        return new EvidenceRecorded(
            command.Id, command.Outcome, command.Confirms, command.Sentence.Trim(), proof, command.SaidBy, command.SaidByRole,
            command.Channel,
            byPerson && outcome.Proof.Contains(proof), command.Supersedes, command.Captures,
            command.Document is { } document ? new DocumentLink(document.Title.Trim(), document.Link.Trim()) : null);
    }
}
