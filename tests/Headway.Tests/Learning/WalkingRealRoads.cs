using Headway.Formats.Mapping;
using Headway.Histories;
using Headway.Learning;
using Headway.Tests.Formats;
using Xunit;

namespace Headway.Tests.Learning;

[Trait("Data", "bpic2012")]
public sealed class The_roads_of_the_loan_log
{
    private static readonly Lazy<History> history = new(() =>
        Imported.Read("bpic2012.mapping.yaml", "bpic2012/bpic2012-until-2011-12-31.xes.gz"));

    /// <summary>Declined within minutes, cancelled after days: endings.csv, counted independently, has the same, by last events.</summary>
    [Fact]
    public void Keep_declined_by_us_apart_from_cancelled_by_the_customer()
    {
        var pace = HistoryHonesty.Of(history.Value, Calendar.Utc, TestContext.Current.CancellationToken).Pace
            .ToDictionary(each => each.Ending);
        Assert.Equal((4_334, 1_346, 1_130), (pace[Ending.NoGo].Cases, pace[Ending.Lost].Cases, pace[Ending.Won].Cases));
        Assert.InRange(pace[Ending.NoGo].DaysMedian * 24 * 60, 0, 15);
        Assert.Equal(LastEventDaysMedian("cancelled"), pace[Ending.Lost].DaysMedian, 0.01);
        Assert.Equal(LastEventDaysMedian("declined"), pace[Ending.NoGo].DaysMedian, 0.01);
        var endings = ProcessMap.Of(history.Value).At(1).Nodes.Where(node => node.Kind == MapNodeKind.Ending).ToList();
        Assert.Equal([(4_334, "No-go"), (1_346, "Lost"), (1_130, "Won")],
            endings.OrderByDescending(node => node.Cases).Select(node => (node.Cases, node.Name)));
    }

    private static double LastEventDaysMedian(string ending)
    {
        double[] days = [.. File.ReadLines(SharedLogs.Path("bpic2012/endings.csv")).Skip(1).Select(line => line.Split(','))
            .Where(cells => cells[4] == ending).Select(cells => (At(cells[3]) - At(cells[2])).TotalDays).Order()];
        return days[days.Length / 2];

        static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The states of an application fire within milliseconds; put in another order they would run backwards.</summary>
    [Fact]
    public void Keep_the_order_of_the_document_on_ties()
    {
        var roads = RoadsWalked.Of(history.Value);
        Assert.Equal(0, roads.BackwardMoves);
        Assert.Equal([0], roads.Top[0].Stages);
        Assert.Contains(roads.Top, road => road.Stages.SequenceEqual([0, 1, 2, 3]));
    }

    [Fact]
    public void Stay_within_what_a_map_may_hold()
    {
        var map = ProcessMap.Of(history.Value);
        var view = map.At(ProcessMap.Levels);
        Assert.InRange(view.Nodes.Length, 5, ProcessMap.MostNodes);
        Assert.InRange(view.Arcs.Length, view.Nodes.Length - 1, ProcessMap.MostArcs);
        // Everyone is submitted; nobody's chance is told without an interval and its sample.
        Assert.Equal(7_455, map.Nodes[0].Cases);
        Assert.All(view.Nodes.Where(node => node.Won is not null), node => Assert.NotNull(((Figure.Known)node.Won!.Share).Interval));
    }

    [Fact]
    public void Show_that_an_offer_sent_back_comes_before_most_wins_and_not_all()
    {
        var returned = OutcomeOrder.Of(history.Value, null).Single(each => each.Outcome.Key == "offer-returned");
        Assert.Null(returned.Stage);
        Assert.InRange(returned.WonWithout, 0, 20);
        Assert.True(returned.Known > 1_130);
    }
}

[Trait("Data", "maven_crm")]
public sealed class The_customers_of_the_CRM_export
{
    private static readonly Lazy<History> history = new(() =>
        Imported.Read("maven-crm.mapping.yaml", "maven_crm/sales_pipeline_as_of_2017-10-01.csv"));

