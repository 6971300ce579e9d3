using System.Diagnostics;
using Headway.Histories;
using Headway.Histories.Generated;
using Headway.Learning;
using Headway.Tests.Formats;
using Xunit;

namespace Headway.Tests.Learning;

/// <summary>What a history is said to teach is what is answered of it.</summary>
public sealed class Promising_an_answer
{
    private const int Phases = 5;
    private static readonly DateOnly Last = new(2026, 11, 24);

    internal static History Generated(int opportunities, ulong seed)
    {
        var parameters = GroundTruthParameters.Demo with { Opportunities = opportunities, Accounts = Math.Max(12, opportunities / 5) };
        return CaseLog.HistoryOf(
            GeneratedCompany.CasesOf(parameters, seed, WeeklyHazards.Calibrated(parameters, Phases), Last), Phases, Last);
    }

    /// <summary>Few halves: whether it is answered does not depend on how often it is chosen anew.</summary>
    internal static (bool Contribution, bool Smallest) AssertPromisesHold(History history)
    {
        var lessons = HistoryHonesty.Of(history, Calendar.Utc).Lessons.ToDictionary(lesson => lesson.Question);
        var contribution = Contribution.Of(history, new ContributionQuestion());
        var smallest = SmallestProcess.Of(history, new SmallestQuestion { Pairs = 2 });
        var (goesWith, few) = (lessons[Lesson.OfContribution], lessons[Lesson.OfSmallest]);
        Assert.Equal(contribution.Refused is null, goesWith.CanTeach);
        if (contribution.Refused is { } why) Assert.Equal(why.Sentence, goesWith.Because);
        if (contribution.Refused is not null) Assert.All(contribution.Elements, each => Assert.Null(each.Numbers));
        else Assert.Contains(contribution.Elements, each => each.Numbers is not null);
        Assert.Equal(!smallest.IsRefused(out var refused, out _), few.CanTeach);
        if (refused is not null) Assert.Equal(refused.Sentence, few.Because);
        return (goesWith.CanTeach, few.CanTeach);
    }

    [Theory]
    [InlineData(20, false, false)]
    [InlineData(60, false, false)]
    [InlineData(300, true, false)]
    [InlineData(1_500, true, true)]
    public void Holds_for_a_company_of_any_size(int opportunities, bool contribution, bool smallest) =>
        Assert.Equal((contribution, smallest), AssertPromisesHold(Generated(opportunities, 4)));

    /// <summary>As the demo company is made, with all its facts.</summary>
    [Fact]
    public void Holds_for_a_whole_company() => Assert.Equal((true, true), AssertPromisesHold(Comparing_those_equally_far.HistoryOf(2001)));

    /// <summary>What a history can teach is screened for as long as an answer's first part takes.</summary>
    [Fact]
    public void Is_not_gone_on_with_for_nobody()
    {
        var history = Generated(300, 4);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => HistoryHonesty.Of(history, Calendar.Utc, stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => Lesson.OfOutcomes(history, stop.Token));
    }

    /// <summary>Told early, so that it is at work on any machine, and timed from then on. Others run beside it: a second of its own
    /// may take two.</summary>
    [Fact]
    public void Is_stopped_within_a_second()
    {
        var history = Generated(12_000, 7);
        using var stop = new CancellationTokenSource();
        var since = new Stopwatch();
        stop.Token.Register(since.Start);
        stop.CancelAfter(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() => Contribution.Of(history, new ContributionQuestion(), stop.Token));
        Assert.InRange(since.ElapsedMilliseconds, 0, 2_000);
    }
}

[Trait("Data", "bpic2012")]
public sealed class What_the_loan_log_is_said_to_teach
{
    [Fact]
    public void Is_answered() => Promising_an_answer.AssertPromisesHold(
        Imported.Read("bpic2012.mapping.yaml", "bpic2012/bpic2012-until-2011-12-31.xes.gz"));
}
