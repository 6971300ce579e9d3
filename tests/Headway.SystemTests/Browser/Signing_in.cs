using Microsoft.Playwright;
using Xunit;

namespace Headway.SystemTests.Browser;

[Collection(InTheBrowser.Name)]
public sealed class Signing_in(DemoInBrowser demo)
{
    [Fact]
    public async Task By_keyboard_leads_to_the_page_that_was_asked_for()
    {
        await using var visitor = await demo.Visit(null);
        await visitor.Open("/goals");
        Assert.Equal("/sign-in", new Uri(visitor.Page.Url).AbsolutePath);
        await visitor.Type(DemoInBrowser.EmailOf(DemoInBrowser.Seller)); // the first field has the focus already
        await visitor.Press("Tab");
        await visitor.Type(demo.Password);
        await visitor.Press("Enter");
        await visitor.Page.WaitForURLAsync("**/goals");
    }

    [Fact]
    public async Task With_a_wrong_password_keeps_the_address_and_says_so()
    {
        await using var visitor = await demo.Visit(null);
        await visitor.Open("/sign-in");
        await visitor.Page.GetByLabel("E-mail").FillAsync("somebody@example.org");
        await visitor.Page.GetByLabel("Password").FillAsync("not-the-password");
        await visitor.Press("Enter");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not belong together");
        await Assertions.Expect(visitor.Page.GetByLabel("E-mail")).ToHaveValueAsync("somebody@example.org");
    }

    [Fact]
    public async Task And_out_again_closes_every_page()
    {
        await using var visitor = await demo.Visit(null);
        await visitor.SignIn(DemoInBrowser.EmailOf(DemoInBrowser.Leader), demo.Password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).First.ClickAsync();
        await visitor.Page.WaitForURLAsync("**/sign-in");
        await visitor.Open("/pipeline");
        Assert.Equal("/sign-in", new Uri(visitor.Page.Url).AbsolutePath);
    }
}

[Collection(InTheBrowser.Name)]
public sealed class The_first_start(DemoInBrowser demo)
{
    [Fact]
    public async Task Is_set_up_once_by_its_link_and_shows_what_to_do_next()
    {
        var (server, link) = await demo.Empty();
        await using var visitor = await demo.VisitEmpty(server);
        await visitor.Open("/set-up?token=0000");
        await visitor.Sees("This link does not open anything");

        await visitor.Open(link);
        await visitor.SetUp();
        await visitor.Sees("Ada Berg");

        foreach (var path in new[] { "/", "/pipeline", "/goals", "/forecast", "/learn", "/process" })
        {
            await visitor.Open(path);
            Assert.NotEqual("", await visitor.Heading());
        }
        await visitor.Open(link);
        await visitor.Sees("This link does not open anything");
    }
}
