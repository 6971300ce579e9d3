using Headway.Goals;
using Headway.Histories;
using Headway.Histories.Generated;
using Headway.Opportunities;
using Xunit;

namespace Headway.Tests.Histories.Generated;

public sealed class A_generated_company
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly GeneratedCompany Company = Of(20261124);
    private static readonly List<Opportunity> Opportunities = Fold(Company);

    private static GeneratedCompany Of(ulong seed) =>
        GeneratedCompany.Of(GroundTruthParameters.Demo, seed, ExampleProcess.Process, "", AsOf);

    [Fact]
    public void Is_the_same_to_the_byte_for_the_same_seed()
    {
        Assert.Equal(Bytes(Company), Bytes(Of(20261124)));
        Assert.NotEqual(Bytes(Company), Bytes(Of(20261125)));
    }

    [Fact]
    public void Knows_nothing_of_the_future_and_keeps_the_order_of_recording()
    {
        Assert.All(Company.Facts, fact => Assert.True(fact.RecordedAt <= AsOf && fact.Happened.EffectiveAt <= fact.RecordedAt));
        Assert.True(Company.Facts.Zip(Company.Facts.Skip(1)).All(pair => pair.First.RecordedAt <= pair.Second.RecordedAt));
    }

    [Fact]
    public void Passes_every_gate_by_a_Go_that_rests_on_evidence_or_is_marked_as_an_override()
    {
        var gos = Opportunities.SelectMany(one => one.Decisions).Where(decided => decided.Fact.Way == GateWay.Go).ToList();
        Assert.All(gos, go => Assert.Equal(go.Fact.Override, go.Fact.Needed.Any(needed => needed.Standing != OutcomeStanding.Confirmed)));
        Assert.All(gos.Where(go => go.Fact.Override), go => Assert.False(string.IsNullOrWhiteSpace(go.Fact.Reason)));
        var calendar = Company.Organisation.Calendar;
        Assert.All(Opportunities, one => Assert.All(
            ExampleProcess.Process.Stages.Take(Standing.Of(one, ExampleProcess.Process, AsOf, calendar).StageIndex),
            stage => Assert.Contains(one.Decisions, decided => decided.Fact.Stage == stage.Key && decided.Fact.Way == GateWay.Go)));
    }

    [Theory]
    [InlineData(20261124UL)]
    [InlineData(1UL)]
    [InlineData(7UL)]
    public void Has_the_size_and_the_rates_that_were_asked_for(ulong seed)
    {
        var company = seed == 20261124 ? Company : Of(seed);
        var measured = Measured.Of(company, seed == 20261124 ? Opportunities : Fold(company), AsOf);
        TestContext.Current.SendDiagnosticMessage(measured.ToString());
        Assert.Equal(1_500, measured.Opportunities);
        Assert.InRange(measured.Open, 130, 220);
        Assert.InRange(measured.WinRate, 0.20, 0.30);
        Assert.InRange(measured.HelpfulExposure, 0.40, 0.60);
        Assert.InRange(measured.NullExposure, 0.40, 0.60);
        Assert.InRange(measured.ConfoundedExposure, 0.40, 0.60);
        Assert.True(measured.DaysToWinMedian > 1.5 * measured.DaysToLoseMedian);
        Assert.InRange(measured.Voids, 3, 40);
        Assert.InRange(measured.Reopened, 1, 60);
        Assert.InRange(measured.WaitingForLeaders, 1, 15);
        Assert.InRange(measured.ReadyForSellers, 3, 30);
        Assert.InRange(measured.NoLongerSupported, 3, 60);
        Assert.InRange(measured.Stuck, 3, 60);
        Assert.InRange(measured.OverrideShare, 0.005, 0.10);
        Assert.InRange(measured.LateShare, 0.08, 0.16);
        Assert.InRange(measured.Stale, 30, 130);
    }

    [Fact]
    public void Sets_goals_whose_teams_do_not_quite_cover_the_organisation()
    {
        var goals = Company.Facts.Select(fact => fact.Happened.Fact).OfType<GoalSet>().ToList();
        var whole = goals.Single(goal => goal.Scope is Scope.Organisation).Target;
        var teams = goals.Where(goal => goal is { Scope: Scope.OfTeam, Metric: Metric.Bookings }).Sum(goal => goal.Target);
        Assert.NotEqual(whole, teams);
        Assert.InRange(teams / whole, 0.85m, 1.15m);
        Assert.Single(goals, goal => goal.Metric is Metric.GatesPassed && goal.Serves is not null);
    }

    [Fact]
    public void Writes_down_what_the_columns_say()
    {
        var helpful = Company.Truth.Studied.Helpful;
        var byId = Opportunities.ToDictionary(one => one.Id);
        foreach (var one in Company.Cases.Where(one => !one.Void && one.HelpfulWeek is not null && one.Ending is not null))
        {
            if (!byId.TryGetValue(Company.OpportunityOf(one), out var lived) || lived.IsOpen) continue;
            Assert.True(lived.Evidence.Exists(e => e.Fact.Outcome == helpful && e.Fact.Confirms && e.Counts), $"case {one.Number}");
        }
    }

    [Theory]
    [InlineData(200, 2UL)]
    [InlineData(3_200, 3UL)]
    public void Can_have_any_size_any_day_and_a_process_in_which_every_outcome_is_needed(int opportunities, ulong seed)
    {
        var strict = ExampleProcess.Process with
        {
            Stages = [.. ExampleProcess.Process.Stages.Select(stage => stage with
            {
                Outcomes = [.. stage.Outcomes.Select(outcome => outcome with { Needed = true,
                    Proof = [Headway.Processes.Proof.Document] })],
                Gate = stage.Gate with { DecidedBy = new Headway.Processes.Decider.Leader() },
            })],
        };
        var sunday = new DateTimeOffset(2026, 3, 1, 22, 0, 0, TimeSpan.Zero);
        var company = GeneratedCompany.Of(GroundTruthParameters.Demo with { Opportunities = opportunities }, seed, strict, "", sunday);
        Assert.InRange(Fold(company).Count, opportunities - 5, opportunities);
        Assert.All(company.Facts, fact => Assert.True(fact.RecordedAt <= sunday && fact.Happened.EffectiveAt <= fact.RecordedAt));
    }

    private static string Bytes(GeneratedCompany company) => string.Join('\n', company.Facts.Select(fact =>
        $"{fact.Stream} {fact.RecordedAt:O} {fact.Happened.EffectiveAt:O} {fact.Actor.Person} {FactJson.Write(fact.Happened.Fact)}"));

    internal static List<Opportunity> Fold(GeneratedCompany company) =>
        [.. company.Facts.Where(fact => fact.Stream.Kind == "opportunity").GroupBy(fact => fact.Stream).Select(stream => Opportunity.Fold(
            stream.Select((fact, i) => new StoredFact(
                0, fact.Stream, i + 1, fact.Happened.EffectiveAt, fact.RecordedAt, fact.RecordedAt, fact.Actor, fact.Happened.Fact))))];
}
