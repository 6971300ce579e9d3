using Headway.Benchmarks;
using Headway.Tests.Formats.ProcessFile;
using Xunit;

namespace Headway.Tests.Processes.Linting;

/// <summary>Lines written and labelled without knowledge of the rules. Only the half that was looked at is held here; the other one is
/// measured by the benchmark, so that nobody tunes on it by mending a red test.</summary>
public sealed class The_labelled_lines
{
    /// <summary>A linter that cries wolf is turned off.</summary>
    private const double LeastPrecision = 0.9;

    private static readonly IReadOnlyList<LabelledLine> Dev =
        [.. LintSet.Read(Path.Combine(Samples.Root, "perf", "lint-set")).Where(line => !line.IsHeldOut)];

    public static TheoryData<string> Rules => [.. LintSet.Rules.Select(rule => rule.Id)];

    [Theory, MemberData(nameof(Rules))]
    public void Are_found_rightly_nine_times_in_ten(string id)
    {
        var rule = LintSet.Rules.Single(each => each.Id == id);
        var score = LintSet.Score(rule, Dev);
        Assert.True(score.Found > 0, $"{id} finds nothing among {score.Lines} lines.");
        Assert.True(score.Precision >= LeastPrecision,
            $"{id}: {score.Right} of {score.Found} are right. Wrong: "
            + string.Join("; ", Dev.Where(line => line.Kind == rule.Kind && LintSet.Finds(rule, line) && !line.Labels.Contains(rule.Label))
                .Select(line => $"{line.Id} {line.Text}")));
    }

    [Fact]
    public void Are_more_than_four_hundred_of_which_about_half_is_kept_from_whoever_writes_the_rules()
    {
        var all = LintSet.Read(Path.Combine(Samples.Root, "perf", "lint-set"));
        Assert.Equal((760, 383), (all.Length, all.Count(line => !line.IsHeldOut)));
    }
}
