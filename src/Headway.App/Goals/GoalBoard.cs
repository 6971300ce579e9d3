using Headway.Goals;
using Headway.Storage.Views;

namespace Headway.App.Goals;

/// <summary>How goals are named and ordered on pages.</summary>
internal static class GoalBoard
{
    public static int Rank(Goal goal) => goal.Scope switch { Scope.Organisation => 0, Scope.OfTeam => 1, _ => 2 };

    public static async Task<Func<Scope, string>> Names(Views views)
    {
        var people = (await views.People()).ToDictionary(person => person.Id, person => person.Name);
        var teams = (await views.Teams()).ToDictionary(team => team.Id, team => team.Name);
        return scope => scope switch
        {
            Scope.OfTeam of => teams.GetValueOrDefault(of.Team, "a team"),
            Scope.OfSeller of => people.GetValueOrDefault(of.Seller, "a seller"),
            _ => "All of us",
        };
    }

    public static string Counts(Metric metric, Headway.Processes.Process? process) => metric switch
    {
        Metric.Bookings => "bookings",
        Metric.Wins => "wins",
        Metric.GatesPassed gates => $"gates passed at {Stage(process, gates.Stage)}",
        Metric.OutcomesConfirmed outcomes => $"confirmed: {process?.FindOutcome(outcomes.Outcome)?.Statement ?? outcomes.Outcome.Value}",
        Metric.OpportunitiesCreated => "opportunities created",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Stage(Headway.Processes.Process? process, StageKey key) =>
        process is not null && process.IndexOf(key) is >= 0 and var index ? process.Stages[index].Name : key.Value;
}
