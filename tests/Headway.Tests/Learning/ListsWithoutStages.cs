using System.Collections.Immutable;
using Headway.Forecasting;
using Headway.Histories;
using Headway.Learning;
using Headway.Tests.Histories;
using Xunit;
using Contribution = Headway.Learning.Contribution;

namespace Headway.Tests.Learning;

/// <summary>A list of cases with their ending and what was known, and nothing of how far each was: many exports are that.</summary>
public sealed class A_list_without_stages
{
    private static readonly History Cases = WithoutStages(MadeLog.TwoYears());

    [Fact]
    public void Says_of_every_question_why_it_cannot_be_answered()
    {
        var contribution = Contribution.Of(Cases, new ContributionQuestion(), TestContext.Current.CancellationToken);
        Assert.Equal("contribution-no-stages", contribution.Refused!.Code);
        Assert.Contains("knows no stages", ContributionWording.Answer(contribution), StringComparison.Ordinal);
        Assert.Equal("stages", Assert.IsType<ModelAnswer.NotEnoughHistory>(StageModel.Fit(Cases, 1)).What);
        Assert.False(HistoryHonesty.Of(Cases, Calendar.Utc, TestContext.Current.CancellationToken).Lessons
            .Single(lesson => lesson.Question == Lesson.OfContribution).CanTeach);
    }

    /// <summary>The same log, whose stages are activities to it.</summary>
    private static History WithoutStages(MadeLog made)
    {
        var shape = MadeLog.Shape with
        {
            Stages = [],
            Activities = MadeLog.Shape.Stages,
            Labels = MadeLog.Shape.Labels.ToImmutableDictionary(
                label => label.Key,
                label => label.Value is LabelMeaning.StageEntered(var at) ? new LabelMeaning.ActivityDone(at) : label.Value),
        };
        return History.AsOf(made.Log(), shape, MadeLog.Day(900));
    }
}
