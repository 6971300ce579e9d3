using Headway.Formats.ProcessFile;
using Headway.Processes.Linting;
using Xunit;

namespace Headway.Tests.Formats.ProcessFile;

public sealed class Every_lint_rule
{
    public static TheoryData<string> Ids => [.. Linter.Rules.Select(rule => rule.Id)];

    [Fact]
    public void Of_the_thirty_one_is_there_once_and_in_order() => Assert.Equal(
        [
            "HW101", "HW102", "HW103", "HW104", "HW105", "HW106", "HW201", "HW202", "HW203", "HW204", "HW205", "HW206", "HW207", "HW301",
                "HW302", "HW303", "HW304", "HW305", "HW306", "HW307", "HW401", "HW402", "HW403", "HW404", "HW405", "HW406", "HW501",
                "HW502", "HW503", "HW504", "HW505",
        ],
        Linter.Rules.Select(rule => rule.Id));

    [Theory, MemberData(nameof(Ids))]
    public void Finds_its_bad_sample_and_no_other_does_and_says_where_and_what_to_do(string id)
    {
        var rule = Rule(id);
        var findings = Found(rule.Bad, rule.Histories?.Bad);
        Assert.Equal([id], findings.Select(finding => finding.Rule).Distinct());
        Assert.All(findings, finding =>
        {
            Assert.True(finding is { Place.Line: > 0, Place.Column: > 0, Message.Length: > 0, Help.Length: > 0 });
            Assert.Equal(rule.Severity, finding.Severity);
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public void Finds_nothing_in_its_good_sample_and_neither_does_another(string id) =>
        Assert.Empty(Found(Rule(id).Good, Rule(id).Histories?.Good));

    [Fact]
    public void That_needs_history_says_nothing_without_it() =>
        Assert.All(Linter.Rules.Where(rule => rule.Histories is not null), rule => Assert.Empty(Found(rule.Bad, null)));

    [Theory, MemberData(nameof(Ids))]
    public void That_offers_a_fix_finds_nothing_more_once_it_is_made(string id)
    {
        var text = Samples.File_with(Rule(id).Bad);
        var found = Found(Rule(id).Bad, Rule(id).Histories?.Bad).Where(finding => finding.Rule == id);
        foreach (var fix in found.SelectMany(finding => finding.Fixes))
        {
            Assert.False(fix.Edits.IsEmpty);
            var mended = Samples.Understood(TextEdits.Apply(text, fix.Edits));
            // What history says of a part stays said, whatever is written now.
            if (Rule(id).Histories is null) Assert.DoesNotContain(mended.Lint(), finding => finding.Rule == id);
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void Has_a_page_made_from_the_rule(string id)
    {
        var path = Path.Combine(Samples.Root, "docs", "lint", id + ".md");
        Documents.Refresh(path, LintPage.Print(Rule(id)));
        Assert.Equal(LintPage.Print(Rule(id)), File.ReadAllText(path));
    }

    [Fact]
    public void Is_in_the_list_of_rules_and_nothing_else_has_a_page()
    {
        var folder = Path.Combine(Samples.Root, "docs", "lint");
        Documents.Refresh(Path.Combine(folder, "README.md"), LintPage.PrintIndex());
        Assert.Equal(LintPage.PrintIndex(), File.ReadAllText(Path.Combine(folder, "README.md")));
        Assert.Equal(Linter.Rules.Select(rule => rule.Id).Append("README"), Directory.GetFiles(folder)
            .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<Finding> Found(string fragment, ProcessExperience? experience) =>
        Samples.Understood(Samples.File_with(fragment)).Lint(experience: experience is null ? null : _ => experience);

    private static LintRule Rule(string id) => Linter.Rules.Single(rule => rule.Id == id);
}
