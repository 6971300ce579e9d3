using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Headway.SystemTests.Browser;

[Collection(InTheBrowser.Name)]
public sealed class Every_page(DemoInBrowser demo)
{
    private const int WeightMost = 120 * 1024;

    /// <summary>Touch targets at least this wide and high (WCAG 2.2, 2.5.8).</summary>
    private const int TargetLeast = 24;

    [Fact]
    public async Task Is_found_by_its_route()
    {
        var paths = (await SitePages.Of(demo)).Select(page => page.Path).ToHashSet();
        HashSet<string> known = ["/", "/pipeline", "/goals", "/forecast", "/learn", "/process", "/sign-in", "/set-up"];
        Assert.Superset(known, paths);
        Assert.Contains(paths, path => path.StartsWith("/opportunities/", StringComparison.Ordinal)
            && path.EndsWith("/gate", StringComparison.Ordinal));
    }

    [Fact]
    public Task Has_no_accessibility_findings_in_light_and_dark_on_narrow_and_wide_screens() => None(async (visitor, page) =>
    {
        var findings = new List<string>();
        foreach (var width in new[] { 320, 1280 })
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visitor.Page.SetViewportSizeAsync(width, 800);
                await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var result = await visitor.Page.RunAxe(new AxeRunOptions
                {
                    RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
                    ResultTypes = [ResultType.Violations],
                });
                findings.AddRange(result.Violations.SelectMany(violation => violation.Nodes.Select(node =>
                    $"{page} at {width} {scheme}: {violation.Id} {node.Target} {node.Html[..Math.Min(node.Html.Length, 160)]}")));
            }
        return findings;
    });

    [Fact]
    public Task Fits_a_phone_without_scrolling_sideways_and_with_targets_for_a_thumb() => None(async (visitor, page) =>
    {
        await visitor.Page.SetViewportSizeAsync(390, 844);
        var answer = await visitor.Page.EvaluateAsync<JsonElement>(
            """
            least => {
              const all = document.documentElement.scrollWidth;
              const wide = all > innerWidth ? [`scrolls to ${all} px`] : [];
              const box = element => (element.closest('label') ?? element).getBoundingClientRect();
              // A link inside a sentence is exempt: its height is the line's.
              const inText = element => element.matches('a, summary') && getComputedStyle(element).display === 'inline'
                && [...element.parentElement.childNodes].some(node => node.nodeType === 3 && node.data.trim());
              const targets = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
              const small = [...document.querySelectorAll(targets)]
                .filter(element => element.checkVisibility({ visibilityProperty: true })
                  && !element.closest('.vh, .skip') && !inText(element))
                .filter(element => box(element).width < least - .5 || box(element).height < least - .5)
                .map(element => [element.outerHTML.slice(0, 110), box(element)])
                .map(([html, size]) => `${html} is ${Math.round(size.width)} x ${Math.round(size.height)}`);
              return [...wide, ...small];
            }
            """, TargetLeast);
        return answer.EnumerateArray().Select(each => $"{page}: {each.GetString()}");
    });

    [Fact]
    public Task Transfers_at_most_120_KB_with_everything_it_needs() => None(async (visitor, page) =>
    {
        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.setCacheDisabled", new Dictionary<string, object> { ["cacheDisabled"] = true });
        var (bytes, parts) = (0.0, new List<string>());
        var files = new Dictionary<string, string>();
        session.Event("Network.responseReceived").OnEvent += (_, got) => files[got!.Value.GetProperty("requestId").GetString()!] =
            got.Value.GetProperty("response").GetProperty("url").GetString()!;
        session.Event("Network.loadingFinished").OnEvent += (_, finished) =>
        {
            var size = finished!.Value.GetProperty("encodedDataLength").GetDouble();
            bytes += size;
            parts.Add($"{files.GetValueOrDefault(finished.Value.GetProperty("requestId").GetString()!)} {size / 1024:0.0}");
        };
        await visitor.Page.GotoAsync(page.Path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.True(bytes > 5_000, $"{page} weighs {bytes} bytes: the measurement is broken.");
        return bytes > WeightMost ? [$"{page} weighs {bytes / 1024:0} KB: {string.Join(", ", parts)}"] : [];
    });

    /// <summary>Opens each page, and lists what is wrong on any of them.</summary>
    private async Task None(Func<Visitor, SitePage, Task<IEnumerable<string>>> look)
    {
        var findings = new List<string>();
        foreach (var visits in (await SitePages.Of(demo)).GroupBy(page => page.Who))
        {
            await using var visitor = await demo.Visit(visits.Key);
            foreach (var page in visits)
            {
                await visitor.Open(page.Path);
                findings.AddRange(await look(visitor, page));
            }
        }
        Assert.True(findings.Count == 0, $"{findings.Count} findings:\n{string.Join('\n', findings)}");
    }
}
