using Headway.App.Design;
using Headway.Opportunities;

namespace Headway.App.Opportunities;

/// <summary>A fact as one line of what happened.</summary>
/// <param name="Moves">False for what was recorded and moves nothing: an activity that brought nothing new.</param>
internal sealed record FactLine(
    string Text, string Detail, OutcomeShape? Mark = null, GateShape? Gate = null, bool Moves = true, bool Struck = false)
{
    public static FactLine Of(StoredFact stored, OpportunityPicture.Shown page)
    {
        var by = page.NameOf(stored.Actor.Person);
        return stored.Fact switch
        {
            OpportunityOpened => new("Opened", $"By {by}."),
            EvidenceRecorded fact => Evidence(fact, page),
            EvidenceRetracted fact =>
                new($"Retracted: {Statement(page, page.At.Opportunity.FindEvidence(fact.Evidence)?.Fact.Outcome)}",
                    $"{fact.Reason} ({by})"),
            ActivityPlanned fact =>
                new($"Planned: {Activity(page, fact.Activity)}", $"For {fact.On:d MMM}. {fact.Note}".Trim(), Moves: false),
            ActivityDone fact when fact.Results.All(result => result.Evidence is null) =>
                new(Activity(page, fact.Activity), "Nothing new was learned. Recorded, moves nothing.", Moves: false),
            ActivityDone fact => new(
                Activity(page, fact.Activity), $"{fact.Results.Count(result => result.Evidence is not null)} learned.", Moves: false),
            ActivityDropped fact => new("Let a plan go", fact.Reason, Moves: false),
            GateDecided fact => GateLine(fact, page, by),
            GoWithdrawn fact => new($"Go withdrawn at {Stage(page, fact.Stage)}", $"{fact.Reason} ({by})", Gate: GateShape.Unsupported),
            AmountChanged fact => new($"Amount: {Show.Money(fact.Amount)}", $"By {by}.", Moves: false),
            ExpectedCloseChanged fact => new($"Expected close: {fact.ExpectedClose:d MMM yyyy}", $"By {by}.", Moves: false),
            OwnerChanged fact => new($"Handed to {page.NameOf(fact.Owner)}", $"{fact.Note} ({by})", Moves: false),
            ContactInvolved fact => new($"{page.NameOf(fact.Contact)}: {OpportunityAside.Words(fact.Role)}", fact.Note ?? "", Moves: false),
            OpportunityClosed fact =>
                new(Closed(fact.Closing), Reason(fact.Closing), Gate: fact.Closing is Closing.Won ? GateShape.Passed : GateShape.NoGo),
            OpportunityReopened fact => new("Opened again", fact.Reason),
            OpportunityMigrated fact => Moved(fact, page, by),
            _ => throw new InvalidOperationException($"No line for {stored.Fact.GetType().Name}."),
        };
    }

    /// <summary>In quotation marks, unless the sentence brings its own.</summary>
    public static string Quoted(string sentence) => sentence.Contains('“') ? sentence : $"“{sentence}”";

    private static FactLine Evidence(EvidenceRecorded fact, OpportunityPicture.Shown page)
    {
        var who = fact.SaidBy is { } contact ? page.NameOf(contact) : fact.SaidByRole ?? "a document";
        var shape = !fact.Accepted ? OutcomeShape.Claimed : fact.Confirms ? OutcomeShape.Confirmed : OutcomeShape.Refuted;
        var struck = page.At.Opportunity.FindEvidence(fact.Evidence)?.Retraction is not null;
        return new FactLine(
            Statement(page, fact.Outcome), $"{Quoted(fact.Sentence)} {who}{(fact.Accepted ? "" : " · claimed")}", shape, Struck: struck);
    }

    private static FactLine GateLine(GateDecided fact, OpportunityPicture.Shown page, string by)
    {
        var confirmed = fact.Needed.Count(needed => needed.Standing == OutcomeStanding.Confirmed);
        var (word, shape) = fact.Way switch
        {
            GateWay.Go => (!fact.Override ? "Go"
                : confirmed < fact.Needed.Length || fact.BelowFloor != true ? "Go against the criteria" : "Go below the floor",
                GateShape.Passed),
            GateWay.NoGo => ("No-go", GateShape.NoGo),
            GateWay.NotYet => ("Not yet", GateShape.NotYet),
        };
        var reason = fact.Reason is null ? "" : $": “{fact.Reason}”";
        return new FactLine(
            $"{word} at the gate of {Stage(page, fact.Stage)}", $"{by}{reason} {confirmed} of {fact.Needed.Length} confirmed at the time."
                + (fact.BelowFloor == true ? " The numbers said No-go." : "")
                + (fact.OwnGate == true ? " A leader's gate on the leader's own opportunity; nobody stands above." : ""),
            Gate: shape);
    }

    private static FactLine Moved(OpportunityMigrated fact, OpportunityPicture.Shown page, string by)
    {
        var process = fact.Process == page.At.Process.Key ? page.At.Process.Name : fact.Process.Value;
        var stages = string.Join(", ", fact.TakenOver.Select(stage => Stage(page, stage)));
        return new FactLine(
            $"Moved to version {fact.ProcessVersion} of {process}",
            fact.TakenOver.IsEmpty ? $"By {by}." : $"{stages} taken over: “{fact.Reason}” ({by})", Moves: false);
    }

    private static string Statement(OpportunityPicture.Shown page, OutcomeKey? key) =>
        key is { } known ? page.At.Process.FindOutcome(known)?.Statement ?? known.Value : "evidence";

    private static string Activity(OpportunityPicture.Shown page, ActivityKey key) => page.At.Process.FindActivity(key)?.Name ?? key.Value;

    private static string Stage(OpportunityPicture.Shown page, StageKey key) =>
        page.At.Process.IndexOf(key) is >= 0 and var index ? page.At.Process.Stages[index].Name : key.Value;

    private static string Closed(Closing closing) => closing.Match(
        won => $"Won for {Show.Money(won.Amount)}", lost => lost.To is { } to ? $"Lost to {to}" : "Lost",
        _ => "No decision by the customer", _ => "We walked away",
        _ => "Void: it counts nowhere");

    private static string Reason(Closing closing) =>
        closing.Match(
            won => won.SkippedReason ?? "", lost => lost.Reason, none => none.Reason, noGo => noGo.Reason, voided => voided.Reason);
}
