using System.Collections.Immutable;
using Headway.Histories;
using Headway.Histories.Generated;
using Headway.Learning;
using Headway.Statistics.Random;
using Xunit;

namespace Headway.Tests.Learning;

/// <summary>The ground-truth generator knows what is true; the answer is scored against it.</summary>
public sealed class Finding_what_goes_with_winning
{
    private const int Phases = 5, Seeds = 20;
    private static readonly DateOnly Last = new(2026, 11, 24);
    private static readonly GroundTruthParameters Demo = GroundTruthParameters.Demo with { Opportunities = 800 };
    private static readonly GroundTruthParameters Nothing = GroundTruthParameters.Nothing with { Opportunities = 800 };

    private static ImmutableArray<Contribution> Answers(GroundTruthParameters parameters)
    {
        var hazards = WeeklyHazards.Calibrated(parameters, Phases);
        return
        [
            .. Enumerable.Range(1, Seeds).AsParallel().AsOrdered().Select(seed => Contribution.Of(
                CaseLog.HistoryOf(GeneratedCompany.CasesOf(parameters, (ulong)seed, hazards, Last), Phases, Last),
                new ContributionQuestion())),
        ];
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static ElementContribution Of(Contribution answer, string key) => answer.Elements.Single(each => each.Element.Key == key);

    private static bool IsAlarm(ElementContribution each) =>
        each.Verdict is ContributionVerdict.WithWinning or ContributionVerdict.WithLosing;

    [Fact]
    public void Finds_the_planted_outcome_in_most_runs_and_the_null_in_hardly_any()
    {
        var answers = Answers(Demo);
        var found = answers.Count(answer => Of(answer, CaseLog.Helpful).Verdict == ContributionVerdict.WithWinning);
        var alarms = answers.Count(answer => IsAlarm(Of(answer, CaseLog.Null)));
        TestContext.Current.SendDiagnosticMessage("seeds 1 to {0}: found {1}, false alarms {2}", Seeds, found, alarms);
        // At 60 % power 8 or more of 20 are found 98 times in 100; at 10 % false alarms 5 or fewer come 99 times in 100.
        Assert.True(found >= 8, $"{found} of {Seeds}");
        Assert.True(alarms <= 5, $"{alarms} of {Seeds}");
        Assert.DoesNotContain(answers, answer => Of(answer, CaseLog.Helpful).Verdict == ContributionVerdict.WithLosing);
    }

    [Fact]
    public void Raises_few_alarms_where_nothing_is_planted()
    {
        var answers = Answers(Nothing);
        foreach (var key in new[] { CaseLog.Helpful, CaseLog.Null, CaseLog.Confounded })
            Assert.True(answers.Count(answer => IsAlarm(Of(answer, key))) <= 5, key);
        // 60 placebos of each kind at 5 %: more than 8 come less than once in 100.
        Assert.True(answers.Sum(answer => answer.Placebos.ShuffledAlarms) <= 8);
        Assert.True(answers.Sum(answer => answer.Placebos.InventedAlarms) <= 8);
        Assert.True(answers.Sum(answer => answer.Placebos.FutureAlarms) <= 8);
    }

    [Fact]
    public void Shows_small_what_is_small_once_there_is_history_enough()
    {
        var large = Demo with { Opportunities = 12_000, Accounts = 2_400 };
        var hazards = WeeklyHazards.Calibrated(large, Phases);
        var answer = Contribution.Of(
            CaseLog.HistoryOf(GeneratedCompany.CasesOf(large, 7, hazards, Last), Phases, Last), new ContributionQuestion(), Stop);
        Assert.Equal(ContributionVerdict.NoMeaningfulAssociation, Of(answer, CaseLog.Null).Verdict);
        Assert.True(Of(answer, CaseLog.Null).IsDeadWeight);
        var helpful = Of(answer, CaseLog.Helpful);
        Assert.Equal(ContributionVerdict.WithWinning, helpful.Verdict);
        Assert.True(helpful.Numbers!.Weekly!.EndsWithoutWin.IntervalOf().High < 0, "It loses less: that is how it was planted.");
        Assert.Equal(1, Math.Sign(helpful.Numbers.Landmarks.Value));
    }

    [Fact]
    public void Says_not_enough_of_a_young_history()
    {
        var small = Demo with { Opportunities = 60, Accounts = 24 };
        var answer = Contribution.Of(
            CaseLog.HistoryOf(GeneratedCompany.CasesOf(small, 1, WeeklyHazards.Calibrated(small, Phases), Last), Phases, Last),
            new ContributionQuestion(), Stop);
        Assert.All(answer.Elements, each =>
        {
            Assert.Equal(ContributionVerdict.NotEnoughEvidence, each.Verdict);
            Assert.Null(each.Numbers);
            Assert.StartsWith("Not enough history", ContributionWording.Of(each), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Does_not_mind_the_future_nor_the_order_of_rows()
    {
        var cases = GeneratedCompany.CasesOf(Demo, 3, WeeklyHazards.Calibrated(Demo, Phases), Last);
        var log = CaseLog.Of(cases);
        var asOf = new DateTimeOffset(2026, 6, 30, 0, 0, 0, TimeSpan.Zero);
        var then = Contribution.Of(History.AsOf(log, CaseLog.ShapeOf(Phases), asOf), new ContributionQuestion(), Stop);
        var without = Contribution.Of(
            History.AsOf(OtherLogs.Of(log, untilTicks: asOf.UtcTicks), CaseLog.ShapeOf(Phases), asOf), new ContributionQuestion(), Stop);
        AssertAlike(then, without, 0);
        var random = Xoshiro256StarStar.For(5, "order of cases");
        int[] order = [.. Enumerable.Range(0, log.Cases).OrderBy(_ => random.NextBits())];
        AssertAlike(
            then, Contribution.Of(History.AsOf(OtherLogs.Of(log, order), CaseLog.ShapeOf(Phases), asOf), new ContributionQuestion(), Stop),
            1e-9);
    }

    private static void AssertAlike(Contribution one, Contribution other, double tolerance)
    {
        Assert.Contains(one.Elements, each => each.Numbers is not null);
        foreach (var (a, b) in one.Elements.Zip(other.Elements))
        {
            Assert.Equal((a.Verdict, a.AtRisk, a.Exposed, a.Won, a.NeededMore), (b.Verdict, b.AtRisk, b.Exposed, b.Won, b.NeededMore));
            Assert.Equal(a.Numbers!.Difference.Value, b.Numbers!.Difference.Value, Math.Max(tolerance, 1e-12));
            Assert.Equal(a.Numbers.Difference.StandardError, b.Numbers.Difference.StandardError, Math.Max(tolerance, 1e-12));
            Assert.Equal(a.Numbers.Landmarks.Value, b.Numbers.Landmarks.Value, Math.Max(tolerance, 1e-12));
            Assert.Equal(a.Numbers.Robust?.Value ?? 0, b.Numbers.Robust?.Value ?? 0, Math.Max(tolerance, 1e-12));
        }
    }
}
