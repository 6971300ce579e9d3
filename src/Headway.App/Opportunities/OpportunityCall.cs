using Headway.App.Access;
using Headway.App.Serving;
using Headway.Opportunities;
using Headway.Storage.Facts;

namespace Headway.App.Opportunities;

/// <summary>What every change of one opportunity through the API has in common: who, on which version, answered how.</summary>
internal sealed class OpportunityCall(Visit visit, OpportunityWork work, FactStore store, IHttpContextAccessor http)
{
    public Visit Visit => visit;

    private HttpContext Http => http.HttpContext!;

    public async Task<IResult> Show(Guid id)
    {
        await visit.Begin();
        return await work.Find(new OpportunityId(id), visit.Who, Http.RequestAborted) is { } at ? Shown(at)
            : Problems.NoSuch("opportunity");
    }

    /// <param name="looked">True for gates and closings: they need the version that was looked at, as If-Match.</param>
    public async Task<IResult> Do<TBody>(Guid id, TBody body, Func<Situation, Decision> decide, bool looked = false)
    {
        await visit.Begin();
        var match = Http.Request.Headers.IfMatch.ToString();
        var answer = await work.Do(
            new OpportunityId(id), visit.Who, Api.Cause(visit.Who), at => OnThatVersion(at, decide(at), match, looked),
            Api.RequestKey(Http.Request, body), Http.RequestAborted);
        return answer switch
        {
            WorkAnswer.Done { After: { } after } => Shown(after),
            WorkAnswer.Done => Results.NoContent(),
            WorkAnswer.Refused { Refusal.Code: "version-missing" } missing =>
                Problems.Of(428, missing.Refusal.Code, missing.Refusal.Sentence),
            WorkAnswer.Refused { Refusal.Code: Problems.NotReady } early => Later(early.Refusal),
            WorkAnswer.Refused { Refusal.Code: "changed-since-you-looked" } changed when match.Length > 0 =>
                await Changed(id, match, changed.Refusal),
            WorkAnswer.Refused(var refusal) => Problems.Of(refusal),
            _ => Problems.NoSuch("opportunity"),
        };
    }

    /// <summary>The version that the If-Match of this request names, or 0.</summary>
    public int VersionSeen => Version(Http.Request.Headers.IfMatch.ToString());

    // Whether it may be done at all comes first: a stranger learns nothing from what he sends as a version.
    private static Decision OnThatVersion(Situation at, Decision decision, string match, bool looked)
    {
        if (decision is Decision.Refused { Refusal: var refusal } && Problems.StatusOf(refusal.Code) == StatusCodes.Status403Forbidden)
            return decision;
        if (match.Length == 0)
            return looked ? Decision.Refuse("version-missing",
                "Send the ETag of the opportunity you looked at as If-Match; gates and closings are decided on what was seen.") : decision;
        return match == "*" || Version(match) == at.Opportunity.Version ? decision
            : Decision.Refuse("changed-since-you-looked", $"{at.Opportunity.Name} changed since you looked. Look again and confirm.");
    }

    /// <summary>Strong tags only: a weak one, or a list, is no version that somebody looked at.</summary>
    private static int Version(string match) =>
        match is ['"', .. var digits, '"'] && int.TryParse(digits, out var version) && version > 0 ? version : 0;

    private IResult Later(Refusal refusal)
    {
        Http.Response.Headers.RetryAfter = "2";
        return Problems.Of(refusal);
    }

    private IResult Shown(Situation at)
    {
        Http.Response.Headers.ETag = $"\"{at.Opportunity.Version}\"";
        return Results.Ok(OpportunityAnswer.Of(at));
    }

    /// <summary>412 with what stands now, and what happened since (rule 30).</summary>
    private async Task<IResult> Changed(Guid id, string match, Refusal refusal)
    {
        if (await work.Find(new OpportunityId(id), visit.Who, Http.RequestAborted) is not { } at) return Problems.NoSuch("opportunity");
        Http.Response.Headers.ETag = $"\"{at.Opportunity.Version}\"";
        var facts = await store.Read(StreamId.Of(at.Opportunity.Id), Http.RequestAborted);
        return Problems.Of(412, refusal.Code, refusal.Sentence, new Dictionary<string, object?>
        {
            ["current"] = OpportunityAnswer.Of(at),
            ["since"] = facts.Where(fact => fact.Version > Version(match)).Select(FactAnswer.Of).ToList(),
        });
    }
}
