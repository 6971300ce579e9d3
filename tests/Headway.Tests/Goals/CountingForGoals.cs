using System.Collections.Immutable;
using Headway.Access;
using Headway.Goals;
using Headway.Opportunities;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Goals;

internal static class MadeGoals
{
    public static readonly TeamId Top = TeamId.Of(new Guid(50, 0, 0, new byte[8])), Nordics = TeamId.Of(new Guid(51, 0, 0, new byte[8]));
    public static readonly PersonId Jonas = PersonId.Of(new Guid(3, 0, 0, new byte[8])), Ines = PersonId.Of(new Guid(4, 0, 0, new byte[8]));
    public static readonly Period Quarter = new("Q1 2026", new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31));

    public static Roster Roster { get; } = new(
        [Person(MadeFacts.Mara, Nordics, Role.Seller), Person(MadeFacts.Eero, Nordics, Role.Seller), Person(Jonas, Nordics, Role.Leader),
            Person(Ines, Top, Role.Leader)],
        [new Team(Top, "Sales", null, Ines), new Team(Nordics, "Nordics", Top, Jonas)]);

    public static Goal Goal(int number, Scope scope, Metric metric, decimal target, int? serves = null, bool shared = true) =>
        new(Id(number), 1, scope, metric, Quarter, target, serves is { } above ? Id(above) : null, MadeFacts.Mara, shared, false);

    public static GoalId Id(int number) => GoalId.Of(new Guid(70 + number, 0, 0, new byte[8]));

    public static Principal Seller(PersonId person) => new(person, "Seller", [Role.Seller], Nordics, [], true);

    public static Principal Leader(PersonId person, params TeamId[] led) => new(person, "Leader", [Role.Leader], led[0], [.. led], true);

    private static Person Person(PersonId id, TeamId team, Role role) => new(id, "Somebody", "x@example.org", [role], team, true);
}

public sealed class Counting_for_a_goal
{
    private static readonly DateOnly end = new(2026, 3, 31);

    private static decimal Count(MadeFacts made, Metric metric, Scope? scope = null) =>
        GoalLedger.Of(made.Facts, Calendar.Utc)
            .Count(MadeGoals.Goal(1, scope ?? new Scope.Organisation(), metric, 10), MadeGoals.Roster, "EUR", end).Done;

    [Fact]
    public void Credits_a_win_to_the_owner_of_that_day()
    {
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara).Win(1, 500, 20).Open(2, 0, MadeFacts.Mara);
        made.Add(2, new OwnerChanged(MadeFacts.Eero, null), 5).Win(2, 300, 21);
        Assert.Equal(500, Count(made, new Metric.Bookings(), new Scope.OfSeller(MadeFacts.Mara)));
        Assert.Equal(300, Count(made, new Metric.Bookings(), new Scope.OfSeller(MadeFacts.Eero)));
        Assert.Equal(800, Count(made, new Metric.Bookings(), new Scope.OfTeam(MadeGoals.Top)));
        Assert.Equal(2, Count(made, new Metric.Wins()));
    }

    [Fact]
    public void Leaves_out_a_win_outside_the_period_and_one_that_was_reopened()
    {
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara).Win(1, 500, 95).Open(2, 0, MadeFacts.Mara).Win(2, 300, 21);
        made.Add(2, new OpportunityReopened("Not signed after all."), 30);
        Assert.Equal(0, Count(made, new Metric.Wins()));
        Assert.Equal(2, Count(made, new Metric.OpportunitiesCreated()));
    }

    [Fact]
    public void Counts_a_gate_until_its_Go_is_withdrawn()
    {
        var gates = new Metric.GatesPassed(MadeFacts.Process.Key, MadeFacts.Qualifying);
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara).Go(1, MadeFacts.Qualifying, 5).Go(1, MadeFacts.Deciding, 6);
        Assert.Equal(1, Count(made, gates));
        made.Add(1, new GoWithdrawn(MadeFacts.Qualifying, "The budget is gone."), 8);
        Assert.Equal(0, Count(made, gates));
        Assert.Equal(0, Count(made, new Metric.GatesPassed(MadeFacts.Process.Key, MadeFacts.Deciding)));
    }

    [Fact]
    public void Counts_a_gate_no_more_once_a_No_go_has_decided_it_anew()
    {
        var (first, last) = (new Metric.GatesPassed(MadeFacts.Process.Key, MadeFacts.Qualifying),
            new Metric.GatesPassed(MadeFacts.Process.Key, MadeFacts.Deciding));
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara).Go(1, MadeFacts.Qualifying, 5).Go(1, MadeFacts.Deciding, 6);
        Assert.Equal((1, 1), (Count(made, first), Count(made, last)));
        made.Add(1, new GateDecided(MadeFacts.Deciding, GateWay.NoGo, "No margin.", false, [], null, null, 3, null), 8);
        Assert.Equal((1, 0), (Count(made, first), Count(made, last)));
    }

    [Fact]
    public void Counts_an_outcome_while_confirmed_and_once_per_opportunity()
    {
        var budget = new Metric.OutcomesConfirmed(MadeFacts.Process.Key, MadeFacts.Budget);
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara).Learn(1, 1, true, 5).Learn(1, 2, true, 9);
        Assert.Equal(1, Count(made, budget));
        made.Learn(1, 3, false, 12);
        Assert.Equal(0, Count(made, budget));
        made.Add(1, new EvidenceRetracted(MadeFacts.Evidence(3), "Misheard."), 14);
        Assert.Equal(1, Count(made, budget));
    }
}

