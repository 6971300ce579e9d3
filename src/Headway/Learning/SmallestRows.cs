using Headway.Histories;

namespace Headway.Learning;

/// <summary>
/// What choosing the smallest process looks at: opportunities at a moment when they were open, what was known of each outcome by then, and
/// whether they were won within a time. Only rows whose time is over are taken, however soon some ended: taking the fast ones first would
/// favour them. Or at the moment when they left a stage: what was known a week before, and whether they went on or ended without a win.
/// </summary>
internal sealed class SmallestRows
{
    /// <summary>Weeks after entering a stage at which an opportunity that still stands there is looked at.</summary>
    private static readonly int[] LookWeeks = [1, 2, 4, 8];

    private readonly List<ulong> confirmed = [];
    private readonly List<ulong> refuted = [];
    private readonly List<bool> won = [];
    private readonly List<int> cluster = [];
    private readonly List<double> days = [];
    private readonly List<int> stage = [];
    private readonly List<int> weeks = [];
    private readonly List<double> ageWeeks = [];
    private readonly List<double> amount = [];

    private SmallestRows(bool hasDates, int withinDays) => (HasDates, WithinDays) = (hasDates, withinDays);

    /// <summary>Whether anything says when; without, each closed opportunity is one row.</summary>
    public bool HasDates { get; }

    public int WithinDays { get; }

    public int Count => won.Count;

    /// <summary>Per row, bit = outcome of the history.</summary>
    public ulong[] Confirmed => [.. confirmed];

    public ulong[] Refuted => [.. refuted];

    public bool[] Won => [.. won];

    /// <summary>Rows of one opportunity; without dates, of opportunities that are alike in every answer.</summary>
    public int[] Cluster => [.. cluster];

    /// <summary>When each was looked at, or left its stage, in days.</summary>
    public double[] Days => [.. days];

    /// <summary>Opportunities of which at least one row was won, and of which none was.</summary>
    public (int Wins, int Losses) Cases { get; private set; }

    /// <summary>Without dates every opportunity opens and closes at one instant.</summary>
    public static bool IsDated(History history)
    {
        var columns = history.Columns;
        for (var c = 0; c < history.Cases; c++)
            if (columns.ExitTicks[c] - columns.OpenedTicks[c] > TimeSpan.TicksPerSecond) return true;
        return false;
    }

    public static SmallestRows Of(History history, int withinDays)
    {
        var rows = new SmallestRows(IsDated(history), withinDays);
        for (var c = 0; c < history.Cases; c++)
        {
            if (rows.HasDates) rows.AddLooks(history, c);
            else rows.AddClosed(history, c);
        }
        if (!rows.HasDates) rows.JoinAlike(history);
        rows.CountCases(history);
        return rows;
    }

    /// <summary>One row for each stage that was left: whether the opportunity went on, to a later stage or the win, or ended otherwise.
    /// Each is settled on its day, so the fast ones are not favoured and nothing has to be waited for.</summary>
    public static SmallestRows StepsOf(History history)
    {
        var rows = new SmallestRows(hasDates: true, withinDays: 0);
        for (var c = 0; c < history.Cases; c++) rows.AddSteps(history, c);
        return rows;
    }

    /// <summary>Only that stage; the stage and the weeks in it; or these and age and size, which are always weighed.</summary>
    public double[][]? Controls(bool withWeeks, bool withAll)
    {
        if (!HasDates) return null;
        int[] stages = [.. stage.Distinct().Order().Skip(1)];
        double[] known = [.. amount.Where(value => !double.IsNaN(value)).Order()];
        var large = known.Length > 0 ? known[known.Length / 2] : double.PositiveInfinity;
        return [.. Enumerable.Range(0, Count).Select(i => stages.Select(each => stage[i] == each ? 1.0 : 0)
            .Concat(withWeeks || withAll ? [Math.Log2(weeks[i])] : [])
            // Whole doublings keep rows alike, and fits fast.
            .Concat(withAll ? [Math.Round(Math.Log2(1 + ageWeeks[i])), amount[i] >= large ? 1.0 : 0] : []).ToArray())];
    }

