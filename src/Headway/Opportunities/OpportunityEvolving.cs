using System.Collections.Immutable;

namespace Headway.Opportunities;

/// <summary>State + fact → state. Knows every opportunity fact; a test holds that none is missing.</summary>
public static class OpportunityEvolving
{
    public static Opportunity Evolve(Opportunity? state, StoredFact stored)
    {
        if (stored.Fact is OpportunityOpened opened)
            return state is null ? Open(opened, stored) with { LastAppend = [stored] }
                : throw new InvalidOperationException($"{stored.Stream} opens twice; reopening is another fact.");
        if (state is null) throw new InvalidOperationException(
            $"{stored.Stream} starts with {stored.Fact.GetType().Name}, not with its opening.");
        var next = stored.Fact switch
        {
            EvidenceRecorded fact => Record(state, fact, stored),
            EvidenceRetracted fact => Retract(state, fact.Evidence, fact.Reason, stored),
            ActivityPlanned fact => state with { Plans = state.Plans.Add(new Plan(fact.Plan, fact.Activity, fact.On, fact.Note)) },
            ActivityDone fact => state with
            {
                Plans = state.Plans.RemoveAll(plan => plan.Id == fact.Plan),
                Done = state.Done.Add(new DoneActivity(fact, stored.EffectiveAt, stored.Actor.Person)),
            },
            ActivityDropped fact => state with { Plans = state.Plans.RemoveAll(plan => plan.Id == fact.Plan) },
            GateDecided fact => Decide(state, fact, stored),
            GoWithdrawn fact => Withdraw(state, fact, stored),
            AmountChanged fact => state with { Amount = fact.Amount, StageHigh = Higher(state.StageHigh, fact.Amount) },
            ExpectedCloseChanged fact => state with { ExpectedClose = fact.ExpectedClose },
            OwnerChanged fact => state with { Owner = fact.Owner },
            ContactInvolved fact => state with
            {
                People = state.People.SetItem(fact.Contact, new Involvement(fact.Role, fact.Note, stored.EffectiveAt)),
            },
            OpportunityClosed fact => state with
            {
                Closing = fact.Closing,
                ClosedAt = stored.EffectiveAt,
                Amount = fact.Closing is Closing.Won won ? won.Amount : state.Amount,
                StageHigh = fact.Closing is Closing.Won agreed ? Higher(state.StageHigh, agreed.Amount) : state.StageHigh,
            },
            OpportunityReopened => state with
            {
                Closing = null,
                ClosedAt = null,
                OpenSince = stored.EffectiveAt,
                StageClockFrom = stored.EffectiveAt,
            },
            OpportunityMigrated fact => Migrate(state, fact, stored),
            _ => throw new InvalidOperationException($"No rule for {stored.Fact.GetType().Name}."),
        };
        return next with { Version = stored.Version, LastAppend = Together(state.LastAppend, stored) };
    }

    /// <summary>Facts of one append carry one time and one actor.</summary>
    private static ImmutableArray<StoredFact> Together(ImmutableArray<StoredFact> last, StoredFact stored) =>
        last[^1].RecordedAt == stored.RecordedAt && last[^1].AppendedAt == stored.AppendedAt && last[^1].Actor == stored.Actor
            ? last.Add(stored) : [stored];

    private static Opportunity Open(OpportunityOpened fact, StoredFact stored) => new(
        fact.Opportunity, stored.Version, fact.Name, fact.Account, fact.Owner, fact.Process, fact.ProcessVersion, fact.Amount,
        fact.ExpectedClose, stored.EffectiveAt, stored.EffectiveAt, stored.EffectiveAt, fact.Amount,
        [], [], [], ImmutableDictionary<StageKey, DateTimeOffset>.Empty, [],
        ImmutableDictionary<ContactId, Involvement>.Empty, null, null, stored.EffectiveAt);

    private static Opportunity Record(Opportunity state, EvidenceRecorded fact, StoredFact stored)
    {
        var evidence = new Evidence(fact, stored.EffectiveAt, stored.RecordedAt, stored.Actor.Person, stored.Version, null);
        return Heard(state with { Evidence = state.Evidence.Add(evidence) });
    }

    /// <summary>The latest evidence that counts, or the opening: retracted evidence leaves this too.</summary>
    private static Opportunity Heard(Opportunity state) => state with
    {
        LastHeardAt = state.Evidence.Where(evidence => evidence.Counts).Select(evidence => evidence.EffectiveAt).Append(state.OpenedAt)
            .Max(),
    };

    private static Opportunity Retract(Opportunity state, EvidenceId id, string reason, StoredFact stored)
    {
        var index = state.Evidence.FindIndex(evidence => evidence.Id == id);
        if (index < 0) return state;
        var retracted = state.Evidence[index] with { Retraction = new Retraction(reason, stored.EffectiveAt, stored.Actor.Person) };
        return Heard(state with { Evidence = state.Evidence.SetItem(index, retracted) });
    }

    private static Opportunity Decide(Opportunity state, GateDecided fact, StoredFact stored)
    {
        var decision = new Decided(fact, stored.EffectiveAt, stored.Actor.Person, state.GateAmount, stored.Version);
        var decided = state with { Decisions = state.Decisions.Add(decision) };
        return fact.Way switch
        {
            GateWay.Go => decided with
            {
                Gos = state.Gos.SetItem(fact.Stage, stored.EffectiveAt),
                StageClockFrom = stored.EffectiveAt,
                StageHigh = state.Amount,
            },
            // At Ready to close a No-go decides the last gate anew (rule 17): its Go no longer stands, also after a reopening.
            GateWay.NoGo => decided with { Gos = state.Gos.Remove(fact.Stage) },
            GateWay.NotYet => decided,
        };
    }

    /// <summary>The stage falls back; the withdrawn gate and every later one must be decided again (rule 14).</summary>
    private static Opportunity Withdraw(Opportunity state, GoWithdrawn fact, StoredFact stored)
    {
        if (!state.Gos.ContainsKey(fact.Stage)) return state;
        // Later by append order, not by time (rule 1): clocks may agree, or go back. Stages taken over together fall together.
        var withdrawn = PassedIn(state, fact.Stage);
        var kept = state.Gos.Where(go => PassedIn(state, go.Key) < withdrawn);
        return state with { Gos = kept.ToImmutableDictionary(), StageClockFrom = stored.EffectiveAt };
    }

    private static Opportunity Migrate(Opportunity state, OpportunityMigrated fact, StoredFact stored)
    {
        var passed = new TakenOver(fact.Reason ?? "", stored.EffectiveAt, stored.Actor.Person, stored.Version);
        return state with
        {
            Process = fact.Process,
            ProcessVersion = fact.ProcessVersion,
            Gos = state.Gos.SetItems(fact.TakenOver.Select(stage => KeyValuePair.Create(stage, stored.EffectiveAt))),
            TakenOver = state.TakenOver.SetItems(fact.TakenOver.Select(stage => KeyValuePair.Create(stage, passed))),
            StageClockFrom = fact.SameStage ? state.StageClockFrom : stored.EffectiveAt,
        };
    }

    private static Money? Higher(Money? one, Money? other) => other?.Amount > one?.Amount || one is null ? other : one;

    /// <summary>Where in the stream a stage was last passed, by a Go or by a migration that took it over.</summary>
    private static int PassedIn(Opportunity state, StageKey stage)
    {
        var go = state.Decisions.FindLast(decided => decided.Fact.Stage == stage && decided.Fact.Way == GateWay.Go)?.Order ?? 0;
        return state.TakenOver.TryGetValue(stage, out var taken) ? Math.Max(go, taken.Order) : go;
    }
}
