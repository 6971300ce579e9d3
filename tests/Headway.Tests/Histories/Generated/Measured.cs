using Headway.Access;
using Headway.Histories;
using Headway.Histories.Generated;
using Headway.Opportunities;

namespace Headway.Tests.Histories.Generated;

/// <summary>What a generated company looks like from outside.</summary>
internal sealed record Measured(
    int Facts, int Opportunities, int Open, double WinRate, int Won, int Lost, int NoDecision, int NoGo, int Voids, int Reopened,
    double DaysToWinMedian, double DaysToLoseMedian, double HelpfulExposure, double NullExposure, double ConfoundedExposure,
    int OpenPerSellerLeast, int OpenPerSellerMost, int ReadyForSellers, int WaitingForLeaders, int NoLongerSupported, int Stuck, int Stale,
    double OverrideShare, int NotYets, int NotYetsDueLater, double LateShare, int PlansAhead, int OwnerChanges, int Retractions)
{
    public static Measured Of(GeneratedCompany company, List<Opportunity> all, DateTimeOffset asOf)
    {
        var open = all.Where(one => one.IsOpen).ToList();
        int Closed<T>() => all.Count(one => one.Closing is T);
        var (won, lost, none, noGo) = (Closed<Closing.Won>(), Closed<Closing.Lost>(), Closed<Closing.NoDecision>(), Closed<Closing.NoGo>());
        var standings = open.ConvertAll(one => Standing.Of(one, ExampleProcess.Process, asOf, company.Organisation.Calendar));
        bool Leaders(Standing s) => DecideGate.DeedFor(s.Stage.Gate, s.Opportunity.GateAmount) == Deed.DecideLeadersGate;
        var perSeller = open.CountBy(one => one.Owner).Select(pair => pair.Value).ToList();
        var decisions = all.SelectMany(one => one.Decisions).ToList();
        var gos = decisions.Where(d => d.Fact.Way == GateWay.Go).ToList();
        var evidence = all.SelectMany(one => one.Evidence).ToList();
        var real = company.Cases.Where(one => !one.Void).ToList();
        var today = company.Organisation.Calendar.DayOf(asOf);
        return new Measured(
            company.Facts.Length, all.Count, open.Count, won / (double)(won + lost + none + noGo), won, lost, none, noGo,
                Closed<Closing.Void>(),
            company.Facts.Count(fact => fact.Happened.Fact is OpportunityReopened), Median(real, Ending.Won), Median(real, Ending.Lost),
            real.Average(one => one.HelpfulWeek is null ? 0 : 1), real.Average(one => one.NullWeek is null ? 0 : 1),
            real.Average(one => one.ConfoundedWeek is null ? 0 : 1), perSeller.Min(), perSeller.Max(),
            standings.Count(s => s.GateIsReady && !Leaders(s)), standings.Count(s => s.GateIsReady && Leaders(s)),
            standings.Count(s => s.GosNoLongerSupported.Any()), open.Count(one => (asOf - one.LastHeardAt).TotalDays > 60),
            standings.Count(s => s.Outcomes.Any(o => o.State is OutcomeState.Stale)), gos.Average(d => d.Fact.Override ? 1 : 0),
            decisions.Count(d => d.Fact.Way == GateWay.NotYet),
            standings.Count(s => s.Opportunity.LastDecisionOn(s.Stage.Key) is { Fact: { Way: GateWay.NotYet, AskAgainOn: { } day } }
                && day >= today),
            evidence.Average(e => e.RecordedAt - e.EffectiveAt > TimeSpan.FromDays(1) ? 1 : 0),
                open.Count(one => one.Plans.Exists(p => p.On >= today)),
            company.Facts.Count(fact => fact.Happened.Fact is OwnerChanged),
                company.Facts.Count(fact => fact.Happened.Fact is EvidenceRetracted));
    }

    private static double Median(List<GeneratedCase> cases, Ending ending)
    {
        var days = cases.Where(one => one.Ending == ending).Select(one =>
            one.EndedOn!.Value.DayNumber - one.OpenedOn.DayNumber).Order().ToList();
        return days[days.Count / 2];
    }
}
