using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Headway.SystemTests.Browser;

[Collection(InTheBrowser.Name)]
public sealed class A_sellers_day(DemoInBrowser demo)
{
    [Fact]
    public async Task Records_evidence_from_Today_in_three_interactions_and_it_stays()
    {
        const string said = "The finance director signs above 50k; she wants to see a reference first.";
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await visitor.Open("/");
        await visitor.Press("e");
        await visitor.Type(said);
        await visitor.Press("Enter");
        await visitor.Sees("Recorded.");
        await visitor.Sees(said);
        await visitor.Page.ReloadAsync();
        await visitor.Sees(said);
    }

    [Fact]
    public async Task Sends_a_form_twice_and_changes_things_once()
    {
        const string said = "They repeated it on the phone, word for word.";
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await OpenOne(visitor);
        var statuses = await visitor.Page.EvaluateAsync<JsonElement>(
            """
            said => {
              const form = [...document.querySelectorAll('form[data-record]')].find(form => form.checkVisibility());
              const body = new URLSearchParams(new FormData(form));
              body.set('Form.Sentence', said);
              body.set('Form.Do', 'record');
              const send = () => fetch(location.href, { method: 'POST', body }).then(answer => answer.status);
              return Promise.all([send(), send()]).then(both => send().then(third => [...both, third]));
            }
            """, said);
        Assert.All(statuses.EnumerateArray(), status => Assert.Equal(200, status.GetInt32()));
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Page.Locator("table.time").GetByText(said)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Is_refused_kindly_and_keeps_the_words_that_were_typed()
    {
        const string reason = "The board meets on the ninth; before that nobody may sign.";
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await OpenGateOfHisOwn(visitor);
        await visitor.Press("y");
        await visitor.Type(reason);
        await visitor.Page.GetByLabel("Ask again on").FillAsync("");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Record the decision" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("asked again");
        await Assertions.Expect(visitor.Page.Locator("#reason")).ToHaveValueAsync(reason);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Radio, new() { Name = "Not yet" })).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Cannot_look_into_somebody_elses_opportunity()
    {
        string path;
        await using (var leader = await demo.Visit(DemoInBrowser.Leader))
        {
            await leader.Open("/pipeline");
            var mine = await Name(DemoInBrowser.Seller);
            var rows = leader.Page.Locator("tr[data-row]").Filter(new() { HasNotText = mine });
            path = (await rows.First.Locator("a[data-open]").GetAttributeAsync("href"))!;
        }
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        foreach (var page in new[] { path, $"{path}/gate" })
        {
            await visitor.Open(page);
            Assert.Equal("There is nothing here for you", await visitor.Heading());
            visitor.Expected(page);
        }
    }

    [Fact]
    public async Task Goes_anywhere_by_keys_and_reads_them_in_the_help()
    {
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await visitor.Open("/");
        await visitor.Press("?");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
        await visitor.Press("Escape");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        foreach (var (key, path) in new[]
        {
            ("p", "/pipeline"), ("o", "/goals"), ("f", "/forecast"), ("l", "/learn"), ("r", "/process"), ("t", "/"),
        })
        {
            await visitor.Press("g");
            await visitor.Press(key);
            await Assertions.Expect(visitor.Page.Locator($".rail > .to[aria-current][href='{path}']").First).ToBeVisibleAsync();
        }
        await visitor.Press("j");
        await visitor.Press("j");
        var name = await visitor.Page.EvaluateAsync<string>("document.activeElement.textContent");
        await visitor.Press("Enter");
        await visitor.Page.WaitForURLAsync("**/opportunities/**");
        await visitor.Sees(name);
    }

    [Fact]
    public async Task Writes_letters_that_are_keys_into_a_field_without_leaving_it()
    {
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await visitor.Open("/pipeline");
        await visitor.Press("/");
        await visitor.Type("gpe?");
        await Assertions.Expect(visitor.Page.Locator("[data-search-field]")).ToHaveValueAsync("gpe?");
        Assert.Equal("/pipeline", new Uri(visitor.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Finds_the_filters_of_the_pipeline_in_its_address()
    {
        await using var visitor = await demo.Visit(DemoInBrowser.Leader);
        await visitor.Open("/pipeline");
        await visitor.Page.Locator("select[name=show]").SelectOptionAsync("won");
        await visitor.Page.WaitForURLAsync("**show=won**");
        await visitor.Page.ReloadAsync();
        var heading = await visitor.Heading();
        await visitor.Page.ReloadAsync();
        Assert.Equal(heading, await visitor.Heading());
        await Assertions.Expect(visitor.Page.Locator("select[name=show]")).ToHaveValueAsync("won");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Remove the filter won" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).Not.ToHaveTextAsync(heading);
        Assert.DoesNotContain("show=won", visitor.Page.Url);
    }

    private static async Task OpenOne(Visitor visitor)
    {
        await visitor.Open("/");
        var box = visitor.Page.Locator("[data-row]").Filter(new() { Has = visitor.Page.Locator("form[data-record]") });
        await visitor.Open((await box.Locator("a[data-open]").GetAttributeAsync("href"))!);
    }

    private static async Task OpenGateOfHisOwn(Visitor visitor)
    {
        await visitor.Open("/pipeline");
        var links = await visitor.Page.Locator("tr[data-row] a[data-open]")
            .EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        foreach (var link in links)
        {
            await visitor.Open($"{link}/gate");
            if (await visitor.Page.Locator("#reason").CountAsync() > 0) return;
        }
        Assert.Fail("Every gate of this seller is his leader's to decide.");
    }

    private async Task<string> Name(string who)
    {
        await using var visitor = await demo.Visit(who);
        await visitor.Open("/");
        return await visitor.Page.Locator(".foot .person").InnerTextAsync();
    }
}
