using Headway.Access;
using Headway.Opportunities;
using Headway.Storage.Rows;

namespace Headway.Storage.Views;

/// <summary>
/// An opportunity's row, computed by the domain. Nothing in it depends on today: what goes stale is kept as the moment it does (rule 8).
/// </summary>
internal static class OpportunityRows
{
    public static OpportunityRow Of(Opportunity opportunity, Surroundings around)
    {
        var process = around.Processes[(opportunity.Process.Value, opportunity.ProcessVersion)];
        // States as they are without the passing of time: a confirmation counts until the moment kept beside it.
        var standing = Standing.Of(opportunity, process, DateTimeOffset.MinValue, around.Calendar);
        var account = around.Accounts[opportunity.Account.Value];
        var owner = around.People[opportunity.Owner.Value];
        var needed = standing.IsReadyToClose ? [] : standing.NeededAt(standing.Stage).ToList();
        var notYet = standing.IsReadyToClose ? null : opportunity.LastDecisionOn(standing.Stage.Key);
        return new OpportunityRow
        {
            Id = opportunity.Id.Value,
            Version = opportunity.Version,
            Name = opportunity.Name,
            AccountId = account.Id,
            AccountName = account.Name,
            Segment = account.Segment,
            OwnerId = owner.Id,
            OwnerName = owner.Name,
            TeamId = owner.TeamId,
            Process = process.Key.Value,
            ProcessVersion = process.Version,
            StageIndex = standing.StageIndex,
            StageName = standing.StageName,
            StageCount = process.Stages.Length,
            Status = opportunity.Closing?.Word() ?? "open",
            AmountMinor = opportunity.Amount is { } money ? (long)decimal.Round(money.Amount * 100m) : null,
            Currency = opportunity.Amount?.Currency,
            ExpectedClose = opportunity.ExpectedClose,
            ClosedOn = ClosedOn(opportunity.Closing),
            OpenedAt = opportunity.OpenedAt.ToUnixTimeMilliseconds(),
            StageSince = opportunity.StageClockFrom.ToUnixTimeMilliseconds(),
            LastHeardAt = opportunity.LastHeardAt.ToUnixTimeMilliseconds(),
            Needed = needed.Count,
            NeededUntil = string.Join(' ', needed.Where(now => now.State is OutcomeState.Confirmed).Select(Until)),
            GateReadyUntil = standing.GateIsReady ? needed.Select(Until).DefaultIfEmpty(long.MaxValue).Min() : null,
            LeaderDecides = !standing.IsReadyToClose
                && Opportunities.DecideGate.DeedFor(standing.Stage.Gate, opportunity.GateAmount) == Deed.DecideLeadersGate,
            AskAgainOn = notYet is { Fact.Way: GateWay.NotYet } ? notYet.Fact.AskAgainOn : null,
            UnsupportedFrom = UnsupportedFrom(standing),
            SearchText = $"{opportunity.Name} {account.Name}".ToLowerInvariant(),
        };
    }

    private static DateOnly? ClosedOn(Closing? closing) => closing?.Match<DateOnly?>(
        won => won.On, lost => lost.On, none => none.On, noGo => noGo.On, voided => voided.On);

    private static long Until(OutcomeNow now) =>
        now.State is OutcomeState.Confirmed { FreshUntil: { } until } ? until.ToUnixTimeMilliseconds() : long.MaxValue;

    private static long? UnsupportedFrom(Standing standing)
    {
        if (!standing.Opportunity.IsOpen || standing.StageIndex == 0) return null;
        if (standing.GosNoLongerSupported.Any()) return 0;
        var until = standing.Process.Stages.Take(standing.StageIndex)
            .SelectMany(standing.GoRestsOn).Select(Until).DefaultIfEmpty(long.MaxValue).Min();
        return until == long.MaxValue ? null : until;
    }
}
