namespace Headway.Histories;

/// <summary>The cases of a history in columns. All arrays have one entry per case unless said otherwise; times are UTC ticks.</summary>
/// <param name="CaseIndex">Index of the case in the log.</param>
/// <param name="OpenedTicks">When the case began: where the log says so, or its first event other than evidence, which may precede the
/// opening (rule 4).</param>
/// <param name="EntryTicks">When observation began: the opening, or later under left truncation; never after the exit.</param>
/// <param name="ExitTicks">When it ended, or the date of the history for a case still open.</param>
/// <param name="Endings">0 = open (censored), else the number of <see cref="Ending"/>.</param>
/// <param name="VisitStart">Length cases + 1: the stage visits of case c are [VisitStart[c], VisitStart[c + 1]).</param>
/// <param name="VisitStage">Per visit: stage index. Equal consecutive stages are one visit, except across a reopening.</param>
/// <param name="VisitEnteredTicks">Per visit: when the stage was entered.</param>
/// <param name="Amount">NaN = not known at the date of the history.</param>
public sealed record HistoryColumns(
    int[] CaseIndex, long[] OpenedTicks, long[] EntryTicks, long[] ExitTicks, byte[] Endings,
    int[] VisitStart, int[] VisitStage, long[] VisitEnteredTicks, double[] Amount)
{
    /// <summary>Per visit: when it was left, because the next one began, the case was closed (for good or for a time), or this is the
    /// date.</summary>
    public required long[] VisitLeftTicks { get; init; }

    /// <summary>Per visit: index of its spell in <see cref="Spells"/>.</summary>
    public required int[] VisitSpell { get; init; }

    /// <summary>When the cases were open; what lies between two spells of a case is at risk of nothing.</summary>
    public required SpellColumns Spells { get; init; }

    /// <summary>Evidence known at the date, up to the ending.</summary>
    public required EvidenceColumns Evidence { get; init; }

    /// <summary>Activities known at the date, up to the ending.</summary>
    public required ActivityColumns Activities { get; init; }

    /// <summary>Events that came after the ending and did not reopen the case: kept as a count, because they are no part of the
    /// sale.</summary>
    public required int[] AfterClosing { get; init; }

    /// <summary>Visits left at the instant they were entered: stages filled in afterwards. Collapse them before estimating time in
    /// stage.</summary>
    public required int ZeroLengthVisits { get; init; }

    /// <summary>The first instant of observation when the source is left-truncated; null when it shows every case from its
    /// opening.</summary>
    public required long? TruncatedSinceTicks { get; init; }

    internal static HistoryColumns From(EventLog log, HistoryShape shape, LabelMeaning[] meaning, long asOfTicks) =>
        HistoryBuilding.Build(log, shape, meaning, asOfTicks);
}

/// <summary>The times in which cases were open, in columns. A case that was never reopened has one, from opening to exit.</summary>
/// <param name="Start">Length cases + 1: spells of case c are [Start[c], Start[c + 1]), at least one.</param>
/// <param name="FromTicks">Per spell: opening or reopening.</param>
/// <param name="UntilTicks">Per spell: closing, or the date of the history; never before <paramref name="FromTicks"/>.</param>
public sealed record SpellColumns(int[] Start, long[] FromTicks, long[] UntilTicks);

/// <summary>Evidence in columns, in the order of the cases and of effective time.</summary>
/// <param name="Start">Length cases + 1: evidence of case c is [Start[c], Start[c + 1]).</param>
/// <param name="Outcome">Per piece: outcome index.</param>
/// <param name="Confirms">Per piece: true confirms, false refutes.</param>
/// <param name="EffectiveTicks">Per piece: when it was true.</param>
/// <param name="RecordedTicks">Per piece: when it was known; the effective time where the source gave none.</param>
public sealed record EvidenceColumns(int[] Start, int[] Outcome, bool[] Confirms, long[] EffectiveTicks, long[] RecordedTicks);

/// <summary>Activities in columns, in the order of the cases and of effective time.</summary>
/// <param name="Start">Length cases + 1: activities of case c are [Start[c], Start[c + 1]).</param>
/// <param name="Activity">Per activity: activity index.</param>
/// <param name="EffectiveTicks">Per activity: when it was done.</param>
/// <param name="RecordedTicks">Per activity: when it was known; the effective time where the source gave none.</param>
/// <param name="Person">Per activity: index into <see cref="EventLog.People"/>; -1 = not said.</param>
public sealed record ActivityColumns(int[] Start, int[] Activity, long[] EffectiveTicks, long[] RecordedTicks, int[] Person);
