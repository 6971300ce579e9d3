using Headway.App.Access;
using Headway.App.Opportunities;
using Headway.Formats.Mapping;
using Headway.Storage.Facts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Headway.App.Histories;

/// <summary>What the forms of the histories' pages send; each answers with a page to look at.</summary>
/// <remarks>Not one handler a page as elsewhere: a file must not be read into a model, and what was typed into a mapping is kept with
/// the file, so that nothing is lost by redirecting.</remarks>
internal static class HistoryEndpoints
{
    public const string Path = "/histories";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).RequireAuthorization(Policies.ImportsHistories);
        // A form with a file is taken part by part and checks its token itself; the others leave that to the framework.
        group.MapPost("files", HandIn).WithMetadata(new RequestSizeLimitAttribute(UploadedForm.MostRequestBytes));
        group.MapPost("files/{id:guid}/mapping", ReadAgain).WithMetadata(new RequireAntiforgeryTokenAttribute());
        group.MapPost("files/{id:guid}/keep", Keep).WithMetadata(new RequireAntiforgeryTokenAttribute());
        group.MapPost("files/{id:guid}/away", PutAway).WithMetadata(new RequireAntiforgeryTokenAttribute());
        group.MapGet("files/{id:guid}/rejected.csv", Rejected);
        group.MapGet("files/{id:guid}/mapping.yaml", Mapping);
        group.MapPost("{id:guid}/undo", Undo).WithMetadata(new RequireAntiforgeryTokenAttribute());
    }

    private static async Task<IResult> HandIn(HttpContext http, Visit visit, ImportDrafts drafts, ImportWork work, IAntiforgery forgery)
    {
        await visit.Begin();
        var answer = await UploadedForm.Receive(http, drafts, visit.Who.Person, token =>
        {
            http.Request.Headers["RequestVerificationToken"] = token;
            return token is null ? Task.FromResult(false) : forgery.IsRequestValidAsync(http);
        });
        if (answer.IsRefused(out var why, out var received)) return Results.LocalRedirect($"{Path}?no={why.Code}");
        var no = await work.Look(received.Draft, received.Mapping, ImportWork.PagePatience, http.RequestAborted);
        return To(received.Draft, no);
    }

    private static async Task<IResult> ReadAgain(Guid id, HttpContext http, Visit visit, ImportDrafts drafts, ImportWork work)
    {
        await visit.Begin();
        if (Looked(id, visit, drafts) is not var (draft, look)) return Results.LocalRedirect($"{Path}/files/{id}");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var text = form.TryGetValue("text", out var written) ? written.ToString().ReplaceLineEndings("\n")
            : MappingForm.Apply(look, form);
        // What is written as text stands; a form without a label to answer for asks what they mean.
        var guessLabels = !form.ContainsKey("text") && !form.ContainsKey("label.0");
        return To(draft, await work.ReadAgain(draft, look, text, guessLabels, http.RequestAborted));
    }

    private static async Task<IResult> Keep(Guid id, [FromForm] string? seen, HttpContext http, Visit visit, ImportDrafts drafts,
        ImportWork work)
    {
        await visit.Begin();
        if (Looked(id, visit, drafts) is not var (draft, look)) return Results.LocalRedirect($"{Path}/files/{id}");
        if (seen != look.Seen || look.Report is null)
            return To(draft, new Refusal("changed-since-you-looked", "The mapping changed since this page was shown; look again."));
        return To(draft, await work.Keep(
            draft, look, new Actor(visit.Who.Person, "page"), RequestKey.None, ImportWork.PagePatience, http.RequestAborted));
    }

    private static async Task<IResult> PutAway(Guid id, Visit visit, ImportDrafts drafts)
    {
        await visit.Begin();
        if (drafts.Find(id, visit.Who.Person) is { } draft) drafts.PutAway(draft);
        return Results.LocalRedirect(Path);
    }

    private static async Task<IResult> Rejected(Guid id, Visit visit, ImportDrafts drafts)
    {
        await visit.Begin();
        return drafts.Find(id, visit.Who.Person) is { } draft && File.Exists(draft.RejectedPath)
            ? Results.File(draft.RejectedPath, "text/csv; charset=utf-8", draft.Name + ".rejected.csv") : Results.NotFound();
    }

    private static async Task<IResult> Mapping(Guid id, Visit visit, ImportDrafts drafts)
    {
        await visit.Begin();
        return Looked(id, visit, drafts) is var (draft, look)
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(look.MappingText), "application/yaml",
                System.IO.Path.ChangeExtension(draft.Name, null) + ".mapping.yaml")
            : Results.NotFound();
    }

    private static async Task<IResult> Undo(Guid id, [FromForm] string? reason, HttpContext http, Visit visit, ImportLog log,
        ImportedHistories histories)
    {
        await visit.Begin();
        var no = string.IsNullOrWhiteSpace(reason) ? ImportedHistories.ReasonMissing
            : !await histories.Stands(new ImportId(id), http.RequestAborted) ? ImportedHistories.Unknown
            : await log.Undo(new ImportId(id), reason.Trim(), new Actor(visit.Who.Person, "page"), http.RequestAborted);
        return Results.LocalRedirect(no is null ? $"{Path}?done=undone" : $"{Path}?no={no.Code}");
    }

    private static (ImportDraft Draft, DraftLook Look)? Looked(Guid id, Visit visit, ImportDrafts drafts) =>
        drafts.Find(id, visit.Who.Person) is { State: DraftState.Looked { Look: var look } } draft ? (draft, look) : null;

    private static IResult To(ImportDraft draft, Refusal? no) =>
        Results.LocalRedirect($"{Path}/files/{draft.Id}{(no is null ? "" : $"?no={no.Code}")}");
}
