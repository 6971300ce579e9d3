using Headway.Processes;
using Headway.Processes.Linting;
using Headway.Tests.Formats.ProcessFile;
using Xunit;

namespace Headway.Tests.Processes.Linting;

public sealed class The_shape_of_a_process
{
    private static readonly Process Complex = Samples.Understood(Samples.Text("complex-b2b")).Process;

    [Fact]
    public void At_its_budget_is_a_warning_and_above_it_an_error()
    {
        Assert.Equal([("HW402", Severity.Warning)], Found(Complex with { Budget = Complex.Budget with { Stages = 5 } }));
        Assert.Equal([("HW402", Severity.Error)], Found(Complex with { Budget = Complex.Budget with { Stages = 4 } }));
    }

    [Fact]
    public void With_too_many_activities_for_one_outcome_is_above_its_budget() =>
        Assert.Contains(("HW402", Severity.Error), Found(Complex with { Budget = Complex.Budget with { ActivitiesPerOutcome = 1 } }));

    [Fact]
    public void With_a_gate_that_asks_for_everything_again_is_warned_about()
    {
        var stage = Complex.Stages[1];
        var earlier = Complex.Stages[0].Outcomes.Select(outcome => outcome.Key);
        var all = Complex with { Stages = Complex.Stages.SetItem(1, stage with { Gate = stage.Gate with { AlsoNeeds = [.. earlier] } }) };
        Assert.Equal([("HW303", Severity.Warning)], Found(all));
    }

    [Fact]
    public void That_is_in_error_is_not_silenced_by_an_allow()
    {
        var allow = new Allow("HW105", "we are in a hurry", ElementPath.Process);
        Assert.Single(Linter.Lint(Complex with { Aim = "" }, ElementPlaces.None, [allow]));
    }

    private static IEnumerable<(string, Severity)> Found(Process process) =>
        Linter.Lint(process, ElementPlaces.None, []).Select(finding => (finding.Rule, finding.Severity));
}
