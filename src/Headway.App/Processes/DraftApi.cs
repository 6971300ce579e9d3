using Headway.App.Access;
using Headway.App.Opportunities;
using Headway.App.Serving;
using Headway.Processes;
using Microsoft.AspNetCore.Mvc;

namespace Headway.App.Processes;

/// <summary>Drafts of the process for programs.</summary>
internal static class DraftApi
{
    /// <summary>A process file of its largest size, written as JSON text.</summary>
    private const int MaxBodyBytes = 600 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = Api.Group(routes, "processes", "Processes");
        group.MapGet("drafts", List).Describe<IReadOnlyList<DraftAnswer>>(
            Policies.DraftsProcesses, "Drafts kept beside the versions in use, the newest first; nothing runs on them.");
        group.MapPost("drafts", Keep).Describe<DraftAnswer>(
            Policies.DraftsProcesses, "Keep a process file as a draft. It is never published by itself.", 201, 400, 409, 422)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        group.MapPost("{key}/drafts/{number:int}/discarding", Discard).Describe<DiscardedDraft>(
            Policies.DraftsProcesses, "Put a draft away; its text stays in the record.", problems: [409, 422]);
    }

    /// <param name="Number">From 1, in the order the drafts of this process were saved.</param>
    /// <param name="Source">The process file, the numbers as comments.</param>
    /// <param name="By">Null for the command line.</param>
    public sealed record DraftAnswer(string Process, int Number, string Source, DateTimeOffset At, Guid? By)
    {
        public static DraftAnswer Of(KeptDraft draft) =>
            new(draft.Process.Value, draft.Number, draft.Source, draft.At, draft.By?.Value);
    }

    public sealed record DiscardedDraft(string Process, int Number, string Outcome);

    public sealed record DraftBody(string Source);

    private static async Task<IResult> List(DraftWork drafts, CancellationToken cancel) =>
        Results.Ok((await drafts.All(cancel)).Select(DraftAnswer.Of));

    private static async Task<IResult> Keep(DraftBody body, Visit visit, DraftWork drafts, HttpRequest request, CancellationToken cancel)
    {
        await visit.Begin();
        var answer = await drafts.Keep(
            body.Source, visit.Who, Api.Cause(visit.Who), Api.RequestKey(request, body), visit.Now, cancel);
        return answer.Match(
            draft => Results.Created($"/process/{draft.Process}/drafts/{draft.Number}", DraftAnswer.Of(draft)), Problems.Of);
    }

    private static async Task<IResult> Discard(
        string key, int number, Visit visit, DraftWork drafts, HttpRequest request, CancellationToken cancel)
    {
        await visit.Begin();
        var asked = Api.RequestKey(request, new { key, number });
        return await drafts.Discard(key, number, visit.Who, Api.Cause(visit.Who), asked, visit.Now, cancel) is { } no
            ? Problems.Of(no) : Results.Ok(new DiscardedDraft(key, number, "discarded"));
    }
}
