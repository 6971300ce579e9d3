using System.Collections.Immutable;
using Headway.Goals;
using Headway.Statistics.Random;

namespace Headway.Histories.Generated;

/// <summary>Goals of the present quarter, sized by simulating the open cases on with the true hazards, so that the chance to make them
/// is open.</summary>
internal static class GeneratedGoals
{
    private const int Paths = 300;

    // The chance to reach a target at this quantile of the simulated bookings is a little under 60 %.
    private const double Quantile = 0.42;

    // Wins are agreed at 86 to 100 % of the amount.
    private const double AgreedShare = 0.93;

    public static IEnumerable<GeneratedFact> For(
        CompanyStage stage, ImmutableArray<GeneratedCase> cases, WeeklyHazards hazards, CalendarEffects effects)
    {
        var (people, ids) = (stage.People, Xoshiro256StarStar.For(stage.Seed, "goals"));
        var today = people.Calendar.DayOf(stage.AsOf);
        var quarter = people.Calendar.QuarterOf(today);
        var bookings = Bookings(stage, cases, hazards, effects, quarter);
        var at = people.Calendar.StartOf(quarter.First).AddHours(9);
        if (at > stage.AsOf) at = stage.AsOf;

        GeneratedFact Set(GoalId id, Scope scope, Metric metric, decimal target, GoalId? serves, PersonId by, int order) => new(
            StreamId.Of(id), new Happened(new GoalSet(id, scope, metric, quarter, target, serves, by, true), at.AddMinutes(order)),
            at.AddMinutes(order), new Actor(by, "demo"));
        GoalId Next() => new(Nordhaven.NextGuid(ids));

        var all = Next();
        var total = At(bookings.Select(path => path.Sum()), Quantile);
        yield return Set(all, new Scope.Organisation(), new Metric.Bookings(), Round(total, 50_000), null, people.Director.Id, -60);
        // The teams' goals do not add up to the organisation's: coverage has something to show.
        double[] stretch = [0.98, 0.95, 0.97];
        var mean = bookings.Average(path => path.Sum());
        var teams = new GoalId[GeneratedCase.Teams];
        for (var team = 0; team < GeneratedCase.Teams; team++)
        {
            var share = mean > 0 ? bookings.Average(path => OfTeam(path, team)) / mean : 1.0 / GeneratedCase.Teams;
            teams[team] = Next();
            yield return Set(teams[team], new Scope.OfTeam(people.Teams[team].Id), new Metric.Bookings(),
                Round(total * share * stretch[team], 10_000), all, people.Leaders[team].Id, -50 + team);
        }
        foreach (var seller in new[] { 1, 5, 9 })
            yield return Set(Next(), new Scope.OfSeller(people.Sellers[seller].Id), new Metric.Bookings(),
                Round(At(bookings.Select(path => path[seller]), Quantile), 5_000), teams[GeneratedCase.TeamOf(seller)],
                    people.Sellers[seller].Id, -40 + seller);
        var middle = stage.Process.Stages.Length / 2;
        var passed = cases.Count(one => one.Team == 0 && one.PhaseDays.Length > middle + 1) / (stage.Parameters.Weeks / 13.0);
        yield return Set(Next(), new Scope.OfTeam(people.Teams[0].Id),
            new Metric.GatesPassed(stage.Process.Key, stage.Process.Stages[middle].Key),
            Math.Max(1, (decimal)Math.Round(passed)), teams[0], people.Leaders[0].Id, -20);
    }

    /// <summary>Bookings of the quarter by seller, one row per path: what was won, and what the open cases and those still to come may
    /// bring.</summary>
    private static double[][] Bookings(
        CompanyStage stage, ImmutableArray<GeneratedCase> cases, WeeklyHazards hazards, CalendarEffects effects, Period quarter)
    {
        var today = stage.People.Calendar.DayOf(stage.AsOf);
        var won = new double[GeneratedCase.Sellers];
        foreach (var one in cases)
            if (one is { Ending: Ending.Won, Void: false }
                && quarter.Contains(one.EndedOn!.Value)) won[one.Seller] += AgreedShare * (double)one.Amount;
        var open = cases.Where(one => one is { Ending: null, Void: false }).ToList();
        var coming = cases.Where(one => one.OpenedOn > today.AddDays(today.DayNumber - quarter.Last.DayNumber)).ToList();
        var paths = new double[Paths][];
        for (var path = 0; path < Paths; path++)
        {
            var random = Xoshiro256StarStar.For(stage.Seed, "goal-path", path);
            var sums = paths[path] = [.. won];
            foreach (var one in open.Concat(coming.Select(like => Anew(like, today))))
            {
                var end = CaseGenerator.GoOn(one, stage.Parameters, hazards, quarter.Last, effects, random);
                if (end.Ending == Ending.Won) sums[end.Seller] += AgreedShare * (double)end.Amount;
            }
        }
        return paths;
    }

    /// <summary>A case to come, like one of the last weeks.</summary>
    private static GeneratedCase Anew(GeneratedCase like, DateOnly today)
    {
        var day = today.AddDays(today.DayNumber - like.OpenedOn.DayNumber + 1);
        while (!CaseGenerator.IsWorkday(day)) day = day.AddDays(1);
        return like with { OpenedOn = day, PhaseDays = [day], WeeksSeen = 0, WeekOfPhase = 0, Ending = null, EndedOn = null };
    }

    private static double OfTeam(double[] path, int team) =>
        Enumerable.Range(0, GeneratedCase.Sellers).Where(seller => GeneratedCase.TeamOf(seller) == team).Sum(seller => path[seller]);

    private static double At(IEnumerable<double> values, double quantile)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)(quantile * (sorted.Length - 1))];
    }

    private static decimal Round(double amount, int step) => Math.Max(step, (decimal)Math.Round(amount / step) * step);
}
