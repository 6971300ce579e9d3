using System.Diagnostics;
using Headway.Histories;
using Headway.Learning;
using Xunit;

namespace Headway.Tests.Learning;

[Trait("Data", "bpic2012")]
public sealed class The_offers_of_the_loan_log
{
    private static readonly Lazy<History> history = new(() =>
        Imported.Read("bpic2012.mapping.yaml", "bpic2012/bpic2012-until-2011-12-31.xes.gz"));

    /// <summary>Counted apart from the log itself, with a script: 1,291 cases with a cancelled offer, 304 of them won afterwards.</summary>
    [Fact]
    public void Do_not_end_a_case_when_one_is_cancelled()
    {
        var log = history.Value.Log;
        var cancelled = Array.IndexOf(log.Labels, "O_CANCELLED");
        Assert.IsType<LabelMeaning.Nothing>(history.Value.MeaningOf(cancelled));
        var ended = new int[5];
        var wonAfterwards = 0;
        for (var c = 0; c < history.Value.Cases; c++)
        {
            var inLog = history.Value.Columns.CaseIndex[c];
            int[] offers = [.. Enumerable.Range(log.CaseStart[inLog], log.CaseStart[inLog + 1] - log.CaseStart[inLog])
                .Where(i => log.Label[i] == cancelled)];
            if (offers.Length == 0) continue;
            ended[history.Value.Columns.Endings[c]]++;
            var before = log.EffectiveTicks[offers[0]] < history.Value.Columns.ExitTicks[c];
            wonAfterwards += before && history.Value.EndingOf(c) == Ending.Won ? 1 : 0;
        }
        Assert.Equal([130, 304, 780, 0, 77], ended);
        Assert.Equal(304, wonAfterwards);
    }

    [Fact]
    public void Are_declined_by_us_or_cancelled_by_the_customer_and_the_funnel_keeps_both_apart()
    {
        var stages = Funnel.Of(history.Value).Stages;
        Assert.Equal((1_346, 0, 4_334, 645), (
            stages.Sum(stage => stage.Lost), stages.Sum(stage => stage.NoDecision), stages.Sum(stage => stage.NoGo),
            stages.Sum(stage => stage.Open)));
        Assert.Equal(7_455, stages[0].Entered);
        // A gate of minutes at the start is ours; what is lost later is the customer's.
        Assert.True(stages[0].NoGo > stages[0].Lost && stages[^1].Lost > stages[0].Lost);
    }

    /// <summary>Three months are no history to test a process on; what is said is what the best horizon lacks.</summary>
    [Fact]
    public void Are_too_young_a_history_for_a_smallest_process()
    {
        var clock = Stopwatch.StartNew();
        var answer = SmallestProcess.Of(history.Value, new SmallestQuestion(), stop: TestContext.Current.CancellationToken);
        Assert.True(answer.IsRefused(out var why, out _));
        TestContext.Current.SendDiagnosticMessage("{0} ({1:0.0} s)", why.Sentence, clock.Elapsed.TotalSeconds);
        Assert.Equal("not-enough-history", why.Code);
        Assert.Equal(
            "Not enough history: 3 test periods of 14 days with enough history before them, 4 are needed.", why.Sentence);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }
}
