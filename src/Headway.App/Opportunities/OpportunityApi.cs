using System.Buffers.Text;
using Headway.App.Access;
using Headway.App.Serving;
using Headway.Opportunities;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Opportunities;

/// <summary>Opportunities for programs: whatever a page does with one, by the same commands.</summary>
internal static class OpportunityApi
{
    private const int MostRows = 200;
    private const int UsualRows = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = Api.Group(routes, "opportunities", "Opportunities");
        group.MapGet("", List).Describe<Part<OpportunityItem>>(
            Policies.SeesOpportunities, "The opportunities you may see, filtered as on Pipeline, a part at a time.", problems: [400]);
        group.MapPost("", Open).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Open an opportunity of your own, at a known account or at one you name.", 201, 400, 422);
        group.MapGet("{id:guid}", Get).Describe<OpportunityAnswer>(
            Policies.SeesOpportunities, "One opportunity, whole; its ETag is what gates and closings ask for.", problems: [404]);
        group.MapGet("{id:guid}/timeline", Timeline).Describe<Part<FactAnswer>>(
            Policies.SeesOpportunities, "Everything that happened on it, oldest first.", problems: [400, 404]);
        EvidenceApi.Map(group);
        GateApi.Map(group);
        ChangesApi.Map(group);
        MigrationApi.Map(group);
    }

    /// <param name="Account">A known account; or leave it out and give <paramref name="AccountName"/>.</param>
    /// <param name="Process">Its key.</param>
    /// <param name="Currency">The organisation's when left out.</param>
    public sealed record OpeningBody(
        string Name, string Process, Guid? Account = null, string? AccountName = null, decimal? Amount = null, string? Currency = null,
        DateOnly? ExpectedClose = null);

    /// <summary>The filters of Pipeline. All that are given must hold.</summary>
    /// <param name="Q">In the name of the opportunity or of its account.</param>
    /// <param name="Period">When it is expected to close: month, quarter, next-quarter or overdue.</param>
    /// <param name="Show">open (when left out), waiting, silent, unsupported, won or closed.</param>
    /// <param name="Cursor">From the address of the next part.</param>
    /// <param name="Limit">1 to 200; 50 when left out.</param>
    public sealed record Asked(
        [FromQuery] string? Q, [FromQuery] Guid? Team, [FromQuery] Guid? Seller, [FromQuery] string? Segment, [FromQuery] string? Period,
        [FromQuery] string? Show, [FromQuery] string? Cursor, [FromQuery] int? Limit);

    private static async Task<IResult> List([AsParameters] Asked asked, Visit visit, PipelineQuery pipeline, HttpRequest request,
        CancellationToken cancel)
    {
        await visit.Begin();
        if (Refuses(asked) is { } no) return no;
        var rows = pipeline.Found(visit, new PipelineQuery.Asked(
            asked.Q, asked.Team, asked.Seller, asked.Segment, asked.Period, asked.Show ?? "open", 0));
        if (asked.Cursor is { } cursor && AfterOf(cursor) is { } after) rows = rows.Where(row => row.Id > after);
        var take = asked.Limit ?? UsualRows;
        var found = await rows.OrderBy(row => row.Id).Take(take + 1).ToListAsync(cancel);
        return Results.Ok(new Part<OpportunityItem>(
            [.. found.Take(take).Select(row => OpportunityItem.Of(row, visit.Now.ToUnixTimeMilliseconds()))],
            found.Count > take ? Next(request, CursorOf(found[take - 1].Id)) : null));
    }

    private static IResult? Refuses(Asked asked)
    {
        if (RefusesPart(asked.Limit, asked.Cursor is { } cursor && AfterOf(cursor) is null) is { } no) return no;
        if (asked.Show is { } show && !PipelineQuery.Shows.Any(known => known.Value == show))
            return UnknownFilter("show", PipelineQuery.Shows);
        if (asked.Period is { } period && !PipelineQuery.Periods.Any(known => known.Value == period))
            return UnknownFilter("period", PipelineQuery.Periods);
        return asked.Q?.Length > 200 || asked.Segment?.Length > 200
            ? Problems.Of(400, "filter-too-long", "Search for at most 200 characters.") : null;
    }

    private static IResult UnknownFilter(string name, IEnumerable<(string Value, string Text)> known) =>
        Problems.Of(400, "filter-unknown", $"{name} is one of {string.Join(", ", known.Select(each => each.Value))}.");

    internal static IResult? RefusesPart(int? limit, bool cursorIsBroken) =>
        limit is < 1 or > MostRows ? Problems.Of(400, "limit-out-of-range", $"Ask for 1 to {MostRows} at a time.")
        : cursorIsBroken ? Problems.Of(400, "cursor-unreadable", "Take the cursor from the address of the next part, or leave it out.")
        : null;

    /// <summary>The same address with another cursor.</summary>
    internal static string Next(HttpRequest request, string cursor) => request.Path + QueryString.Create(
        request.Query.Where(pair => pair.Key != "cursor").SelectMany(pair => pair.Value, (pair, value) => (pair.Key, value))
            .Append(("cursor", cursor)).Select(pair => KeyValuePair.Create<string, string?>(pair.Item1, pair.Item2)));

    private static string CursorOf(Guid last) => Base64Url.EncodeToString(last.ToByteArray());

    private static Guid? AfterOf(string cursor)
    {
        Span<byte> bytes = stackalloc byte[16];
        var isId = cursor.Length == 22 && Base64Url.TryDecodeFromChars(cursor, bytes, out var written) && written == bytes.Length;
        return isId ? new Guid(bytes) : null;
    }

    private static async Task<IResult> Open(OpeningBody body, Visit visit, OpeningWork work, OpportunityWork opportunities, Views views,
        HttpContext http, CancellationToken cancel)
    {
        await visit.Begin();
        Money? amount = body.Amount is { } known ? new Money(known, body.Currency ?? visit.Currency) : null;
        var opening = new Opening(
            body.Account is { } account ? new AccountId(account) : null, body.AccountName, body.Name, amount, body.ExpectedClose,
            body.Process);
        var (opened, refusal) = await work.Open(
            opening, visit, await views.ProcessesToOpenOn(cancel), Api.Cause(visit.Who), Api.RequestKey(http.Request, body));
        if (opened is not { } id) return Problems.Of(refusal!);
        if (await opportunities.Find(id, visit.Who, cancel) is not { } at) return Problems.NoSuch("opportunity");
        http.Response.Headers.ETag = $"\"{at.Opportunity.Version}\"";
        return Results.Created($"/api/v1/opportunities/{id.Value}", OpportunityAnswer.Of(at));
    }

    private static Task<IResult> Get(Guid id, OpportunityCall call) => call.Show(id);

    private static async Task<IResult> Timeline(Guid id, [FromQuery] string? cursor, [FromQuery] int? limit, Visit visit,
        OpportunityWork work, FactStore store, HttpRequest request, CancellationToken cancel)
    {
        await visit.Begin();
        if (await work.Find(new OpportunityId(id), visit.Who, cancel) is null) return Problems.NoSuch("opportunity");
        var after = 0;
        if (RefusesPart(limit, cursor is not null && !int.TryParse(cursor, out after)) is { } no) return no;
        var take = limit ?? UsualRows;
        var all = await store.Read(StreamId.Of(new OpportunityId(id)), cancel);
        var facts = all.Where(fact => fact.Version > after).Take(take + 1).ToList();
        return Results.Ok(new Part<FactAnswer>(
            [.. facts.Take(take).Select(FactAnswer.Of)],
            facts.Count > take ? Next(request, $"{facts[take - 1].Version}") : null));
    }
}
