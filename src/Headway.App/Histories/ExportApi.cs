using Headway.App.Access;
using Headway.App.Serving;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Histories;

/// <summary>A history as a file, with the opportunities of our own that the person may see.</summary>
internal static class ExportApi
{
    /// <summary>At once on this node: writing keeps a core busy, and pages need one.</summary>
    private static readonly SemaphoreSlim room = new(2, 2);

    public static void Map(IEndpointRouteBuilder routes) =>
        Api.Group(routes, "export", "Histories").MapGet("", Export).Describe<string>(Policies.SeesOpportunities,
            "A history as a file: format csv, events (CSV, can be imported again), xlsx, xlsx-events, xes, ocel (OCEL 2.0 JSON), "
            + "ocel-xml or ocel-sqlite; history an "
            + "imported one by its id (default: our own), asOf a day. Of our own only the opportunities you may see.",
            problems: [404, 422, 429]);

    private static async Task<IResult> Export(
        HttpContext http, Visit visit, HistorySource source, Views views, [FromQuery] string format = "csv",
        [FromQuery] string history = OpenedHistory.Own, [FromQuery] string? process = null, [FromQuery] string? asOf = null)
    {
        await visit.Begin();
        var cancel = http.RequestAborted;
        if (ExportFormat.All.FirstOrDefault(each => each.Name == format) is not { } chosen)
        {
            var names = string.Join(", ", ExportFormat.All.Select(each => each.Name));
            return Problem(422, "format-unknown", $"Ask for one of these formats: {names}.");
        }
        if (asOf is not null && When.Parse(asOf) is null)
            return Problem(422, "as-of", "Write asOf as a day like 2026-06-30 or an instant with its zone like 2026-06-30T12:00Z.");
        if (!await room.WaitAsync(TimeSpan.Zero, cancel))
            return Problem(429, "export-busy", "Others take histories out at this moment; try again in a minute.");
        try
        {
            var answer = await source.Open(history, process, asOf is null ? null : When.Parse(asOf), cancel);
            if (answer.IsRefused(out var why, out var opened)) return Problem(
                why.Code == "history-unknown" ? 404 : 422, why.Code, why.Sentence);
            var sees = opened.Id == OpenedHistory.Own ? await Visible(views, visit, cancel) : _ => true;
            var exported = opened.Exported(sees);
            if (chosen.TooLong(exported) is { } tooLong) return Problem(422, tooLong.Code, tooLong.Sentence);
            http.Response.ContentType = chosen.ContentType;
            http.Response.Headers.ContentDisposition =
                $"attachment; filename=\"{(opened.Id == OpenedHistory.Own ? "own" : opened.Id[..8])}.{chosen.Extension}\"";
            // The writers go through a history in one pass on a thread of their own; nothing of the file is held in memory.
            if (http.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
            await Task.Run(() => chosen.Write(exported, http.Response.Body), cancel);
            return Results.Empty;
        }
        finally
        {
            room.Release();
        }
    }

    private static async Task<Func<string, bool>> Visible(Views views, Visit visit, CancellationToken cancel)
    {
        var ids = await views.Opportunities(visit.Visibility).Select(row => row.Id).ToListAsync(cancel);
        var seen = ids.Select(id => new OpportunityId(id).ToString()).ToHashSet(StringComparer.Ordinal);
        return seen.Contains;
    }

    private static IResult Problem(int status, string code, string sentence) => Problems.Of(status, code, sentence);
}
