using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Headway.SystemTests.Browser;

[Collection(InTheBrowser.Name)]
public sealed class Finding_and_doing(DemoInBrowser demo)
{
    private const string Keys = "Control+k";

    [Fact]
    public async Task Finds_an_opportunity_by_a_few_letters_and_opens_it_by_keys_alone()
    {
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await visitor.Open("/pipeline");
        var customer = await visitor.Page.Locator("tr[data-row] a[data-open]").First.InnerTextAsync();
        await visitor.Press(Keys);
        await visitor.Type(customer.ToLowerInvariant());
        await Assertions.Expect(Options(visitor).First).ToContainTextAsync(customer);
        await Assertions.Expect(Field(visitor)).ToHaveAttributeAsync("aria-activedescendant", "palette-0");
        await Assertions.Expect(visitor.Page.Locator("#palette [role=status]")).ToContainTextAsync("found");
        await visitor.Press("Enter");
        await visitor.Page.WaitForURLAsync("**/opportunities/**");
        await visitor.Sees(customer);
    }

    [Fact]
    public async Task Closes_by_Escape_gives_the_focus_back_and_keeps_what_was_typed()
    {
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await visitor.Open("/pipeline");
        await visitor.Press("/");
        await visitor.Press(Keys);
        await visitor.Type("zzzz");
        await visitor.Sees("Nothing you may see is called “zzzz”");
        await visitor.Press("Escape");
        await Assertions.Expect(visitor.Page.Locator("#palette")).ToBeHiddenAsync();
        await Assertions.Expect(visitor.Page.Locator("[data-search-field]")).ToBeFocusedAsync();
        await visitor.Open("/goals");
        await visitor.Press(Keys);
        await Assertions.Expect(Field(visitor)).ToHaveValueAsync("zzzz");
    }

    [Fact]
    public async Task Records_evidence_on_the_outcome_that_was_named()
    {
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await OpenOne(visitor);
        await visitor.Press(Keys);
        await visitor.Type("record sign");
        var wanted = Options(visitor).Filter(new() { HasText = "Record: " }).First;
        await Assertions.Expect(wanted).ToBeVisibleAsync();
        var outcome = (await wanted.GetAttributeAsync("data-href"))!.Split("outcome=")[1];
        await wanted.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator($"#outcome-{outcome} [data-evidence]")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Shows_nothing_of_what_is_somebody_elses()
    {
        string customer;
        await using (var leader = await demo.Visit(DemoInBrowser.Leader))
        {
            await using var seller = await demo.Visit(DemoInBrowser.Seller);
            var mine = await All(seller);
            customer = (await All(leader)).First(name => !mine.Contains(name));
        }
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await visitor.Open("/");
        var answer = await visitor.Page.APIRequest.GetAsync($"/api/v1/palette?q={Uri.EscapeDataString(customer)}");
        Assert.DoesNotContain(customer, await answer.TextAsync());
    }

    [Fact]
    public async Task Has_no_accessibility_findings_while_it_is_open_and_fits_a_phone_where_Search_opens_it()
    {
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await visitor.Page.SetViewportSizeAsync(390, 844);
        await OpenOne(visitor);
        await visitor.Page.Locator(".rest > summary").ClickAsync();
        await visitor.Page.Locator(".rest [data-palette-open]").ClickAsync();
        await Assertions.Expect(Options(visitor).First).ToBeVisibleAsync();
        Assert.Equal(390, await visitor.Page.EvaluateAsync<int>("Math.max(innerWidth, document.documentElement.scrollWidth)"));
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var found = await visitor.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
            Assert.Equal([], found.Violations.SelectMany(each => each.Nodes.Select(node => $"{each.Id} {node.Html}")));
        }
    }

    [Fact]
    public async Task Prepares_a_meeting_by_one_key_on_one_page_of_paper()
    {
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await OpenOne(visitor);
        await visitor.Press("m");
        await visitor.Page.WaitForURLAsync("**/prepare");
        await visitor.Sees("Who is known there");
        var pdf = await visitor.Page.PdfAsync(new() { PreferCSSPageSize = true });
        var text = System.Text.Encoding.Latin1.GetString(pdf);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(text, @"/Type\s*/Page\b(?!s)"));
    }

    [Fact]
    public async Task Undoes_what_was_recorded_by_one_key_and_leaves_it_struck()
    {
        const string said = "He will sign on the first, he said in passing.";
        await using var visitor = await demo.Visit(DemoInBrowser.Seller);
        await OpenOne(visitor);
        var before = await visitor.Heading();
        await visitor.Press("e");
        await visitor.Type(said);
        await visitor.Press("Enter");
        await visitor.Sees("Recorded.");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).WaitForAsync();
        await visitor.Page.Locator("h1").ClickAsync();
        await visitor.Press("u");
        await visitor.Sees("Undone.");
        Assert.Equal(before, await visitor.Heading());
        await Assertions.Expect(visitor.Page.Locator("table.time tr", new() { HasText = said }).Locator("del")).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToHaveCountAsync(0);
    }

    private static ILocator Field(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Combobox, new() { Name = "Customer, opportunity" });

    private static ILocator Options(Visitor visitor) => visitor.Page.Locator("#palette [role=option]");

    private static async Task<HashSet<string>> All(Visitor visitor)
    {
        await visitor.Open("/pipeline");
        return [.. await visitor.Page.Locator("tr[data-row] a[data-open]").AllInnerTextsAsync()];
    }

    private static async Task OpenOne(Visitor visitor)
    {
        await visitor.Open("/");
        var box = visitor.Page.Locator("[data-row]").Filter(new() { Has = visitor.Page.Locator("form[data-record]") });
        await visitor.Open((await box.Locator("a[data-open]").GetAttributeAsync("href"))!);
        await Assertions.Expect(visitor.Page.Locator("h1")).ToBeFocusedAsync();
    }
}
