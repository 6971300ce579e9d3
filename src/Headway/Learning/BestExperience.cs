using System.Collections.Immutable;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>How one outcome was confirmed in opportunities that were won, and how often the activities that pursue it confirmed it: the
/// best experience there is, for where it is needed.</summary>
/// <param name="Won">Won opportunities of the process that the reader may see.</param>
/// <param name="Confirmed">Of these: in how many it was confirmed when they were won.</param>
/// <param name="Sentences">The evidence it rested on, one an opportunity, the newest first; at most 5.</param>
/// <param name="Activities">Those that pursue it, as the process has them.</param>
public sealed record BestExperience(
    OutcomeKey Outcome, int Won, int Confirmed, ImmutableArray<WonSentence> Sentences, ImmutableArray<ActivityExperience> Activities)
{
    public const int MostSentences = 5;

    /// <summary>Read from opportunities of one process (rule 23), whatever version of it they followed; void ones tell nothing.</summary>
    /// <param name="process">The version the reader works by.</param>
    /// <param name="outcomes">Those to tell about.</param>
    /// <param name="sees">Whether the reader may see an opportunity; of others nothing is told, nor counted.</param>
    /// <remarks>O(evidence and activities of the opportunities seen).</remarks>
    public static ImmutableDictionary<OutcomeKey, BestExperience> Of(
        LivedRecord lived, Process process, IReadOnlyCollection<OutcomeKey> outcomes, Func<OpportunityId, bool> sees)
    {
        var seen = lived.Opportunities.Values.Where(
            one => one.Process == process.Key && one.Closing is not Closing.Void && sees(one.Id)).ToList();
        var won = seen.Where(one => one.Closing is Closing.Won).ToList();
        var counts = Counts(seen);
        return outcomes.ToImmutableDictionary(outcome => outcome, outcome =>
        {
            var last = won.Select(one => (Opportunity: one, Evidence: ConfirmedBy(one, outcome))).Where(each => each.Evidence is not null)
                .OrderByDescending(each => each.Evidence!.EffectiveAt).ThenBy(each => each.Opportunity.Id.Value).ToList();
            return new BestExperience(
                outcome, won.Count, last.Count,
                [.. last.Take(MostSentences).Select(each => Told(lived, each.Opportunity, each.Evidence!))],
                [.. process.Activities.Where(activity => activity.Pursues.Contains(outcome)).Select(activity =>
                    ActivityExperience.Of(activity, counts.GetValueOrDefault((activity.Key, outcome))))]);
        });
    }

    private static WonSentence Told(LivedRecord lived, Opportunity opportunity, Evidence evidence) => new(
        lived.Accounts.GetValueOrDefault(opportunity.Account) is { } account
            ? NamesLeftOut.From(evidence.Fact.Sentence, account) : evidence.Fact.Sentence,
        evidence.EffectiveAt, evidence.Fact.Proof);

    /// <summary>The evidence by which it was confirmed on the day it was won; null when it was not.</summary>
    private static Evidence? ConfirmedBy(Opportunity opportunity, OutcomeKey outcome)
    {
        Evidence? latest = null;
        foreach (var evidence in opportunity.Evidence)
        {
            if (evidence.Fact.Outcome != outcome || !evidence.Counts || evidence.EffectiveAt > opportunity.ClosedAt) continue;
            if (latest is null || evidence.EffectiveAt > latest.EffectiveAt
                || (evidence.EffectiveAt == latest.EffectiveAt && evidence.Order > latest.Order)) latest = evidence;
        }
        return latest is { Fact.Confirms: true } ? latest : null;
    }

    /// <summary>By opportunity, not by times: whoever does it five times on one is one.</summary>
    private static Dictionary<(ActivityKey, OutcomeKey), (int Confirmed, int Done)> Counts(IEnumerable<Opportunity> seen)
    {
        var counts = new Dictionary<(ActivityKey, OutcomeKey), (int Confirmed, int Done)>();
        foreach (var one in seen)
        {
            if (one.Done.IsEmpty) continue;
            var confirming = one.Evidence.Where(evidence => evidence.Counts && evidence.Fact.Confirms).Select(each => each.Id).ToHashSet();
            var results = one.Done.SelectMany(done => done.Fact.Results.Select(result => (done.Fact.Activity, Result: result)));
            foreach (var group in results.GroupBy(each => (each.Activity, each.Result.Outcome)))
            {
                var (confirmed, done) = counts.GetValueOrDefault(group.Key);
                var isConfirmed = group.Any(each => each.Result.Evidence is { } id && confirming.Contains(id));
                counts[group.Key] = (confirmed + (isConfirmed ? 1 : 0), done + 1);
            }
        }
        return counts;
    }
}

/// <param name="Sentence">Without the names of the customer and the people there.</param>
/// <param name="At">When it was true.</param>
public sealed record WonSentence(string Sentence, DateTimeOffset At, Proof Proof);

/// <summary>How often an activity confirmed an outcome it pursues.</summary>
/// <param name="Done">Opportunities on which it was done at least once, open ones among them.</param>
/// <param name="Confirmed">Of these: on how many a result of it confirmed the outcome, by evidence that counts.</param>
/// <param name="Share">Wilson interval; not enough history below 10.</param>
public sealed record ActivityExperience(Activity Activity, int Done, int Confirmed, Figure Share)
{
    internal static ActivityExperience Of(Activity activity, (int Confirmed, int Done) count) => new(
        activity, count.Done, count.Confirmed, count.Done < Figure.LeastForShare
            ? new Figure.NotEnoughHistory(count.Done, Figure.LeastForShare, "opportunities on which it was done")
            : new Figure.Known((double)count.Confirmed / count.Done, Wilson.Of(count.Confirmed, count.Done), count.Done));
}
