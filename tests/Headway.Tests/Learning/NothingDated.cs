using System.Collections.Immutable;
using Headway.Histories;
using Headway.Learning;
using Headway.Statistics.Intervals;
using Xunit;

namespace Headway.Tests.Learning;

public sealed class A_history_without_dates
{
    private static readonly HistoryShape shape = new(
        [], [], [],
        new Dictionary<string, LabelMeaning>
        {
            ["won"] = new LabelMeaning.Ended(Ending.Won),
            ["lost"] = new LabelMeaning.Ended(Ending.Lost),
        }.ToImmutableDictionary(StringComparer.Ordinal), "amount", null, ["region"], "EUR")
    {
        AmountKnown = KnownFrom.Opening,
        KnownFromOpening = ["region"],
    };

    /// <summary>Two regions of 40; 30 and 10 of them were won.</summary>
    private static readonly History history = Of(80);

    private static History Of(int cases)
    {
        var at = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var log = new EventLog(
            [.. Enumerable.Range(0, cases).Select(c => $"row {c}")], [.. Enumerable.Range(0, cases + 1)], ["won", "lost"],
            [.. Enumerable.Range(0, cases).Select(c => c % 40 < (c < 40 ? 30 : 10) ? 0 : 1)],
            [.. Enumerable.Repeat(at.UtcTicks, cases)], [], [], [],
            [new CaseAttribute("region", ["north", "south"], [.. Enumerable.Range(0, cases).Select(c => c / 40)]),
                new CaseAttribute("amount", ["1000"], new int[cases])]);
        return History.AsOf(log, shape, at);
    }

    [Fact]
    public void Gives_customers_a_plain_share_and_no_time_and_no_money_per_week()
    {
        var table = ClientProfile.Of(history).Tables.Single();
        Assert.Equal((false, null), (table.HasDates, table.WithinDays));
        var north = table.Segments.Single(segment => segment.Value == "north");
        Assert.Equal(new Figure.Known(0.75, Wilson.Of(30, 40), 40), north.Won);
        Assert.Equal(1000, ((Figure.Known)north.AmountMean).Value);
        Assert.All(table.Segments, segment => Assert.Equal((Figure.NoDates, Figure.NoDates), (segment.DaysOpenMean, segment.WorthPerWeek)));
        Assert.Contains("75 (60-86) of 100 that ended", RoadSentences.Of(table));
        Assert.DoesNotContain("within", RoadSentences.Of(table));
    }

    [Fact]
    public void Says_so_first_and_tells_no_pace_and_no_curve()
    {
        Assert.False(history.HasDates);
        var honesty = HistoryHonesty.Of(history, Calendar.Utc, TestContext.Current.CancellationToken);
        Assert.Empty(honesty.Pace);
        Assert.StartsWith("There are no dates", Assert.Single(RoadSentences.Warnings(honesty)));
        var funnel = Funnel.Of(history);
        Assert.False(funnel.HasDates);
        Assert.Empty(funnel.Endings.Curve);
        Assert.Equal(new Figure.Known(0.5, Wilson.Of(40, 80), 80), funnel.ClosedOnly.Rate);
        Assert.EndsWith("There are no dates, so nothing says by when. None is open.", Wording.WhyClosedOnlyDiffers(funnel));
    }

    [Fact]
    public void Draws_no_map_of_what_came_after_what() => Assert.Empty(ProcessMap.Of(history).Nodes);

    [Fact]
    public void Cannot_teach_what_the_open_ones_are_worth_where_none_is_open() => Assert.Equal(
        new Lesson("What are the open ones worth?", false, "None is open."),
        HistoryHonesty.Of(history, Calendar.Utc, TestContext.Current.CancellationToken).Lessons
            .Single(lesson => lesson.Question.StartsWith("What are", StringComparison.Ordinal)));
}
