using System.Threading.RateLimiting;
using Headway.App.Access;
using Headway.App.Design;
using Headway.App.Histories;
using Headway.App.Opportunities;
using Headway.Storage;
using Headway.Storage.Identity;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
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
        // Messages go to standard error. A start that fails, say for a port in use, is thrown to the command, which tells it in a
        // sentence; the host would print its stack beside it.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        AddServices(builder.Services, options);

        var app = builder.Build();
        app.UseExceptionHandler("/problem");
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/api"), api => api.UseStatusCodePages());
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/api"), EmptyAnswers.SayWhatHappened);
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
        app.UseRouting(); // Here, so that an empty answer can be routed a second time.
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
        // The keys lie in the database unencrypted on purpose: whoever can read it has everything they protect, and a key to them
        // would have to lie beside it. Said outright, the framework does not warn of it at every start.
        services.Configure<KeyManagementOptions>(keys => keys.XmlEncryptor = new NullXmlEncryptor());
        services.AddIdentityCore<SignIn>(identity =>
            {
                identity.Password.RequiredLength = 12;
                identity.Password.RequireDigit = identity.Password.RequireLowercase = false;
                identity.Password.RequireNonAlphanumeric = identity.Password.RequireUppercase = false;
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = ""; // Any: it is the e-mail address, and those hold more than ASCII.
                identity.Lockout.MaxFailedAccessAttempts = 5;
            })
            .AddEntityFrameworkStores<HeadwayDb>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddTokenProvider<SignInLinkProvider>(SignInLinks.Provider)
            .AddClaimsPrincipalFactory<PersonClaims>();
        services.AddHeadwaySessions();
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
        services.AddHeadwayApi();
        services.AddScoped<FirstRun>();
        services.AddScoped<FoundOrganisation>();
        services.Configure<SignInLinkOptions>(link => link.TokenLifespan = SignInLinks.Lifespan);
        services.AddScoped<SignInLinks>();
        services.AddScoped<PeopleWork>();
        services.AddScoped<AccessTokens>();
        services.AddScoped<OwnAccess>();
        services.AddScoped<Visit>();
        services.AddScoped<Goals.GoalThreads>();
        services.AddScoped<OpportunityWork>();
        services.AddScoped<OpportunityCall>();
        services.AddScoped<AccountWork>();
        services.AddScoped<OpportunityPicture>();
        services.AddScoped<SellersVoice>().AddScoped<Processes.QuestionWork>();
        services.AddScoped<TodayList>();
        services.AddScoped<PipelineQuery>().AddScoped<PaletteSearch>();
        services.AddScoped<OpeningWork>();
        services.AddSingleton<Forecasting.Analysis>();
        services.AddScoped<Forecasting.Chances>();
        services.AddScoped<Goals.GoalWork>();
        AddHistories(services);
        services.AddScoped<Goals.GoalChanges>();
    }

    private static void AddHistories(IServiceCollection services)
    {
        services.AddSingleton<ImportDrafts>();
        services.AddSingleton<ImportReading>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportReading>());
        services.AddSingleton<ImportLog>();
        services.AddSingleton<ImportWork>();
        services.AddSingleton<HistorySource>();
        services.AddSingleton<ImportedLearning>();
        services.AddSingleton<Learning.GateLearning>().AddScoped<Opportunities.GateNumbers>();
        services.AddScoped<Processes.HoursWork>();
        services.AddScoped<Processes.DraftWork>().AddScoped<Processes.PublishWork>().AddScoped<Processes.StudioWork>();
        services.AddScoped<Opportunities.MigrationWork>();
        services.AddScoped<ImportedHistories>();
        services.AddScoped<ChosenHistories>();
        services.AddSingleton<Learning.HistoryAnswers>().AddScoped<Learning.RoadSubjects>();
    }
}
