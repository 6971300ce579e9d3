using System.Collections.Immutable;
using Headway.Histories;
using Headway.Learning;
using Headway.Statistics.Random;
using Xunit;

namespace Headway.Tests.Learning;

public sealed class Customers_by_segment
{
    private static readonly HistoryShape shape = new(
        [new("qualifying", "Qualifying")], [], [],
        new Dictionary<string, LabelMeaning>
        {
            ["opened"] = new LabelMeaning.Opened(),
            ["won"] = new LabelMeaning.Ended(Ending.Won),
            ["lost"] = new LabelMeaning.Ended(Ending.Lost),
        }.ToImmutableDictionary(StringComparer.Ordinal), "amount", null, ["segment"], "EUR")
    {
        AmountKnown = KnownFrom.Opening,
        KnownFromOpening = ["segment"],
        Truncation = new LeftTruncation.Never(),
    };

    /// <param name="shares">Per segment: of 100 cases so many are won, on day 20; the others are lost on day 15.</param>
    private static History Of(params int[] shares) => Of(shape, 100, shares);

    /// <param name="each">Cases per segment.</param>
    private static History Of(HistoryShape shape, int each, int[] shares, int[]? amounts = null)
    {
        var start = DateTimeOffset.UnixEpoch.AddYears(56).UtcTicks;
        var n = shares.Length * each;
        var (label, ticks, segment) = (new int[2 * n], new long[2 * n], new int[n]);
        for (var c = 0; c < n; c++)
        {
            var isWon = c % each < shares[c / each] * each / 100;
            (label[2 * c], label[2 * c + 1]) = (0, isWon ? 1 : 2);
            (ticks[2 * c], ticks[2 * c + 1]) = (start, start + (isWon ? 20 : 15) * TimeSpan.TicksPerDay);
            segment[c] = c / each;
        }
        string[] names = [.. shares.Select((_, s) => $"segment {s}")];
        var log = new EventLog(
            [.. Enumerable.Range(0, n).Select(c => $"case-{c}")], [.. Enumerable.Range(0, n + 1).Select(c => 2 * c)],
            ["opened", "won", "lost"], label, ticks, [], [], [],
            [new CaseAttribute("segment", names, segment),
                new CaseAttribute("amount", [.. (amounts ?? [1000]).Select(amount => $"{amount}")],
                    amounts is null ? new int[n] : segment)]);
        return History.AsOf(log, shape, new DateTimeOffset(start, TimeSpan.Zero).AddDays(400));
    }

    private static readonly HistoryShape sold = shape with { OwnerAttribute = "segment" };

    [Fact]
    public void That_are_sellers_are_named_in_the_order_of_their_names_and_nobody_is_called_best()
    {
        var table = ClientProfile.Of(Of(sold, 100, [60, 20, 40])).Tables[0];
        Assert.Equal(["segment 0", "segment 1", "segment 2"], table.Segments.Select(segment => segment.Value));
        var sentence = RoadSentences.Of(table);
        Assert.Contains("not ranked", sentence);
        Assert.DoesNotContain("segment 0", sentence);
        // By anything else the same figures name the group that is won most often.
        Assert.Contains("segment 0", RoadSentences.Of(ClientProfile.Of(Of(60, 20, 40)).Tables[0]));
    }

    [Fact]
    public void That_are_sellers_with_too_few_opportunities_are_not_named()
    {
        var table = ClientProfile.Of(Of(sold, 9, [60, 20, 40])).Tables[0];
        Assert.Empty(table.Segments);
        Assert.Equal(3, table.TooFew);
        Assert.StartsWith("Not enough history to compare sellers", RoadSentences.Of(table));
    }

    [Fact]
    public void That_are_alike_are_drawn_together_and_called_no_evidence()
    {
        var table = ClientProfile.Of(Of(30, 31, 29, 30, 30, 30)).Tables[0];
        Assert.All(table.Segments, segment => Assert.Equal(0.3, ((Figure.Known)segment.Won).Value, 9));
        Assert.StartsWith("No evidence", RoadSentences.Of(table));
    }

