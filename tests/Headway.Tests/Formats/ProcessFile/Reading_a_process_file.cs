using CsCheck;
using Headway.Formats.ProcessFile;
using Headway.Processes;
using Headway.Processes.Linting;
using Xunit;

namespace Headway.Tests.Formats.ProcessFile;

public sealed class Reading_a_process_file
{
    [Fact]
    public void Tells_a_missing_field_once() =>
        Assert.Single(ProcessFileReader.Read("process: p\nname: P\naim: They have bought.\n", "p.process.yaml").Findings,
            finding => finding.Message.Contains("stages", StringComparison.Ordinal));

    [Fact]
    public void Gives_the_process_and_the_place_of_every_part()
    {
        var read = Samples.Understood(Samples.File_with("name: Qualifying"));
        var outcome = Assert.Single(read.Process.Outcomes);
        Assert.Equal("They have said what goes wrong today, and what it costs them.", outcome.Statement);
        Assert.Equal([Proof.Customer], outcome.Proof);
        Assert.True(outcome.Needed);
        Assert.Null(outcome.FreshForDays);
        Assert.Equal(new Place("sample.process.yaml", 9, 9, "outcomes.what-it-costs"), read.Places.Of("outcomes.what-it-costs"));
        Assert.Equal(new Place("sample.process.yaml", 10, 9, "outcomes.what-it-costs.statement"),
            read.Places.Of("outcomes.what-it-costs.statement"));
        Assert.Equal(9, read.Places.Of("outcomes.what-it-costs.fresh for").Line);
    }

    [Fact]
    public void Reports_five_problems_at_once_each_on_its_line()
    {
        var text = """
            process: New Business
            name: New business
            aim: A customer signs.
            stages:
              - key: qualifying
                name: Qualifying
                purpose: Find out whether it hurts.
                outcomes:
                  - key: what-it-costs
                    statment: They have said what it costs them.
                    question: What does it cost them?
                    proof: []
                activities:
                  - key: first-conversation
                    name: First conversation
                    pursues: [what-it-cost]
                    effort: a while
            """;
        var findings = ProcessFileReader.Read(text, "new.process.yaml").Match(_ => [], none => none.Findings);
        Assert.Equal(
            [
                ("process-bad-key", 1), ("process-missing", 9), ("process-unknown-key", 10), ("process-empty", 12),
                    ("process-unknown-outcome", 16), ("process-wrong-value", 17),
            ],
            findings.Select(finding => (finding.Rule, finding.Place.Line)));
        Assert.Equal("Did you mean “statement”?", findings[2].Help);
        Assert.Equal("Did you mean “what-it-costs”?", findings[4].Help);
        Assert.Contains("“new-business”", findings[0].Help);
        Assert.All(findings, finding =>
            Assert.True(finding is { Message.Length: > 0, Why.Length: > 0, Help.Length: > 0, Place.File: "new.process.yaml" }));
    }

    [Theory]
    [InlineData("name: &n Qualifying", "process-anchor")]
    [InlineData("name: *n", "process-anchor")]
    [InlineData("name: !!str Qualifying", "process-tag")]
    [InlineData("name: 42", "process-wrong-type")]
    [InlineData("name: true", "process-wrong-type")]
    [InlineData("name: [a]", "process-wrong-type")]
    [InlineData("name: \"\"", "process-missing")]
    [InlineData("name: ~", "process-missing")]
    [InlineData("name: \"a\\u0007b\"", "process-unprintable")]
    [InlineData("gate:\n  question: Go?\n  decided_by: seller", "process-unknown-key")]
    [InlineData("gate:\n  question: Go?\n  question: Stop?", "process-duplicate-field")]
    [InlineData("gate:\n  question: Go?\n  decided by: nobody", "process-wrong-value")]
    [InlineData("gate:\n  question: Go?\n  also needs: [nothing]", "process-unknown-outcome")]
    [InlineData("gate: yes please", "process-wrong-type")]
    [InlineData("gate:\n  question: \"unclosed", "process-not-yaml")]
    [InlineData("activities: {}", "process-wrong-type")]
    [InlineData("activities:\n  - {key: a, name: Ask, pursues: [what-it-costs]}\n  - {key: a, name: Ask, pursues: [what-it-costs]}",
        "process-duplicate-key")]
    [InlineData("activities:\n  - {key: a, name: Ask, pursues: [what-it-costs, what-it-costs]}", "process-duplicate-item")]
    [InlineData("stages: []", "process-empty")]
    [InlineData("stages: [[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]", "process-too-deep")]
    public void Refuses_what_is_not_exactly_understood(string fragment, string rule)
    {
        var reading = ProcessFileReader.Read(Samples.File_with(fragment), "");
        Assert.IsType<ProcessFileReading.NotUnderstood>(reading);
        Assert.Equal(rule, Assert.Single(reading.Findings).Rule);
    }

