using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>What to find out next, why, and what to ask.</summary>
/// <param name="Prompt">What to ask: the outcome's own question.</param>
/// <param name="Why">One clause for the seller.</param>
public sealed record NextBestOutcome(OutcomeNow Outcome, string Prompt, string Why)
{
    /// <summary>
    /// A simple, explainable order: needed outcomes of the present stage first (unknown, then stale, then refuted), then helpful ones of
    /// the
    /// stage, then needed ones of the next stage. Confirmed outcomes never appear.
    /// </summary>
    /// <remarks>An order by measured gain replaces this once history carries it; the order here uses no history and says so.</remarks>
    public static IReadOnlyList<NextBestOutcome> Of(Standing standing, int atMost = 5)
    {
        if (standing.IsReadyToClose || !standing.Opportunity.IsOpen) return [];
        var needed = standing.NeededAt(standing.Stage).ToList();
        var helpful = standing.Outcomes.Where(now => standing.Stage.Outcomes.Contains(now.Outcome) && !needed.Contains(now));
        var next = standing.StageIndex + 1 < standing.Process.Stages.Length
            ? standing.NeededAt(standing.Process.Stages[standing.StageIndex + 1]) : [];
        return needed.Select(now => (now, rank: 0)).Concat(helpful.Select(now => (now, rank: 1))).Concat(next.Select(now => (now, rank: 2)))
            .Where(item => item.now.State is not OutcomeState.Confirmed)
            .OrderBy(item => item.rank).ThenBy(item => Urgency(item.now.State))
            .DistinctBy(item => item.now.Outcome.Key)
            .Take(atMost)
            .Select(item => new NextBestOutcome(item.now, item.now.Outcome.Question, Reason(item.now, item.rank, standing)))
            .ToList();
    }

    private static int Urgency(OutcomeState state) => state switch
    {
        OutcomeState.Unknown => 0,
        OutcomeState.Stale => 1,
        OutcomeState.Refuted => 2,
        _ => 3,
    };

    private static string Reason(OutcomeNow now, int rank, Standing standing)
    {
        var place = rank switch
        {
            0 => $"needed for the gate of {standing.Stage.Name}",
            1 => $"helps in {standing.Stage.Name}",
            _ => "needed at the next gate, can be learned early",
        };
        return now.State switch
        {
            OutcomeState.Unknown { Claimed: not null } => $"{place}; claimed, but the proof does not count yet",
            OutcomeState.Unknown => $"{place}; nobody knows yet",
            OutcomeState.Stale stale =>
                $"{place}; last confirmed {(int)(standing.Now - stale.By.EffectiveAt).TotalDays} days ago, ask if it still holds",
            OutcomeState.Refuted => $"{place}; the customer said it is not so",
            _ => place,
        };
    }
}
