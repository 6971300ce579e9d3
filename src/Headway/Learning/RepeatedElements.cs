using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Association;

namespace Headway.Learning;

/// <summary>How often goes with winning, for every outcome and activity that is done again and again (methods 2).</summary>
public static class RepeatedElements
{
    /// <summary>How often is no question of what is hardly ever done twice.</summary>
    private const int LeastRepeated = 15;

    private const double LeastRepeatedShare = 0.05;

    /// <summary>Only those that are done again; judged together among themselves.</summary>
    /// <remarks>Reads only what was known at the history's date; open opportunities are censored. Both cores.
    /// O(elements x (landmarks + steps) x cases).</remarks>
    public static ImmutableArray<RepeatedElement> Of(History history, ContributionQuestion question)
    {
        var elements = StudiedElement.Of(history);
        var cohorts = new StageCohort?[history.Shape.Stages.Length];
        foreach (var stage in elements.Where(IsDoneAgain).Select(each => each.Stage).Distinct())
            cohorts[stage] = StageCohort.Of(history, stage, question.HorizonDays);
        return Of(history, question, elements, cohorts, RoadProgress.Of(history, elements));
    }

    /// <param name="cohorts">By stage; there is one for each element done again.</param>
    internal static ImmutableArray<RepeatedElement> Of(
        History history, ContributionQuestion question, StudiedElement[] elements, StageCohort?[] cohorts,
        RoadProgress progress, CancellationToken stop = default)
    {
        int[] again = [.. Enumerable.Range(0, elements.Length).Where(e => IsDoneAgain(elements[e]))];
        var compared = new RepeatComparison[again.Length];
        Parallel.For(0, again.Length, new ParallelOptions { CancellationToken = stop }, i =>
        {
            var element = elements[again[i]];
            var activity = element.Outcome < 0 ? again[i] - history.Shape.Outcomes.Length : -1;
            compared[i] = RepeatComparison.Of(
                element, cohorts[element.Stage]!, progress, new RepeatCounts(history, element.Outcome, activity), stop);
        });
        int[] tested = [.. Enumerable.Range(0, compared.Length).Where(i => compared[i].PerDoubling is not null)];
        var adjusted = MultipleTesting.BenjaminiHochberg([.. tested.Select(i => compared[i].PerDoubling!.Value.PValue)]);
        var q = new double?[compared.Length];
        for (var i = 0; i < tested.Length; i++) q[tested[i]] = adjusted[i];
        return [.. compared.Select((each, i) => each.Judge(q[i], question))];
    }

    private static bool IsDoneAgain(StudiedElement element)
    {
        int had = element.Times.Count(times => times > 0), again = element.Times.Count(times => times > 1);
        return again >= LeastRepeated && again >= LeastRepeatedShare * had;
    }
}
