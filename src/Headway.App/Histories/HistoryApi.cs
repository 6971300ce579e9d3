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
        var group = routes.MapGroup(Path).WithTags("Histories").DisableAntiforgery().AddEndpointFilter<OwnPagesOnly>();
        group.MapGet("", List).RequireAuthorization(Policies.SeesOpportunities);
        group.MapPost("", Import).RequireAuthorization(Policies.ImportsHistories)
            .WithMetadata(new RequestSizeLimitAttribute(UploadedForm.MostRequestBytes));
        group.MapGet("imports/{id:guid}", Ask).RequireAuthorization(Policies.ImportsHistories);
        group.MapPost("{id:guid}/undo", Undo).RequireAuthorization(Policies.ImportsHistories);
    }

    public sealed record Reason(string? Text);

    private static async Task<IResult> List(ImportedHistories histories, CancellationToken cancel) =>
        Results.Ok((await histories.All(cancel)).Select(each => new
        {
            Id = each.Import.Import,
            each.Import.Name,
            each.At,
            each.By,
            each.Import.Cases,
            each.Import.Events,
            each.Import.Until,
            each.Import.Read,
            each.Import.Accepted,
            each.Import.Merged,
            each.Import.Rejected,
            each.Import.Depth,
            State = each.Undone is null ? "stands" : "undone",
            each.Undone,
        }));

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
                var request = new RequestKey(http.Request.Headers["Idempotency-Key"].FirstOrDefault(), "");
                var actor = new Actor(visit.Who.Person, "api");
                if (await work.Keep(draft, look, actor, request, patience, http.RequestAborted) is { } no) return Problem(no);
            }
        }
        return Show(draft, drafts, http.Response);
    }

    private static async Task<IResult> Ask(Guid id, Visit visit, ImportDrafts drafts, HttpResponse response)
    {
        await visit.Begin();
        return drafts.Find(id, visit.Who.Person) is { } draft ? Show(draft, drafts, response)
            : Results.Problem(statusCode: 404, title: "No file is being read under that id; those done are under GET /api/v1/histories.");
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
        var request = new RequestKey(
            http.Request.Headers["Idempotency-Key"].FirstOrDefault(), $"POST {http.Request.Path} {body.Text}".GetStableHash());
        var no = await log.Undo(new ImportId(id), body.Text.Trim(), new Actor(visit.Who.Person, "api"), cancel, request);
        return no is { } refused ? Problem(refused) : Results.Ok(new { id, outcome = "undone" });
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
