using Microsoft.Playwright;
using Xunit;

namespace Headway.SystemTests.Browser;

/// <summary>Not a test of its own: draws every page into the folder that HEADWAY_SCREENSHOTS names.</summary>
[Collection(InTheBrowser.Name)]
public sealed class Screenshots(DemoInBrowser demo)
{
    [Fact]
    public async Task Of_every_page_light_dark_and_on_a_phone()
    {
        var folder = Environment.GetEnvironmentVariable("HEADWAY_SCREENSHOTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "HEADWAY_SCREENSHOTS names no folder to draw into.");
        Directory.CreateDirectory(folder!);
        foreach (var visits in (await SitePages.Of(demo)).GroupBy(page => page.Who))
        {
            await using var visitor = await demo.Visit(visits.Key, set => set.ReducedMotion = ReducedMotion.Reduce);
            foreach (var page in visits)
            {
                await visitor.Open(page.Path);
                await Draw(visitor, ColorScheme.Light, 1280, 800, Path.Combine(folder!, $"{page.Name}.png"));
                await Draw(visitor, ColorScheme.Dark, 1280, 800, Path.Combine(folder!, $"{page.Name}-dark.png"));
                await Draw(visitor, ColorScheme.Light, 390, 844, Path.Combine(folder!, $"{page.Name}-phone.png"));
                if (page is { Who: DemoInBrowser.Seller } or { Who: DemoInBrowser.Leader, Path: "/forecast" })
                    await Draw(visitor, ColorScheme.Light, 1120, 700, Path.Combine(folder!, $"{page.Name}-small.png"), whole: false);
            }
        }
    }

    private static async Task Draw(Visitor visitor, ColorScheme scheme, int width, int height, string path, bool whole = true)
    {
        await visitor.Page.SetViewportSizeAsync(width, height);
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await visitor.Page.ScreenshotAsync(new() { Path = path, Animations = ScreenshotAnimations.Disabled });
        // The rest of a long page, below the fold.
        if (whole && await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollHeight") > height)
            await visitor.Page.ScreenshotAsync(new()
            {
                Path = path.Replace(".png", "-whole.png", StringComparison.Ordinal),
                FullPage = true,
                Animations = ScreenshotAnimations.Disabled,
            });
    }
}