    [Fact]
    public void Names_every_anchor_and_alias_with_its_line()
    {
        var reading = ProcessFileReader.Read("process: a\nname: &x A\naim: *x\nstages: &y\n  - *y\n", "");
        Assert.Equal([2, 3, 4, 5], reading.Findings.Where(finding => finding.Rule == "process-anchor")
            .Select(finding => finding.Place.Line));
    }

    [Fact]
    public void Of_an_alias_bomb_ends_at_once()
    {
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i =>
            $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));
        Assert.IsType<ProcessFileReading.NotUnderstood>(ProcessFileReader.Read(bomb, ""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("just words")]
    [InlineData("- a\n- b\n")]
    [InlineData("? [a]\n: b\n")]
    [InlineData("process: a\n---\nprocess: b\n")]
    public void Without_a_process_in_it_gives_a_finding(string text) =>
        Assert.NotEmpty(Assert.IsType<ProcessFileReading.NotUnderstood>(ProcessFileReader.Read(text, "")).Findings);

    [Fact]
    public void Stops_at_256_KiB_and_at_ten_thousand_parts()
    {
        Assert.Equal("process-too-large", ProcessFileReader.Read("aim: " + new string('x', 256 * 1024), "").Findings.Single().Rule);
        Assert.Equal("process-too-large", ProcessFileReader.Read($"a: [{string.Join(',', Enumerable.Repeat("1", 10_001))}]",
            "").Findings.Single().Rule);
    }

    [Fact]
    public void That_is_not_UTF8_says_so() =>
        Assert.Equal("process-not-utf8", ProcessFileReader.Read([0x70, 0xFF, 0xFE], "x").Findings.Single().Rule);

    [Fact]
    public void Without_gates_gives_the_process_and_leaves_the_gates_to_the_linter()
    {
        var reading = Samples.Understood(Samples.File_with("gate:"));
        Assert.Equal("", reading.Process.Stages[0].Gate.Question);
        var finding = Assert.Single(reading.Lint());
        Assert.Equal(("HW301", Severity.Error), (finding.Rule, finding.Severity));
    }

    [Fact]
    public void Keeps_allow_comments_with_their_reason_and_warns_without_one()
    {
        var reading = Samples.Understood(Samples.File_with("""
            outcomes:
              # headway: allow HW203 because customers never write this down
              - key: what-it-costs
                statement: They have said what it costs them. # headway: allow HW201
                question: "What # does it cost them?"
                proof: [observation]
            """));
        Assert.Equal([new Allow("HW203", "customers never write this down", "outcomes.what-it-costs")], reading.Allows);
        Assert.Equal("process-allow-without-reason", Assert.Single(reading.Findings).Rule);
        Assert.DoesNotContain(reading.Lint(), finding => finding.Rule == "HW203");
        Assert.Equal(2, reading.Comments.Length);
    }

    [Fact]
    public void Of_a_broken_file_never_throws()
    {
        var template = Samples.Text("transactional");
        var marks = "{}[]:,#&*!|>'\"%@`- \n\t?~\\\u0000\uD800";
        Gen.Select(Gen.Int[0, template.Length - 1], Gen.Int[0, marks.Length - 1], Gen.Int[0, 40]).Array[1, 8].Sample(changes =>
        {
            var text = template;
            foreach (var (at, mark, cut) in changes)
            {
                var from = Math.Min(at, text.Length);
                text = text[..from] + marks[mark] + text[Math.Min(text.Length, from + cut)..];
            }
            var reading = ProcessFileReader.Read(text, "");
            return reading is ProcessFileReading.Understood || !reading.Findings.IsEmpty;
        }, iter: 3000);
    }
}
