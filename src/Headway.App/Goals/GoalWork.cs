using Headway.Access;
using Headway.App.Access;
using Headway.App.Design;
using Headway.App.Forecasting;
using Headway.App.Opportunities;
using Headway.Goals;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Goals;

/// <summary>What the form for a goal sends.</summary>
public sealed class GoalForm
{
    /// <summary>organisation, team:ID or seller:ID.</summary>
    public string? Scope { get; set; }

    /// <summary>bookings, wins, created, gate:KEY or outcome:KEY.</summary>
    public string? Metric { get; set; }

    public string? Target { get; set; }

    public string? First { get; set; }

    public string? Last { get; set; }

    public string? Serves { get; set; }

    public bool Shared { get; set; }
}

/// <summary>From the form of a goal to the stored fact.</summary>
public sealed class GoalWork(FactStore store, Views views, Analysis analysis)
{
    /// <summary>For whom this person may set a goal.</summary>
    public async Task<List<(string Value, string Text)>> Choices(Visit visit)
    {
        var people = await views.People();
        var teams = await views.Teams();
        var at = new GoalSituation(visit.Who, new Roster(people, teams), new Dictionary<GoalId, Goal>(), visit.Now);
        var choices = new List<(string, string)>();
        if (at.Refuses(new Scope.Organisation()) is null) choices.Add(("organisation", "all of us"));
        choices.AddRange(teams.Where(team => at.Refuses(new Scope.OfTeam(team.Id)) is null).Select(team => ($"team:{team.Id}", team.Name)));
        choices.AddRange(people.Where(person => person.Active && person.Roles.Contains(Role.Seller)
            && at.Refuses(new Scope.OfSeller(person.Id)) is null)
            .Select(person => ($"seller:{person.Id}", person.Id == visit.Who.Person ? "me" : person.Name)));
        return choices;
    }

    /// <returns>Null when it is set.</returns>
    public async Task<Refusal?> Set(GoalForm form, Visit visit, Analysis.Learned learned)
    {
        if (AmountText.Read(form.Target).IsRefused(out var unreadable, out var target)) return unreadable;
        if (Read(form, target, learned, visit.Calendar) is not { } command)
            return new Refusal("goal-unreadable", "Give a target like 640k, and the first and last day of the period.");
        return (await Set(command, visit, learned, "page", RequestKey.None)).Match<Refusal?>(_ => null, refusal => refusal);
    }

    public async Task<Answer<GoalId>> Set(SetGoal command, Visit visit, Analysis.Learned learned, string cause, RequestKey request)
    {
        if (!Counts(learned.Process, command.Metric))
            return new Refusal("metric-unknown", "The process has no such stage or outcome; take its key from the list of processes.");
        var at = new GoalSituation(
            visit.Who, new Roster(await views.People(), await views.Teams()), learned.Goals.ToDictionary(goal => goal.Id), visit.Now);
        var decision = SetGoal.Decide(at, command);
        if (decision is Decision.Refused(var refusal)) return refusal;
        var append = Append.To(
            StreamId.Of(command.Id), 0, new Actor(visit.Who.Person, cause), ((Decision.Accepted)decision).Facts, request.Key, request.Hash);
        switch (await store.Append(append))
        {
            case AppendResult.Appended:
                await analysis.Refresh(visit.Now);
                return command.Id;
            case AppendResult.Repeated(var position) when await store.ReadAfter(position - 1, 1) is [{ Fact: GoalSet first }]:
                return first.Goal;
            case AppendResult.KeyUsedOtherwise:
                return new Refusal("key-used-otherwise", "This request key was used for something else; send a new one.");
            default:
                return new Refusal("not-set", "The goal was not set; try again.");
        }
    }

    /// <summary>The period of these days, by its name when it is a quarter.</summary>
    public static Period PeriodOf(DateOnly first, DateOnly last, Calendar calendar)
    {
        // Days at the ends of the calendar have no quarter; the domain refuses them a moment later.
        if (first.Year is < 1900 or > 9000) return new Period($"{first:yyyy-MM-dd}", first, last);
        var quarter = calendar.QuarterOf(first);
        return quarter.First == first && quarter.Last == last ? quarter : new Period($"{first:d MMM}–{last:d MMM yyyy}", first, last);
    }

    private static bool Counts(Headway.Processes.Process process, Metric metric) => metric switch
    {
        Metric.GatesPassed gates => gates.Process == process.Key && process.IndexOf(gates.Stage) >= 0,
        Metric.OutcomesConfirmed outcomes => outcomes.Process == process.Key && process.FindOutcome(outcomes.Outcome) is not null,
        _ => true,
    };

    private static SetGoal? Read(GoalForm form, decimal? amount, Analysis.Learned learned, Calendar calendar)
    {
        if (amount is not { } target || FormDay.Read(form.First) is not { } first || FormDay.Read(form.Last) is not { } last) return null;
        var scope = (form.Scope ?? "").Split(':', 2);
        Scope? whose = scope switch
        {
            ["team", var id] when Guid.TryParse(id, out var team) => new Scope.OfTeam(new TeamId(team)),
            ["seller", var id] when Guid.TryParse(id, out var seller) => new Scope.OfSeller(new PersonId(seller)),
            ["organisation"] => new Scope.Organisation(),
            _ => null,
        };
        Metric? metric = (form.Metric ?? "").Split(':', 2) switch
        {
            ["bookings"] => new Metric.Bookings(),
            ["wins"] => new Metric.Wins(),
            ["created"] => new Metric.OpportunitiesCreated(),
            ["gate", var key] => new Metric.GatesPassed(learned.Process.Key, StageKey.Of(key)),
            ["outcome", var key] => new Metric.OutcomesConfirmed(learned.Process.Key, OutcomeKey.Of(key)),
            _ => null,
        };
        GoalId? serves = Guid.TryParse(form.Serves, out var above) ? new GoalId(above) : null;
        return whose is null || metric is null ? null
            : new SetGoal(new GoalId(Guid.CreateVersion7()), whose, metric, PeriodOf(first, last, calendar), target, serves, form.Shared);
    }
}
