using Microsoft.AspNetCore.Diagnostics;

namespace Headway.App.Serving;

/// <summary>An answer without a body becomes a page that says what happened; its status stays.</summary>
internal static class EmptyAnswers
{
    private const string Page = "/nothing-here";

    public static void SayWhatHappened(IApplicationBuilder pages) => pages.UseStatusCodePages(async context =>
    {
        var http = context.HttpContext;
        var (path, method) = (http.Request.Path, http.Request.Method);
        // Tells the framework that the status is kept on purpose while a page is rendered.
        http.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature
        {
            OriginalPath = path.Value ?? "",
            OriginalPathBase = http.Request.PathBase.Value ?? "",
        });
        // As a GET: a form refused for its token would only be refused again.
        (http.Request.Path, http.Request.Method) = (Page, HttpMethods.Get);
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        // A page that was begun before has left its marks on the services of the request.
        var services = http.RequestServices;
        await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await context.Next(http);
        }
        finally
        {
            (http.Request.Path, http.Request.Method, http.RequestServices) = (path, method, services);
        }
    });
}
