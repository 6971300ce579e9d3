using Headway.App.Access;

namespace Headway.App.Serving;

/// <summary>Every door of the program, in one list.</summary>
internal static class Doors
{
    public static void MapHeadway(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<Design.App>();
        AccessEndpoints.Map(app);
        app.MapGet("/healthz/live", () => Results.Text("live")).AllowAnonymous();
        app.MapGet("/problem", () =>
            Results.Problem(title: "Something went wrong on our side", detail: "It was noted. Nothing was half-done; try again."))
                .AllowAnonymous();
        app.MapOpenApi("/api/openapi.json").RequireAuthorization(Policies.Member);
    }
}
