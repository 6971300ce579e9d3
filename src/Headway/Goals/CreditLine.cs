using Headway.Opportunities;
using Headway.Processes;

namespace Headway.Goals;

/// <summary>One opportunity while its facts are read for what counts.</summary>
internal sealed class CreditLine(OpportunityOpened opened, StoredFact openedBy, Calendar calendar)
{
    private readonly List<(DateTimeOffset From, PersonId Owner)> owners = [(DateTimeOffset.MinValue, opened.Owner)];
    private readonly List<(StageKey Stage, DateTimeOffset At)> gos = [];
    private readonly List<(EvidenceRecorded Fact, DateTimeOffset At, int Order)> evidence = [];
    private Closing? closing;
    private DateTimeOffset closedAt;

    public void Take(OpportunityFact fact, StoredFact stored)
    {
        switch (fact)
        {
            case OwnerChanged changed: owners.Add((stored.EffectiveAt, changed.Owner)); break;
            case GateDecided { Way: GateWay.Go } go when !gos.Exists(each => each.Stage == go.Stage):
                gos.Add((go.Stage, stored.EffectiveAt));
                break;
            // A goal counts the Gos that stand: one decided anew as No-go (rule 17) counts no more than one withdrawn.
            case GateDecided { Way: GateWay.NoGo } no: gos.RemoveAll(each => each.Stage == no.Stage); break;
            case GoWithdrawn withdrawn: Withdraw(withdrawn.Stage); break;
            case EvidenceRecorded { Accepted: true } recorded: evidence.Add((recorded, stored.EffectiveAt, stored.Version)); break;
            case EvidenceRetracted retracted: evidence.RemoveAll(each => each.Fact.Evidence == retracted.Evidence); break;
            case OpportunityClosed closed: (closing, closedAt) = (closed.Closing, stored.EffectiveAt); break;
            case OpportunityReopened: closing = null; break;
            default: break; // Amounts, plans and people count for no goal.
        }
    }

    public IEnumerable<Credit> Credits()
    {
        if (closing is Closing.Void) yield break;
        yield return At(new Metric.OpportunitiesCreated(), openedBy.EffectiveAt);
        foreach (var (stage, at) in gos) yield return At(new Metric.GatesPassed(opened.Process, stage), at);
        foreach (var outcome in evidence.GroupBy(each => each.Fact.Outcome))
            if (ConfirmedSince([.. outcome.OrderBy(each => each.At).ThenBy(each => each.Order)]) is { } since)
                yield return At(new Metric.OutcomesConfirmed(opened.Process, outcome.Key), since);
        if (closing is not Closing.Won won) yield break;
        var owner = OwnerAt(closedAt);
        yield return new Credit(new Metric.Wins(), opened.Opportunity, won.On, owner, null);
        yield return new Credit(new Metric.Bookings(), opened.Opportunity, won.On, owner, won.Amount);
    }

    /// <summary>This gate and every later one must be decided again (rule 14); gates are passed in order, so later ones stand behind
    /// it.</summary>
    private void Withdraw(StageKey stage)
    {
        var from = gos.FindIndex(each => each.Stage == stage);
        if (from >= 0) gos.RemoveRange(from, gos.Count - from);
    }

    private static DateTimeOffset? ConfirmedSince(List<(EvidenceRecorded Fact, DateTimeOffset At, int Order)> inTime)
    {
        DateTimeOffset? since = null;
        foreach (var each in inTime) since = each.Fact.Confirms ? since ?? each.At : null;
        return since;
    }

    private Credit At(Metric metric, DateTimeOffset at) => new(metric, opened.Opportunity, calendar.DayOf(at), OwnerAt(at), null);

    private PersonId OwnerAt(DateTimeOffset at)
    {
        var owner = owners[0].Owner;
        foreach (var (from, next) in owners)
            if (from <= at) owner = next;
        return owner;
    }
}
