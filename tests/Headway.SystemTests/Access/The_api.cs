using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Headway.SystemTests.Access;

/// <summary>What every program may rely on.</summary>
public sealed class The_api(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Bodies =>
        [.. Calls.All.Where(call => call.Key.Contains(" /api/", StringComparison.Ordinal)
            && !call.Key.StartsWith("GET", StringComparison.Ordinal) && call.Key != TakesAFile).Select(call => call.Key)];

    // A form with a file has no JSON to hide anything in; tests of imports look at its fields.
    private const string TakesAFile = "POST /api/v1/histories";

    private static readonly string[] NoBody = ["/sign-in-link", "/discarding", "/agreement"];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Refuses_whatever_an_address_does_not_take(string row)
    {
        var call = Calls.All[row](server.Company);
        var client = Program(await server.SignedIn(
            row.Contains("/drafts", StringComparison.Ordinal) || row.EndsWith("/retirement", StringComparison.Ordinal) ? TwoTeams.Pia
            : row.Contains("/people", StringComparison.Ordinal) && !row.Contains("opportunities", StringComparison.Ordinal)
                || row.Contains("/teams", StringComparison.Ordinal) ? TwoTeams.Adi : TwoTeams.Lea));
        var before = await server.Content();
        foreach (var (name, value) in new (string, JsonNode)[]
            { ("ownerId", TwoTeams.Ben.Id.ToString()), ("stageIndex", 3), ("version", 9), ("isAdministrator", true),
                ("appendedAt", "2020-01-01T00:00:00Z"), ("accepted", true) })
        {
            if (NoBody.Any(end => row.EndsWith(end, StringComparison.Ordinal))) continue;
            var body = JsonSerializer.SerializeToNode(call.Json)!;
            body[name] = value.DeepClone();
            var request = new HttpRequestMessage(new HttpMethod(row.Split(' ')[0]), call.Path) { Content = JsonContent.Create(body) };
            request.Headers.Add("If-Match", $"\"{TwoTeams.OpenVersion}\"");
            var answer = await client.SendAsync(request, Cancel);
            Assert.Equal((HttpStatusCode.BadRequest, "/problems/request-unreadable"), (answer.StatusCode, await TypeOf(answer)));
            Assert.Equal($"/{name}", (string)(await Json(answer))["errors"]![0]!["pointer"]!);
        }
        Assert.Equal(before, await server.Content());
    }

    [Fact]
    public async Task Asks_gates_and_closings_for_the_version_that_was_looked_at_and_says_what_changed()
    {
        var client = Program(await server.SignedIn(TwoTeams.Ana));
        var path = $"/api/v1/opportunities/{server.Company.NextOpen().Value}";
        Assert.Equal("\"5\"", (await client.GetAsync(path, Cancel)).Headers.ETag!.ToString());
        object gate = new { stage = "prove", way = "go", reason = "They tried it" };
        var unseen = await client.PostAsJsonAsync($"{path}/gate", gate, Cancel);
        Assert.Equal(((HttpStatusCode)428, "/problems/version-missing"), (unseen.StatusCode, await TypeOf(unseen)));
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsJsonAsync($"{path}/amount", new { amount = 30_000 }, Cancel)).StatusCode);
        foreach (var stale in new[] { "\"5\"", "W/\"6\"", "\"4\"", "nonsense" })
        {
            var before = await server.Content();
            var answer = await Send(client, HttpMethod.Post, $"{path}/gate", gate, stale);
            Assert.Equal((HttpStatusCode.PreconditionFailed, "/problems/changed-since-you-looked"),
                (answer.StatusCode, await TypeOf(answer)));
            Assert.Equal("\"6\"", answer.Headers.ETag!.ToString());
            Assert.Equal(30_000, (decimal)(await Json(answer))["current"]!["amount"]!["amount"]!);
            Assert.Equal(before, await server.Content());
        }
        var since = (await Json(await Send(client, HttpMethod.Post, $"{path}/gate", gate, "\"5\"")))["since"]!.AsArray();
        Assert.Equal("amount-changed.v1", (string)Assert.Single(since)!["what"]!);
        var decided = await Send(client, HttpMethod.Post, $"{path}/gate", gate, "\"6\"");
        Assert.Equal((HttpStatusCode.OK, "agree"), (decided.StatusCode, (string)(await Json(decided))["stageKey"]!));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("events")]
    [InlineData("xes")]
    [InlineData("ocel")]
    [InlineData("ocel-xml")]
    [InlineData("ocel-sqlite")]
    [InlineData("xlsx")]
    [InlineData("xlsx-events")]
    public async Task Gives_a_history_out_with_only_the_opportunities_one_may_see(string format)
    {
        var mine = server.Company.NextOpen().ToString();
        foreach (var (person, sees) in new[] { (TwoTeams.Ana, true), (TwoTeams.Lea, true), (TwoTeams.Ben, false), (TwoTeams.Liv, false) })
        {
            var client = Program(await server.SignedIn(person));
            var answer = await client.GetAsync($"/api/v1/export?format={format}", Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var text = format.StartsWith("xlsx", StringComparison.Ordinal) ? await SheetIn(answer)
                : await answer.Content.ReadAsStringAsync(Cancel);
            Assert.Equal(sees, text.Contains(mine, StringComparison.Ordinal));
            if (!sees) Assert.DoesNotContain("Acme", text, StringComparison.Ordinal);
        }
    }

    private static async Task<string> SheetIn(HttpResponseMessage answer)
    {
        using var book = new System.IO.Compression.ZipArchive(await answer.Content.ReadAsStreamAsync(Cancel));
        using var sheet = new StreamReader(await book.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync(Cancel));
        return await sheet.ReadToEndAsync(Cancel);
    }

    [Fact]
    public async Task Honours_a_version_also_where_it_asks_for_none()
    {
        var client = Program(await server.SignedIn(TwoTeams.Ana));
        var path = $"/api/v1/opportunities/{server.Company.NextOpen().Value}/amount";
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Send(client, HttpMethod.Put, path, new { amount = 1 }, "\"3\"")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Send(client, HttpMethod.Put, path, new { amount = 1 }, "\"5\"")).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/opportunities", """{"name":"Valves","process":"new-business","accountName":"Repeated"}""", "Ana")]
    [InlineData("/api/v1/opportunities/OPEN/plans", """{"activity":"meet","on":"2031-01-31"}""", "Ana")]
    [InlineData("/api/v1/accounts/ACME/contacts", """{"name":"Repeated"}""", "Ana")]
    [InlineData("/api/v1/teams", """{"name":"Repeated"}""", "Adi")]
    public async Task Does_the_same_request_once_under_one_key_and_refuses_the_key_for_another(string path, string body, string who)
    {
        var client = Program(await server.SignedIn(who == "Ana" ? TwoTeams.Ana : TwoTeams.Adi));
        client.DefaultRequestHeaders.Add("Idempotency-Key", $"key of {path}");
        path = path.Replace("OPEN", server.Company.NextOpen().Value.ToString(), StringComparison.Ordinal)
            .Replace("ACME", TwoTeams.Acme.Value.ToString(), StringComparison.Ordinal);
        var first = await client.PostAsync(path, Text(body), Cancel);
        Assert.True(first.IsSuccessStatusCode, await first.Content.ReadAsStringAsync(Cancel));
        var after = await server.Content();
        var second = await client.PostAsync(path, Text(body), Cancel);
        Assert.Equal((first.StatusCode, after), (second.StatusCode, await server.Content()));
        Assert.Equal((string?)(await Json(first))["id"], (string?)(await Json(second))["id"]);
        var other = await client.PostAsync(path, Text(body.Replace("meet", "Meet", StringComparison.Ordinal).Replace("Repeated", "Other",
            StringComparison.Ordinal)
            .Replace("2031-01-31", "2031-02-28", StringComparison.Ordinal).Replace("Meet", "meet", StringComparison.Ordinal)), Cancel);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/key-used-otherwise"), (other.StatusCode, await TypeOf(other)));
        Assert.Equal(after, await server.Content());
    }

    [Theory]
    [InlineData("GET", "/api/v1/opportunities/ffffffff-0000-7000-8000-000000000000", null, 404, "not-found")]
    [InlineData("GET", "/api/v1/opportunities?limit=201", null, 400, "limit-out-of-range")]
    [InlineData("GET", "/api/v1/opportunities?limit=many", null, 400, "request-unreadable")]
    [InlineData("GET", "/api/v1/opportunities?cursor=guessed", null, 400, "cursor-unreadable")]
    [InlineData("GET", "/api/v1/opportunities?show=all", null, 400, "filter-unknown")]
    [InlineData("GET", "/api/v1/opportunities?period=1=1", null, 400, "filter-unknown")]
    [InlineData("GET", "/api/v1/forecast?by=2020-01-01", null, 422, "date-out-of-range|not-enough-history")]
    [InlineData("DELETE", "/api/v1/opportunities", null, 404, "not-found")]
    [InlineData("GET", "/api/v1/no-such-thing", null, 404, "not-found")]
    [InlineData("POST", "/api/v1/opportunities", "{", 400, "request-unreadable")]
    [InlineData("POST", "/api/v1/opportunities", """{"name":"x"}""", 400, "request-unreadable")]
    [InlineData("POST", "/api/v1/opportunities", """{"name":null,"process":"new-business"}""", 400, "request-unreadable")]
    [InlineData("POST", "/api/v1/opportunities", """{"name":"x","process":"no-such"}""", 422, "process-unknown")]
    [InlineData("POST", "/api/v1/opportunities", """{"name":"x","process":"new-business"}""", 422, "account-missing")]
    [InlineData("PUT", "/api/v1/opportunities/OPEN/amount", """{"amount":1,"currency":"euro"}""", 422, "currency-unreadable")]
    [InlineData("PUT", "/api/v1/opportunities/OPEN/amount", """{"amount":-1}""", 422, "amount-negative")]
    public async Task Answers_every_no_with_a_problem_whose_type_stays(string method, string path, string? body, int status, string types)
    {
        path = path.Replace("OPEN", server.Company.NextOpen().Value.ToString(), StringComparison.Ordinal);
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = Text(body);
        var answer = await Program(await server.SignedIn(TwoTeams.Ana)).SendAsync(request, Cancel);
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(await TypeOf(answer), types.Split('|').Select(type => "/problems/" + type));
        Assert.DoesNotContain("Headway.", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Takes_a_change_by_cookie_only_with_a_header_no_form_can_send()
    {
        var browser = await server.SignedIn(TwoTeams.Ana);
        var before = await server.Content();
        var answer = await browser.PutAsJsonAsync($"/api/v1/opportunities/{server.Company.NextOpen().Value}/amount", new { amount = 1 },
            Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "/problems/header-missing", before),
            (answer.StatusCode, await TypeOf(answer), await server.Content()));
    }

    [Fact]
    public async Task Refuses_a_body_that_is_no_sentence()
    {
        var client = Program(await server.SignedIn(TwoTeams.Ana));
        var path = $"/api/v1/opportunities/{server.Company.NextOpen().Value}/evidence";
        var longOne = await client.PostAsJsonAsync(
            path, new
            {
                outcome = "signer",
                confirms = true,
                sentence = new string('x', 2_001),
                proof = "observation",
                saidByRole = "buyer"
            }, Cancel);
        Assert.Equal("/problems/too-long", await TypeOf(longOne));
        var huge = await client.PostAsJsonAsync(path, new
        {
            outcome = "signer",
            confirms = true,
            sentence = new string('x', 70_000),
            proof = "observation"
        }, Cancel);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "/problems/too-large"), (huge.StatusCode, await TypeOf(huge)));
    }

    [Fact]
    public async Task Gives_a_list_in_parts_that_hold_everything_once()
    {
        var client = await server.SignedIn(TwoTeams.Ana);
        var ids = new List<string>();
        for (string? next = "/api/v1/opportunities?limit=150&q=pumps"; next is not null;)
        {
            var part = await Json(await client.GetAsync(next, Cancel));
            ids.AddRange(part["items"]!.AsArray().Select(item => (string)item!["id"]!));
            next = (string?)part["next"];
        }
        var pipeline = await client.GetStringAsync("/pipeline?q=pumps", Cancel);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Contains($"of {ids.Count}<", pipeline);
    }

    [Fact]
    public async Task Describes_every_address_with_its_answer_and_its_problems()
    {
        var document = await Json(await (await server.SignedIn(TwoTeams.Ana)).GetAsync("/api/openapi.json", Cancel));
        var operations = (from path in document["paths"]!.AsObject()
                          from operation in path.Value!.AsObject()
                          where path.Key.StartsWith("/api/", StringComparison.Ordinal)
                          select (Name: $"{operation.Key} {path.Key}", Operation: operation.Value!)).ToList();
        Assert.Equal(Calls.All.Keys.Count(call => call.Contains(" /api/v1/", StringComparison.Ordinal)), operations.Count);
        Assert.All(operations, each =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)each.Operation["summary"]), each.Name);
            var answers = each.Operation["responses"]!.AsObject();
            Assert.True(answers.Any(answer => answer.Key[0] == '2' && answer.Value!["content"] is not null), each.Name);
            Assert.True(answers.ContainsKey("401") && answers.ContainsKey("403"), each.Name);
        });
    }

    private static HttpClient Program(HttpClient client)
    {
        client.DefaultRequestHeaders.Add("X-Headway", "test");
        return client;
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, object body, string match)
    {
        var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", match);
        return client.SendAsync(request, Cancel);
    }

    private static StringContent Text(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<JsonNode> Json(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;

    private static async Task<string?> TypeOf(HttpResponseMessage answer) => (string?)(await Json(answer))["type"];
}
