using System.Net;
using System.Net.Http.Json;
using Headway.Access;
using Headway.App.Forecasting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Headway.SystemTests.Access;

/// <summary>Words about a customer, told only to whoever may see the opportunity they come from.</summary>
public sealed class What_others_learned(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Today => server.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Stands_beside_the_open_outcome_without_names_and_for_those_who_may_see_it()
    {
        var ana = await server.SignedIn(TwoTeams.Ana);
        var won = server.Company.NextOpen().Value;
        await Send(ana, $"/api/v1/opportunities/{won}/evidence", new
        {
            outcome = "signer",
            confirms = true,
            sentence = "Dora Maier of Acme signs up to fifty.",
            proof = "customer",
            saidBy = TwoTeams.Dora.Value,
            channel = "call",
        });
        await Send(ana, $"/api/v1/opportunities/{won}/closing", new { how = "won", on = Today, amount = 20_000, reason = "By mail" });
        await Learned();
        var (mine, told) = ($"/opportunities/{server.Company.NextOpen().Value}", "[somebody there] of [the customer] signs up to fifty.");
        var page = await Page(ana, mine);
        Assert.Contains("How it was confirmed in 1 that was won", page);
        Assert.Contains(told, page);
        Assert.Contains(told, await Page(await server.SignedIn(TwoTeams.Lea), mine));
        foreach (var other in new[] { TwoTeams.Per, TwoTeams.Ben })
        {
            var elsewhere = await Page(await server.SignedIn(other), await Opened(other));
            Assert.Contains("What to ask for it", elsewhere);
            Assert.DoesNotContain("signs up to fifty", elsewhere);
            Assert.DoesNotContain("that was won", elsewhere);
        }
    }

    [Fact]
    public async Task From_losing_is_found_by_its_words_by_those_who_may_see_it()
    {
        var ana = await server.SignedIn(TwoTeams.Ana);
        var lost = server.Company.NextOpen().Value;
        await Send(ana, $"/api/v1/opportunities/{lost}/closing", new
        {
            how = "lost",
            on = Today,
            reason = "Their plant in Turku runs the other one.",
            to = "Brisk Pumps",
        });
        await Learned();
        foreach (var who in new[] { TwoTeams.Ana, TwoTeams.Lea, TwoTeams.Pia, TwoTeams.Vic })
        {
            var page = await Page(await server.SignedIn(who), "/learn/decisions?q=turku+brisk");
            Assert.Contains("Their plant in Turku runs the other one.", page);
            Assert.Contains("Brisk Pumps (1)", page);
        }
        Assert.Contains("has these words", await Page(ana, "/learn/decisions?q=moon"));
        foreach (var who in new[] { TwoTeams.Per, TwoTeams.Ben, TwoTeams.Liv })
            Assert.DoesNotContain("Turku runs", await Page(await server.SignedIn(who), "/learn/decisions"));
        Assert.Contains("Lost to Brisk Pumps", await Page(ana, $"/opportunities/{lost}"));
    }

    [Fact]
    public async Task Of_no_use_is_heard_by_the_process_owner_alone_and_without_a_name()
    {
        var ana = await server.SignedIn(TwoTeams.Ana);
        var mine = $"/opportunities/{server.Company.NextOpen().Value}";
        (string, string)[] said = [("_handler", "work"), ("Form.Do", "voice"), ("Form.About", "outcome/signer"), ("Form.Key", "once"),
            ("Form.Reason", "Municipal buyers sign by law")];
        var version = await Version(ana, mine);
        Assert.Equal(HttpStatusCode.Redirect, (await RunningServer.Post(ana, mine, said)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await RunningServer.Post(ana, mine, said)).StatusCode);
        Assert.Equal(version, await Version(ana, mine));
        Assert.Contains("You said of no use here", await Page(ana, mine));
        var heard = await Page(await server.SignedIn(TwoTeams.Pia), "/process");
        Assert.Contains("Municipal buyers sign by law", heard);
        Assert.Contains("Of no use in 1 opportunity", heard);
        Assert.DoesNotContain("Ana", heard);
        foreach (var who in new[] { TwoTeams.Ana, TwoTeams.Lea, TwoTeams.Ben, TwoTeams.Vic })
            Assert.DoesNotContain("Municipal buyers", await Page(await server.SignedIn(who), "/process"));
        // Nor on the opportunity: what somebody said about the process is his and the process owner's.
        Assert.DoesNotContain("Municipal buyers", await Page(await server.SignedIn(TwoTeams.Lea), mine));
        await RunningServer.Post(ana, mine, ("_handler", "work"), ("Form.Do", "voice-back"), ("Form.About", "outcome/signer"));
        Assert.DoesNotContain("Municipal buyers", await Page(await server.SignedIn(TwoTeams.Pia), "/process"));
    }

    [Fact]
    public async Task As_a_question_that_is_declined_comes_back_with_the_reason()
    {
        var ana = await server.SignedIn(TwoTeams.Ana);
        await Learned();
        var mine = $"/opportunities/{server.Company.NextOpen().Value}";
        await RunningServer.Post(ana, mine, ("_handler", "work"), ("Form.Do", "propose"), ("Form.Outcome", "signer"),
            ("Form.Activity", "meet"), ("Form.Sentence", "Whose name stood under the last order?"));
        Assert.Contains("yours: waits for the process owner", await Page(ana, mine));
        var pia = await server.SignedIn(TwoTeams.Pia);
        Assert.Contains("Whose name stood under the last order?", await Page(pia, "/process"));
        Assert.DoesNotContain("Whose name stood", await Page(await server.SignedIn(TwoTeams.Lea), "/process"));
        await RunningServer.Post(pia, "/process/new-business", ("_handler", "process"), ("Form.Do", "decline-question"),
            ("Form.Number", "1"), ("Form.Reason", "The review asks it"));
        Assert.DoesNotContain("Whose name stood", await Page(pia, "/process"));
        Assert.Contains("not taken, “The review asks it”", await Page(ana, mine));
    }

    private async Task Learned() =>
        await server.App.Services.GetRequiredService<Analysis>().Refresh(server.Clock.GetUtcNow(), Cancel);

    private async Task<string> Opened(Person who)
    {
        var answer = await Send(await server.SignedIn(who), "/api/v1/opportunities",
            new { name = "Hoses", process = "new-business", accountName = $"Customer of {who.Name}" });
        return answer.Headers.Location!.OriginalString.Replace("/api/v1", "", StringComparison.Ordinal);
    }

    private static async Task<string?> Version(HttpClient browser, string page) =>
        (await browser.GetAsync($"/api/v1{page}", Cancel)).Headers.ETag?.Tag;

    private static async Task<string> Page(HttpClient browser, string path) =>
        WebUtility.HtmlDecode(await (await browser.GetAsync(path, Cancel)).Content.ReadAsStringAsync(Cancel));

    private static async Task<HttpResponseMessage> Send(HttpClient browser, string path, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Headway", "test");
        request.Headers.Add("If-Match", "*");
        var answer = await browser.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return answer;
    }
}
