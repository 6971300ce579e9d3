using System.Collections.Immutable;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.Histories;

/// <summary>Our own facts as a history, so that what was lived here and what was imported are learned from in the same way.</summary>
/// <param name="OtherCurrency">Amounts left out because they are in another currency and no rate was given (rule 26).</param>
public sealed record OwnHistory(EventLog Log, HistoryShape Shape, int OtherCurrency)
{
    public History AsOf(DateTimeOffset asOf) => History.AsOf(Log, Shape, asOf);
}

/// <summary>Turns the facts of the opportunities of one process into an event log with its shape.</summary>
/// <remarks>
/// A case is an opportunity; a stage is entered by the Go before it, and again when a Go is withdrawn or a No-go at Ready to close is
/// reopened. Claimed evidence is left out (rule 7). Retracted evidence leaves from the recorded time of its retraction on, a void
/// opportunity from that of its closing on until that of a reopening, so that a history at an earlier date still holds what was believed
/// then. Amount, owner, segment and expected close carry their recorded times. O(facts): 40,000 take well under 300 ms.
/// </remarks>
public static class OwnFacts
{
    public const string Amount = "amount";
    public const string Owner = "owner";
    public const string Segment = "segment";
    public const string ExpectedClose = "expectedClose";

    /// <summary>The version of the process it was opened under.</summary>
    public const string ProcessVersion = "processVersion";

    /// <summary>The stage after the last gate.</summary>
    public const string ReadyToClose = "ready-to-close";

    /// <param name="facts">Facts of any streams, in the order they were appended.</param>
    /// <param name="process">The version whose stages order the road; evidence on outcomes it does not know stays a label.</param>
    /// <param name="currency">ISO 4217; amounts in another one are not known in this history.</param>
    public static OwnHistory Of(IEnumerable<StoredFact> facts, Process process, string currency)
    {
        var cases = new Dictionary<StreamId, OwnCase>();
        var inOrder = new List<OwnCase>();
        var segments = new Dictionary<AccountId, string?>();
        var versions = new Dictionary<(ProcessKey, int), Process> { [(process.Key, process.Version)] = process };
        var elsewhere = new Dictionary<StreamId, List<StoredFact>>();
        var otherCurrency = 0;
        foreach (var stored in facts)
        {
            if (stored.Fact is AccountAdded account) segments[account.Account] = account.Segment;
            if (stored.Fact is ProcessPublished published) versions[(published.Process.Key, published.Process.Version)] = published.Process;
            if (stored.Fact is not OpportunityFact fact) continue;
            if (fact is OpportunityOpened opened)
            {
                if (opened.Process == process.Key) Start(opened, VersionOf(opened.Process, opened.ProcessVersion), stored, 0);
                else elsewhere[stored.Stream] = [];
            }
            if (elsewhere.TryGetValue(stored.Stream, out var past)) past.Add(stored);
            if (fact is OpportunityMigrated migrated) Move(migrated, stored, past);
            else if (cases.TryGetValue(stored.Stream, out var own) && !own.Take(fact, stored)) otherCurrency++;
        }
        return new OwnHistory(OwnColumns.Of(inOrder, segments), ShapeOf(process, currency), otherCurrency);

        Process VersionOf(ProcessKey key, int version) => versions.GetValueOrDefault((key, version), process);

        OwnCase Start(OpportunityOpened opened, Process follows, StoredFact at, long joinedTicks)
        {
            var started = new OwnCase(opened, process, follows, currency, joinedTicks);
            cases[at.Stream] = started;
            inOrder.Add(started);
            return started;
        }

        // Within the process it follows the other version; out of it, it ends here; into it, all that was before comes along.
        void Move(OpportunityMigrated migrated, StoredFact stored, List<StoredFact>? past)
        {
            var version = VersionOf(migrated.Process, migrated.ProcessVersion);
            if (cases.TryGetValue(stored.Stream, out var own))
            {
                if (migrated.Process == process.Key) own.Follow(version, migrated, stored);
                else own.Leave(stored);
                return;
            }
            if (migrated.Process != process.Key || past is not [{ Fact: OpportunityOpened opened }, ..]) return;
            var joined = Start(opened, version, stored, stored.RecordedAt.UtcTicks);
            foreach (var before in past)
                if (before.Fact is OpportunityFact fact and not OpportunityMigrated && !joined.Take(fact, before)) otherCurrency++;
            joined.Follow(version, migrated, stored);
        }
    }

    /// <summary>What the labels of our own log mean.</summary>
    public static HistoryShape ShapeOf(Process process, string currency)
    {
        ImmutableArray<NamedElement> stages =
            [.. process.Stages.Select(stage => new NamedElement(stage.Key.Value, stage.Name)),
                new NamedElement(ReadyToClose, "Ready to close")];
        ImmutableArray<NamedElement> outcomes = [.. process.Outcomes
            .Select(outcome => new NamedElement(outcome.Key.Value, outcome.Statement))];
        ImmutableArray<NamedElement> activities = [.. process.Activities
            .Select(activity => new NamedElement(activity.Key.Value, activity.Name))];
        var labels = ImmutableDictionary.CreateBuilder<string, LabelMeaning>(StringComparer.Ordinal);
        for (var i = 0; i < stages.Length; i++) labels[$"stage:{stages[i].Key}"] = new LabelMeaning.StageEntered(i);
        for (var i = 0; i < outcomes.Length; i++)
        {
            labels[$"confirms:{outcomes[i].Key}"] = new LabelMeaning.Evidence(i, true);
            labels[$"refutes:{outcomes[i].Key}"] = new LabelMeaning.Evidence(i, false);
        }
        for (var i = 0; i < activities.Length; i++) labels[$"activity:{activities[i].Key}"] = new LabelMeaning.ActivityDone(i);
        labels["opened"] = new LabelMeaning.Opened();
        labels["void"] = new LabelMeaning.Voided();
        labels["won"] = new LabelMeaning.Ended(Ending.Won);
        labels["lost"] = new LabelMeaning.Ended(Ending.Lost);
        labels["noDecision"] = new LabelMeaning.Ended(Ending.NoDecision);
        labels["noGo"] = new LabelMeaning.Ended(Ending.NoGo);
        labels["reopened"] = new LabelMeaning.Reopened();
        return new HistoryShape(stages, outcomes, activities, labels.ToImmutable(), Amount, Owner, [Segment], currency)
        {
            AmountKnown = KnownFrom.Opening,
            KnownFromOpening = [Segment, ProcessVersion],
            Truncation = new LeftTruncation.Never(),
        };
    }
}
