using Headway.App.Design;
using Headway.App.Design.Charts;
using Headway.App.Design.Gallery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Headway.SystemTests.Design;

public sealed class Components_as_html
{
    [Fact]
    public async Task A_hostile_name_stays_text_in_a_chart()
    {
        const string hostile = "<script>alert(1)</script>";
        var html = await Render<FunnelChart>(new()
        {
            ["Stages"] = new FunnelStage[] { new(hostile, 40, 20, 1, 0.5, 0.4, 0.6) },
            ["Says"] = hostile
        });
        Assert.DoesNotContain("<script", html);
        Assert.Contains("&lt;script&gt;", html);
    }

    [Fact]
    public async Task A_chart_below_its_floor_says_what_it_has_and_needs()
    {
        var html = await Render<FunnelChart>(new() { ["Stages"] = GallerySamples.ZeroFunnel });
        Assert.Contains("Not enough history", html);
        Assert.Contains("This needs 10 opportunities; there are 0 so far.", html);
        Assert.DoesNotContain("<table", html);
    }

    [Fact]
    public async Task A_chart_is_drawn_wide_and_narrow_with_its_numbers_and_without_style_attributes()
    {
        var html = await Render<PaceChart>(new()
        {
            ["Pace"] = GallerySamples.Pace,
            ["Measure"] = GallerySamples.Euro,
            ["Says"] = "On pace."
        });
        Assert.Contains("viewBox=\"0 0 652 ", html);
        Assert.Contains("viewBox=\"0 0 326 ", html);
        Assert.Contains("aria-label=\"Pace. On pace.\"", html);
        Assert.Contains("<caption", html);
        Assert.DoesNotContain("style=", html);
    }

    [Fact]
    public async Task A_record_box_works_as_a_plain_form_and_keeps_what_was_written()
    {
        var html = await Render<RecordBox>(new()
        {
            ["Action"] = "/evidence",
            ["Question"] = "Who signs?",
            ["DraftKey"] = "signs",
            ["IdempotencyKey"] = "k1",
            ["Sentence"] = "The CFO",
            ["Wrong"] = "Name a person."
        });
        Assert.Contains("method=\"post\" action=\"/evidence\"", html);
        Assert.Contains("name=\"idempotencyKey\" value=\"k1\"", html);
        Assert.Contains("value=\"The CFO\"", html);
        Assert.Contains("aria-describedby=\"signs-wrong\"", html);
    }

    [Theory]
    [InlineData(OutcomeShape.Unknown, "unknown")]
    [InlineData(OutcomeShape.Confirmed, "confirmed")]
    [InlineData(OutcomeShape.Refuted, "refuted")]
    [InlineData(OutcomeShape.Stale, "stale")]
    [InlineData(OutcomeShape.Claimed, "claimed")]
    public async Task A_mark_says_its_state_aloud(OutcomeShape shape, string words) =>
        Assert.Contains($"aria-label=\"{words}\"", await Render<OutcomeMark>(new() { ["Shape"] = shape }));

    static async Task<string> Render<TComponent>(Dictionary<string, object?> parameters) where TComponent : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
