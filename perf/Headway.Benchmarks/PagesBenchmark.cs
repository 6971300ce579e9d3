using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Headway.App.Forecasting;
using Headway.App.Serving;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Headway.Benchmarks;

/// <summary>How long each page of the demo company takes over loopback, one request after the other, beside a bare endpoint of the same
/// server.</summary>
internal static partial class PagesBenchmark
{
    private const int WarmUps = 20;
    private const int Requests = 200;
    private const int Recordings = 100;

    /// <summary>A page answers within this in 95 of 100 requests.</summary>
    private const double LimitMilliseconds = 50;

    private static readonly string[] pages = ["/", "/pipeline", "/goals", "/forecast", "/learn", "/process"];

    private sealed record Measured(string What, string Who, double P50, double P95, double Max, long Bytes);

    public static async Task<int> Run()
    {
        var folder = Directory.CreateTempSubdirectory("headway-pages-").FullName;
        await using var app = HeadwayServer.Build(new ServerOptions(new Database.Embedded(folder), 0) { IsDemo = true });
        await app.Services.GetRequiredService<Maintenance>().Upgrade();
        var password = await DemoCompany.SeedInto(app.Services, Console.Error);
        await app.Services.GetRequiredService<Analysis>().Refresh(TimeProvider.System.GetUtcNow());
        await app.StartAsync();

        var rows = new List<Measured>();
        using (var nobody = Client(app)) rows.Add(await Get(nobody, "/healthz/live", "nobody"));
        foreach (var who in new[] { "Seller", "Team leader" })
        {
            using var client = Client(app);
            await SignIn(client, DemoCompany.Doors.Single(door => door.Who == who).Email, password);
            var opportunity = Opportunity().Match(await client.GetStringAsync("/pipeline")).Groups[1].Value;
            foreach (var page in pages.Append(opportunity).Append($"{opportunity}/gate")) rows.Add(await Get(client, page, who));
            if (who == "Seller") rows.Add(await Record(client, opportunity, who));
        }
        await app.StopAsync();
        Directory.Delete(folder, recursive: true);
        return Write(rows);
    }

    private static HttpClient Client(WebApplication app)
    {
        // Nothing is unpacked here: the bytes are those on the wire.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None };
        return new HttpClient(handler) { BaseAddress = new Uri(HeadwayServer.AddressOf(app)) };
    }

    private static async Task SignIn(HttpClient client, string email, string password)
    {
        var token = Token().Match(await client.GetStringAsync("/sign-in")).Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["email"] = email,
            ["password"] = password,
        });
        using var answer = await client.PostAsync("/sign-in", form);
        if (answer.Headers.Location?.OriginalString != "/") throw new InvalidOperationException($"{email} could not sign in.");
    }

    private static async Task<Measured> Get(HttpClient client, string page, string who)
    {
        var times = new List<double>();
        long bytes = 0;
        for (var i = 0; i < WarmUps + Requests; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page);
            request.Headers.AcceptEncoding.ParseAdd("gzip");
            var begun = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request);
            bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
            if (i >= WarmUps) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{page} as {who}: {answer.StatusCode}.");
        }
        return Of(Guids().Replace(page, "…"), who, times, bytes);
    }

    private static async Task<Measured> Record(HttpClient client, string opportunity, string who)
    {
        var html = await client.GetStringAsync(opportunity);
        var token = Token().Match(html).Groups[1].Value;
        var outcome = Outcome().Match(html).Groups[1].Value;
        var times = new List<double>();
        for (var i = 0; i < WarmUps + Recordings; i++)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = token,
                ["_handler"] = "work",
                ["Form.Do"] = "record",
                ["Form.Key"] = Guid.NewGuid().ToString("N"),
                ["Form.Outcome"] = outcome,
                ["Form.Verdict"] = "confirms",
                ["Form.Channel"] = "call",
                ["Form.Sentence"] = $"They said so again, for the {i + 1}th time.",
            });
            var begun = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsync(opportunity, form);
            if (i >= WarmUps) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (answer.StatusCode != HttpStatusCode.Found || answer.Headers.Location?.OriginalString.Contains("done=record") != true)
                throw new InvalidOperationException($"Recording answered {answer.StatusCode}.");
        }
        return Of("recording evidence (form to redirect)", who, times, 0);
    }

    private static Measured Of(string what, string who, List<double> times, long bytes)
    {
        times.Sort();
        return new Measured(what, who, times[times.Count / 2], times[(int)Math.Ceiling(times.Count * 0.95) - 1], times[^1], bytes);
    }

    private static int Write(List<Measured> rows)
    {
        var late = rows.Where(row => row.P95 > LimitMilliseconds).ToList();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Pages, {Results.Date}\n\n{Results.Machine()}.\n\n");
        text.Append(CultureInfo.InvariantCulture,
            $"The demo company on SQLite, over loopback, one request after the other: {WarmUps} to warm up, then {Requests} of each ");
        text.Append(CultureInfo.InvariantCulture,
            $"page and {Recordings} recordings. The limit is {LimitMilliseconds:0} ms at the 95th percentile; ");
        text.Append(late.Count == 0 ? "every page keeps it.\n" : $"{late.Count} miss it.\n");
        text.Append("`/healthz/live` is the bare endpoint of the same server in the same run. The machine was shared.\n\n");
        text.Append("| page | as | p50 ms | p95 ms | max ms | KB sent | p50 beside the bare endpoint |\n|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            var size = row.Bytes == 0 ? "" : (row.Bytes / 1024.0).ToString("0.0", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture,
                $"| {row.What} | {row.Who} | {row.P50:0.0} | {row.P95:0.0} | {row.Max:0.0} | {size} | {row.P50 / rows[0].P50:0} × |\n");
        }
        File.WriteAllText(Results.PathOf("pages"), text.ToString());
        Console.Write(text);
        return late.Count == 0 ? 0 : 1;
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""name="Form\.Outcome" value="([^"]+)""")]
    private static partial Regex Outcome();

    [GeneratedRegex("""href="(/opportunities/[0-9a-f-]{32,36})""")]
    private static partial Regex Opportunity();

    [GeneratedRegex("[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")]
    private static partial Regex Guids();
}
