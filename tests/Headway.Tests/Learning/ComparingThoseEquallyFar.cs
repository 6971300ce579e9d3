using System.Collections.Immutable;
using Headway.Histories;
using Headway.Histories.Generated;
using Headway.Learning;
using Headway.Opportunities;
using Headway.Tests.Histories.Generated;
using Xunit;

namespace Headway.Tests.Learning;

/// <summary>Whole generated companies: nearly everything is learned on the way to a gate, so having it is a sign of being far.</summary>
public sealed class Comparing_those_equally_far
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 23, 22, 59, 59, TimeSpan.Zero);
    private static readonly Lazy<ImmutableArray<Contribution>> Answers = new(() =>
        [.. Enumerable.Range(2001, 4).AsParallel().AsOrdered().Select(seed =>
            Contribution.Of(HistoryOf((ulong)seed), new ContributionQuestion()))]);

    internal static History HistoryOf(ulong seed)
    {
        var company = GeneratedCompany.Of(GroundTruthParameters.Nothing, seed, ExampleProcess.Process, "", AsOf);
        return OwnFacts.Of(
            company.Facts.Select((fact, i) => new StoredFact(
                i + 1, fact.Stream, 1, fact.Happened.EffectiveAt, fact.RecordedAt, fact.RecordedAt, fact.Actor, fact.Happened.Fact)),
            ExampleProcess.Process, Nordhaven.Currency).AsOf(AsOf);
    }

    [Fact]
    public void Progress_is_hardly_ever_taken_for_a_contribution_where_nothing_is_planted()
    {
        var tested = Answers.Value.Sum(answer => answer.Elements.Count(each => each.Numbers is not null));
        var alarms = Answers.Value.SelectMany(answer => answer.Elements)
            .Where(each => each.Verdict is ContributionVerdict.WithWinning or ContributionVerdict.WithLosing)
            .Select(each => each.Element.Key).ToList();
        TestContext.Current.SendDiagnosticMessage("seeds 2001 to 2004: tested {0}, alarms {1}", tested, string.Join(", ", alarms));
        Assert.True(tested >= 20, $"{tested} tested");
        Assert.True(alarms.Count <= tested / 10, string.Join(", ", alarms));
    }

    [Theory]
    [InlineData("what-goes-wrong")]
    [InlineData("who-is-measured")]
    [InlineData("decision-steps")]
    public void Of_what_a_gate_asks_for_nothing_is_said(string key)
    {
        foreach (var answer in Answers.Value)
        {
            var each = answer.Elements.Single(one => one.Element.Key == key);
            Assert.Equal(ContributionSilence.AskedForHere, each.Silence);
            Assert.Null(each.Numbers);
            Assert.Contains($"went on from {each.Stage.Name} had it", ContributionWording.Of(each), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("time-given")]
    [InlineData("reference-met")]
    public void What_is_only_helpful_is_compared(string key) =>
        Assert.All(Answers.Value, answer => Assert.NotEqual(
            ContributionSilence.AskedForHere, answer.Elements.Single(one => one.Element.Key == key).Silence));
}
