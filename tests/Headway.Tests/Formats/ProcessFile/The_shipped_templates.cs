using Headway.Processes;
using Headway.Processes.Linting;
using Xunit;

namespace Headway.Tests.Formats.ProcessFile;

public sealed class The_shipped_templates
{
    [Theory]
    [InlineData("complex-b2b", 5, 15)]
    [InlineData("partner", 4, 11)]
    [InlineData("renewal", 4, 11)]
    [InlineData("transactional", 3, 7)]
    public void Are_within_the_budget_and_the_linter_has_nothing_to_say(string template, int stages, int outcomes)
    {
        var read = Samples.Understood(Samples.Text(template));
        Assert.Empty(read.Lint());
        Assert.Equal((stages, outcomes), (read.Process.Stages.Length, read.Process.Outcomes.Count()));
        Assert.Equal(ProcessBudget.Default, read.Process.Budget);
    }

    [Fact]
    public void For_complex_sales_goes_from_qualifying_to_closing() => Assert.Equal(
        ["Qualifying", "Understanding", "Deciding", "Agreeing", "Closing"],
        Samples.Understood(Samples.Text("complex-b2b")).Process.Stages.Select(stage => stage.Name));

    [Theory]
    [InlineData("complex-b2b")]
    [InlineData("partner")]
    [InlineData("renewal")]
    [InlineData("transactional")]
    public void Give_every_outcome_a_question_and_every_activity_prompts_and_an_effort(string template)
    {
        var process = Samples.Understood(Samples.Text(template)).Process;
        Assert.All(process.Outcomes, outcome => Assert.EndsWith("?", outcome.Question));
        Assert.All(process.Activities, activity =>
            Assert.True(activity is { Prompts.Length: >= 2, EffortMinutes: > 0 } && activity.Prompts.All(prompt => prompt.EndsWith('?'))));
    }

    [Theory]
    [InlineData("complex-b2b", 38, 19)]
    [InlineData("partner", 27, 14)]
    [InlineData("renewal", 29, 14)]
    [InlineData("transactional", 22, 9)]
    public void Fit_on_one_page_and_into_a_week(string template, int linesOfTheLongestStage, int minutesAWeek)
    {
        var process = Samples.Understood(Samples.Text(template)).Process;
        Assert.True(PrintedPage.Fits(process));
        Assert.Equal(
            (linesOfTheLongestStage, minutesAWeek),
            (process.Stages.Max(stage => PrintedPage.LinesOf(process, stage)),
                (int)Math.Round(RecordingBurden.Usual.MinutesAWeek(process))));
    }
}
