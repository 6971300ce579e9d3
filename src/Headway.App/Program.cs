using Headway.App.Design;

// The pages alone, to look at the design: the gallery is at /design, in Development only.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRazorComponents();
var app = builder.Build();
app.Use(async (context, next) =>
{
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self'";
    if (context.Request.Path.StartsWithSegments("/design")
        && !app.Environment.IsDevelopment()) context.Response.StatusCode = StatusCodes.Status404NotFound;
    else await next();
});
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>();
app.Run();
