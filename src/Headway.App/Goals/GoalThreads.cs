using Headway.Access;
using Headway.App.Access;
using Headway.App.Design.Charts;
using Headway.App.Forecasting;
using Headway.Goals;

namespace Headway.App.Goals;

/// <summary>The goal that a person's day serves, as the thread on top of every page shows it: his own, else his team's, else
/// everybody's.</summary>
public sealed class GoalThreads(Analysis analysis)
{
    public sealed record Shown(
        string Name, double Done, double Target, double? Low, double? High, double? Needed, Measure Measure, double? Chance, int DaysLeft);

    public async Task<Shown?> Of(Visit visit)
    {
        if (visit.Visibility is Visibility.Nothing || await analysis.Now(visit.Now) is not { } learned) return null;
        var goal = learned.Goals
            .Where(g => !g.Dropped && g.Metric is Metric.Bookings && g.Period.Contains(visit.Today) && IsHis(g, visit.Who))
            .OrderBy(g => g.Scope switch { Scope.OfSeller => 0, Scope.OfTeam => 1, _ => 2 }).FirstOrDefault();
        if (goal is null) return null;
        var pace = learned.PaceOf(goal);
        var (low, high) = learned.ForecastOf(goal)?.Bookings.Match<(double?, double?)>(
            known => (known.Total.Quantile(0.1), known.Total.Quantile(0.9)), _ => (null, null)) ?? (null, null);
        var name = goal.Scope switch { Scope.OfSeller => "My", Scope.OfTeam => "Team", _ => "All of us," };
        return new Shown(
            $"{name} {goal.Period.Name}", (double)pace.Done, (double)pace.Target, low, high, (double)pace.ExpectedByNow,
            new Measure.Money(visit.Currency), pace.Chance, pace.DaysLeft);
    }

    private static bool IsHis(Goal goal, Principal who) => goal.Scope switch
    {
        Scope.OfSeller of => of.Seller == who.Person,
        Scope.OfTeam of => of.Team == who.Team || who.Leads(of.Team),
        _ => true,
    };
}
