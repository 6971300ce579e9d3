using Microsoft.Playwright;
using Xunit;

namespace Headway.SystemTests.Browser;

/// <summary>Somebody at a browser page. Whatever the page complains about (a script error, a policy report, a missing file) fails the
/// test.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly List<string> complaints = [];

    private Visitor(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<Visitor> Come(IBrowser browser, BrowserNewContextOptions options)
    {
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(10_000);
        return new Visitor(await context.NewPageAsync());
    }

    public async Task<Visitor> Open(string path)
    {
        await Page.GotoAsync(path);
        return this;
    }

    public async Task SignIn(string email, string password)
    {
        await Open("/sign-in");
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.Keyboard.PressAsync("Enter");
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
    }

    /// <summary>Fills in the page of the first start, which makes Ada Berg everything that somebody can be.</summary>
    public async Task SetUp()
    {
        foreach (var (label, value) in new[]
        {
            ("Organisation", "Solvang Marine"), ("Your name", "Ada Berg"), ("E-mail", "ada@solvang.example"),
            ("Password, at least 12 characters", "a long enough phrase"),
        })
            await Page.GetByLabel(label).FillAsync(value);
        await Press("Enter");
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
    }

    public Task Press(string key) => Page.Keyboard.PressAsync(key);

    public Task Type(string text) => Page.Keyboard.TypeAsync(text);

    public Task Sees(string text) => Assertions.Expect(Page.GetByText(text).Filter(new() { Visible = true }).First).ToBeVisibleAsync();

    public async Task<string> Heading() => (await Page.Locator("h1").First.InnerTextAsync()).Trim();

    /// <summary>Answers that were meant to be refused: they are no complaint.</summary>
    public void Expected(string path) => complaints.RemoveAll(each => each.Contains($"{path}: ", StringComparison.Ordinal)
        && each.Contains("404", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        Assert.Empty(complaints);
    }
}
