using System.Collections.Immutable;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.Tests.Histories;

/// <summary>Facts of our own written by hand: a process of two stages, days counted from 1 January 2026.</summary>
internal sealed class MadeFacts
{
    private readonly List<StoredFact> facts = [];
    private readonly Dictionary<StreamId, int> versions = [];

    public static readonly StageKey Qualifying = new("qualifying"), Deciding = new("deciding");
    public static readonly OutcomeKey Budget = new("budget");
    public static readonly PersonId Mara = PersonId.Of(new Guid(1, 0, 0, new byte[8])), Eero = PersonId.Of(new Guid(2, 0, 0, new byte[8]));
    public static readonly AccountId Harbour = AccountId.Of(new Guid(9, 0, 0, new byte[8]));

    public static Process Process { get; } = new(
        new ProcessKey("new-business"), "New business", 1, "Win customers.",
        [
            new Stage(Qualifying, "Qualifying", "Is it real?",
                [new Outcome(Budget, "They named the budget", "What is the budget?", [Proof.Customer], null, true, [])], [],
                new Gate("Go on?", [], new Decider.Seller())),
            new Stage(Deciding, "Deciding", "How do they decide?", [], [], new Gate("Go on?", [], new Decider.Seller())),
        ],
        ProcessBudget.Default);

    public IReadOnlyList<StoredFact> Facts => facts;

    public static OpportunityId Opportunity(int number) => OpportunityId.Of(new Guid(100 + number, 0, 0, new byte[8]));

    public static EvidenceId Evidence(int number) => EvidenceId.Of(new Guid(10_000 + number, 0, 0, new byte[8]));

    public static Money Euro(decimal amount) => new(amount, "EUR");

    public MadeFacts Open(int number, double day, PersonId owner, Money? amount = null) => Add(
        number, new OpportunityOpened(Opportunity(number), $"Sale {number}", Harbour, owner, Process.Key, 1, amount, null), day);

    public MadeFacts Go(int number, StageKey stage, double day) =>
        Add(number, new GateDecided(stage, GateWay.Go, null, false, [], null, null, 1, null), day);

    public MadeFacts Learn(int number, int evidence, bool confirms, double day, double? recorded = null) => Add(
        number, new EvidenceRecorded(Evidence(evidence), Budget, confirms, "They said so.", Proof.Customer, null, "buyer", "call", true,
            null,
            ImmutableDictionary<string, string>.Empty), day, recorded);

    public MadeFacts Win(int number, decimal amount, double day) => Add(
        number, new OpportunityClosed(new Closing.Won(Euro(amount), DateOnly.FromDateTime(MadeLog.Day(day).UtcDateTime), [], null)), day);

    public MadeFacts Add(int number, OpportunityFact fact, double day, double? recorded = null)
    {
        var stream = StreamId.Of(Opportunity(number));
        versions[stream] = versions.GetValueOrDefault(stream) + 1;
        var known = MadeLog.Day(recorded ?? day);
        facts.Add(new StoredFact(facts.Count + 1, stream, versions[stream], MadeLog.Day(day), known, known, new Actor(Mara, "page"), fact));
        return this;
    }
}
