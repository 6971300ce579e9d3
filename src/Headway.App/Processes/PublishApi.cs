using System.Collections.Immutable;
using Headway.App.Access;
using Headway.App.Serving;
using Headway.Processes;

namespace Headway.App.Processes;

/// <summary>Putting a draft into use, for programs; people decide, a token prepares (rules 15 and 20).</summary>
internal static class PublishApi
{
    private static readonly int[] Problems = [400, 409, 422];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = Api.Group(routes, "processes", "Processes");
        group.MapPost("{key}/drafts/{number:int}/publication", Publish).Describe<StandingAnswer>(
            Policies.DraftsProcesses, "Put a draft into use, or ask a leader to agree when you are none.", problems: Problems);
        group.MapPost("{key}/drafts/{number:int}/agreement", Agree).Describe<StandingAnswer>(
            Policies.DecidesProcesses, "Agree, as a leader, that the draft goes into use.", problems: Problems);
        group.MapPost("{key}/drafts/{number:int}/declining", Decline).Describe<StandingAnswer>(
            Policies.DecidesProcesses, "Do not agree, or take back what you asked; the draft stays.", problems: Problems);
        group.MapPost("{key}/retirement", Retire).Describe<StandingAnswer>(
            Policies.DraftsProcesses, "Open nothing new on a process; what is open goes on.", problems: Problems);
    }

    /// <param name="Version">In use; null before the first.</param>
    /// <param name="WaitsForLeader">The number of the draft that waits; null when none does.</param>
    public sealed record StandingAnswer(string Process, int? Version, int? WaitsForLeader, bool Retired)
    {
        public static StandingAnswer Of(ProcessKey key, ProcessStanding standing) =>
            new(key.Value, standing.InUse?.Version, standing.Asked?.Draft, standing.Retired);
    }

    /// <param name="SameQuestion">Keys of outcomes that read differently and ask the same: their history continues.</param>
    /// <param name="NewQuestion">Keys of outcomes that ask something new: they get a new key, and their history starts.</param>
    public sealed record PublicationBody(
        string Reason, IReadOnlyList<string>? SameQuestion = null, IReadOnlyList<string>? NewQuestion = null);

    public sealed record ReasonBody(string Reason);

    private static Task<IResult> Publish(
        string key, int number, PublicationBody body, Visit visit, PublishWork work, HttpRequest request) =>
        Answer(new ProcessKey(key), visit, (who, cause) => work.Publish(
            new PublishProcess(new ProcessKey(key), number, body.Reason, Keys(body.SameQuestion)), Keys(body.NewQuestion),
            who, cause, Api.RequestKey(request, body), visit.Now, request.HttpContext.RequestAborted));

    private static Task<IResult> Agree(string key, int number, Visit visit, PublishWork work, HttpRequest request) =>
        Answer(new ProcessKey(key), visit, (who, cause) => work.Agree(
            new AgreeToPublish(new ProcessKey(key), number), who, cause, Api.RequestKey(request, new { key, number }), visit.Now,
            request.HttpContext.RequestAborted));

    private static Task<IResult> Decline(string key, int number, ReasonBody body, Visit visit, PublishWork work, HttpRequest request) =>
        Answer(new ProcessKey(key), visit, (who, cause) => work.Decline(
            new DeclineToPublish(new ProcessKey(key), number, body.Reason), who, cause, Api.RequestKey(request, body), visit.Now,
            request.HttpContext.RequestAborted));

    private static Task<IResult> Retire(string key, ReasonBody body, Visit visit, PublishWork work, HttpRequest request) =>
        Answer(new ProcessKey(key), visit, (who, cause) => work.Retire(
            new RetireProcess(new ProcessKey(key), body.Reason), who, cause, Api.RequestKey(request, body), visit.Now,
            request.HttpContext.RequestAborted));

    private static async Task<IResult> Answer(
        ProcessKey key, Visit visit, Func<Headway.Access.Principal, string, Task<Answer<ProcessStanding>>> does)
    {
        await visit.Begin();
        return (await does(visit.Who, Api.Cause(visit.Who))).Match(
            standing => Results.Ok(StandingAnswer.Of(key, standing)), Serving.Problems.Of);
    }

    private static ImmutableArray<OutcomeKey> Keys(IReadOnlyList<string>? keys) => [.. (keys ?? []).Select(OutcomeKey.Of)];
}
