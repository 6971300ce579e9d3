using Headway.Formats.Mapping;
using Headway.Histories;
using Headway.Learning;
using Xunit;

namespace Headway.Tests.Formats;

[Trait("Data", "bpic2012")]
public sealed class Contribution_on_the_loan_log
{
    private static readonly Lazy<Contribution> Answer = new(() =>
    {
        var text = File.ReadAllText(Path.Combine(SharedLogs.Repository(), "examples/mappings/bpic2012.mapping.yaml"));
        using var stream = File.OpenRead(SharedLogs.Path("bpic2012/bpic2012-until-2011-12-31.xes.gz"));
        var mapping = MappingFile.Read(text, "bpic2012.mapping.yaml").Mapping!;
        var history = LogImport.Read(stream, "bpic2012.xes.gz", mapping, EventLogLimits.Default).Match(
            read => read.History, refused => throw new InvalidOperationException(refused.Findings[0].Message));
        return Contribution.Of(history, new ContributionQuestion());
    });

    /// <summary>Undecided cases collect calls: 62 % of the closed with one call were won, 26 % with eight and more.</summary>
    [Fact]
    public void Does_not_blame_the_calls_that_undecided_cases_collect()
    {
        _ = SharedLogs.Path("bpic2012/bpic2012-until-2011-12-31.xes.gz");
        foreach (var each in Answer.Value.Elements)
            TestContext.Current.SendDiagnosticMessage("{0}: {1} {2}", each.Element.Key, each.Verdict, ContributionWording.Of(each));
        Assert.NotEqual(ContributionVerdict.WithLosing, Of("call-about-offer").Verdict);
        Assert.NotEqual(ContributionVerdict.WithLosing, Of("call-about-documents").Verdict);
    }

    [Fact]
    public void Keeps_declined_and_cancelled_apart()
    {
        _ = SharedLogs.Path("bpic2012/bpic2012-until-2011-12-31.xes.gz");
        var told = Answer.Value.Elements.Select(each => each.Numbers?.Weekly).OfType<WeeklyContribution>().ToList();
        Assert.NotEmpty(told);
        // Cancelled by the customer is lost, declined by us is a no-go; there is no "no decision" in this log.
        Assert.Contains(told, weekly => weekly is { Lost: not null, NoGo: not null });
        Assert.All(told, weekly => Assert.Null(weekly.NoDecision));
    }

    private static ElementContribution Of(string key) => Answer.Value.Elements.Single(each => each.Element.Key == key);
}
