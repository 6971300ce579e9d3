using System.Collections.Immutable;
using Headway.Processes;

namespace Headway.Tests.Histories.Generated;

/// <summary>Five stages of two to four outcomes; two early ones are helpful only, so that the planted truths do not touch the
/// gates.</summary>
internal static class ExampleProcess
{
    public static readonly Process Process = new(
        ProcessKey.Of("new-business"), "New business", 1, "A customer signs for a result they named themselves.",
        [
            Stage("qualifying", new Decider.Seller(), ("what-goes-wrong", true, 180), ("who-is-measured", true, 120),
                ("time-given", false, 60)),
            Stage("understanding", new Decider.Seller(),
                ("cost-of-waiting", true, 90), ("good-result", true, 120), ("alternatives", false, 60), ("reference-met", false, null)),
            Stage("deciding", new Decider.LeaderFrom(150_000), ("who-signs", true, 60), ("decision-steps", true, 45)),
            Stage("agreeing", new Decider.LeaderFrom(150_000), ("money-set-aside", true, 60), ("steps-to-start", true, 45),
                ("it-and-legal", false, 90)),
            Stage("closing", new Decider.Seller(), ("agreement-signed", true, null), ("start-confirmed", false, 30)),
        ],
        ProcessBudget.Default);

    private static Stage Stage(string key, Decider decider, params (string Key, bool Needed, int? Fresh)[] outcomes) => new(
        StageKey.Of(key), char.ToUpperInvariant(key[0]) + key[1..], "So that we know.",
        [.. outcomes.Select(o => new Outcome(
            OutcomeKey.Of(o.Key), $"They have told us about {o.Key}.", $"What about {o.Key}?", [Proof.Customer, Proof.Document], o.Fresh,
                o.Needed, []))],
        [.. outcomes.Chunk(2).Select((pair, i) => new Activity(
            ActivityKey.Of($"{key}-{i}"), $"Ask {i}", [.. pair.Select(o => OutcomeKey.Of(o.Key))], ["What?"], 45))],
        new Gate("Go on?", [], decider));
}
