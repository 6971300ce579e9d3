using CsCheck;
using Headway.Formats.ProcessFile;
using Xunit;

namespace Headway.Tests.Formats.ProcessFile;

public sealed class Mending_a_process_file
{
    [Fact]
    public void Changes_only_what_is_mended_and_keeps_comments_and_order()
    {
        var text = Samples.File_with("""
            outcomes:
              # asked first
              - key: what-it-costs # the one that decides
                needed: true # written out
                statement: They have named the person who may spend it.
                proof: [observation] # for now
                question: Does anybody own it?
            gate:
              may end in no-go: false # we are brave
              question: Does it hurt enough?
            """) + "# the end\n";
        var (mended, fixes) = Mend(text);
        Assert.Equal(
            text.Replace("proof: [observation] # for now", "proof: [customer, observation] # for now\n        fresh for: 90 days",
                    StringComparison.Ordinal)
                .Replace("may end in no-go: false # we are brave", "# we are brave", StringComparison.Ordinal),
            mended);
        Assert.Equal(["HW203", "HW204", "HW302"], fixes.Order());
        Assert.Empty(Samples.Understood(mended).Lint());
        Assert.Equal(mended, Mend(mended).Text);
    }

    [Fact]
    public void On_one_line_stays_on_one_line()
    {
        var text = Samples.File_with("""
            outcomes:
              - { key: what-it-costs, statement: They have named who may spend it., question: Does anybody own it?, proof: [observation] }
            gate: { may end in no-go: false, question: "Does it hurt enough?" }
            """);
        var mended = Mend(text).Text;
        Assert.Contains("proof: [customer, observation], fresh for: 90 days }", mended);
        Assert.Contains("gate: { question: \"Does it hurt enough?\" }", mended);
        Assert.Empty(Samples.Understood(mended).Lint());
    }

    [Fact]
    public void With_a_list_over_several_lines_a_byte_order_mark_and_the_line_ends_of_another_system_keeps_them()
    {
        var text = "\uFEFF" + Samples.File_with("""
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today.
                question: What goes wrong today?
                proof:
                  - observation
                needed: true
            """).Replace("\n", "\r\n", StringComparison.Ordinal);
        var mended = Mend(text).Text;
        Assert.Equal(text.Replace("proof:\r\n          - observation", "proof: [customer, observation]", StringComparison.Ordinal), mended);
    }

    [Fact]
    public void Takes_out_what_belongs_to_a_later_gate_and_leaves_the_rest_of_the_list()
    {
        var template = Samples.Text("complex-b2b");
        var text = template.Replace("also needs: [what-goes-wrong]", "also needs: [what-goes-wrong, who-signs, start-confirmed]",
            StringComparison.Ordinal);
        Assert.NotEqual(template, text);
        Assert.Equal(template, Mend(text).Text);
    }

    [Fact]
    public void Of_any_kind_leaves_a_file_that_is_understood_and_in_which_nothing_safe_is_left_to_mend() =>
        Writing_a_process_file.Processes.Sample(process =>
        {
            var mended = Samples.Understood(Mend(ProcessFileWriter.Print(process)).Text);
            return mended.Lint().All(finding => finding.Fixes.All(fix => !fix.IsSafe))
                && mended.Process.Outcomes.Select(outcome => outcome.Statement).SequenceEqual(
                    process.Outcomes.Select(outcome => outcome.Statement));
        }, iter: 500);

    [Fact]
    public void With_nothing_safe_to_mend_changes_nothing()
    {
        var text = Samples.File_with("aim: \"\"");
        Assert.Equal(text, Mend(text).Text);
    }

    private static (string Text, IReadOnlyList<string> Rules) Mend(string text)
    {
        var (mended, fixes) = TextEdits.ApplySafe(text, each => ProcessFileReader.Read(each, "sample.process.yaml").Lint());
        return (mended, [.. fixes.Select(each => each.Finding.Rule)]);
    }
}
