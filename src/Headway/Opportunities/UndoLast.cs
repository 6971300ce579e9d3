using System.Collections.Immutable;
using Headway.Access;

namespace Headway.Opportunities;

/// <summary>Take back one's own last change within ten minutes, by the fact that makes up for it (rule 9): evidence is retracted, a Go
/// withdrawn, a closing reopened, a plan dropped. Nothing is deleted, and whoever may not do the one may not undo the other.</summary>
/// <param name="SeenVersion">The version that was looked at (rule 30); null where the door itself holds it.</param>
public sealed record UndoLast(int? SeenVersion = null)
{
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    /// <summary>The reason that the facts it leads to carry.</summary>
    public const string Reason = "undone";

    public static Decision Decide(Situation at, UndoLast command)
    {
        if ((at.Refuses(Deed.Work) ?? at.RefusesUnseen(command.SeenVersion) ?? Refuses(at)) is { } no) return no;
        var last = at.Opportunity.LastAppend.Select(stored => stored.Fact).ToList();
        if (last.OfType<OpportunityClosed>().Any()) return ReopenOpportunity.Decide(at, new ReopenOpportunity(Reason));
        if (last is [GateDecided { Way: GateWay.Go } go]) return WithdrawGo.Decide(at, new WithdrawGo(go.Stage, Reason));
        if (last is [ActivityPlanned planned]) return DropActivity.Decide(at, new DropActivity(planned.Plan, Reason));
        if (last.OfType<EvidenceRetracted>().FirstOrDefault() is not null)
            return Decision.Refuse("nothing-to-undo",
                "What was retracted stays retracted; record what holds once more, with a sentence of its own.");
        var recorded = last.OfType<EvidenceRecorded>().ToList();
        if (recorded.Count > 0 && last.All(fact => fact is EvidenceRecorded or ActivityDone)) return Retract(at, recorded);
        return Decision.Refuse("nothing-to-undo", last is [GateDecided { Way: GateWay.NotYet }]
            ? "A Not yet keeps no door shut: decide the gate again as soon as you know more."
            : "Your last change has no undo; set it right with the same form.");
    }

    /// <summary>What the page offers; null when there is nothing that this person could take back now.</summary>
    public static Undoable? Offer(Situation at)
    {
        if (Decide(at, new UndoLast()) is Decision.Refused) return null;
        var last = at.Opportunity.LastAppend;
        return new Undoable(last[^1].Fact, last[0].RecordedAt + Within);
    }

    private static Refusal? Refuses(Situation at)
    {
        var last = at.Opportunity.LastAppend;
        if (last[0].Actor.Person != at.Who.Person)
            return new Refusal("built-on", "Somebody else made the last change here; undo reaches your own last one only.");
        return at.Now - last[0].RecordedAt > Within
            ? new Refusal("undo-too-late", $"Undo is there for {Within.TotalMinutes:0} minutes; retract, withdraw or reopen it instead.")
            : null;
    }

    // An activity stays as done: it moves nothing (rule 10), what it taught does.
    private static Decision Retract(Situation at, List<EvidenceRecorded> recorded)
    {
        var facts = ImmutableArray.CreateBuilder<Happened>();
        foreach (var each in recorded)
        {
            var decision = RetractEvidence.Decide(at, new RetractEvidence(each.Evidence, Reason));
            if (decision is not Decision.Accepted accepted) return decision;
            facts.AddRange(accepted.Facts);
        }
        return Decision.Accept([.. facts]);
    }
}

/// <summary>A change that can be taken back.</summary>
/// <param name="Last">The fact that says what it was.</param>
/// <param name="Until">After this moment it is refused.</param>
public sealed record Undoable(Fact Last, DateTimeOffset Until);
