using System.Threading.RateLimiting;
using Headway.App.Access;
using Headway.App.Design;
using Headway.App.Opportunities;
using Headway.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;

namespace Headway.App.Serving;

/// <summary>Puts the web application together: one place where every service, door and defence is named.</summary>
public static class HeadwayServer
{
    public const string SignInLimit = "sign-in";

    public static WebApplication Build(ServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(HeadwayServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Only files known at build time are served; a fallback for others would be a door without a policy.
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";
        // Run from the build output, files would otherwise be read anew, packed without compression and never cached, for hot reload.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls($"http://127.0.0.1:{options.Port}");
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20; // Uploads raise it for their own endpoint.
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        AddServices(builder.Services, options);

        var app = builder.Build();
        app.UseExceptionHandler("/problem");
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapHeadway();
        Policies.RequirePolicyOnEveryEndpoint(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints));
        return app;
    }

    public static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    private static void AddServices(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Time);
        services.AddHeadwayDatabase(options.Database);
        services.AddDataProtection().SetApplicationName("headway").PersistKeysToDbContext<HeadwayDb>();
        services.AddIdentityCore<SignIn>(identity =>
            {
                identity.Password.RequiredLength = 12;
                identity.Password.RequireDigit = identity.Password.RequireLowercase = false;
                identity.Password.RequireNonAlphanumeric = identity.Password.RequireUppercase = false;
                identity.User.RequireUniqueEmail = true;
                identity.Lockout.MaxFailedAccessAttempts = 5;
            })
            .AddEntityFrameworkStores<HeadwayDb>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddClaimsPrincipalFactory<PersonClaims>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "headway";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/not-for-you";
            cookie.ReturnUrlParameter = "from";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            // The API answers with a status; only pages are sent to the sign-in form.
            cookie.Events.OnRedirectToLogin = context =>
                Redirect(context.Response, context.Request, context.RedirectUri, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context =>
                Redirect(context.Response, context.Request, context.RedirectUri, StatusCodes.Status403Forbidden);
        });
        services.AddHeadwayPolicies();
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(SignInLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) }));
        });
        // Form tokens are masked anew in every answer and the cookie is not sent along from other sites, so that the length of a
        // compressed page tells nobody a secret.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<Microsoft.AspNetCore.ResponseCompression.GzipCompressionProvider>();
        });
        services.AddRazorComponents();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(
            new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase)));
        services.AddOpenApi();
        services.AddProblemDetails();
        services.AddScoped<FirstRun>();
        services.AddScoped<FoundOrganisation>();
        services.AddScoped<Visit>();
        services.AddScoped<Goals.GoalThreads>();
        services.AddScoped<OpportunityWork>();
        services.AddScoped<OpportunityPicture>();
        services.AddScoped<TodayList>();
        services.AddScoped<PipelineQuery>();
        services.AddScoped<OpeningWork>();
        services.AddSingleton<Forecasting.Analysis>();
        services.AddScoped<Forecasting.Chances>();
        services.AddScoped<Goals.GoalWork>();
    }

    private static Task Redirect(HttpResponse response, HttpRequest request, string to, int apiStatus)
    {
        if (request.Path.StartsWithSegments("/api")) response.StatusCode = apiStatus;
        else response.Redirect(to);
        return Task.CompletedTask;
    }
}
