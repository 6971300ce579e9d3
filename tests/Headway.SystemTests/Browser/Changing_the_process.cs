using System.Text;
using System.Text.RegularExpressions;
using Headway.App.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Headway.SystemTests.Browser;

/// <summary>Somebody who founded an organisation and is process owner and leader at once.</summary>
[Collection(InTheBrowser.Name)]
public sealed partial class Changing_the_process(DemoInBrowser demo)
{
    [Fact]
    public async Task Is_done_in_place_published_with_a_reason_and_open_ones_are_moved_by_hand()
    {
        await using var visitor = await demo.VisitAsFounder();
        await visitor.Open("/opportunities/new");
        await visitor.Page.Locator("[name='Form.Account']").FillAsync("Harbour Pumps");
        await visitor.Page.GetByLabel("What they would buy").FillAsync("Spare parts");
        await visitor.Press("Enter");
        await visitor.Sees("Harbour Pumps");

        await visitor.Open("/process");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await visitor.Sees("Kept as a draft to change");
        await visitor.Page.GetByRole(AriaRole.Link, new() { NameRegex = Change() }).First.ClickAsync();
        await visitor.Page.Locator("form.element textarea[name='Form.Question']").FillAsync("What goes wrong, and whom does it cost most?");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).First.ClickAsync();
        await visitor.Sees("Saved. Nothing runs on it");
        await visitor.Sees("instead of");

        await visitor.Page.GetByLabel("Why this version").FillAsync("It asked about the problem and not about the people.");
        await visitor.Press("Enter");
        await visitor.Sees("One outcome reads differently now");
        await visitor.Page.GetByLabel("asks the same").CheckAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Publish version 2" }).ClickAsync();
        await visitor.Sees("Published. New opportunities follow it");

        await visitor.Sees("1 of 1 stay where they stand");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Move the chosen ones to version 2" }).ClickAsync();
        await visitor.Sees("1 opportunity moved.");
        Assert.Equal(0, await visitor.Page.GetByText("Open on an older version").CountAsync());
    }

    [Fact]
    public async Task By_its_text_keeps_comments_and_says_where_the_text_is_wrong()
    {
        await using var visitor = await demo.VisitAsFounder();
        await visitor.Open("/process");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await visitor.Page.GetByText("The same as text").ClickAsync();
        var text = await visitor.Page.Locator("textarea[name='Form.Text']").InputValueAsync();
        await visitor.Page.Locator("textarea[name='Form.Text']").FillAsync("# Ours, since spring.\n" + text);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save the text" }).ClickAsync();
        await visitor.Sees("Saved. Nothing runs on it");
        await visitor.Page.GetByText("The same as text").ClickAsync();
        var kept = await visitor.Page.Locator("textarea[name='Form.Text']").InputValueAsync();
        Assert.StartsWith("# Ours, since spring.", kept, StringComparison.Ordinal);

        await visitor.Page.Locator("textarea[name='Form.Text']").FillAsync("stages: [");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save the text" }).ClickAsync();
        await visitor.Sees("no process file that can be read");
        Assert.Equal("stages: [", await visitor.Page.Locator("textarea[name='Form.Text']").InputValueAsync());
    }

    [Fact]
    public async Task Begins_from_the_stages_of_a_CRM_with_what_has_to_be_mended_beside_them()
    {
        await using var visitor = await demo.VisitAsFounder();
        await visitor.Open("/process");
        await visitor.Page.GetByText("Another process").ClickAsync();
        await visitor.Page.GetByLabel("What it is called").FillAsync("Field service");
        await visitor.Page.GetByLabel("Stages of your CRM, a line each").FillAsync("Qualification\nProposal sent\nNegotiation\nClosed Won");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Begin a draft" }).ClickAsync();
        await visitor.Sees("Not yet something to work by");
        await visitor.Sees("HW102");
        await visitor.Sees("HW201");
        await visitor.Sees("it cannot be published yet");
    }

    /// <summary>The print itself, not the estimate of the linter.</summary>
    [Fact]
    public async Task Prints_every_template_on_one_page()
    {
        await using var visitor = await demo.VisitAsFounder();
        foreach (var (name, _) in Templates.Shipped)
        {
            await visitor.Open("/process");
            await visitor.Page.GetByText("Another process").ClickAsync();
            await visitor.Page.GetByLabel("Begin with").SelectOptionAsync(name);
            await visitor.Page.GetByLabel("What it is called").FillAsync($"Ours {name}");
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Begin a draft" }).ClickAsync();
            await visitor.Sees("Still small enough to be used");
            var pdf = Encoding.Latin1.GetString(await visitor.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));
            Assert.True(Pages().Count(pdf) == 1, $"{name} prints on {Pages().Count(pdf)} pages.");
        }
    }

    [GeneratedRegex("^Change “They have")]
    private static partial Regex Change();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex Pages();
}
