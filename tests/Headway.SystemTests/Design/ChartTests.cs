using Headway.App.Design.Charts;
using Headway.App.Design.Gallery;
using Xunit;

namespace Headway.SystemTests.Design;

public sealed class Ticks_on_an_axis
{
    [Theory]
    [InlineData(0, 4.2e6, 5)]
    [InlineData(-12, 16, 4)]
    [InlineData(0, 0, 5)]
    [InlineData(7, 7, 5)]
    [InlineData(1e-9, 3e-9, 4)]
    [InlineData(-1e15, 1e15, 6)]
    [InlineData(9, 3, 4)]
    public void Cover_the_values_in_round_steps(double low, double high, int wanted)
    {
        var ticks = Ticks.Nice(low, high, wanted);
        Assert.InRange(ticks.Count, 2, 12);
        Assert.True(ticks[0] <= Math.Min(low, high) + 1e-12 && ticks[^1] >= Math.Max(low, high) - 1e-12);
        var step = ticks[1] - ticks[0];
        var digit = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9));
        Assert.Contains(Math.Round(digit, 6), new[] { 1.0, 2, 5 });
    }

    [Fact]
    public void Of_what_is_not_a_number_are_still_an_axis() => Assert.Equal([0, 1], Ticks.Nice(double.NaN, 3, 4));

    [Fact]
    public void Of_a_quarter_are_the_first_days_of_its_months() =>
        Assert.Equal([new(2026, 10, 1), new(2026, 11, 1), new(2026, 12, 1)], Ticks.Dates(new(2026, 10, 1), new(2026, 12, 31), 7));
}

public sealed class A_scale
{
    [Fact]
    public void Maps_ends_to_ends_and_holds_wild_values_inside()
    {
        var scale = new Scale(0, 200, 300, 100);
        Assert.Equal([300, 200, 100, 100], new[] { scale.At(0), scale.At(100), scale.At(200), scale.Inside(1e9) });
    }

    [Fact]
    public void Without_width_answers_the_middle() => Assert.Equal(50, new Scale(3, 3, 0, 100).At(3));
}

public sealed class Numbers_in_words
{
    [Theory]
    [InlineData(0, "€ 0")]
    [InlineData(999, "€ 999")]
    [InlineData(999_600, "€ 1M")]
    [InlineData(412_300, "€ 412k")]
    [InlineData(2_460_000, "€ 2.46M")]
    [InlineData(-30_000, "−€ 30k")]
    [InlineData(8.1e11, "€ 810B")]
    public void Write_money_with_three_digits(double amount, string words) => Assert.Equal(words, ChartText.Money(amount,
        "EUR").Replace('\u00a0', ' '));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.0004, "under 1 %")]
    [InlineData(0.582, "58 %")]
    [InlineData(0.9999, "over 99 %")]
    [InlineData(1, "100 %")]
    public void Never_call_a_likely_thing_certain(double share, string words) => Assert.Equal(words,
        ChartText.Percent(share).Replace('\u00a0', ' '));
}

public sealed class Labels
{
    [Fact]
    public void Beside_a_forest_are_its_points_whatever_the_verdict() => Assert.Equal(
        ["+4 (−1 to +9)", "+4 (−1 to +9)"], new[] { Verdict.WithWinning, Verdict.NotEnough }.Select(verdict =>
            ForestDrawing.Reading(new ForestRow("one", 4, -1, 9, 521, verdict, 430))));

    [Fact]
    public void Are_moved_apart_in_their_order() => Assert.Equal([10, 24, 38], Words.Apart([10, 11, 12], 14, 0, 100));

    [Fact]
    public void Go_on_a_second_line_at_a_space_where_one_is_too_short()
    {
        Assert.Equal(("Short", null), Words.InTwo("Short", 100));
        var width = Words.Width("The customer ret");
        Assert.Equal(("The customer", "returned the offer"), Words.InTwo("The customer returned the offer", width));
        Assert.Equal(("Unbreakable", null), Words.InTwo("Unbreakable", 20));
    }

    [Fact]
    public void Are_held_inside_the_picture() => Assert.Equal([72, 86, 100], Words.Apart([99, 99, 99], 14, 0, 100));

    [Fact]
    public void Are_cut_with_a_title_that_keeps_the_whole_name()
    {
        var drawing = FunnelDrawing.Of([new(GallerySamples.LongName, 9, 3, 1, 0.3, 0.1, 0.6)], ChartFigure.Wide);
        var label = Assert.Single(drawing.Labels, l => l.Full == GallerySamples.LongName);
        Assert.EndsWith("…", label.Text);
    }

