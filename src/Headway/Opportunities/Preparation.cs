using System.Collections.Immutable;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>What a meeting should bring: the outcomes of the present stage that are not confirmed, then those of the next one.</summary>
/// <param name="Now">In the order of <see cref="NextBestOutcome"/>: needed first, of those unknown, then stale, then refuted.</param>
/// <param name="Next">Of the stage after it: can be learned early (principle 3).</param>
public sealed record Preparation(ImmutableArray<ToAsk> Now, ImmutableArray<ToAsk> Next)
{
    public static readonly Preparation None = new([], []);

    public static Preparation Of(Standing standing)
    {
        if (!standing.Opportunity.IsOpen || standing.IsReadyToClose) return None;
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var now = Open(standing, standing.Stage).Select(open => Ask(standing, open, shown)).ToImmutableArray();
        if (standing.StageIndex + 1 >= standing.Process.Stages.Length) return new Preparation(now, []);
        var next = Open(standing, standing.Process.Stages[standing.StageIndex + 1])
            .Where(open => !now.Any(ask => ask.Outcome.Outcome.Key == open.Outcome.Key));
        return new Preparation(now, [.. next.Select(open => Ask(standing, open, shown))]);
    }

    private static IEnumerable<OutcomeNow> Open(Standing standing, Stage stage)
    {
        var needed = standing.NeededAt(stage).ToList();
        return standing.Outcomes.Where(now => needed.Contains(now) || stage.Outcomes.Contains(now.Outcome))
            .Where(now => now.State is not OutcomeState.Confirmed)
            .OrderBy(now => needed.Contains(now) ? 0 : 1).ThenBy(now => Urgency(now.State));
    }

    private static int Urgency(OutcomeState state) => state switch
    {
        OutcomeState.Unknown => 0,
        OutcomeState.Stale => 1,
        _ => 2,
    };

    /// <param name="shown">One activity often pursues several outcomes: its prompts stand at the first of them only.</param>
    private static ToAsk Ask(Standing standing, OutcomeNow open, HashSet<string> shown)
    {
        var prompts = standing.Process.Activities.Where(activity => activity.Pursues.Contains(open.Outcome.Key))
            .SelectMany(activity => activity.Prompts).Where(prompt => prompt != open.Outcome.Question && shown.Add(prompt));
        var last = open.State is OutcomeState.Unknown unknown ? unknown.Claimed : open.State.RestsOn;
        return new ToAsk(open, [.. prompts], last);
    }
}

/// <summary>One outcome to ask about.</summary>
/// <param name="Prompts">Of the activities that pursue it, without its own question; a prompt stands at one outcome only.</param>
/// <param name="Last">What was said about it last, also when it is only claimed; null = nothing.</param>
public sealed record ToAsk(OutcomeNow Outcome, ImmutableArray<string> Prompts, Evidence? Last);
