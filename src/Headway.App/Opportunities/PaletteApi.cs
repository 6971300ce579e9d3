using Headway.App.Access;
using Headway.App.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Headway.App.Opportunities;

/// <summary>What the palette asks while somebody types.</summary>
internal static class PaletteApi
{
    public const int MostCharacters = 200;

    public static void Map(IEndpointRouteBuilder routes) => Api.Group(routes, "palette", "Palette").MapGet("", Find)
        .Describe<PaletteAnswer>(
            Policies.Member, "Opportunities, customers, people, pages and actions by a few letters, within what you may see.",
            problems: [400]);

    /// <param name="q">Words that all must occur; empty gives what can be done and where one can go.</param>
    /// <param name="opportunity">The opportunity whose page is open: what can be done on it comes first.</param>
    private static async Task<IResult> Find(
        [FromQuery] string? q, [FromQuery] Guid? opportunity, Visit visit, PaletteSearch search, CancellationToken cancel)
    {
        if (q?.Length > MostCharacters) return Problems.Of(400, "filter-too-long", $"Search for at most {MostCharacters} characters.");
        await visit.Begin();
        return Results.Ok(await search.Find(q ?? "", opportunity is { } id ? new OpportunityId(id) : null, visit, cancel));
    }
}
