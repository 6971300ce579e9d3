using Microsoft.Playwright;
using Xunit;

namespace Headway.SystemTests.Browser;

/// <summary>Somebody who founded an organisation and is seller and process owner at once.</summary>
[Collection(InTheBrowser.Name)]
public sealed class Hearing_the_sellers(DemoInBrowser demo)
{
    [Fact]
    public async Task A_question_that_worked_is_proposed_taken_into_a_draft_and_said_to_be_so()
    {
        await using var visitor = await Seller();
        var at = visitor.Page.Url;
        await visitor.Page.GetByText("What to ask for it").First.ClickAsync();
        await visitor.Sees("None that you may see was won yet.");
        await visitor.Sees("Not enough history to say how often it confirms it");
        await visitor.Page.GetByLabel("A good question for it, as you ask it").First.FillAsync("What did the last stop cost, to the hour?");
        await visitor.Press("Enter");
        await visitor.Sees("Proposed. The process owner takes it");

        await visitor.Open("/process");
        await visitor.Sees("“What did the last stop cost, to the hour?”");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Take it" }).ClickAsync();
        await visitor.Sees("Taken into this draft.");
        await visitor.Page.GetByText("The same as text").ClickAsync();
        Assert.Contains(
            "What did the last stop cost, to the hour?", await visitor.Page.Locator("textarea[name='Form.Text']").InputValueAsync());
        await visitor.Open("/process");
        Assert.Equal(0, await visitor.Page.GetByText("Questions sellers propose").CountAsync());
        await visitor.Open(at);
        await visitor.Page.GetByText("What to ask for it").First.ClickAsync();
        await visitor.Sees("taken into draft 1");
    }

    [Fact]
    public async Task Of_no_use_is_one_click_and_a_word_and_can_be_taken_back()
    {
        await using var visitor = await Seller();
        var at = visitor.Page.Url;
        await visitor.Page.GetByText("Of no use here", new() { Exact = true }).First.ClickAsync();
        await visitor.Page.GetByLabel("Why is it of no use here?").First.FillAsync("They publish it");
        await visitor.Press("Enter");
        await visitor.Sees("You said of no use here");
        await visitor.Page.GetByText("This gate is of no use here").ClickAsync();
        await visitor.Page.Locator("aside .voice input[type=text]").FillAsync("Asked twice");
        await visitor.Press("Enter");
        await visitor.Sees("“Asked twice”");

        await visitor.Open("/process");
        await visitor.Sees("“They publish it”");
        await visitor.Sees("“Asked twice”");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await visitor.Sees("“They publish it”");
        await visitor.Open(at);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).First.ClickAsync();
        await visitor.Sees("Taken back.");
        await visitor.Open("/process");
        Assert.Equal(1, await visitor.Page.GetByText("Of no use in 1 opportunity").CountAsync());
    }

    private async Task<Visitor> Seller()
    {
        var visitor = await demo.VisitAsFounder();
        await visitor.Open("/opportunities/new");
        await visitor.Page.Locator("[name='Form.Account']").FillAsync("Harbour Pumps");
        await visitor.Page.GetByLabel("What they would buy").FillAsync("Spare parts");
        await visitor.Press("Enter");
        await visitor.Sees("Harbour Pumps");
        return visitor;
    }
}
