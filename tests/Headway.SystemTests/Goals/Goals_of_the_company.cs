using Headway.App.Forecasting;
using Headway.App.Goals;
using Headway.App.Serving;
using Headway.Goals;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Headway.SystemTests.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Headway.SystemTests.Goals;

public sealed class Changing_a_goal
{
    private static readonly GoalId Own = Company.Id(80, GoalId.Of);

    private static async Task<(GoalChanges Door, StoredCompany Company)> Open()
    {
        var company = await StoredCompany.Found();
        var quarter = new Period("Q2", new DateOnly(2026, 4, 1), new DateOnly(2026, 6, 30));
        await company.Add(
            StreamId.Of(Own), new GoalSet(Own, new Scope.OfSeller(Company.Ana), new Metric.Wins(), quarter, 4, null, Company.Ana, false));
        var analysis = new Analysis(company.Store, company.Scopes(), NullLogger<Analysis>.Instance);
        return (new GoalChanges(company.Store, company.Views, analysis), company);
    }

    private static GoalChangeForm Form(string deed, string? target = null, string? last = "2026-06-30", string? reason = null) =>
        new() { Do = deed, Goal = Own.ToString(), Target = target, First = "2026-04-01", Last = last, Reason = reason };

    private static async Task<Goal> Now(StoredCompany company) =>
        Goal.Fold(await company.Store.Read(StreamId.Of(Own), StoredCompany.Cancel));

    [Fact]
    public async Task Is_the_sellers_own_matter_who_may_share_it_and_let_it_go()
    {
        var (door, company) = await Open();
        await using var _ = company;
        var ana = await company.Visit(Company.Ana);
        Assert.Null(await door.Do(Form("change", "6"), ana));
        Assert.Null(await door.Do(Form("share"), ana));
        Assert.Equal((6m, true), ((await Now(company)).Target, (await Now(company)).Shared));
        Assert.Equal("reason-missing", (await door.Do(Form("drop"), ana))!.Code);
        Assert.Null(await door.Do(Form("drop", reason: "Another one fits better."), ana));
        Assert.True((await Now(company)).Dropped);
    }

    [Fact]
    public async Task Is_refused_with_what_is_wrong_and_is_not_admitted_to_others()
    {
        var (door, company) = await Open();
        await using var _ = company;
        var ana = await company.Visit(Company.Ana);
        Assert.Equal("target-too-large", (await door.Do(Form("change", "3000000000"), ana))!.Code);
        Assert.Equal("amount-ambiguous", (await door.Do(Form("change", "1.200"), ana))!.Code);
        Assert.Equal("period-too-far", (await door.Do(Form("change", "6", "9999-12-31"), ana))!.Code);
        Assert.Equal("goal-unknown", (await door.Do(Form("drop", reason: "x"), await company.Visit(Company.Lea)))!.Code);
        Assert.Equal(4, (await Now(company)).Target);
    }
}

public sealed class A_goal_stored_before_there_were_bounds
{
    [Fact]
    public async Task Takes_no_other_goal_down_and_is_named_in_the_log()
    {
        await using var company = await StoredCompany.Empty();
        var generated = DemoCompany.Generate(Company.Start);
        await new Maintenance(company.Open, StoredCompany.Time).Load(
            generated.Facts.Select(fact => new LoadedFact(fact.Stream, fact.Happened, fact.RecordedAt, fact.Actor)), StoredCompany.Cancel);
        GoalId many = Company.Id(90, GoalId.Of), endless = Company.Id(91, GoalId.Of);
        var year = new Period("2026", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        await company.Add(StreamId.Of(many),
            new GoalSet(many, new Scope.Organisation(), new Metric.Wins(), year, 3_000_000_000, null, Company.Ana, true));
        await company.Add(StreamId.Of(endless), new GoalSet(
            endless, new Scope.Organisation(), new Metric.Bookings(), year with { Last = DateOnly.MaxValue }, decimal.MaxValue, null,
            Company.Ana, true));
        var log = new Lines();
        var analysis = new Analysis(company.Store, company.Scopes(), log);
        var learned = await analysis.Refresh(StoredCompany.Time.GetUtcNow(), StoredCompany.Cancel);
        Assert.NotNull(learned?.Model);
        Goal Of(GoalId id) => learned.Goals.Single(goal => goal.Id == id);
        Assert.Equal(0, learned.PaceOf(Of(many)).Chance!.Value, 6);
        Assert.Null(learned.PaceOf(Of(endless)).Chance);
        Assert.Contains(endless.Value.ToString(), Assert.Single(log.Written));
        Assert.Contains(learned.Goals, goal => goal.Id != many && learned.PaceOf(goal).Chance is not null);
    }

    private sealed class Lines : ILogger<Analysis>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Written) Written.Add(formatter(state, exception));
        }
    }
}
