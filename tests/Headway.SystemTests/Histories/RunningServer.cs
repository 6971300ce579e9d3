using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headway.Access;
using Headway.App.Access;
using Headway.App.Serving;
using Headway.Storage;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Headway.SystemTests.Histories;

/// <summary>The real server on a free port with a database of its own, and one person of each role that matters here.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private const string Password = "a password of the test";
    private readonly Dictionary<string, Browser> browsers = [];
    private WebApplication app = null!;
    private string address = "";

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "headway-" + Path.GetRandomFileName());

    public string Uploads => Path.Combine(Folder, "uploads");

    public async ValueTask InitializeAsync()
    {
        app = HeadwayServer.Build(new ServerOptions(new Database.Embedded(Folder), 0));
        await app.Services.GetRequiredService<Maintenance>().Upgrade();
        await app.StartAsync();
        address = HeadwayServer.AddressOf(app);
        using var scope = app.Services.CreateScope();
        var (founder, refusal) = await scope.ServiceProvider.GetRequiredService<FoundOrganisation>().Found(new SetUpForm
        {
            Organisation = "Test",
            Currency = "EUR",
            Zone = "UTC",
            Name = "Owen Owner",
            Email = "owner@test",
            Password = Password,
        }, TestContext.Current.CancellationToken);
        Assert.True(founder is not null, refusal?.Sentence);
        foreach (var role in new[] { Role.Seller, Role.Leader, Role.Viewer, Role.Administrator }) await Add(scope.ServiceProvider, role);
    }

    /// <summary>Signs in once and stays: a test run is not to meet the limit on sign-ins.</summary>
    public async Task<Browser> SignIn(string who)
    {
        if (!browsers.TryGetValue(who, out var browser))
            browsers[who] = browser = await Browser.SignIn(address, $"{who}@test", Password);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in browsers.Values) browser.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task Add(IServiceProvider services, Role role)
    {
        var person = new PersonId(Guid.CreateVersion7());
        var email = $"{role.ToString().ToLowerInvariant()}@test";
        var joined = new PersonJoined(person, role.ToString(), email, [role], null);
        await services.GetRequiredService<FactStore>().Append(
            Append.To(StreamId.Of(person), 0, Actor.Program, [new Happened(joined, TimeProvider.System.GetUtcNow())]));
        var created = await services.GetRequiredService<UserManager<SignIn>>().CreateAsync(
            new SignIn { UserName = email, Email = email, PersonId = person.Value }, Password);
        Assert.True(created.Succeeded);
    }
}

/// <summary>Somebody who signed in: pages with their forms, and the API.</summary>
public sealed partial class Browser : IDisposable
{
    private const string OurHeader = "X-Headway";
    private readonly HttpClientHandler handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = true };
    private readonly HttpClient client;

    private Browser(string address) => client = new HttpClient(handler) { BaseAddress = new Uri(address) };

    public static async Task<Browser> SignIn(string address, string email, string password)
    {
        var browser = new Browser(address);
        var page = await browser.Post("/sign-in", "/sign-in", ("email", email), ("password", password));
        Assert.True(page.Address != "/sign-in", $"{email} could not sign in.");
        return browser;
    }

    public async Task<Page> Get(string path) => await Page.Of(await client.GetAsync(path));

    /// <summary>Sends a form as a page would: with the token of the page it stands on.</summary>
    public async Task<Page> Post(string from, string to, params (string Name, string Value)[] fields)
    {
        var token = (await Get(from)).Token;
        var form = fields.Append(("__RequestVerificationToken", token)).Select(each => KeyValuePair.Create(each.Item1, each.Item2));
        return await Page.Of(await client.PostAsync(to, new FormUrlEncodedContent(form)));
    }

    /// <summary>Chooses a file and waits until it was looked at.</summary>
    public async Task<Page> HandIn(byte[] file, string name, string? mapping = null) =>
        await Settled(await HandIn((await Get("/histories")).Token, file, name, mapping));

    /// <param name="token">Null = a form of some other site.</param>
    public async Task<Page> HandIn(string? token, byte[] file, string name, string? mapping = null)
    {
        using var form = new MultipartFormDataContent();
        if (token is not null) form.Add(new StringContent(token), "__RequestVerificationToken");
        if (mapping is not null) form.Add(new StringContent(mapping), "mapping", "any.mapping.yaml");
        var part = new ByteArrayContent(file);
        // As written, whatever it is: the client's own way of adding a file would refuse some names.
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name}\"");
        form.Add(part);
        return await Page.Of(await client.PostAsync("/histories/files", form));
    }

    /// <summary>A page that is at work says when to look again.</summary>
    public async Task<Page> Settled(Page page)
    {
        for (var tries = 0; page.Text.Contains("http-equiv=\"refresh\"", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 300, "The page was still at work after a minute.");
            await Task.Delay(200);
            page = await Get(page.Address);
        }
        return page;
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body)> Import(byte[] file, string? mapping, string query = "", string? key = null,
        bool saysWhoItIs = true)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "log" } };
        if (mapping is not null) form.Add(new StringContent(mapping), "mapping");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/histories" + query) { Content = form };
        if (saysWhoItIs) request.Headers.Add(OurHeader, "test");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Json(await client.SendAsync(request));
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body)> Ask(string path) => await Json(await client.GetAsync(path));

    public async Task<(HttpStatusCode Status, JsonNode? Body)> Send(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add(OurHeader, "test");
        return await Json(await client.SendAsync(request));
    }

    public void Dispose() => client.Dispose();

    private static async Task<(HttpStatusCode, JsonNode?)> Json(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null);
    }
}

/// <param name="Address">Where the browser ended up.</param>
public sealed partial record Page(HttpStatusCode Status, string Address, string Html)
{
    public string Text { get; } = WebUtility.HtmlDecode(Html);

    public string Token => TokenField().Match(Html) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : "";

    public string Seen => SeenField().Match(Html).Groups[1].Value;

    /// <summary>The value chosen in a list.</summary>
    public string Chosen(string select) => Regex.Match(
        Html, $"name=\"{Regex.Escape(select)}\"[^>]*>.*?<option value=\"([^\"]*)\" selected", RegexOptions.Singleline).Groups[1].Value;

    /// <summary>The number a label has in the form.</summary>
    public string NumberOf(string label) =>
        Regex.Match(Text, $"name=\"label\\.(\\d+)\" value=\"{Regex.Escape(label)}\"").Groups[1].Value;

    public static async Task<Page> Of(HttpResponseMessage response)
    {
        var uri = response.RequestMessage!.RequestUri!;
        return new Page(response.StatusCode, uri.PathAndQuery, await response.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex TokenField();

    [GeneratedRegex("name=\"seen\" value=\"([0-9a-f]+)\"")]
    private static partial Regex SeenField();
}