    /// <summary>Chi-square 24.6 on 29 degrees of freedom, p 0.70: by an independent count.</summary>
    [Fact]
    public void Give_no_evidence_that_sellers_differ()
    {
        var sellers = SellerDifferences.Of(history.Value);
        Assert.Equal((30, 4_726, 29), (sellers.Sellers, sellers.Closed, sellers.Test!.Value.DegreesOfFreedom));
        Assert.Equal(24.6, sellers.Test.Value.Statistic, 1);
        Assert.Equal(0.70, sellers.Test.Value.P, 2);
        Assert.StartsWith("No evidence that sellers differ", RoadSentences.Of(sellers));
    }

    [Fact]
    public void Hide_535_open_ones_older_than_any_that_closed()
    {
        var honesty = HistoryHonesty.Of(history.Value, Calendar.Utc, TestContext.Current.CancellationToken);
        Assert.Equal((535, 138), (honesty.Zombies!.Older, (int)honesty.Zombies.OldestClosedDays));
        Assert.NotNull(honesty.Record.TruncatedSince);
        Assert.Equal(1.0, honesty.AssumedTimes.Share);
        // One stage only; but where each stands for too long the funnel tells, and honesty says so too.
        var stalling = honesty.Lessons.Single(lesson => lesson.Question.StartsWith("Where do", StringComparison.Ordinal));
        Assert.True(stalling.CanTeach);
        Assert.Equal(710, Funnel.Of(history.Value).Stuck.Length);
        Assert.Contains("710 open ones", stalling.Because);
        Assert.False(honesty.Lessons.Single(lesson => lesson.Question.StartsWith("What are the open", StringComparison.Ordinal)).CanTeach);
    }

    /// <summary>59 and 13.5 days: by an independent count of the closing dates.</summary>
    [Fact]
    public void Took_as_long_to_their_ending_on_the_map_as_the_honesty_says()
    {
        var map = ProcessMap.Of(history.Value).Nodes.Where(node => node.Kind == MapNodeKind.Ending)
            .ToDictionary(node => (Ending)node.Index, node => ((Figure.Known)node.DaysToNext).Value);
        var honesty = HistoryHonesty.Of(history.Value, Calendar.Utc, TestContext.Current.CancellationToken);
        var pace = honesty.Pace.ToDictionary(each => each.Ending, each => each.DaysMedian);
        Assert.Equal((59, 13.5), (pace[Ending.Won], pace[Ending.Lost]));
        Assert.Equal(pace, map);
        Assert.Contains(RoadSentences.Warnings(honesty), warning => warning.Contains("look longer than they were"));
    }

    [Fact]
    public void Are_compared_by_product_with_interval_and_sample()
    {
        var table = ClientProfile.Of(history.Value).Tables.Single(each => each.Attribute == "product");
        Assert.All(table.Segments.Where(segment => segment.Cases >= 100), segment =>
        {
            var won = Assert.IsType<Figure.Known>(segment.Won);
            Assert.True(won.Interval!.Value.Contains(won.Value));
            Assert.Equal(segment.Cases, won.N);
            Assert.IsType<Figure.Known>(segment.WorthPerWeek);
        });
        TestContext.Current.SendDiagnosticMessage("{0}", RoadSentences.Of(table));
    }
}

internal static class Imported
{
    /// <summary>A real log with its example mapping, as known at its end.</summary>
    public static History Read(string mappingName, string file)
    {
        var path = SharedLogs.Path(file);
        var text = File.ReadAllText(Path.Combine(SharedLogs.Repository(), "examples/mappings", mappingName));
        using var stream = File.OpenRead(path);
        return LogImport.Read(stream, Path.GetFileName(path), MappingFile.Read(text, mappingName).Mapping!, EventLogLimits.Default)
            .Match(read => read.History, refused => throw new InvalidOperationException(refused.Findings[0].Message));
    }
}
