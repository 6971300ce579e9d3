using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Headway.App.Serving;

/// <summary>Every answer of the API that is not a success: a problem document (RFC 9457) whose type stays the same for ever.</summary>
internal static class Problems
{
    public const string NotFoundType = "/problems/not-found";

    /// <summary>Something it rests on is at work; the same request is answered once that is done.</summary>
    public const string NotReady = "still-at-work";

    /// <summary>What a refusal means at this door; the codes are the domain's.</summary>
    public static int StatusOf(string code) => code switch
    {
        "not-yours" or "leader-decides" or "people-decide" or "leader-hands-over" or "administrators-only" => 403,
        "changed-since-you-looked" => 409,
        NotReady => 503,
        _ => 422,
    };

    public static IResult Of(Refusal refusal) => Of(StatusOf(refusal.Code), refusal.Code, refusal.Sentence);

    public static IResult Of(int status, string code, string sentence, IDictionary<string, object?>? more = null) =>
        Results.Problem(statusCode: status, type: $"/problems/{code}", title: sentence, extensions: more);

    /// <summary>The same words for what does not exist and for what this person may not see.</summary>
    public static IResult NoSuch(string what) =>
        Results.Problem(statusCode: 404, type: NotFoundType, title: $"There is no such {what}, or it is not yours to see.");

    /// <summary>Problems the framework itself answers get a type of ours, too.</summary>
    public static void Name(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem.Type?.StartsWith("/problems/", StringComparison.Ordinal) == true) return;
        (problem.Type, problem.Title) = problem.Status switch
        {
            401 => ("/problems/not-signed-in", "Sign in, or send a personal access token: Authorization: Bearer hw_…"),
            403 => ("/problems/not-your-role", "This is not part of your role; ask your administrator if it should be."),
            404 => (NotFoundType, "There is nothing at this address."),
            413 => ("/problems/too-large", "The body is larger than this address takes."),
            415 => ("/problems/not-json", "Send the body as application/json."),
            429 => ("/problems/too-many-requests", "Too many requests; wait a minute."),
            var status => ($"/problems/http-{status}", problem.Title ?? ReasonPhrases.GetReasonPhrase(status ?? 500)),
        };
    }
}

/// <summary>A request that cannot be read is answered with the place in it that is wrong.</summary>
internal sealed class UnreadableRequests : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancel)
    {
        if (exception is not BadHttpRequestException bad) return false;
        var more = new Dictionary<string, object?>();
        var sentence = "This request cannot be read; look at /api/openapi.json for what it should be.";
        if (bad.InnerException is JsonException json)
        {
            // The place, in our words: the framework's own message names types of the program.
            var pointer = "/" + (json.Path ?? "").TrimStart('$', '.').Replace('.', '/');
            sentence = json.Message.Contains("could not be mapped", StringComparison.Ordinal)
                ? $"“{pointer}” is nothing this address takes; leave it out."
                : json.Message.Contains("missing required", StringComparison.Ordinal) ? "Something required is missing in the body."
                : $"What stands at “{pointer}” cannot be read.";
            more["errors"] = new[] { new { pointer, line = json.LineNumber + 1 } };
        }
        await Problems.Of(bad.StatusCode, bad.StatusCode == 413 ? "too-large" : "request-unreadable", sentence, more).ExecuteAsync(http);
        return true;
    }
}