    /// <summary>Without censoring Cochran's Q at the pooled share is Pearson's chi-square: 100 each, 20, 40 and 60 won.</summary>
    [Fact]
    public void That_differ_are_told_and_keep_most_of_their_own_record()
    {
        var table = ClientProfile.Of(Of(20, 40, 60)).Tables[0];
        // Chi-square (400 + 0 + 400) / (100 x 0.4 x 0.6) = 33.3 on 2 degrees of freedom: p = exp(-33.3 / 2).
        Assert.Equal(Math.Exp(-800.0 / 24 / 2), table.DifferP!.Value, 1e-12);
        var won = table.Segments.Select(segment => ((Figure.Known)segment.Won).Value).Order().ToList();
        Assert.InRange(won[0], 0.2, 0.23);
        Assert.InRange(won[2], 0.57, 0.6);
        Assert.Contains("associated with winning", RoadSentences.Of(table));
    }

    [Fact]
    public void Have_a_worth_of_share_times_amount_over_weeks()
    {
        var segment = ClientProfile.Of(Of(20, 40, 60)).Tables[0].Segments[0];
        var days = (Figure.Known)segment.DaysOpenMean;
        var worth = (Figure.Known)segment.WorthPerWeek;
        Assert.Equal(((Figure.Known)segment.Won).Value * 1000 / (days.Value / 7), worth.Value, 9);
        Assert.True(worth.Interval!.Value.Contains(worth.Value));
    }

    [Fact]
    public void That_are_shown_to_differ_by_less_than_matters_are_not_called_too_little_evidence()
    {
        var table = ClientProfile.Of(Of(shape, 2_000, [30, 30, 30, 30])).Tables[0];
        Assert.All(table.Segments, each => Assert.Equal(ContributionVerdict.NoMeaningfulAssociation, table.VerdictOf(each)));
        Assert.True(table.IsAlike);
        Assert.Contains("too small to matter", RoadSentences.Of(table));
        // With 100 each the range reaches beyond what matters, and nothing is shown.
        var few = ClientProfile.Of(Of(30, 30)).Tables[0];
        Assert.All(few.Segments, each => Assert.Equal(ContributionVerdict.NotEnoughEvidence, few.VerdictOf(each)));
    }

    [Fact]
    public void That_are_won_alike_may_differ_in_value_a_week_and_the_amounts_are_named()
    {
        var table = ClientProfile.Of(Of(shape, 400, [30, 30, 30], [1000, 3000, 1050])).Tables[0];
        var found = WorthContrasts.Of(table);
        Assert.Equal(3, found.Pairs);
        Assert.Equal(["segment 1 over segment 0", "segment 1 over segment 2"],
            found.Differ.Select(pair => $"{pair.More.Value} over {pair.Less.Value}"));
        Assert.Equal(3, found.Differ[0].Times, 1e-9);
        Assert.Equal(WorthPart.Amount, found.Differ[0].Mostly);
        var sentence = WorthSentences.Of(table, amount => $"{amount:0}");
        Assert.StartsWith("By segment, segment 1 is associated with", sentence, StringComparison.Ordinal);
        Assert.Contains("Most of that is in the amounts, 3000 against 1000 on average. 2 of 3 pairs judged together differ.", sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void That_do_not_differ_in_value_a_week_are_said_not_to()
    {
        Assert.Equal("By segment none differs from another in won value per week open by more than chance would have it (3 pairs judged "
            + "together).", WorthSentences.Of(ClientProfile.Of(Of(30, 31, 29)).Tables[0], amount => $"{amount:0}"));
        // Sellers are not ranked by it.
        Assert.Equal("", WorthSentences.Of(ClientProfile.Of(Of(sold, 100, [20, 40, 60])).Tables[0], amount => $"{amount:0}"));
    }

    /// <summary>200 made histories of six segments that are alike: at most a few more than 1 in 20 may be told to differ.</summary>
    [Fact]
    public void Raise_a_false_alarm_in_about_one_of_twenty_made_histories()
    {
        const ulong Seed = 7;
        var random = Xoshiro256StarStar.For(Seed, "segments-alike");
        var alarms = 0;
        for (var run = 0; run < 200; run++)
        {
            var shares = new int[6];
            for (var s = 0; s < shares.Length; s++)
                for (var i = 0; i < 100; i++) shares[s] += random.NextUniform() < 0.08 ? 1 : 0;
            alarms += ClientProfile.Of(Of(shares)).Tables[0].DifferP < SellerDifferences.Alpha ? 1 : 0;
        }
        // Binomial(200, 0.05): 3 to 18 with 99.8 %.
        Assert.True(alarms is >= 2 and <= 19, $"{alarms} of 200, seed {Seed}");
    }
}
