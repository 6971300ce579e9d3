using Headway.Formats.ProcessFile;
using Headway.Processes.Linting;
using Xunit;

namespace Headway.Tests.Formats.ProcessFile;

public sealed class Every_lint_rule
{
    public static TheoryData<string> Ids => [.. Linter.Rules.Select(rule => rule.Id)];

    [Fact]
    public void Of_the_sixteen_is_there_once_and_in_order() => Assert.Equal(
        [
            "HW101", "HW102", "HW103", "HW104", "HW105", "HW201", "HW202", "HW203", "HW206", "HW301", "HW302", "HW303", "HW304", "HW401",
                "HW402", "HW405",
        ],
        Linter.Rules.Select(rule => rule.Id));

    [Theory, MemberData(nameof(Ids))]
    public void Finds_its_bad_sample_and_says_where_and_what_to_do(string id)
    {
        var rule = Rule(id);
        var findings = Samples.Understood(Samples.File_with(rule.Bad)).Lint();
        Assert.All(findings, finding =>
            Assert.True(finding is { Place.Line: > 0, Place.Column: > 0, Message.Length: > 0, Help.Length: > 0 }));
        Assert.Equal(rule.Severity, Assert.Single(findings, finding => finding.Rule == id).Severity);
    }

    [Theory, MemberData(nameof(Ids))]
    public void Finds_nothing_in_its_good_sample_and_neither_does_another(string id) =>
        Assert.Empty(Samples.Understood(Samples.File_with(Rule(id).Good)).Lint());

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

    private static LintRule Rule(string id) => Linter.Rules.Single(rule => rule.Id == id);
}
