using Headway.App.Access;
using Headway.App.Opportunities;
using Headway.App.Serving;
using Headway.Formats.Mapping;
using Headway.Storage.Facts;
using Microsoft.AspNetCore.Mvc;

namespace Headway.App.Histories;

/// <summary>Imported histories for programs: the same steps as on the pages and the same answers as on the command line.</summary>
internal static class HistoryApi
{
    private const string Path = "/api/v1/histories";

    /// <summary>A program may wait longer than a page; past it, it gets an address to ask at.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = Api.Group(routes, "histories", "Histories");
        group.MapGet("", List).Describe<IReadOnlyList<ListedHistory>>(Policies.SeesOpportunities,
            "Imported histories, those undone included, with what each file brought.");
        group.MapPost("", Import)
            .Describe<ImportDocument>(Policies.ImportsHistories,
                "A log or CRM export as a multipart form: file, and mapping as text or file. With dryRun=true nothing is stored.",
                StatusCodes.Status201Created, 409, 413, 415, 422, 429)
            .WithMetadata(new RequestSizeLimitAttribute(UploadedForm.MostRequestBytes));
        group.MapGet("imports/{id:guid}", Ask).Describe<ImportDocument>(Policies.ImportsHistories,
            "How far the reading of a file is that took longer than one answer waits.", problems: [404, 422]);
        group.MapPost("{id:guid}/undo", Undo).Describe<UndoneHistory>(Policies.ImportsHistories,
            "Takes an imported history out of every view, with a reason; the record of it stays.", problems: [404, 409, 422]);
    }

    private sealed record ListedHistory(
        ImportId Id, string Name, DateTimeOffset At, string By, int Cases, long Events, DateTimeOffset Until, long Read, long Accepted,
        long Merged, long Rejected, IReadOnlyList<string> Depth, string State, UndoneImport? Undone);

    private sealed record UndoneHistory(Guid Id, string Outcome);

    public sealed record Reason(string? Text);

    private static async Task<IResult> List(ImportedHistories histories, CancellationToken cancel) =>
        Results.Ok((await histories.All(cancel)).Select(each => new ListedHistory(
            each.Import.Import, each.Import.Name, each.At, each.By, each.Import.Cases, each.Import.Events, each.Import.Until,
            each.Import.Read, each.Import.Accepted, each.Import.Merged, each.Import.Rejected, each.Import.Depth,
            each.Undone is null ? "stands" : "undone", each.Undone)));

    /// <summary>Parts of the form: <c>file</c>, and <c>mapping</c> as text or file. With <c>?dryRun=true</c> nothing is stored.</summary>
    private static async Task<IResult> Import(
        HttpContext http, Visit visit, ImportDrafts drafts, ImportWork work, [FromQuery] bool dryRun = false)
    {
        await visit.Begin();
        var answer = await UploadedForm.Receive(http, drafts, visit.Who.Person, _ => Task.FromResult(true));
        if (answer.IsRefused(out var why, out var received)) return Problem(why);
        var draft = received.Draft;
        if (await work.Look(draft, received.Mapping, patience, http.RequestAborted) is { } busy) return Problem(busy);
        if (draft.State is DraftState.Looked { Look: var look })
        {
            if (received.Mapping is null)
            {
                drafts.PutAway(draft);
                return Problem(new Refusal("import-no-mapping", "There is no mapping; the guess is one to begin with. Send it, mended, "
                    + "as the part “mapping”."), ("guess", look.MappingText));
            }
            if (look.Report is not null && !dryRun)
            {
                var request = new RequestKey(http.Request.Headers["Idempotency-Key"].FirstOrDefault(), look.Seen);
                var actor = new Actor(visit.Who.Person, Api.Cause(visit.Who));
                if (await work.Keep(draft, look, actor, request, patience, http.RequestAborted) is { } no) return Problem(no);
            }
        }
        return Show(draft, drafts, http.Response);
    }

    private static async Task<IResult> Ask(Guid id, Visit visit, ImportDrafts drafts, HttpResponse response)
    {
        await visit.Begin();
        return drafts.Find(id, visit.Who.Person) is { } draft ? Show(draft, drafts, response)
            : Problems.Of(404, "file-unknown", "No file is being read under that id; those done are under GET /api/v1/histories.");
    }

    private static IResult Show(ImportDraft draft, ImportDrafts drafts, HttpResponse response)
    {
        switch (draft.State)
        {
            case DraftState.Kept kept:
                drafts.PutAway(draft);
                if (kept.Import.Refused is { } refused) return Problem(refused);
                var answer = ImportAnswer.Json(
                    kept.Import.Id, kept.Import.Repeat ? ImportOutcome.Repeat : ImportOutcome.Imported, kept.Report);
                return kept.Import.Repeat ? Results.Ok(answer) : Results.Created($"/learn?history={kept.Import.Id}", answer);
            case DraftState.Looked { Look: { Report: { } report } }:
                drafts.PutAway(draft);
                return Results.Ok(ImportAnswer.Json(default, ImportOutcome.DryRun, report));
            case DraftState.Looked { Look: var look }:
                drafts.PutAway(draft);
                return Problem(look.Findings);
            case DraftState.Unreadable unreadable:
                drafts.PutAway(draft);
                return Problem(unreadable.Findings);
            default:
                response.Headers.RetryAfter = "2";
                var share = draft.State is DraftState.Working working ? working.Progress.Share : 0;
                return Results.Accepted($"{Path}/imports/{draft.Id}", new { id = draft.Id, outcome = "reading", share });
        }
    }

    private static async Task<IResult> Undo(Guid id, Reason body, HttpContext http, Visit visit, ImportLog log,
        ImportedHistories histories, CancellationToken cancel)
    {
        await visit.Begin();
        if (string.IsNullOrWhiteSpace(body.Text)) return Problem(ImportedHistories.ReasonMissing);
        if (!await histories.Stands(new ImportId(id), cancel)) return Problem(ImportedHistories.Unknown);
        var request = Api.RequestKey(http.Request, body);
        var no = await log.Undo(new ImportId(id), body.Text.Trim(), new Actor(visit.Who.Person, Api.Cause(visit.Who)), cancel, request);
        return no is { } refused ? Problem(refused) : Results.Ok(new UndoneHistory(id, "undone"));
    }

    private static IResult Problem(Refusal refusal, params (string Name, object Value)[] more) => Results.Problem(
        statusCode: refusal.Code switch
        {
            "history-unknown" => 404,
            "import-changed" => 409,
            "upload-too-large" => 413,
            "upload-not-a-form" => 415,
            "import-busy" or "import-queue-full" or "import-two-at-once" or "import-files-full" => 429,
            _ => 422,
        },
        type: $"/problems/{refusal.Code}", title: refusal.Sentence,
        extensions: more.ToDictionary(each => each.Name, each => (object?)each.Value));

    private static IResult Problem(IReadOnlyCollection<Finding> findings) => Results.Problem(
        statusCode: 422, type: "/problems/import-findings", title: "Nothing was stored. The findings say what to mend.",
        extensions: new Dictionary<string, object?>
        {
            ["findings"] = findings.Select(finding => new
            {
                rule = finding.Rule,
                severity = finding.Severity,
                line = finding.Place.Line,
                field = finding.Place.Element,
                message = finding.Message,
                help = finding.Help,
            }),
        });
}