public sealed class A_goal_and_those_below_it
{
    [Fact]
    public void Are_added_only_in_the_same_metric_and_to_the_cent()
    {
        var tree = GoalTree.Of(
        [
            MadeGoals.Goal(1, new Scope.Organisation(), new Metric.Bookings(), 100.30m),
            MadeGoals.Goal(2, new Scope.OfSeller(MadeFacts.Mara), new Metric.Bookings(), 60.10m, 1),
            MadeGoals.Goal(3, new Scope.OfSeller(MadeFacts.Eero), new Metric.Bookings(), 40.20m, 1),
            MadeGoals.Goal(4, new Scope.OfSeller(MadeFacts.Eero), new Metric.Wins(), 4, 1),
        ], MadeGoals.Roster);
        var top = Assert.Single(tree);
        Assert.Equal(3, top.Below.Length);
        Assert.Equal(new Coverage(100.30m, 100.30m, 2, new SellersSeen(2, 2)), top.Coverage);
        Assert.Equal("Covered exactly from below.", top.Coverage!.InWords());
    }

    [Fact]
    public void Of_sellers_do_not_call_private_goals_a_gap() => Assert.Equal(
        "1 of 4 sellers has a goal here that you may see: 21 % of this one. Goals not shared are private and not counted.",
        new Coverage(21, 100, 1, new SellersSeen(1, 4)).InWords());

    [Fact]
    public void Say_what_nobody_carries_yet() =>
        Assert.Equal("Covered from below: 75 %; 25 is carried by nobody yet.", new Coverage(75, 100, 1).InWords());
}

public sealed class Pace
{
    private static readonly Goal goal = MadeGoals.Goal(1, new Scope.Organisation(), new Metric.Wins(), 64);

    [Fact]
    public void Expects_by_working_days_and_not_by_the_calendar()
    {
        // 1 January to 13 February 2026: 32 of the 64 working days of the quarter.
        var pace = Headway.Goals.Pace.Of(goal, 30, new DateOnly(2026, 2, 13), null);
        Assert.Equal((32m, PaceWord.OnPace, 46), (pace.ExpectedByNow, pace.Word, pace.DaysLeft));
        Assert.Equal("On pace: not enough history for a chance; 32 would be the straight line by now.", pace.InWords());
    }

    [Fact]
    public void Follows_the_chance_where_there_is_one()
    {
        var today = new DateOnly(2026, 2, 13);
        Assert.Equal(PaceWord.OnPace, Headway.Goals.Pace.Of(goal, 10, today, 0.58).Word);
        Assert.Equal(PaceWord.Behind, Headway.Goals.Pace.Of(goal, 40, today, 0.3).Word);
        Assert.Equal("On pace: 58 % chance, toss-up; 32 would be the straight line by now.",
            Headway.Goals.Pace.Of(goal, 31, today, 0.58).InWords());
    }