    public static TheoryData<string> Charts => [.. Pictures.All.Keys];

    [Theory]
    [MemberData(nameof(Charts))]
    public void Of_a_chart_never_overlap_and_stay_inside(string name)
    {
        foreach (var width in new[] { ChartFigure.Wide, ChartFigure.Narrow })
        {
            var drawing = Pictures.All[name](width);
            var labels = drawing.Labels.ToList();
            for (var i = 0; i < labels.Count; i++)
            {
                Assert.True(labels[i].Left >= -1 && labels[i].Right <= width + 1,
                    $"{name} at {width}: “{labels[i].Text}” leaves the picture");
                for (var k = i + 1; k < labels.Count; k++)
                    Assert.False(Touch(labels[i], labels[k]),
                        $"{name} at {width}: “{labels[i].Text}” and “{labels[k].Text}” overlap");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void And_shapes_of_a_chart_are_finite(string name)
    {
        var drawing = Pictures.All[name](ChartFigure.Narrow);
        Assert.True(drawing.Height > 0);
        Assert.DoesNotContain(drawing.Labels, l => l.Text.Contains("NaN") || l.Text.Contains('?') || !double.IsFinite(l.X + l.Y));
    }

    // Ten of the fourteen units of a line are ink; what is further apart than that cannot touch.
    static bool Touch(Shape.Label a, Shape.Label b) => Math.Abs(a.Y - b.Y) < 10 && a.Left < b.Right && b.Left < a.Right;
}

static class Pictures
{
    static readonly Pace bare = GallerySamples.EmptyPace;

    public static readonly Dictionary<string, Func<double, Drawing>> All = new()
    {
        ["funnel"] = w => FunnelDrawing.Of(GallerySamples.Funnel, w),
        ["funnel of zeros"] = w => FunnelDrawing.Of(GallerySamples.ZeroFunnel, w),
        ["funnel of nothing"] = w => FunnelDrawing.Of([], w),
        ["funnel of millions"] = w => FunnelDrawing.Of([new("All", 12_400_000, 9_000_000, 100_000, 0.73, 0.72, 0.74)], w),
        ["incidence"] = w => IncidenceDrawing.Of(GallerySamples.Curves, GallerySamples.AtRisk, w),
        ["incidence of equals"] = w => IncidenceDrawing.Of([.. "ABCD".Select(c => new IncidenceCurve($"{GallerySamples.LongName} {c}",
            [new(3, 0.2, 0.1, 0.3)]))], [], w),
        ["incidence of nothing"] = w => IncidenceDrawing.Of([new("Won", [])], [], w),
        ["time in stage"] = w => TimeInStageDrawing.Of(GallerySamples.Times, w),
        ["time of zeros"] = w => TimeInStageDrawing.Of([new("Closing", 0, null, 0, 0, 0, 0), new("Same day", 30, 0, 0, 0, 0, 0)], w),
        ["distribution"] = w => DistributionDrawing.Of(GallerySamples.Ends, GallerySamples.Euro, w),
        ["distribution, huge"] = w => DistributionDrawing.Of(GallerySamples.HugeEnds, GallerySamples.Euro, w),
        ["distribution of one point"] = w => DistributionDrawing.Of(new([new(0, 0)], 0, 0, 0, null, null), GallerySamples.Euro, w),
        ["pace"] = w => PaceDrawing.Of(GallerySamples.Pace, GallerySamples.Euro, w),
        ["pace of nothing"] = w => PaceDrawing.Of(bare, GallerySamples.Euro, w),
        ["pace, one day done"] = w => PaceDrawing.Of(bare with { Done = [new(bare.From, 8e11)], Goal = 8.2e11 }, GallerySamples.Euro, w),
        ["forest"] = w => ForestDrawing.Of(GallerySamples.Forest, 3, "more or fewer won of 100", w),
        ["forest of zeros"] = w => ForestDrawing.Of([new("Nothing", 0, 0, 0, 0, Verdict.NotEnough)], 0, "points", w),
        ["ranges"] = w => RangesDrawing.Of(
            [new("everything confirmed", 0.41, 0.29, 0.54, 63), new(GallerySamples.LongName, 0, 0, 1, 9)], w),
        ["ranges of nothing"] = w => RangesDrawing.Of([], w),
        ["steps"] = w => StepsDrawing.Of(GallerySamples.Chance, w),
        ["steps of one"] = w => StepsDrawing.Of(new([new(bare.From, 0)], bare.From), w),
        ["steps of nothing"] = w => StepsDrawing.Of(new([], bare.From), w),
    };
}
