using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headway.App.Forecasting;
using Headway.App.Serving;
using Headway.Forecasting.Gates;
using Headway.Opportunities;
using Headway.Storage.Facts;
using Headway.SystemTests.Access;
using Headway.SystemTests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Headway.SystemTests.Opportunities;

/// <summary>The company of two teams, with a history long enough to price an hour and hardly any hours: what brings one euro lies below
/// the floor of its gate, with everything confirmed.</summary>
public sealed partial class Going_on_below_the_floor : IAsyncLifetime
{
    private static readonly StageKey[] Stages = [TwoTeams.Qualify, TwoTeams.Prove, new("agree")];

    private readonly RunningServer server = new();
    private HttpClient ana = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        var store = server.App.Services.GetRequiredService<FactStore>();
        for (var i = 0; i < 90; i++)
            Assert.IsType<AppendResult.Appended>(await store.Append(new Append(
                new Actor(TwoTeams.Ana.Id, "page"), [new StreamAppend(StreamId.Of(Past(i)), 0, [.. Story(i)])]), Cancel));
        ana = await server.SignedIn(TwoTeams.Ana);
        ana.DefaultRequestHeaders.Add("X-Headway", "test");
        var pia = await server.SignedIn(TwoTeams.Pia);
        pia.DefaultRequestHeaders.Add("X-Headway", "test");
        object hours = new { perWeek = new { qualify = 2, prove = 2, agree = 2 }, capacityPerSellerWeek = 1 };
        (await pia.PutAsJsonAsync("/api/v1/processes/new-business/hours", hours, Cancel)).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static OpportunityId Past(int i) => Company.Id(40_000 + i, OpportunityId.Of);

    /// <summary>One after another for two years; every second is won after 60 days, every third went on with something not
    /// confirmed.</summary>
    private IEnumerable<Happened> Story(int i)
    {
        var start = server.Clock.GetUtcNow().AddDays(-760 + 7 * i);
        var day = DateOnly.FromDateTime(start.UtcDateTime);
        yield return new Happened(new OpportunityOpened(Past(i), $"Past {i}", TwoTeams.Acme, TwoTeams.Ana.Id, Company.Road.Key, 1,
            new Money(30_000, "EUR"), null), start);
        for (var s = 0; s < (i % 2 == 0 ? 3 : 2); s++)
        {
            var lacks = i % 3 == 0;
            ImmutableArray<OutcomeAtGate> needed = [new(TwoTeams.Pain, lacks ? OutcomeStanding.Unknown : OutcomeStanding.Confirmed, [])];
            yield return new Happened(
                new GateDecided(Stages[s], GateWay.Go, lacks ? "They will." : null, lacks, needed, null, null, 1, null),
                start.AddDays(15 * (s + 1)));
        }
        yield return new Happened(new OpportunityClosed(i % 2 == 0 ? new Closing.Won(new Money(30_000, "EUR"), day.AddDays(60), [], null)
            : new Closing.Lost(day.AddDays(40), "Price")), start.AddDays(i % 2 == 0 ? 60 : 40));
    }

    /// <summary>An open one of Ana's that is worth one euro.</summary>
    private async Task<OpportunityId> Small()
    {
        var id = server.Company.NextOpen();
        (await ana.PutAsJsonAsync($"/api/v1/opportunities/{id.Value}/amount", new { amount = 1 }, Cancel)).EnsureSuccessStatusCode();
        await server.App.Services.GetRequiredService<Analysis>().Refresh(server.Clock.GetUtcNow(), Cancel);
        return id;
    }

    private async Task<HttpResponseMessage> Go(OpportunityId id, string? reason = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/opportunities/{id.Value}/gate")
        {
            Content = JsonContent.Create(new { stage = "prove", way = "go", reason }),
        };
        request.Headers.Add("If-Match", $"\"{TwoTeams.OpenVersion + 1}\"");
        return await ana.SendAsync(request, Cancel);
    }

    private async Task<HttpResponseMessage> GoOnceItIsReady(OpportunityId id, string? reason = null)
    {
        while (true)
        {
            var answer = await Go(id, reason);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable) return answer;
            // As the answer asks a program to: the numbers are being worked out meanwhile.
            await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value, Cancel);
        }
    }

    private async Task<GateDecided> Kept(OpportunityId id) => Opportunity.Fold(await server.App.Services.GetRequiredService<FactStore>()
        .Read(StreamId.Of(id), Cancel)).Decisions[^1].Fact;

    private static async Task<(string Type, string Title)> ProblemOf(HttpResponseMessage answer)
    {
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        return ((string)problem["type"]!, (string)problem["title"]!);
    }

    [Fact]
    public async Task Through_the_api_waits_for_the_floor_then_asks_for_a_reason_and_keeps_the_mark()
    {
        var id = await Small();
        // Every place where a model of gates is fitted is taken, so this one is at work for as long as the test wants.
        var release = new TaskCompletionSource();
        var others = new LongAnswers(LongAnswers.AtOnce, NullLogger<LongAnswers>.Instance);
        for (var i = 0; i < LongAnswers.AtOnce; i++)
            await others.Now<GateModelAnswer>($"busy {i}", async _ =>
            {
                await release.Task;
                return new GateModelAnswer.NotEnoughHistory(0, 1, "of a test");
            }, waits: false);
        var early = await Go(id, "A new market.");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/problems/still-at-work"), (early.StatusCode, (await ProblemOf(early)).Type));
        Assert.NotNull(early.Headers.RetryAfter);
        Assert.Equal(TwoTeams.Qualify, (await Kept(id)).Stage);
        release.SetResult();

        var without = await GoOnceItIsReady(id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        var (type, title) = await ProblemOf(without);
        Assert.Equal("/problems/reason-missing", type);
        Assert.Contains("below the floor", title, StringComparison.Ordinal);
        (await GoOnceItIsReady(id, "A new market.")).EnsureSuccessStatusCode();
        var kept = await Kept(id);
        Assert.Equal((TwoTeams.Prove, (bool?)true, true), (kept.Stage, kept.BelowFloor, kept.Override));
    }

    [Fact]
    public async Task On_the_page_is_announced_and_kept_as_the_page_showed_it()
    {
        var id = await Small();
        await GoOnceItIsReady(id); // Refused for want of a reason: the numbers are there.
        var page = await (await ana.GetAsync($"/opportunities/{id.Value}/gate", Cancel)).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Below the floor: recorded as an override, reason required.", page, StringComparison.Ordinal);
        // What went on here before is headed by what it was, not by a word that means more.
        Assert.Contains("something not confirmed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("by override", page[page.IndexOf("What history says", StringComparison.Ordinal)..], StringComparison.Ordinal);
        var answer = await RunningServer.Post(ana, $"/opportunities/{id.Value}/gate", ("_handler", "work"), ("Form.Do", "decide"),
            ("Form.Stage", "prove"), ("Form.Way", "go"), ("Form.Reason", "A new market."), ("Form.Seen", $"{TwoTeams.OpenVersion + 1}"),
            ("Form.Shown", WebUtility.HtmlDecode(Shown().Match(page).Groups[1].Value)));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var kept = await Kept(id);
        Assert.Equal((TwoTeams.Prove, (bool?)true, true), (kept.Stage, kept.BelowFloor, kept.Override));
    }

    [GeneratedRegex("""name="Form.Shown" value="([^"]+)""")]
    private static partial Regex Shown();
}
