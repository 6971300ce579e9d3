using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Headway.Access;
using Headway.App.Serving;
using Headway.Opportunities;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Headway.Benchmarks;

/// <summary>How long the palette takes to answer over loopback, letter by letter, with 10,000 opportunities.</summary>
internal static partial class PaletteBenchmark
{
    private const int Opportunities = 10_000, EachAccount = 4;
    private const int WarmUps = 10;
    private const int Requests = 40;

    /// <summary>An answer comes within this in 95 of 100 requests.</summary>
    private const double LimitMilliseconds = 100;

    private static readonly string[] names = ["Acker", "Birk", "Corvin", "Dalen", "Eiken", "Farsund", "Greyfell", "Halden", "Iversen",
        "Jessen", "Karlsmo", "Lindenau", "Marten", "Nordby", "Olten", "Perch", "Quist", "Ravn", "Solheim", "Tveit", "Urban", "Vestby"];

    private static readonly string[] trades = ["Bearings", "Diagnostics", "Energy", "Freight", "Heat", "Logistics", "Packaging", "Stores"];

    private static readonly string[] what = ["Order tracking", "Spare parts", "Staff rostering", "Device register", "Meter readings"];

    /// <summary>Letter by letter as somebody types, two words, a name in the middle, what nobody is called, and nothing at all.</summary>
    private static readonly string[] asked = ["", "g", "gr", "greyfell", "sol track", "e", "qqqq", "record evidence"];

    private sealed record Measured(string Who, string Asked, double P50, double P95, double Max, long Bytes);

    public static async Task<int> Run()
    {
        var folder = Directory.CreateTempSubdirectory("headway-palette-").FullName;
        await using var app = HeadwayServer.Build(new ServerOptions(new Database.Embedded(folder), 0) { IsDemo = true });
        await app.Services.GetRequiredService<Maintenance>().Upgrade();
        var password = await DemoCompany.SeedInto(app.Services, Console.Error);
        var (opportunity, contacts) = await Grow(app.Services);
        await app.StartAsync();
        var rows = new List<Measured>();
        foreach (var who in new[] { "Process owner", "Team leader", "Seller" })
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
            {
                BaseAddress = new Uri(HeadwayServer.AddressOf(app)),
            };
            await SignIn(client, DemoCompany.Doors.Single(door => door.Who == who).Email, password);
            foreach (var words in asked) rows.Add(await Ask(client, who, words, opportunity));
        }
        await app.StopAsync();
        Directory.Delete(folder, recursive: true);
        return Write(rows, contacts);
    }

    /// <summary>Adds accounts with two people each and opportunities there, until there are ten thousand.</summary>
    private static async Task<(Guid Opportunity, int Contacts)> Grow(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var (views, store) = (scope.ServiceProvider.GetRequiredService<Views>(), scope.ServiceProvider.GetRequiredService<FactStore>());
        var process = (await views.CurrentProcesses())[0];
        PersonId[] sellers = [.. (await views.People()).Where(person => person.Roles.Contains(Role.Seller)).Select(person => person.Id)];
        var known = views.Opportunities(new Visibility.Everything()).Count();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var batch in Enumerable.Range(0, Opportunities - known).Chunk(EachAccount * 50))
            await store.Append(new Append(new Actor(null, "benchmark"), [.. batch.SelectMany(Facts)]));
        return (Id(300_000, OpportunityId.Of).Value, views.Contacts(new Visibility.Everything()).Count());

        IEnumerable<StreamAppend> Facts(int i)
        {
            var (place, account) = (i / EachAccount, Id(100_000 + i / EachAccount, AccountId.Of));
            var name = $"{names[place % names.Length]} {trades[place / names.Length % trades.Length]} {place}";
            if (i % EachAccount == 0)
                yield return Fresh(StreamId.Of(account), [new AccountAdded(account, name, trades[place % trades.Length]),
                    .. Enumerable.Range(0, 2).Select(j => new ContactAdded(Id(200_000 + place * 2 + j, ContactId.Of),
                        $"{names[(place * 7 + j) % names.Length]} {names[(place * 5 + j * 3) % names.Length]}", "Controller"))]);
            var id = Id(300_000 + i, OpportunityId.Of);
            yield return Fresh(StreamId.Of(id), [new OpportunityOpened(
                id, $"{what[i % what.Length]} {i}", account, sellers[i % sellers.Length], process.Key, process.Version,
                new Money(20_000 + i, "EUR"), null)]);
        }

        StreamAppend Fresh(StreamId stream, Fact[] facts) => new(stream, 0, [.. facts.Select(fact => new Happened(fact, now))]);
    }

    private static TId Id<TId>(int number, Func<Guid, TId> of) => of(new Guid(number, 0, 0, new byte[8]));

    private static async Task SignIn(HttpClient client, string email, string password)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Token().Match(await client.GetStringAsync("/sign-in")).Groups[1].Value,
            ["email"] = email,
            ["password"] = password,
        });
        using var answer = await client.PostAsync("/sign-in", form);
        if (answer.Headers.Location?.OriginalString != "/") throw new InvalidOperationException($"{email} could not sign in.");
    }

    private static async Task<Measured> Ask(HttpClient client, string who, string words, Guid opportunity)
    {
        // As from the page of an opportunity: its actions are worked out as well.
        var path = $"/api/v1/palette?q={Uri.EscapeDataString(words)}&opportunity={opportunity}";
        var times = new List<double>();
        long bytes = 0;
        for (var i = 0; i < WarmUps + Requests; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(path);
            bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
            if (i >= WarmUps) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path}: {answer.StatusCode}.");
        }
        times.Sort();
        return new Measured(who, words, times[times.Count / 2], times[(int)Math.Ceiling(times.Count * 0.95) - 1], times[^1], bytes);
    }

    private static int Write(List<Measured> rows, int contacts)
    {
        var late = rows.Count(row => row.P95 > LimitMilliseconds);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Palette, {Results.Date}\n\n{Results.Machine()}.\n\n");
        text.Append(
            CultureInfo.InvariantCulture, $"The demo company, grown to {Opportunities:N0} opportunities and {contacts:N0} contacts, on ");
        text.Append(CultureInfo.InvariantCulture,
            $"SQLite, over loopback, one request after the other: {WarmUps} to warm up, then {Requests} of each. ");
        text.Append("Every request stands on the page of an opportunity, so that its actions are worked out too. ");
        text.Append("The search reads every row that may be seen. The machine was shared.\n");
        text.Append(CultureInfo.InvariantCulture, $"The limit is {LimitMilliseconds:0} ms at the 95th percentile; ");
        text.Append(late == 0 ? "every question keeps it.\n\n" : $"{late} miss it.\n\n");
        text.Append("| as | asked | p50 ms | p95 ms | max ms | bytes |\n|---|---|---|---|---|---|\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture,
                $"| {row.Who} | “{row.Asked}” | {row.P50:0.0} | {row.P95:0.0} | {row.Max:0.0} | {row.Bytes} |\n");
        File.WriteAllText(Results.PathOf("palette"), text.ToString());
        Console.Write(text);
        return late == 0 ? 0 : 1;
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}
