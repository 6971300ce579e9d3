using System.Globalization;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.Histories;

/// <summary>One opportunity while its facts are read: its events and the values it had.</summary>
internal sealed class OwnCase(OpportunityOpened opened, Process process, string currency)
{
    private readonly bool[] gos = new bool[process.Stages.Length];
    private readonly Dictionary<EvidenceId, int> evidence = [];
    private int stage;

    public OpportunityId Id => opened.Opportunity;

    public AccountId Account => opened.Account;

    public int ProcessVersion => opened.ProcessVersion;

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
                Events[index] = Events[index] with { WithdrawnTicks = stored.RecordedAt.UtcTicks };
                return true;
            case ActivityDone done:
                Add($"activity:{done.Activity}", stored);
                return true;
            case GateDecided { Way: GateWay.Go } go when process.IndexOf(go.Stage) is >= 0 and var passed:
                gos[passed] = true;
                MoveTo(stored);
                return true;
            case GateDecided { Way: GateWay.NoGo } no when process.IndexOf(no.Stage) is >= 0 and var decided:
                // At Ready to close it decides the last gate anew (rule 17). It closes in the same append, so the stage falls back only
                // when it is opened again: it ended where it stood.
                gos[decided] = false;
                return true;
            case GoWithdrawn withdrawn when process.IndexOf(withdrawn.Stage) is >= 0 and var back:
                Array.Fill(gos, false, back, gos.Length - back);
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

    private void MoveTo(StoredFact stored)
    {
        var now = Array.IndexOf(gos, false);
        now = now < 0 ? gos.Length : now;
        if (now == stage) return;
        stage = now;
        Add($"stage:{(now == gos.Length ? OwnFacts.ReadyToClose : process.Stages[now].Key.Value)}", stored);
    }

    private bool Money(Money amount, StoredFact stored)
    {
        var known = amount.Currency == currency;
        Value(OwnFacts.Amount, known ? amount.Amount.ToString(CultureInfo.InvariantCulture) : null, stored);
        return known;
    }

    private void Value(string attribute, string? value, StoredFact stored) =>
        Values.Add(new OwnValue(attribute, value, stored.RecordedAt.UtcTicks));

    private void Add(string label, StoredFact stored) =>
        Events.Add(new OwnEvent(label, stored.EffectiveAt.UtcTicks, stored.RecordedAt.UtcTicks, stored.Actor.Person, long.MaxValue));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal readonly record struct OwnEvent(string Label, long EffectiveTicks, long RecordedTicks, PersonId? Person, long WithdrawnTicks);

internal readonly record struct OwnValue(string Attribute, string? Value, long RecordedTicks);
