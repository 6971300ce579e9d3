using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Headway.Access;
using Headway.App.Serving;
using Headway.Storage;
using Headway.Storage.Identity;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Headway.SystemTests.Access;

/// <summary>The program itself, in this process, on a free port and a database of its own; with the company of two teams.</summary>
public sealed partial class RunningServer : IAsyncLifetime
{
    private static int clients;
    private readonly string folder = Directory.CreateTempSubdirectory("headway-access-").FullName;
    private Func<HeadwayDb> open = null!;

    public WebApplication App { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>Stands still unless a test turns it.</summary>
    internal TurnedClock Clock { get; } = new();

    internal TwoTeams Company { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var database = new Database.Embedded(folder);
        open = database.Opener();
        App = HeadwayServer.Build(new ServerOptions(database, 0) { Time = Clock });
        var maintenance = App.Services.GetRequiredService<Maintenance>();
        await maintenance.Upgrade();
        await maintenance.Load(TwoTeams.Facts(Clock.GetUtcNow()));
        using (var scope = App.Services.CreateScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<SignIn>>();
            foreach (var person in TwoTeams.Everybody)
                Assert.True((await users.CreateAsync(
                    new SignIn { UserName = person.Email, Email = person.Email, PersonId = person.Id.Value },
                        TwoTeams.Password)).Succeeded);
        }
        await App.StartAsync();
        Address = new Uri(HeadwayServer.AddressOf(App));
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A browser of its own, from an address of its own: limits on tries count by address.</summary>
    public HttpClient Browser()
    {
        var number = Interlocked.Increment(ref clients);
        var from = new IPEndPoint(new IPAddress([127, 0, (byte)(1 + number / 250), (byte)(1 + number % 250)]), 0);
        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = new CookieContainer(),
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(from);
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = Address };
    }

    public async Task<HttpClient> SignedIn(Person person)
    {
        var browser = Browser();
        var answer = await Post(browser, "/sign-in", ("email", person.Email), ("password", TwoTeams.Password));
        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        return browser;
    }

    public async Task<HttpClient> WithTokenOf(Person person)
    {
        using var scope = App.Services.CreateScope();
        var made = await scope.ServiceProvider.GetRequiredService<AccessTokens>().Make(person.Id, "matrix", 30);
        var client = Browser();
        client.DefaultRequestHeaders.Authorization = new("Bearer",
            made.Match(token => token, refusal => throw new InvalidOperationException(refusal.Sentence)));
        (await client.GetAsync("/api/v1/teams")).EnsureSuccessStatusCode(); // Its first use is noted once; the clock stands still after.
        return client;
    }

    /// <summary>As a browser does: with the antiforgery token from a page before.</summary>
    public static async Task<HttpResponseMessage> Post(HttpClient browser, string path, params (string Name, string Value)[] fields) =>
        await browser.PostAsync(path, new FormUrlEncodedContent(
            [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
                KeyValuePair.Create("__RequestVerificationToken", await AntiforgeryToken(browser))]));

    /// <summary>Every page for somebody signed in has one, and for nobody the sign-in form.</summary>
    public static async Task<string> AntiforgeryToken(HttpClient browser)
    {
        var page = await browser.GetAsync("/account");
        if (page.StatusCode != HttpStatusCode.OK) page = await browser.GetAsync("/sign-in");
        return TokenField().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
    }

    /// <summary>A hash over the head of the history and every row of everything else but the keys that sign cookies.</summary>
    public async Task<string> Content()
    {
        await using var db = open();
        await db.Database.OpenConnectionAsync();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var tables = db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct()
            .Except(["DataProtectionKeys", "facts"]).Order(StringComparer.Ordinal).Select(table => $"select * from {table} order by 1, 2");
        foreach (var query in tables.Prepend("select count(*), max(Position), hex(max(Hash)) from facts"))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = query;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                for (var i = 0; i < reader.FieldCount; i++)
                    hash.AppendData(Encoding.UTF8.GetBytes($"{reader.GetValue(i)}|"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex TokenField();

    internal sealed class TurnedClock : TimeProvider
    {
        private DateTimeOffset now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => now;

        public void Turn(TimeSpan by) => now += by;
    }
}
