using Headway.App.Access;
using Headway.App.Serving;
using Headway.Opportunities;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Opportunities;

/// <summary>Accounts and the people there. An account comes with the first opportunity opened at it.</summary>
internal static class AccountApi
{
    private const int UsualRows = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = Api.Group(routes, "accounts", "Accounts");
        group.MapGet("", List).Describe<Part<AccountItem>>(
            Policies.SeesOpportunities, "The accounts of the opportunities you may see, by name.", problems: [400]);
        group.MapGet("{id:guid}", Get).Describe<AccountAnswer>(
            Policies.SeesOpportunities, "One account with its contacts.", problems: [404]);
        group.MapPost("{id:guid}/contacts", Add).Describe<AccountAnswer>(
            Policies.WorksOnOpportunities, "Add somebody at the customer.", 201, 400, 404, 409, 422);
    }

    public sealed record AccountItem(Guid Id, string Name, string? Segment);

    public sealed record ContactAnswer(Guid Id, string Name, string? Title);

    public sealed record AccountAnswer(Guid Id, int Version, string Name, string? Segment, IReadOnlyList<ContactAnswer> Contacts);

    public sealed record ContactBody(string Name, string? Title = null);

    private static async Task<IResult> List([FromQuery] string? q, [FromQuery] string? cursor, [FromQuery] int? limit, Visit visit,
        Views views, HttpRequest request, CancellationToken cancel)
    {
        await visit.Begin();
        var after = Guid.Empty;
        if (OpportunityApi.RefusesPart(limit, cursor is not null && !Guid.TryParseExact(cursor, "N", out after)) is { } no) return no;
        var rows = views.Accounts(visit.Visibility);
        if (!string.IsNullOrWhiteSpace(q)) rows = rows.Where(row => row.Name.ToLower().Contains(q.Trim().ToLowerInvariant()));
        if (cursor is not null) rows = rows.Where(row => row.Id > after);
        var take = limit ?? UsualRows;
        var found = await rows.OrderBy(row => row.Id).Take(take + 1).ToListAsync(cancel);
        return Results.Ok(new Part<AccountItem>(
            [.. found.Take(take).Select(row => new AccountItem(row.Id, row.Name, row.Segment))],
            found.Count > take ? OpportunityApi.Next(request, found[take - 1].Id.ToString("N")) : null));
    }

    private static async Task<IResult> Get(Guid id, Visit visit, AccountWork work, HttpResponse response, CancellationToken cancel)
    {
        await visit.Begin();
        return await work.Find(new AccountId(id), visit.Visibility, cancel) is { } account ? Results.Ok(Answer(account, response))
            : Problems.NoSuch("account");
    }

    private static async Task<IResult> Add(
        Guid id, ContactBody body, Visit visit, AccountWork work, HttpContext http, CancellationToken cancel)
    {
        await visit.Begin();
        var command = new AddContact(new ContactId(Guid.CreateVersion7()), body.Name, body.Title);
        var (account, refusal) = await work.Add(
            new AccountId(id), command, visit, Api.Cause(visit.Who), Api.RequestKey(http.Request, body), cancel);
        return refusal is not null ? Problems.Of(refusal)
            : account is null ? Problems.NoSuch("account")
            : Results.Created($"/api/v1/accounts/{id}", Answer(account, http.Response));
    }

    private static AccountAnswer Answer(Account account, HttpResponse response)
    {
        response.Headers.ETag = $"\"{account.Version}\"";
        return new AccountAnswer(
            account.Id.Value, account.Version, account.Name, account.Segment,
            [.. account.Contacts.Select(contact => new ContactAnswer(contact.Id.Value, contact.Name, contact.Title))]);
    }
}
