using System.Text.Json.Nodes;
using Headway.Opportunities;
using Headway.Storage.Rows;

namespace Headway.App.Opportunities;

/// <summary>One opportunity, whole, as the API shows it.</summary>
/// <param name="Version">Also the ETag: send it back as If-Match.</param>
/// <param name="Stage">Name of the present stage, or Ready to close.</param>
/// <param name="StageKey">Null when every gate stands.</param>
/// <param name="Status">open, won, lost, no decision, no-go or void.</param>
/// <param name="NextBest">What to ask next, best first.</param>
internal sealed record OpportunityAnswer(
    Guid Id, int Version, string Name, Guid Account, Guid Owner, string Process, int ProcessVersion, string Stage, string? StageKey,
    string Status, Money? Amount, DateOnly? ExpectedClose, IReadOnlyList<OutcomeAnswer> Outcomes, IReadOnlyList<PlanAnswer> Plans,
    IReadOnlyList<InvolvedAnswer> People, IReadOnlyList<string> NextBest)
{
    public static OpportunityAnswer Of(Situation at)
    {
        var (opportunity, standing) = (at.Opportunity, at.Standing);
        return new OpportunityAnswer(
            opportunity.Id.Value, opportunity.Version, opportunity.Name, opportunity.Account.Value, opportunity.Owner.Value,
            opportunity.Process.Value, opportunity.ProcessVersion, standing.StageName,
            standing.IsReadyToClose ? null : standing.Stage.Key.Value, opportunity.Closing?.Word() ?? "open", opportunity.Amount,
            opportunity.ExpectedClose, [.. standing.Outcomes.Select(OutcomeAnswer.Of)],
            [.. opportunity.Plans.Select(plan => new PlanAnswer(plan.Id.Value, plan.Activity.Value, plan.On, plan.Note))],
            [.. opportunity.People.Select(each => new InvolvedAnswer(each.Key.Value, each.Value.Role, each.Value.Note))],
            [.. NextBestOutcome.Of(standing).Select(next => next.Prompt)]);
    }
}

/// <param name="State">unknown, confirmed, refuted or stale.</param>
/// <param name="Claimed">There is evidence that is shown and counted nowhere (rule 7).</param>
/// <param name="Evidence">What the state rests on.</param>
internal sealed record OutcomeAnswer(string Key, string Statement, string State, bool Needed, bool Claimed, Guid? Evidence)
{
    public static OutcomeAnswer Of(OutcomeNow now) => new(
        now.Outcome.Key.Value, now.Outcome.Statement, now.State.Word.ToString().ToLowerInvariant(), now.Outcome.Needed,
        now.State is OutcomeState.Unknown { Claimed: not null }, now.State.RestsOn?.Id.Value);
}

internal sealed record PlanAnswer(Guid Id, string Activity, DateOnly On, string? Note);

internal sealed record InvolvedAnswer(Guid Contact, DecisionRole Role, string? Note);

/// <summary>A row of the list.</summary>
internal sealed record OpportunityItem(
    Guid Id, string Name, Guid Account, string AccountName, Guid Owner, string OwnerName, string Status, string Stage, decimal? Amount,
    string? Currency, DateOnly? ExpectedClose, DateOnly? ClosedOn, int Needed, int NeededConfirmed, int Version)
{
    /// <param name="now">UTC ms: what went stale by then is not confirmed.</param>
    public static OpportunityItem Of(OpportunityRow row, long now) => new(
        row.Id, row.Name, row.AccountId, row.AccountName, row.OwnerId, row.OwnerName, row.Status, row.StageName, row.AmountMinor / 100m,
        row.Currency, row.ExpectedClose, row.ClosedOn, row.Needed, row.NeededConfirmed(now), row.Version);
}

/// <summary>A part of a list.</summary>
/// <param name="Next">Address of the next part; null at the end.</param>
internal sealed record Part<TItem>(IReadOnlyList<TItem> Items, string? Next);

/// <summary>A fact of the timeline with its times (rule 2).</summary>
/// <param name="What">The fact's stable name, for example evidence-recorded.v1.</param>
internal sealed record FactAnswer(
    int Version, string What, DateTimeOffset EffectiveAt, DateTimeOffset RecordedAt, Guid? By, string Cause, JsonNode Fact)
{
    public static FactAnswer Of(StoredFact stored) => new(
        stored.Version, FactJson.NameOf(stored.Fact), stored.EffectiveAt, stored.RecordedAt, stored.Actor.Person?.Value,
        stored.Actor.Cause, JsonNode.Parse(FactJson.Write(stored.Fact))!);
}