    [Fact]
    public void Says_both_when_it_is_far_behind_the_straight_line_and_still_likely_enough()
    {
        var today = new DateOnly(2026, 2, 13);
        Assert.Equal("Within reach: 58 % chance, toss-up, although 32 would be the straight line by now.",
            Headway.Goals.Pace.Of(goal, 10, today, 0.58).InWords());
    }
}

public sealed class Setting_a_goal
{
    private static GoalSituation At(Principal who, params Goal[] goals) =>
        new(who, MadeGoals.Roster, goals.ToDictionary(goal => goal.Id), MadeLog.Day(0));

    private static SetGoal Command(Scope scope, decimal target = 10, GoalId? serves = null, bool shared = false) =>
        new(MadeGoals.Id(9), scope, new Metric.Wins(), MadeGoals.Quarter, target, serves, shared);

    private static string Code(Decision decision) => decision.Match(_ => "accepted", refusal => refusal.Code);

    [Fact]
    public void Is_the_sellers_own_matter_and_private()
    {
        var decision = SetGoal.Decide(At(MadeGoals.Seller(MadeFacts.Mara)), Command(new Scope.OfSeller(MadeFacts.Mara)));
        Assert.False(decision.Match(facts => ((GoalSet)facts[0].Fact).Shared, _ => true));
        Assert.Equal("not-yours", Code(SetGoal.Decide(At(MadeGoals.Seller(MadeFacts.Mara)), Command(new Scope.OfSeller(MadeFacts.Eero)))));
        Assert.Equal("not-yours", Code(SetGoal.Decide(At(MadeGoals.Seller(MadeFacts.Mara)), Command(new Scope.OfTeam(MadeGoals.Nordics)))));
    }

    [Fact]
    public void For_the_organisation_takes_the_leader_of_the_top()
    {
        Assert.Equal("not-yours",
            Code(SetGoal.Decide(At(MadeGoals.Leader(MadeGoals.Jonas, MadeGoals.Nordics)), Command(new Scope.Organisation()))));
        Assert.Equal("accepted",
            Code(SetGoal
            .Decide(At(MadeGoals.Leader(MadeGoals.Ines, MadeGoals.Top, MadeGoals.Nordics)), Command(new Scope.Organisation()))));
        Assert.Equal("accepted",
            Code(SetGoal.Decide(At(MadeGoals.Leader(MadeGoals.Jonas, MadeGoals.Nordics)), Command(new Scope.OfSeller(MadeFacts.Eero)))));
    }

    [Theory]
    [InlineData(0, "target-not-positive")]
    [InlineData(2.5, "target-not-whole")]
    public void Needs_a_target_that_can_be_counted(double target, string code) =>
        Assert.Equal(code,
            Code(SetGoal.Decide(At(MadeGoals.Seller(MadeFacts.Mara)), Command(new Scope.OfSeller(MadeFacts.Mara), (decimal)target))));

    [Theory]
    [InlineData(1_000_000, "accepted")]
    [InlineData(1_000_001, "target-too-large")]
    [InlineData(3_000_000_000, "target-too-large")] // as an int it overflowed where every goal was forecast
    public void Counts_no_further_than_a_million(double target, string code) =>
        Assert.Equal(code,
            Code(SetGoal.Decide(At(MadeGoals.Seller(MadeFacts.Mara)), Command(new Scope.OfSeller(MadeFacts.Mara), (decimal)target))));

    [Fact]
    public void In_money_is_no_larger_than_an_amount_may_be()
    {
        var command = Command(new Scope.OfSeller(MadeFacts.Mara), Money.Max) with { Metric = new Metric.Bookings() };
        var at = At(MadeGoals.Seller(MadeFacts.Mara));
        Assert.Equal("accepted", Code(SetGoal.Decide(at, command)));
        Assert.Equal("target-too-large", Code(SetGoal.Decide(at, command with { Target = Money.Max + 0.01m })));
        Assert.Equal("target-too-large", Code(SetGoal.Decide(at, command with { Target = decimal.MaxValue })));
    }

