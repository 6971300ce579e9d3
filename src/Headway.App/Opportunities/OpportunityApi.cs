using System.Collections.Immutable;
using Headway.Access;
using Headway.App.Access;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Opportunities;

/// <summary>The same commands as the pages, for programs. Every answer that is not a success is a problem document with a stable
/// code.</summary>
internal static class OpportunityApi
{
    private const int MostRows = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/opportunities").WithTags("Opportunities").DisableAntiforgery()
            .AddEndpointFilter<OwnPagesOnly>();
        group.MapGet("", List).RequireAuthorization(Policies.SeesOpportunities);
        group.MapGet("{id:guid}", Get).RequireAuthorization(Policies.SeesOpportunities);
        group.MapPost("{id:guid}/evidence", Record).RequireAuthorization(Policies.WorksOnOpportunities);
        group.MapPost("{id:guid}/evidence/{evidence:guid}/retraction", Retract).RequireAuthorization(Policies.WorksOnOpportunities);
        group.MapPost("{id:guid}/gate", Decide).RequireAuthorization(Policies.WorksOnOpportunities);
        group.MapPost("{id:guid}/gos/{stage}/withdrawal", Withdraw).RequireAuthorization(Policies.WorksOnOpportunities);
        group.MapPut("{id:guid}/amount", Amount).RequireAuthorization(Policies.WorksOnOpportunities);
        group.MapPut("{id:guid}/expected-close", ExpectedClose).RequireAuthorization(Policies.WorksOnOpportunities);
        group.MapPost("{id:guid}/closing", Close).RequireAuthorization(Policies.WorksOnOpportunities);
        group.MapPost("{id:guid}/reopening", Reopen).RequireAuthorization(Policies.WorksOnOpportunities);
    }

    public sealed record Evidence(
        string Outcome, bool Confirms, string Sentence, Proof Proof, Guid? SaidBy, string? SaidByRole, string? Channel,
            DateTimeOffset? At, Guid? Supersedes);

    public sealed record Reason(string? Text);

    public sealed record GateCall(string Stage, GateWay Way, string? Reason, DateOnly? AskAgainOn, int SeenVersion);

    public sealed record MoneyCall(decimal? Amount, string? Currency);

    public sealed record DayCall(DateOnly? On);

    public sealed record Item(Guid Id, string Name, string Account, string Owner, string Status, string Stage, decimal? Amount,
        string? Currency, DateOnly? ExpectedClose, int Version);

    public sealed record OutcomeItem(string Key, string Statement, string State, bool Needed, Guid? Evidence);

    public sealed record Whole(Guid Id, int Version, string Name, Guid Account, Guid Owner, string Process, int ProcessVersion,
        string Stage, string Status,
        Money? Amount, DateOnly? ExpectedClose, IReadOnlyList<OutcomeItem> Outcomes, IReadOnlyList<string> NextBest);

    private static async Task<IResult> List(Visit visit, Views views, [FromQuery] string? status, [FromQuery] Guid? cursor,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        await visit.Begin();
        var rows = views.Opportunities(visit.Visibility).Where(row => row.Status == (status ?? "open"));
        if (cursor is { } after) rows = rows.Where(row => row.Id > after);
        var take = Math.Clamp(limit ?? 50, 1, MostRows);
        var found = await rows.OrderBy(row => row.Id).Take(take + 1).ToListAsync(cancel);
        var items = found.Take(take).Select(row => new Item(
            row.Id, row.Name, row.AccountName, row.OwnerName, row.Status, row.StageName, row.AmountMinor / 100m, row.Currency,
                row.ExpectedClose, row.Version)).ToList();
        return Results.Ok(new { items, next = found.Count > take ? items[^1].Id : (Guid?)null });
    }

    private static async Task<IResult> Get(Guid id, Visit visit, OpportunityWork work, HttpResponse response, CancellationToken cancel)
    {
        await visit.Begin();
        return await work.Find(new OpportunityId(id), visit.Who, cancel) is { } at ? Show(at, response)
            : Results.Problem(statusCode: 404, title: "There is no such opportunity, or it is not yours to see.");
    }

    private static Task<IResult> Record(Guid id, Evidence body, Visit visit, OpportunityWork work, HttpContext http) =>
        Do(id, visit, work, http, at => RecordEvidence.Decide(at, new RecordEvidence(
        new EvidenceId(Guid.CreateVersion7()), OutcomeKey.Of(body.Outcome), body.Confirms, body.Sentence, body.Proof,
            body.SaidBy is { } said ? new ContactId(said) : null,
        body.SaidByRole, body.Channel, body.At ?? at.Now, body.Supersedes is { } old ? new EvidenceId(old) : null,
            ImmutableDictionary<string, string>.Empty)), body);

    private static Task<IResult> Retract(Guid id, Guid evidence, Reason body, Visit visit, OpportunityWork work, HttpContext http) =>
        Do(id, visit, work, http, at => RetractEvidence.Decide(at, new RetractEvidence(new EvidenceId(evidence), body.Text ?? "")), body);

    private static Task<IResult> Decide(Guid id, GateCall body, Visit visit, OpportunityWork work, HttpContext http) =>
        Do(id, visit, work, http, at => DecideGate.Decide(
        at, new DecideGate(StageKey.Of(body.Stage), body.Way, body.Reason, body.AskAgainOn, body.SeenVersion, null, null)), body);

    private static Task<IResult> Withdraw(Guid id, string stage, Reason body, Visit visit, OpportunityWork work, HttpContext http) =>
        Do(id, visit, work, http, at => WithdrawGo.Decide(at, new WithdrawGo(StageKey.Of(stage), body.Text ?? "")), body);

    private static Task<IResult> Amount(Guid id, MoneyCall body, Visit visit, OpportunityWork work, HttpContext http) =>
        Do(id, visit, work, http, at => ChangeAmount.Decide(
        at, new ChangeAmount(body.Amount is { } amount ? new Money(amount, body.Currency ?? visit.Currency) : null)), body);

    private static Task<IResult> ExpectedClose(Guid id, DayCall body, Visit visit, OpportunityWork work, HttpContext http) =>
        Do(id, visit, work, http, at => ChangeExpectedClose.Decide(at, new ChangeExpectedClose(body.On)), body);

    private static Task<IResult> Close(Guid id, Closing body, Visit visit, OpportunityWork work, HttpContext http) =>
        Do(id, visit, work, http, at => CloseOpportunity.Decide(at, new CloseOpportunity(body)), body);

    private static Task<IResult> Reopen(Guid id, Reason body, Visit visit, OpportunityWork work, HttpContext http) =>
        Do(id, visit, work, http, at => ReopenOpportunity.Decide(at, new ReopenOpportunity(body.Text ?? "")), body);

    private static async Task<IResult> Do<TBody>(Guid id, Visit visit, OpportunityWork work, HttpContext http, Func<Situation,
        Decision> decide, TBody body)
    {
        await visit.Begin();
        var key = http.Request.Headers["Idempotency-Key"].FirstOrDefault();
        var request = new RequestKey(key, $"{http.Request.Method} {http.Request.Path} "
            + $"{System.Text.Json.JsonSerializer.Serialize(body)}".GetStableHash());
        return await work.Do(new OpportunityId(id), visit.Who, "api", decide, request, http.RequestAborted) switch
        {
            WorkAnswer.Done done => Show(done.After, http.Response),
            WorkAnswer.Refused(var refusal) => Results.Problem(
                statusCode: refusal.Code switch
                {
                    "not-yours" or "leader-decides" or "people-decide" or "leader-hands-over" => 403,
                    "changed-since-you-looked" => 409,
                    _ => 422
                },
                type: $"/problems/{refusal.Code}", title: refusal.Sentence),
            _ => Results.Problem(statusCode: 404, title: "There is no such opportunity, or it is not yours to see."),
        };
    }

    private static IResult Show(Situation at, HttpResponse response)
    {
        var (opportunity, standing) = (at.Opportunity, at.Standing);
        response.Headers.ETag = $"\"{opportunity.Version}\"";
        return Results.Ok(new Whole(
            opportunity.Id.Value, opportunity.Version, opportunity.Name, opportunity.Account.Value, opportunity.Owner.Value,
                opportunity.Process.Value,
            opportunity.ProcessVersion, standing.StageName, opportunity.Closing?.Word() ?? "open", opportunity.Amount,
                opportunity.ExpectedClose,
            [.. standing.Outcomes.Select(now => new OutcomeItem(
                now.Outcome.Key.Value, now.Outcome.Statement, now.State.Word.ToString().ToLowerInvariant(), now.Outcome.Needed,
                    now.State.RestsOn?.Id.Value))],
            [.. NextBestOutcome.Of(standing).Select(next => next.Prompt)]));
    }
}

/// <summary>
/// A change by cookie must come from our own pages or a program that says so: a header that a form of another site cannot send.
/// </summary>
internal sealed class OwnPagesOnly : IEndpointFilter
{
    public const string Header = "X-Headway";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        HttpMethods.IsGet(context.HttpContext.Request.Method) || context.HttpContext.Request.Headers.ContainsKey(Header)
            ? await next(context)
            : Results.Problem(statusCode: 400, type: "/problems/header-missing",
                title: $"Send the header {Header} with any value; it shows that no other site sent this.");
}

internal static class StableHash
{
    public static string GetStableHash(this string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
