using Headway.App.Access;
using Headway.App.Forecasting;
using Microsoft.AspNetCore.Authorization;

namespace Headway.App.Serving;

/// <summary>Every door of the program, in one list.</summary>
internal static class Doors
{
    public static void MapHeadway(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        // The framework adds one endpoint of its own beside our pages; it only passes a protected redirect on and is for everybody.
        app.MapRazorComponents<Design.App>().Add(endpoint =>
        {
            if (endpoint.DisplayName is "Blazor Opaque Redirection") endpoint.Metadata.Add(new AllowAnonymousAttribute());
        });
        AccessEndpoints.Map(app);
        PeopleApi.Map(app);
        Opportunities.OpportunityApi.Map(app);
        Opportunities.AccountApi.Map(app);
        Opportunities.PaletteApi.Map(app);
        Opportunities.PlanCalendar.Map(app);
        Goals.GoalApi.Map(app);
        AnalysisApi.Map(app);
        Processes.HoursApi.Map(app);
        Processes.DraftApi.Map(app);
        Processes.PublishApi.Map(app);
        Processes.VoiceApi.Map(app);
        Histories.HistoryEndpoints.Map(app);
        Histories.HistoryApi.Map(app);
        Histories.ExportApi.Map(app);
        // Without it an unknown address would fall to the rule for doors without a policy, and look like a closed one.
        app.Map("/api/{**rest}", () => Problems.Of(
            404, "not-found", "There is nothing at this address, or it takes another method; see /api/openapi.json."))
            .RequireAuthorization(Policies.Member).ExcludeFromDescription().WithOrder(int.MaxValue);
        app.MapFallback(() => Results.NotFound()).RequireAuthorization(Policies.Member);
        app.MapGet("/healthz/live", () => Results.Text("live")).AllowAnonymous();
        app.Map("/problem", () =>
            Results.Problem(title: "Something went wrong on our side", detail: "It was noted. Nothing was half-done; try again."))
                .AllowAnonymous();
        app.MapOpenApi("/api/openapi.json").RequireAuthorization(Policies.Member);
    }
}
