using Headway.Access;
using Headway.App.Access;
using Headway.App.Design;
using Headway.Opportunities;
using Headway.Storage.Rows;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Opportunities;

/// <summary>What today is about: a seller's next outcomes, a leader's waiting gates. Never more than seven opportunities.</summary>
public sealed class TodayList(Views views, OpportunityWork work, OpportunityPicture picture)
{
    public const int Most = 7;
    public const int SilentDays = 45;

    /// <param name="Ask">What to find out, or the decision that waits.</param>
    /// <param name="Outcome">The outcome to record on; null for a decision.</param>
    /// <param name="Flag">What is getting late.</param>
    public sealed record Deal(OpportunityRow Row, string Ask, string Why, bool Waiting, string? Flag, string? Outcome);

    public sealed record Leading(
        IReadOnlyList<OpportunityRow> Gates, IReadOnlyList<OpportunityRow> Unsupported, int UnsupportedCount,
        IReadOnlyList<(string Seller, Guid Id, int Silent, int Open)> Stuck);

    public sealed record Shown(
        string Title, string Sentence, IReadOnlyList<Deal> Deals, Leading? Lead, IReadOnlyList<(string Text, string Href)> Recent,
        int OpenCount, decimal OpenAmount, int Stale, int Unsupported)
    {
        /// <summary>The first row on which something can be learned; it carries a box to record in.</summary>
        public Deal? Open => Deals.FirstOrDefault(deal => deal.Outcome is not null);

        public OpportunityPicture.Shown? Box { get; init; }
    }

    public async Task<Shown> Of(Visit visit)
    {
        var now = visit.Now.ToUnixTimeMilliseconds();
        var silentSince = visit.Now.AddDays(-SilentDays).ToUnixTimeMilliseconds();
        var visible = views.Opportunities(visit.Visibility).Where(row => row.Status == "open");
        var open = await visible.ToListAsync();
        var mine = open.Where(row => row.OwnerId == visit.Who.Person.Value).ToList();
        var deals = await Deals(visit, mine, now, silentSince);
        var lead = visit.Who.Is(Role.Leader) ? Lead(visit, open, now, silentSince) : null;
        var shown = mine.Count > 0 ? mine : open;
        var list = new Shown(
            Title(deals, lead), Sentence(deals, lead), deals, lead, Recent(open, visit), shown.Count,
            shown.Sum(row => row.AmountMinor ?? 0) / 100m,
            shown.Count(row => row.LastHeardAt < silentSince), shown.Count(row => row.UnsupportedFrom <= now));
        return list.Open is { } first ? list with { Box = await picture.Of(new OpportunityId(first.Row.Id), visit) } : list;
    }

    /// <summary>
    /// Decisions first, then what asks again today, then what closes soon, then what was silent longest: simple, and explained in the row.
    /// </summary>
    private async Task<List<Deal>> Deals(Visit visit, List<OpportunityRow> mine, long now, long silentSince)
    {
        var soon = visit.Today.AddDays(30);
        var ordered = mine
            .Where(row => row.AskAgainOn is null || row.AskAgainOn <= visit.Today)
            .OrderByDescending(row => IsWaiting(row, now) && !row.LeaderDecides)
            .ThenByDescending(row => row.AskAgainOn is not null)
            .ThenByDescending(row => row.ExpectedClose <= soon)
            .ThenByDescending(row => row.AmountMinor ?? 0)
            .Take(Most);
        var deals = new List<Deal>();
        foreach (var row in ordered)
            if (await work.Find(new OpportunityId(row.Id), visit.Who) is { } at) deals.Add(Of(row, at.Standing, visit, now, silentSince));
        return deals;
    }

