using Headway.App.Access;
using Headway.App.Forecasting;
using Headway.App.Serving;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.App.Opportunities;

/// <summary>Decisions through the API: gates, closings, reopenings. People decide; a token is refused (rule 15).</summary>
internal static class GateApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("{id:guid}/gate", Decide).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Decide the gate in front: Go, No-go or Not yet. Needs If-Match. A Go waits until its floor is "
                + "worked out: 503 with Retry-After until then.",
            problems: [400, 404, 412, 422, 428, 503]);
        group.MapPost("{id:guid}/gos/{stage}/withdrawal", Withdraw).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Take back a Go, with a reason. Needs If-Match.", problems: [400, 404, 412, 422, 428]);
        group.MapPost("{id:guid}/closing", Close).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "End it as won, lost, no decision or void. Needs If-Match.",
            problems: [400, 404, 412, 422, 428]);
        group.MapPost("{id:guid}/reopening", Reopen).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Open a closed opportunity again, with a reason.", problems: [400, 404, 409, 412, 422]);
        group.MapPost("{id:guid}/undo", Undo).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities,
            "Take back your own last change within ten minutes: evidence is retracted, a Go withdrawn, a closing reopened, a plan dropped.",
            problems: [400, 404, 409, 412, 422]);
    }

    /// <param name="Reason">Needed unless it is a Go within the criteria and not below the floor.</param>
    /// <param name="AskAgainOn">For Not yet.</param>
    public sealed record GateBody(string Stage, GateWay Way, string? Reason = null, DateOnly? AskAgainOn = null);

    public enum Ending
    {
        Won,
        Lost,
        NoDecision,
        Void,
    }

    /// <param name="On">The day it happened; for a win the day the customer agreed.</param>
    /// <param name="Amount">For a win.</param>
    /// <param name="Currency">The opportunity's, else the organisation's, when left out.</param>
    /// <param name="Reason">Why; for a win only when gates were never decided.</param>
    /// <param name="Survivor">For void: the opportunity that goes on.</param>
    /// <param name="To">For a loss: to whom, in words, when it is known.</param>
    public sealed record ClosingBody(
        Ending How, DateOnly On, decimal? Amount = null, string? Currency = null, string? Reason = null, Guid? Survivor = null,
        string? To = null);

    /// <summary>Takes nothing: the last change is the last one.</summary>
    public sealed record UndoBody;

    private static async Task<IResult> Decide(Guid id, GateBody body, OpportunityCall call, OpportunityWork work, Chances chances,
        GateNumbers numbers)
    {
        await call.Visit.Begin();
        // The estimate that stands beside the gate on its page is kept with the decision here as well (rule 12).
        var found = await work.Find(new OpportunityId(id), call.Visit.Who);
        var seen = found is { } at ? await chances.Of(at) : null;
        // Only a Go can be below the floor, so only a Go waits for the numbers that say so (rule 15).
        var shown = body.Way == GateWay.Go && found is { } here ? await numbers.Of(here) : null;
        return await call.Do(id, body, now =>
        {
            var decision = DecideGate.Decide(now, new DecideGate(
                StageKey.Of(body.Stage), body.Way, body.Reason, body.AskAgainOn,
                call.VersionSeen > 0 ? call.VersionSeen : now.Opportunity.Version, seen?.Chance, seen?.Fingerprint)
            {
                BelowFloor = shown is { IsBelowFloor: true },
            });
            // Whatever else is wrong is told at once; what would be kept without a floor that exists is not kept.
            return decision is Decision.Accepted && shown is { AtWork: true } ? FloorAtWork : decision;
        }, looked: true);
    }

    private static Decision FloorAtWork => Decision.Refuse(
        Problems.NotReady, "Whether this Go is below the floor is still being worked out. Nothing was kept; send it again in a moment.");

    private static Task<IResult> Withdraw(Guid id, string stage, EvidenceApi.ReasonBody body, OpportunityCall call) =>
        call.Do(id, body, at => WithdrawGo.Decide(at, new WithdrawGo(StageKey.Of(stage), body.Reason)), looked: true);

    private static Task<IResult> Close(Guid id, ClosingBody body, OpportunityCall call) =>
        call.Do(id, body, at => Ends(body, at, call.Visit.Currency), looked: true);

    private static Decision Ends(ClosingBody body, Situation at, string currency)
    {
        Closing? closing = body.How switch
        {
            Ending.Won when body.Amount is { } amount => new Closing.Won(
                new Money(amount, body.Currency ?? at.Opportunity.Amount?.Currency ?? currency), body.On, [], body.Reason),
            Ending.Won => null,
            Ending.Lost => new Closing.Lost(body.On, body.Reason ?? "", body.To),
            Ending.NoDecision => new Closing.NoDecision(body.On, body.Reason ?? ""),
            Ending.Void => new Closing.Void(body.On, body.Reason ?? "", body.Survivor is { } other ? new OpportunityId(other) : null),
        };
        return closing is not null ? CloseOpportunity.Decide(at, new CloseOpportunity(closing))
            : at.Refuses(Headway.Access.Deed.Close) is { } no ? no
            : Decision.Refuse("amount-missing", "A win needs the amount the customer agreed to.");
    }

    private static Task<IResult> Reopen(Guid id, EvidenceApi.ReasonBody body, OpportunityCall call) =>
        call.Do(id, body, at => ReopenOpportunity.Decide(at, new ReopenOpportunity(body.Reason)));

    private static Task<IResult> Undo(Guid id, UndoBody? body, OpportunityCall call) =>
        call.Do(id, body ?? new UndoBody(), at => UndoLast.Decide(at, new UndoLast()));
}
