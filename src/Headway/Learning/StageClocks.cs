using Headway.Histories;
using Headway.Statistics.Survival;

namespace Headway.Learning;

/// <summary>For one stage: every case from its first entry until it passed, ended without passing, or was last seen there.</summary>
internal sealed class StageClocks
{
    /// <summary>Passed is kind 1; lost, no decision and no-go follow.</summary>
    private const int Kinds = 4;

    private readonly List<double> from = [];
    private readonly List<double> until = [];
    private readonly List<int> kind = [];
    private readonly int[] ended = new int[5];
    private AalenJohansen? curve;

    public int Entered { get; private set; }

    public int Passed { get; private set; }

    public int WonHere { get; private set; }

    public int Open { get; private set; }

    public bool IsTruncated { get; private set; }

    public int EndedAs(Ending ending) => ended[(int)ending];

    /// <summary>The competing endings of the stay, in days since entry.</summary>
    public AalenJohansen Fit() => curve ??= AalenJohansen.Fit([.. from], [.. until], [.. kind], Kinds);

    public static StageClocks Of(History history, int stage)
    {
        var clocks = new StageClocks();
        for (var c = 0; c < history.Cases; c++) clocks.Add(history, c, stage);
        return clocks;
    }

    private void Add(History history, int c, int stage)
    {
        var columns = history.Columns;
        var first = columns.VisitStart[c];
        var end = columns.VisitStart[c + 1];
        while (first < end && columns.VisitStage[first] != stage) first++;
        if (first == end) return;
        Entered++;
        var later = first + 1;
        while (later < end && columns.VisitStage[later] <= stage) later++;
        var entered = EnteredAgain(columns, c, first, Math.Min(later, end - 1));
        var ending = history.EndingOf(c);
        if (later < end) Pass(columns, c, entered, columns.VisitEnteredTicks[later]);
        else if (ending == Ending.Won)
        {
            WonHere++;
            Pass(columns, c, entered, columns.ExitTicks[c]);
        }
        else if (ending is { } how)
        {
            ended[(int)how]++;
            Clock(columns, c, entered, columns.ExitTicks[c], (int)how);
        }
        else
        {
            Open++;
            Clock(columns, c, entered, columns.ExitTicks[c], 0);
        }
    }

    /// <summary>Each closing that was taken back cuts the clock off, and it restarts at the reopening (rule 19).</summary>
    private long EnteredAgain(HistoryColumns columns, int c, int first, int last)
    {
        var entered = columns.VisitEnteredTicks[first];
        for (var spell = columns.VisitSpell[first]; spell < columns.VisitSpell[last]; spell++)
        {
            Clock(columns, c, entered, columns.Spells.UntilTicks[spell], 0);
            entered = columns.Spells.FromTicks[spell + 1];
        }
        return entered;
    }

    private void Pass(HistoryColumns columns, int c, long entered, long passed)
    {
        Passed++;
        Clock(columns, c, entered, passed, 1);
    }

    private void Clock(HistoryColumns columns, int c, long entered, long left, int how)
    {
        var seenFrom = Math.Max(0, (columns.EntryTicks[c] - entered) / (double)TimeSpan.TicksPerDay);
        var days = (left - entered) / (double)TimeSpan.TicksPerDay;
        IsTruncated |= seenFrom > 0;
        // Rows are at risk in (from, until]; what happened at the instant of entry counts as just after it.
        if (days <= 0 && seenFrom <= 0 && how > 0) days = 1.0 / 86_400;
        if (seenFrom >= days) return;
        from.Add(seenFrom);
        until.Add(days);
        kind.Add(how);
    }
}
