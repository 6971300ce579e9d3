using Headway.Histories;
using Headway.Histories.Generated;
using Headway.Learning;
using Headway.Statistics.Association;
using Headway.Statistics.Random;
using Xunit;

namespace Headway.Tests.Learning;

/// <summary>What every answer owes its reader: it knows nothing of the future, and the order of rows and the date it is all about mean
/// nothing to it.</summary>
public sealed class What_is_learned
{
    private const int Phases = 4;
    private static readonly DateOnly last = new(2026, 6, 30);
    private static readonly DateTimeOffset then = new(2026, 3, 31, 0, 0, 0, TimeSpan.Zero);
    private static readonly GroundTruthParameters demo = GroundTruthParameters.Demo with { Opportunities = 800 };

    private static readonly Lazy<History> company = new(() => CaseLog.HistoryOf(
        GeneratedCompany.CasesOf(demo, 11, WeeklyHazards.Calibrated(demo, Phases), last), Phases, last));

    private static readonly Lazy<History> calls = new(() => CollectedCalls.Of(3, 1_500));

    private static readonly Lazy<History> many = new(() =>
    {
        var strong = demo with { Opportunities = 2_000, Weeks = 130, HelpfulPoints = 0.24, EngagementPoints = 0 };
        return PlantedOutcomes.Of(strong, 1, WeeklyHazards.Calibrated(strong, Phases));
    });

    private static readonly Dictionary<string, (Lazy<History> History, Func<History, List<double>> Told)> questions = new()
    {
        ["funnel"] = (company, Funnels),
        ["contribution"] = (company, Contributions),
        ["how often"] = (calls, Contributions),
        ["smallest"] = (many, Smallest),
        ["map"] = (company, Maps),
        ["customers"] = (company, Customers),
    };

    public static TheoryData<string> Questions => [.. questions.Keys];

    [Theory]
    [MemberData(nameof(Questions))]
    public void Is_the_same_when_the_future_is_deleted(string question)
    {
        var (history, told) = questions[question];
        var whole = told(history.Value.AsOf(then));
        Assert.NotEqual(told(history.Value), whole);
        var log = OtherLogs.Of(history.Value.Log, untilTicks: then.UtcTicks);
        Assert.Equal(whole, told(History.AsOf(log, history.Value.Shape, then)));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void Is_the_same_in_another_order_of_rows(string question)
    {
        var (history, told) = questions[question];
        var random = Xoshiro256StarStar.For(5, "order of cases");
        int[] order = [.. Enumerable.Range(0, history.Value.Log.Cases).OrderBy(_ => random.NextBits())];
        AssertNear(told(history.Value), told(Again(history.Value, OtherLogs.Of(history.Value.Log, order), 0)), 1e-7);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void Is_the_same_with_all_dates_moved_by_whole_weeks(string question)
    {
        var (history, told) = questions[question];
        var by = OtherLogs.FourHundredYears;
        AssertNear(told(history.Value), told(Again(history.Value, OtherLogs.Of(history.Value.Log, laterTicks: by), by)), 1e-9);
        if (question is "contribution" or "how often") return;
        // Those two compare within quarters; the others know no calendar.
        by = 5 * 7 * TimeSpan.TicksPerDay;
        AssertNear(told(history.Value), told(Again(history.Value, OtherLogs.Of(history.Value.Log, laterTicks: by), by)), 1e-9);
    }

    private static History Again(History history, EventLog log, long laterTicks) =>
        History.AsOf(log, history.Shape, new DateTimeOffset(history.AsOfTicks + laterTicks, TimeSpan.Zero));

    private static void AssertNear(List<double> one, List<double> other, double tolerance)
    {
        Assert.NotEmpty(one);
        Assert.Equal(one.Count, other.Count);
        for (var i = 0; i < one.Count; i++)
            Assert.True(Math.Abs(one[i] - other[i]) <= tolerance * Math.Max(1, Math.Abs(one[i])), $"figure {i}: {one[i]} and {other[i]}");
    }

    private static List<double> Funnels(History history)
    {
        var funnel = Funnel.Of(history);
        return
        [
            funnel.Cases, funnel.Open, .. funnel.Stages.SelectMany(stage => (double[])
            [
                stage.Entered, stage.Passed, stage.WonHere, stage.Lost, stage.NoDecision, stage.NoGo, stage.Open, Of(stage.PassedShare),
                Of(stage.DaysToPassMedian), Of(stage.DaysInStageMedian),
            ]),
            funnel.Stuck.Length, Of(funnel.ClosedOnly.Rate),
        ];
    }

    private static List<double> Contributions(History history)
    {
        var answer = Contribution.Of(history, new ContributionQuestion());
        return
        [
            answer.Cases, answer.Open, .. answer.Elements.SelectMany(each => (double[])
            [
                (int)each.Verdict, each.AtRisk, each.Exposed, each.Won, each.Numbers?.HorizonDays ?? -1, .. Both(each.Numbers?.Difference),
                .. Both(each.Numbers?.Landmarks), .. Both(each.Numbers?.Robust), .. Both(each.Numbers?.LogHazardRatio),
            ]),
            .. answer.HowOften.SelectMany(each => (double[])
            [
                (int)each.Verdict, each.AtRisk, each.Repeated, each.Won, each.StepDays, each.HorizonDays, .. Both(each.PerDoubling),
                .. Both(each.Hazards?.Won), .. Both(each.Hazards?.EndedWithoutWin), .. Both(each.Hazards?.Against),
                .. each.Levels.SelectMany(level => (double[])
                    [level.Closed, level.ClosedWon, level.Open, level.AtRisk, .. Both(level.Difference)]),
            ]),
        ];
    }

    /// <summary>Without the halves, which are drawn by row.</summary>
    private static List<double> Smallest(History history)
    {
        var answer = SmallestProcess.Of(history, new SmallestQuestion { Pairs = 2 }, stop: TestContext.Current.CancellationToken);
        Assert.False(answer.IsRefused(out var why, out var found), why?.Sentence);
        return
        [
            found.Rows, found.Wins, found.Losses, found.Folds, found.WithinDays, found.ChosenSize,
            .. found.Sizes.Select(size => size.LogLoss),
            .. found.Models.Select(model => model.LogLoss),
        ];
    }

    private static List<double> Maps(History history)
    {
        var map = ProcessMap.Of(history);
        return
        [
            .. map.Nodes.OrderBy(node => node.Key, StringComparer.Ordinal).SelectMany(node => (double[])
            [
                node.Cases, node.Visits, Of(node.DaysToNext), node.Won is { } won ? Of(won.Share) : -1,
            ]),
            .. map.At(ProcessMap.Levels).Arcs.Select(arc => arc.Count * 1_000 + arc.DaysMedian).Order(),
        ];
    }

    private static List<double> Customers(History history) =>
    [
        .. ClientProfile.Of(history).Tables.SelectMany(table => table.Segments.OrderBy(each => each.Value, StringComparer.Ordinal)
            .SelectMany(each => (double[])
                [each.Cases, each.WonCases, each.Open, Of(each.Won), Of(each.DaysOpenMean), Of(each.WorthPerWeek)])),
    ];

    private static double[] Both(Estimate? estimate) => estimate is { } known ? [known.Value, known.StandardError] : [-1, -1];

    private static double Of(Figure figure) => figure.Match(known => known.Value, later => -later.MoreThanDays, few => -1e6 - few.Have);
}
