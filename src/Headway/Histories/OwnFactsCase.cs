using System.Globalization;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.Histories;

/// <summary>One opportunity while its facts are read: its events and the values it had.</summary>
/// <param name="process">The version whose stages order the road.</param>
/// <param name="follows">The version it follows, which says through which stages it goes.</param>
/// <param name="joinedTicks">When it came from another process; what was before is known here only from then. 0 = opened here.</param>
internal sealed class OwnCase(OpportunityOpened opened, Process process, Process follows, string currency, long joinedTicks = 0)
{
    private readonly HashSet<StageKey> gos = [];
    private readonly Dictionary<EvidenceId, int> evidence = [];
    private int stage;
    private bool away;

    public OpportunityId Id => opened.Opportunity;

    public AccountId Account => opened.Account;

    /// <summary>The version it was opened under, or came into this process under.</summary>
    public int ProcessVersion { get; } = follows.Version;

    public List<OwnEvent> Events { get; } = [];

    public List<OwnValue> Values { get; } = [];

    /// <returns>False when an amount was left out for its currency.</returns>
    public bool Take(OpportunityFact fact, StoredFact stored)
    {
        switch (fact)
        {
            case OpportunityOpened:
                Add("opened", stored);
                Value(OwnFacts.Owner, opened.Owner.ToString(), stored);
                Value(OwnFacts.ExpectedClose, Day(opened.ExpectedClose), stored);
                return opened.Amount is not { } first || Money(first, stored);
            case EvidenceRecorded recorded when recorded.Accepted:
                evidence[recorded.Evidence] = Events.Count;
                Add($"{(recorded.Confirms ? "confirms" : "refutes")}:{recorded.Outcome}", stored);
                return true;
            case EvidenceRetracted retracted when evidence.TryGetValue(retracted.Evidence, out var index):
                Events[index] = Events[index] with { WithdrawnTicks = KnownTicks(stored) };
                return true;
            case ActivityDone done:
                Add($"activity:{done.Activity}", stored);
                return true;
            case GateDecided { Way: GateWay.Go } go:
                gos.Add(go.Stage);
                MoveTo(stored);
                return true;
            case GateDecided { Way: GateWay.NoGo } no:
                // At Ready to close it decides the last gate anew (rule 17). It closes in the same append, so the stage falls back only
                // when it is opened again: it ended where it stood.
                gos.Remove(no.Stage);
                return true;
            case GoWithdrawn withdrawn:
                gos.Remove(withdrawn.Stage);
                foreach (var later in follows.Stages.Skip(follows.IndexOf(withdrawn.Stage) + 1)) gos.Remove(later.Key);
                MoveTo(stored);
                return true;
            case AmountChanged changed:
                if (changed.Amount is { } amount) return Money(amount, stored);
                Value(OwnFacts.Amount, null, stored);
                return true;
            case ExpectedCloseChanged changed:
                Value(OwnFacts.ExpectedClose, Day(changed.ExpectedClose), stored);
                return true;
            case OwnerChanged changed:
                Value(OwnFacts.Owner, changed.Owner.ToString(), stored);
                return true;
            case OpportunityClosed closed:
                return Close(closed.Closing, stored);
            case OpportunityReopened:
                MoveTo(stored);
                Add("reopened", stored);
                return true;
            default:
                // Plans, claims, contacts and Not yet move nothing.
                return true;
        }
    }

    private bool Close(Closing closing, StoredFact stored)
    {
        Add(closing.Match(_ => "won", _ => "lost", _ => "noDecision", _ => "noGo", _ => "void"), stored);
        return closing is not Closing.Won won || Money(won.Amount, stored);
    }

    /// <summary>It follows another version from now on; stages taken over are passed, by nobody's decision.</summary>
    public void Follow(Process version, OpportunityMigrated migrated, StoredFact stored)
    {
        if (away) Add("reopened", stored);
        away = false;
        follows = version;
        gos.UnionWith(migrated.TakenOver);
        MoveTo(stored);
    }

    /// <summary>It goes on in another process: from then on it is none of this one's, until it comes back.</summary>
    public void Leave(StoredFact stored)
    {
        if (!away) Add("void", stored);
        away = true;
    }

    private void MoveTo(StoredFact stored)
    {
        var now = StandsIn();
        if (now == stage) return;
        stage = now;
        Add($"stage:{(now == process.Stages.Length ? OwnFacts.ReadyToClose : process.Stages[now].Key.Value)}", stored);
    }

    /// <summary>The first stage of its own version without a Go. One that the ordering version no longer has counts as passed; one that
    /// its own version does not have is not on its road.</summary>
    private int StandsIn()
    {
        foreach (var each in follows.Stages)
            if (!gos.Contains(each.Key) && process.IndexOf(each.Key) is >= 0 and var index) return index;
        return process.Stages.Length;
    }

    private bool Money(Money amount, StoredFact stored)
    {
        var known = amount.Currency == currency;
        Value(OwnFacts.Amount, known ? amount.Amount.ToString(CultureInfo.InvariantCulture) : null, stored);
        return known;
    }

    private void Value(string attribute, string? value, StoredFact stored) =>
        Values.Add(new OwnValue(attribute, value, KnownTicks(stored)));

    private long KnownTicks(StoredFact stored) => Math.Max(stored.RecordedAt.UtcTicks, joinedTicks);

    private void Add(string label, StoredFact stored) =>
        Events.Add(new OwnEvent(label, stored.EffectiveAt.UtcTicks, KnownTicks(stored), stored.Actor.Person, long.MaxValue));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal readonly record struct OwnEvent(string Label, long EffectiveTicks, long RecordedTicks, PersonId? Person, long WithdrawnTicks);

internal readonly record struct OwnValue(string Attribute, string? Value, long RecordedTicks);