    [Theory]
    [InlineData("9999-12-01", "9999-12-31", "period-too-far")]
    [InlineData("0001-01-01", "0001-03-31", "period-too-far")]
    [InlineData("2026-01-01", "9999-12-31", "period-too-far")]
    [InlineData("2026-01-01", "2031-01-02", "period-too-long")]
    [InlineData("2026-01-01", "2027-12-31", "accepted")]
    public void Lies_within_what_can_be_planned(string first, string last, string code)
    {
        var period = new Period("x", DateOnly.Parse(first), DateOnly.Parse(last));
        Assert.Equal(code,
            Code(SetGoal.Decide(
                At(MadeGoals.Seller(MadeFacts.Mara)), Command(new Scope.OfSeller(MadeFacts.Mara)) with { Period = period })));
    }

    [Fact]
    public void Stored_before_there_were_bounds_still_has_a_pace()
    {
        var wild = MadeGoals.Goal(1, new Scope.Organisation(), new Metric.Bookings(), decimal.MaxValue) with
        {
            Period = new Period("x", new DateOnly(2026, 1, 1), DateOnly.MaxValue),
        };
        Assert.Equal(PaceWord.Behind, Headway.Goals.Pace.Of(wild, 0, new DateOnly(2026, 3, 31), null).Word);
    }

    [Fact]
    public void Is_seen_by_the_one_it_is_for_whoever_set_it_those_who_lead_him_once_shared_and_nobody_else()
    {
        Principal mara = MadeGoals.Seller(MadeFacts.Mara), eero = MadeGoals.Seller(MadeFacts.Eero);
        var jonas = MadeGoals.Leader(MadeGoals.Jonas, MadeGoals.Nordics);
        var elsewhere = MadeGoals.Leader(MadeGoals.Ines, MadeGoals.Top);
        var viewer = mara with { Person = MadeGoals.Ines, Roles = [Role.Viewer], LedTeams = [] };
        var eeros = MadeGoals.Goal(1, new Scope.OfSeller(MadeFacts.Eero), new Metric.Wins(), 5, shared: false)
            with
        { SetBy = MadeFacts.Eero };
        bool Sees(Principal who, Goal goal) => goal.IsSeenBy(who, MadeGoals.Roster) && At(who).Sees(goal);
        Assert.Equal([true, false, false, false, false], new[] { eero, mara, jonas, elsewhere, viewer }.Select(who => Sees(who, eeros)));
        var shared = eeros with { Shared = true };
        Assert.Equal([true, false, true, false, false], new[] { eero, mara, jonas, elsewhere, viewer }.Select(who => Sees(who, shared)));
        Assert.True(Sees(jonas, eeros with { SetBy = MadeGoals.Jonas }));
        foreach (Scope scope in new Scope[] { new Scope.Organisation(), new Scope.OfTeam(MadeGoals.Nordics) })
            Assert.All(new[] { eero, mara, jonas, elsewhere, viewer }, who => Assert.True(Sees(who, eeros with { Scope = scope })));
    }

    [Fact]
    public void Serves_only_a_goal_of_the_same_people_or_above()
    {
        var eeros = MadeGoals.Goal(2, new Scope.OfSeller(MadeFacts.Eero), new Metric.Wins(), 5);
        var nordics = MadeGoals.Goal(3, new Scope.OfTeam(MadeGoals.Nordics), new Metric.Wins(), 5);
        var at = At(MadeGoals.Seller(MadeFacts.Mara), eeros, nordics);
        Assert.Equal("serves-elsewhere", Code(SetGoal.Decide(at, Command(new Scope.OfSeller(MadeFacts.Mara), serves: eeros.Id))));
        Assert.Equal("accepted", Code(SetGoal.Decide(at, Command(new Scope.OfSeller(MadeFacts.Mara), serves: nordics.Id))));
        Assert.Equal("serves-unknown", Code(SetGoal.Decide(at, Command(new Scope.OfSeller(MadeFacts.Mara), serves: MadeGoals.Id(40)))));
    }

    [Fact]
    public void Of_somebody_else_that_is_private_is_not_even_admitted_to_exist()
    {
        var secret = MadeGoals.Goal(2, new Scope.OfSeller(MadeFacts.Mara), new Metric.Wins(), 5, shared: false);
        var decision = ChangeGoal
            .Decide(At(MadeGoals.Leader(MadeGoals.Jonas, MadeGoals.Nordics), secret), secret, new ChangeGoal(9, MadeGoals.Quarter));
        Assert.Equal("goal-unknown", Code(decision));
    }
}
