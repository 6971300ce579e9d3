using Headway.App.Access;
using Headway.Storage.Rows;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Opportunities;

/// <summary>The list of opportunities: typed filters on top of the visibility filter, a page at a time.</summary>
public sealed class PipelineQuery(Views views)
{
    public const int PageSize = 50;

    public static readonly (string Value, string Text)[] Periods = [("month", "this month"), ("quarter", "this quarter"),
        ("next-quarter", "next quarter"), ("overdue", "date has passed")];

    public static readonly (string Value, string Text)[] Shows =
        [("open", "open"), ("waiting", "decision waiting"), ("silent", $"silent for {TodayList.SilentDays} days"),
            ("unsupported", "Go not supported"), ("won", "won"), ("closed", "closed otherwise")];

    public sealed record Asked(string? Text, Guid? Team, Guid? Seller, string? Segment, string? Period, string Show, int From);

    /// <param name="Amount">Sum of the known amounts of everything found, in the organisation's currency.</param>
    public sealed record Page(IReadOnlyList<OpportunityRow> Rows, int From, int Total, decimal Amount, int WithoutAmount);

    public async Task<Page> Of(Visit visit, Asked asked)
    {
        var rows = Found(visit, asked);
        var total = await rows.CountAsync();
        var amount = await rows.Where(row => row.Currency == visit.Currency).SumAsync(row => row.AmountMinor ?? 0);
        var without = await rows.CountAsync(row => row.AmountMinor == null);
        var from = Math.Clamp(asked.From, 0, Math.Max(0, total - 1)) / PageSize * PageSize;
        var ordered = asked.Show is "won" or "closed" ? rows.OrderByDescending(row => row.ClosedOn) : rows.OrderByDescending(row =>
            row.StageIndex).ThenBy(row => row.ExpectedClose);
        return new Page(await ordered.ThenBy(row => row.Id).Skip(from).Take(PageSize).ToListAsync(), from, total, amount / 100m, without);
    }

    /// <summary>Everything the filters find, unordered; the page and the API read the same.</summary>
    public IQueryable<OpportunityRow> Found(Visit visit, Asked asked) =>
        Shown(Narrowed(views.Opportunities(visit.Visibility), asked, visit), asked.Show, visit);

    private static IQueryable<OpportunityRow> Narrowed(IQueryable<OpportunityRow> rows, Asked asked, Visit visit)
    {
        if (!string.IsNullOrWhiteSpace(asked.Text))
        {
            var text = asked.Text.Trim().ToLowerInvariant();
            rows = rows.Where(row => row.SearchText.Contains(text));
        }
        if (asked.Team is { } team) rows = rows.Where(row => row.TeamId == team);
        if (asked.Seller is { } seller) rows = rows.Where(row => row.OwnerId == seller);
        if (!string.IsNullOrEmpty(asked.Segment)) rows = rows.Where(row => row.Segment == asked.Segment);
        var today = visit.Today;
        if (asked.Period == "overdue") return rows.Where(row => row.ExpectedClose < today);
        var quarter = visit.Calendar.QuarterOf(today);
        var period = asked.Period switch
        {
            "month" => new Period("", new DateOnly(today.Year, today.Month, 1), new DateOnly(today.Year, today.Month, 1).AddMonths(1)
                .AddDays(-1)),
            "quarter" => quarter,
            "next-quarter" => visit.Calendar.QuarterOf(quarter.Last.AddDays(1)),
            _ => null,
        };
        return period is null ? rows : rows.Where(row => row.ExpectedClose >= period.First && row.ExpectedClose <= period.Last);
    }

    private static IQueryable<OpportunityRow> Shown(IQueryable<OpportunityRow> rows, string show, Visit visit)
    {
        var now = visit.Now.ToUnixTimeMilliseconds();
        var silentSince = visit.Now.AddDays(-TodayList.SilentDays).ToUnixTimeMilliseconds();
        return show switch
        {
            "won" => rows.Where(row => row.Status == "won"),
            "closed" => rows.Where(row => row.Status != "won" && row.Status != "open"),
            "waiting" => rows.Where(row => row.Status == "open" && row.GateReadyUntil > now),
            "silent" => rows.Where(row => row.Status == "open" && row.LastHeardAt < silentSince),
            "unsupported" => rows.Where(row => row.Status == "open" && row.UnsupportedFrom <= now),
            _ => rows.Where(row => row.Status == "open"),
        };
    }
}
