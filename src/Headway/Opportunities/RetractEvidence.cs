namespace Headway.Opportunities;

/// <summary>Take back evidence, with a reason. It stays visible, struck; states recompute (rule 9).</summary>
public sealed record RetractEvidence(EvidenceId Evidence, string Reason)
{
    public static Decision Decide(Situation at, RetractEvidence command)
    {
        if (Refuses(at, command.Evidence) is { } no) return no;
        const string ask = "Say why it no longer holds; the evidence stays visible, struck through.";
        if (at.RefusesEmpty(command.Reason, "reason-missing", ask) is { } empty) return empty;
        return Decision.Accept(new Happened(new EvidenceRetracted(command.Evidence, command.Reason.Trim()), at.Now));
    }

    internal static Refusal? Refuses(Situation at, EvidenceId id)
    {
        // Also on a closed one: what turns out wrong afterwards is learned from too (rule 9).
        if (at.Opportunity.FindEvidence(id) is not { } evidence)
            return new Refusal("evidence-unknown", "There is no such evidence on this opportunity.");
        if (evidence.Retraction is not null) return new Refusal("already-retracted", "This evidence was retracted already.");
        var mayRetract = evidence.Recorder == at.Who.Person || at.Who.Leads(at.OwnersTeam);
        if (!mayRetract) return new Refusal("not-yours", "Evidence is retracted by whoever recorded it, or by the owner's leader.");
        // What an assistant writes is counted nowhere (rule 7); taking away what is counted would move a state just as well.
        return at.Who.IsPerson || !evidence.Fact.Accepted ? null
            : new Refusal("people-decide", "Only a person takes back evidence that counts; let whoever recorded it confirm that.");
    }
}
