using Microsoft.Playwright;
using Xunit;

namespace Headway.SystemTests.Browser;

/// <summary>The system's own Chromium, started once; tests that need it are skipped by name where there is none.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    private static readonly string[] arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private readonly IPlaywright playwright;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    public static async Task<Chromium> Start()
    {
        Assert.SkipUnless(File.Exists(Program), $"Chromium is missing: {Program}. Install it to run the browser tests.");
        // Playwright only drives; it must not fetch a browser of its own.
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            // The sandbox needs a user of its own; as root there is none.
            Args = Environment.UserName == "root" ? [.. arguments, "--no-sandbox"] : arguments,
        });
        return new Chromium(playwright, browser);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}