    private void AddLooks(History history, int c)
    {
        var columns = history.Columns;
        var seen = 0L;
        for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
        {
            if (columns.VisitStage[v] < 64 && (seen >> columns.VisitStage[v] & 1) != 0) continue;
            seen |= 1L << columns.VisitStage[v];
            foreach (var week in LookWeeks)
            {
                var at = columns.VisitEnteredTicks[v] + week * 7 * TimeSpan.TicksPerDay;
                var until = at + WithinDays * TimeSpan.TicksPerDay;
                if (at >= columns.VisitLeftTicks[v] || at < columns.EntryTicks[c] || until > history.AsOfTicks) continue;
                Add(history, c, at, history.EndingOf(c) == Ending.Won && columns.ExitTicks[c] <= until);
                stage.Add(columns.VisitStage[v]);
                weeks.Add(week);
                ageWeeks.Add((at - columns.OpenedTicks[c]) / (7.0 * TimeSpan.TicksPerDay));
                amount.Add(AmountAt(history, c, at));
            }
        }
    }

    private void AddSteps(History history, int c)
    {
        const long Week = 7 * TimeSpan.TicksPerDay;
        var columns = history.Columns;
        for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
        {
            var (entered, left) = (columns.VisitEnteredTicks[v], columns.VisitLeftTicks[v]);
            if (left <= entered || left <= columns.EntryTicks[c]) continue;
            var step = StageStep.After(history, c, v);
            if (!step.WentOn && !step.EndedWithoutWin) continue;
            var before = (left - entered - 1) / Week;
            Add(history, c, entered + before * Week, step.WentOn, settled: left);
            stage.Add(columns.VisitStage[v]);
            weeks.Add((int)before + 1);
            ageWeeks.Add((entered + before * Week - columns.OpenedTicks[c]) / (double)Week);
            amount.Add(AmountAt(history, c, entered + before * Week));
        }
    }

    private void AddClosed(History history, int c)
    {
        if (history.EndingOf(c) is { } ending) Add(history, c, history.Columns.ExitTicks[c], ending == Ending.Won);
    }

    private void Add(History history, int c, long at, bool isWon, long? settled = null)
    {
        var evidence = history.Columns.Evidence;
        var (yes, no) = (0UL, 0UL);
        for (var e = evidence.Start[c]; e < evidence.Start[c + 1]; e++)
        {
            if (evidence.EffectiveTicks[e] > at || evidence.RecordedTicks[e] > at) continue;
            var bit = 1UL << evidence.Outcome[e];
            (yes, no) = evidence.Confirms[e] ? (yes | bit, no & ~bit) : (yes & ~bit, no | bit);
        }
        confirmed.Add(yes);
        refuted.Add(no);
        won.Add(isWon);
        cluster.Add(c);
        days.Add((settled ?? at) / (double)TimeSpan.TicksPerDay);
    }

    /// <summary>The amount as it was known then; NaN = it was not.</summary>
    private static double AmountAt(History history, int c, long at)
    {
        if (history.Shape.AmountAttribute is not { } name) return double.NaN;
        if (history.Log.FindChanges(name) is { } changes)
            return changes.Of(history.Columns.CaseIndex[c], at) is { } text && HistoryBuilding.TryReadAmount(text, out var value) ? value
                : double.NaN;
        return history.Shape.AmountKnown == KnownFrom.Opening ? history.Columns.Amount[c] : double.NaN;
    }

    /// <summary>Rows alike in everything that was kept may be one opportunity entered twice; apart, one would be the other's
    /// test.</summary>
    private void JoinAlike(History history)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Count; i++)
        {
            var inLog = history.Columns.CaseIndex[cluster[i]];
            var row = string.Join(' ', history.Log.Attributes.Select(attribute => attribute.Value[inLog]));
            if (history.Log.Attributes.Count > 0 && !first.TryAdd(row, i)) cluster[i] = cluster[first[row]];
        }
    }

    private void CountCases(History history)
    {
        if (!HasDates)
        {
            Cases = (won.Count(each => each), won.Count(each => !each));
            return;
        }
        var winning = new HashSet<int>();
        for (var i = 0; i < Count; i++)
            if (won[i]) winning.Add(cluster[i]);
        Cases = (winning.Count, cluster.Where(c =>
            !winning.Contains(c) && history.EndingOf(c) is not (null or Ending.Won)).Distinct().Count());
    }
}
