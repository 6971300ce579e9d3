using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Headway.Storage.Identity;
using Headway.Storage.Rows;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Headway.SystemTests.Access;

public sealed class Access_tokens(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_what_is_claimed_and_counted_nowhere_under_the_persons_name()
    {
        var opportunity = $"/api/v1/opportunities/{server.Company.NextOpen().Value}";
        var answer = await (await server.WithTokenOf(TwoTeams.Ana)).PostAsJsonAsync($"{opportunity}/evidence", new
        {
            outcome = "signer",
            confirms = true,
            sentence = "The head of finance signs",
            proof = "customer",
            saidBy = TwoTeams.Dora.Value,
            channel = "call",
        }, Cancel);
        var signer = (await Json(answer))["outcomes"]!.AsArray().Single(outcome => (string)outcome!["key"]! == "signer")!;
        Assert.Equal(("unknown", true), ((string)signer["state"]!, (bool)signer["claimed"]!));
        var last = (await Json(await (await server.SignedIn(TwoTeams.Ana)).GetAsync(
            $"{opportunity}/timeline", Cancel)))["items"]!.AsArray()[^1]!;
        Assert.Equal(("evidence-recorded.v1", "token", TwoTeams.Ana.Id.Value),
            ((string)last["what"]!, (string)last["cause"]!, (Guid)last["by"]!));
        Assert.False((bool)last["fact"]!["accepted"]!);
    }

    [Fact]
    public async Task Open_the_api_and_no_page()
    {
        var client = await server.WithTokenOf(TwoTeams.Ana);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/opportunities", Cancel)).StatusCode);
        Assert.Contains("/sign-in", (await client.GetAsync("/pipeline", Cancel)).Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("Bearer hw_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    public async Task That_nobody_made_open_nothing(string header)
    {
        // Also not beside a session that would do: a broken token is told, not passed over.
        var browser = await server.SignedIn(TwoTeams.Ana);
        browser.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        var answer = await browser.GetAsync("/api/v1/opportunities", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("/problems/not-signed-in", (string)(await Json(answer))["type"]!);
    }

    [Fact]
    public async Task Are_kept_as_a_hash_and_say_to_the_minute_when_they_were_used()
    {
        var client = server.Browser();
        var token = (await Do(tokens => tokens.Make(TwoTeams.Lea.Id, "nightly export", 30, Cancel))).Match(
            made => made, refusal => refusal.Code);
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Matches("^hw_[0-9a-f]{64}$", token);
        var kept = await Mine();
        Assert.Null(kept.LastUsedAt);
        Assert.DoesNotContain(token[3..], kept.Hash);
        await client.GetAsync("/api/v1/teams", Cancel);
        var first = (await Mine()).LastUsedAt;
        server.Clock.Turn(TimeSpan.FromSeconds(59));
        await client.GetAsync("/api/v1/teams", Cancel);
        Assert.Equal(first, (await Mine()).LastUsedAt);
        server.Clock.Turn(TimeSpan.FromSeconds(1));
        await client.GetAsync("/api/v1/teams", Cancel);
        Assert.Equal(first + 60_000, (await Mine()).LastUsedAt);

        async Task<AccessTokenRow> Mine() => Assert.Single(await Do(tokens => tokens.Of(TwoTeams.Lea.Id, Cancel)));
    }

    [Fact]
    public async Task End_on_their_day_and_when_their_owner_revokes_them()
    {
        var client = await server.WithTokenOf(TwoTeams.Liv);
        var row = Assert.Single(await Do(tokens => tokens.Of(TwoTeams.Liv.Id, Cancel)));
        Assert.False(await Do(tokens => tokens.Revoke(TwoTeams.Ana.Id, row.Id, Cancel)));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/teams", Cancel)).StatusCode);
        var page = await RunningServer.Post(
            await server.SignedIn(TwoTeams.Liv), "/account", ("_handler", "account"), ("Form.Do", "revoke"),
                ("Form.Token", row.Id.ToString()));
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/teams", Cancel)).StatusCode);
        var short_ = (await Do(tokens => tokens.Make(TwoTeams.Liv.Id, "a day", 1, Cancel))).Match(made => made, refusal => refusal.Code);
        Assert.Equal(TwoTeams.Liv.Id, await Do(tokens => tokens.Owner(short_, Cancel)));
        server.Clock.Turn(TimeSpan.FromDays(1));
        Assert.Null(await Do(tokens => tokens.Owner(short_, Cancel)));
    }

    [Theory]
    [InlineData("", 30, "name-missing")]
    [InlineData("export", 0, "days-out-of-range")]
    [InlineData("export", 366, "days-out-of-range")]
    [InlineData("export", 365, "made")]
    public async Task Have_a_name_and_live_a_year_at_most(string name, int days, string expected) => Assert.Equal(
        expected, (await Do(tokens => tokens.Make(TwoTeams.Pia.Id, name, days, Cancel))).Match(_ => "made", refusal => refusal.Code));

    private async Task<T> Do<T>(Func<AccessTokens, Task<T>> work)
    {
        using var scope = server.App.Services.CreateScope();
        return await work(scope.ServiceProvider.GetRequiredService<AccessTokens>());
    }

    private static async Task<JsonNode> Json(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
}
