using Headway.Processes;
using Headway.Processes.Linting;
using Xunit;

namespace Headway.Tests.Processes;

public sealed class Beginning_from_the_stages_of_a_CRM
{
    private static Process From(params string[] names)
    {
        Assert.False(ProcessOutline.FromStages("ours", "Ours", names).IsRefused(out _, out var process));
        return process;
    }

    private static string Code(params string[] names)
    {
        Assert.True(ProcessOutline.FromStages("ours", "Ours", names).IsRefused(out var why, out _));
        return why.Code;
    }

    [Fact]
    public void Makes_an_outcome_of_what_the_seller_does_and_leaves_out_the_endings()
    {
        var process = From("Qualification", "", "Demo", " Proposal sent ", "Negotiation/Review", "Closed Won", "Closed-Lost");
        Assert.Equal(["Qualification", "Negotiation/Review"], process.Stages.Select(stage => stage.Name));
        Assert.Equal(["Demo", "Proposal sent"], process.Stages[0].Outcomes.Select(outcome => outcome.Statement));
    }

    [Fact]
    public void Is_no_process_to_publish_until_the_findings_are_mended()
    {
        var findings = Linter.Lint(From("Qualification", "Proposal sent", "Negotiation"), ElementPlaces.None, []);
        Assert.Equal(2, findings.Count(finding => finding is { Rule: "HW102", Severity: Severity.Error }));
        Assert.Contains(findings, finding => finding.Rule == "HW201");
    }

    [Fact]
    public void Refuses_an_empty_list_a_text_and_a_hundred_stages()
    {
        Assert.Equal("stages-missing", Code("", "Won"));
        Assert.Equal("stage-too-long", Code(new string('x', 101)));
        Assert.Equal("too-many-stages", Code([.. Enumerable.Range(1, 21).Select(number => $"Step {number}")]));
    }
}
