using Headway.App.Access;
using Headway.App.Forecasting;
using Headway.App.Serving;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Headway.SystemTests.Browser;

/// <summary>All browser tests share one demo company and one browser, and so run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class InTheBrowser : ICollectionFixture<DemoInBrowser>
{
    public const string Name = "in the browser";
}

/// <summary>The program in this process, on a free port, with the demo company in a database of its own.</summary>
public sealed class DemoInBrowser : IAsyncDisposable
{
    public const string Seller = "Seller";
    public const string Leader = "Team leader";
    public const string Director = "Sales director";
    public const string ProcessOwner = "Process owner";
    public const string Administrator = "Administrator";

    /// <summary>The demo's days end here, so that pages and pictures are the same on every machine and every day.</summary>
    private static readonly DateTimeOffset begins = new(2026, 11, 24, 8, 30, 0, TimeSpan.Zero);

    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly Dictionary<string, string> signedIn = [];
    private readonly List<RunningServer> servers = [];
    private Chromium? chromium;
    private RunningServer? demo;
    private string password = "";

    public static IReadOnlyList<string> Roles { get; } = [Seller, Leader, ProcessOwner, Administrator];

    public string Password => password;

    public async Task<RunningServer> Demo()
    {
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            chromium ??= await Chromium.Start();
            if (demo is not null) return demo;
            var server = await RunningServer.Start(begins, isDemo: true);
            servers.Add(server);
            password = await DemoCompany.SeedInto(server.App.Services, TextWriter.Null);
            await server.App.Services.GetRequiredService<Analysis>().Refresh(begins);
            return demo = server;
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>A server nobody has set up yet, and the link that does it.</summary>
    public async Task<(RunningServer Server, string Link)> Empty()
    {
        chromium ??= await Chromium.Start();
        var server = await RunningServer.Start(begins, isDemo: false);
        servers.Add(server);
        using var scope = server.App.Services.CreateScope();
        var link = await scope.ServiceProvider.GetRequiredService<FirstRun>().LinkWhenNobodyIsHere(server.Address);
        return (server, link!);
    }

    /// <summary>Somebody of this role at a fresh page of the demo; null = nobody signed in.</summary>
    public async Task<Visitor> Visit(string? who, Action<BrowserNewContextOptions>? set = null)
    {
        var server = await Demo();
        var options = new BrowserNewContextOptions
        {
            BaseURL = server.Address,
            ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
            Locale = "en-GB",
            TimezoneId = "Europe/Oslo",
            StorageState = who is null ? null : await SignedIn(who),
        };
        set?.Invoke(options);
        return await Visitor.Come(chromium!.Browser, options);
    }

    public async Task<Visitor> VisitEmpty(RunningServer server) =>
        await Visitor.Come(chromium!.Browser, new BrowserNewContextOptions { BaseURL = server.Address });

    /// <summary>Who has just founded an organisation of their own: process owner, leader and seller at once.</summary>
    public async Task<Visitor> VisitAsFounder()
    {
        var (server, link) = await Empty();
        var visitor = await VisitEmpty(server);
        await visitor.Open(link);
        await visitor.SetUp();
        return visitor;
    }

    public static string EmailOf(string who) => DemoCompany.Doors.Single(door => door.Who == who).Email;

    // Signing in is limited to 20 a minute, so each role does it once and its cookie is kept.
    private async Task<string> SignedIn(string who)
    {
        if (signedIn.TryGetValue(who, out var kept)) return kept;
        await using var visitor = await Visit(null);
        await visitor.SignIn(EmailOf(who), password);
        return signedIn[who] = await visitor.Page.Context.StorageStateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        foreach (var server in servers) await server.DisposeAsync();
        starting.Dispose();
    }
}

/// <summary>A server in this process with a temporary database.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly string folder;

    private RunningServer(WebApplication app, string folder) => (App, this.folder) = (app, folder);

    public WebApplication App { get; }

    public string Address => HeadwayServer.AddressOf(App);

    public static async Task<RunningServer> Start(DateTimeOffset begins, bool isDemo)
    {
        var folder = Directory.CreateTempSubdirectory("headway-browser-").FullName;
        var options = new ServerOptions(new Database.Embedded(folder), 0) { IsDemo = isDemo, Time = new ClockFrom(begins) };
        var app = HeadwayServer.Build(options);
        await app.Services.GetRequiredService<Maintenance>().Upgrade();
        await app.StartAsync();
        return new RunningServer(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Runs on from an instant, at the usual speed.</summary>
    private sealed class ClockFrom(DateTimeOffset begins) : TimeProvider
    {
        private readonly long started = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => begins + System.GetElapsedTime(started);
    }
}