    private static Deal Of(OpportunityRow row, Standing standing, Visit visit, long now, long silentSince)
    {
        if (IsWaiting(row, now) && !row.LeaderDecides)
            return new Deal(
                row, standing.Stage.Gate.Question, $"all {row.Needed} needed outcomes are confirmed; the gate waits for you", true, null,
                null);
        if (standing.IsReadyToClose) return new Deal(
            row, "Every gate is passed. Has the customer agreed?", "close it when they have", false, null, null);
        var flag = row.AskAgainOn is { } day && day <= visit.Today ? "asked again today"
            : row.UnsupportedFrom <= now ? "Go no longer supported"
            : row.LastHeardAt < silentSince ? $"silent for {Silent(row, visit)} days" : null;
        if (NextBestOutcome.Of(standing, 1) is not [var next, ..])
            return new Deal(
                row, standing.Stage.Gate.Question, "all is confirmed; the gate waits for the owner's leader", false,
                flag ?? "with the leader", null);
        return new Deal(row, next.Prompt, next.Why, false, flag, next.Outcome.Outcome.Key.Value);
    }

    // By days of the calendar, as everywhere else on the page.
    private static int Silent(OpportunityRow row, Visit visit) => visit.Today.DayNumber
        - visit.Calendar.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(row.LastHeardAt)).DayNumber;

    private static bool IsWaiting(OpportunityRow row, long now) => row.GateReadyUntil > now && row.StageIndex < row.StageCount;

    private static Leading Lead(Visit visit, List<OpportunityRow> open, long now, long silentSince)
    {
        var led = open.Where(row => row.TeamId is { } team && visit.Who.LedTeams.Contains(new TeamId(team))).ToList();
        var gates = led.Where(row => row.LeaderDecides && IsWaiting(row, now)
            && (row.AskAgainOn is null || row.AskAgainOn <= visit.Today)).OrderByDescending(row => row.AmountMinor ?? 0).Take(12)
            .ToList();
        var unsupported = led.Where(row => row.UnsupportedFrom <= now).OrderByDescending(row => row.AmountMinor ?? 0).ToList();
        var stuck = led.GroupBy(row => (row.OwnerName, row.OwnerId))
            .Select(seller => (
                seller.Key.OwnerName, seller.Key.OwnerId, seller.Count(row => row.LastHeardAt < silentSince), seller.Count()))
            .Where(seller => seller.Item3 > 0).OrderByDescending(seller => seller.Item3).ThenBy(seller => seller.OwnerName).ToList();
        return new Leading(gates, [.. unsupported.Take(5)], unsupported.Count, stuck);
    }

    private static List<(string, string)> Recent(List<OpportunityRow> open, Visit visit) =>
        [.. open.Where(row => row.LastHeardAt > visit.Now.AddDays(-2).ToUnixTimeMilliseconds()).OrderByDescending(row => row.LastHeardAt)
            .Take(4)
            .Select(row => (
                $"{row.AccountName}: something new from the customer, "
                    + $"{row.NeededConfirmed(visit.Now.ToUnixTimeMilliseconds())} of {row.Needed} needed in {row.StageName}",
                $"/opportunities/{row.Id}"))];

    private static string Title(List<Deal> deals, Leading? lead) => lead is not null
        ? lead.Gates.Count == 0 ? "No gate waits for you"
            : $"{Show.InWords(lead.Gates.Count, true)} {(lead.Gates.Count == 1 ? "gate waits" : "gates wait")} for your decision"
        : deals.Count == 0 ? "Nothing waits for you"
            : $"{Show.InWords(deals.Count, true)} {(deals.Count == 1 ? "thing" : "things")} would bring you closest today";

    private static string Sentence(List<Deal> deals, Leading? lead)
    {
        if (lead is { UnsupportedCount: 0, Stuck.Count: 0 })
            return "Every Go still rests on valid evidence, and nobody's opportunities went silent.";
        if (lead is not null)
            return $"{Show.Count(lead.UnsupportedCount, "earlier Go is", "earlier Gos are")} no longer supported, "
                + $"and {Show.Count(lead.Stuck.Count, "seller has", "sellers have")} opportunities that went silent.";
        var waiting = deals.Count(deal => deal.Waiting);
        return "Decisions that wait come first, then what the customer was to be asked again, then what closes soon and is largest."
            + (waiting > 0 ? $" {Show.InWords(waiting, true)} {(waiting == 1 ? "is" : "are")} waiting for your decision." : "");
    }
}
