using Headway.App.Access;
using Headway.App.Serving;
using Headway.Opportunities;
using Headway.Storage.Views;

namespace Headway.App.Opportunities;

/// <summary>Moving an opportunity to the version of a process that is in use.</summary>
internal static class MigrationApi
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("{id:guid}/migration", Move).Describe<OpportunityAnswer>(
            Policies.SeesOpportunities, "Move it to the version in use of its process or of another one; evidence stays as it is.",
            problems: [400, 404, 409, 412, 422, 428]);

    /// <param name="Process">Its key; the process it follows when left out.</param>
    /// <param name="Reason">Why stages that nobody decided count as passed; needed only when there are such.</param>
    public sealed record MigrationBody(string? Process = null, string? Reason = null);

    private static async Task<IResult> Move(Guid id, MigrationBody body, OpportunityCall call, Views views, CancellationToken cancel)
    {
        var current = await views.CurrentProcesses(cancel);
        return await call.Do(id, body, at =>
            current.FirstOrDefault(process => process.Key.Value == (body.Process ?? at.Process.Key.Value)) is { } to
                ? MigrateOpportunity.Decide(at, to, new MigrateOpportunity(body.Reason))
                : at.Refuses(Headway.Access.Deed.Migrate) ?? Decision.Refuse("process-unknown", "There is no such process in use."),
            looked: true);
    }
}
