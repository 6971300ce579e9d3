namespace Headway.Histories;

/// <summary>A time in which a case was open: from its opening or a reopening to a closing, or to the date of the history.</summary>
/// <param name="ClosedBy">The event that closed it; -1 = open at the date.</param>
internal readonly record struct Spell(long FromTicks, long UntilTicks, int ClosedBy);

/// <summary>Reads off the events of one case when it was open, and which ending stands.</summary>
/// <remarks>
/// Closings and reopenings are taken in the order they were recorded, as the opportunity's own fold takes them: a closing dated before the
/// reopening it follows still closes. The times are then put in order: no spell ends before it began.
/// </remarks>
internal sealed class CaseSpells(EventLog log, LabelMeaning[] meaning, long asOfTicks)
{
    private readonly List<int> turns = [];

    /// <summary>In order; the last one ends with the ending that stands, or is open at the date.</summary>
    public List<Spell> All { get; } = [];

    /// <summary>Known events while the case was closed.</summary>
    public int AfterClosing { get; private set; }

    /// <summary>The first event that is no part of the sale any more, because the case had ended.</summary>
    public int EndOfEvents { get; private set; }

    public Ending? Ending { get; private set; }

    /// <summary>False when nothing of the case is known at the date, or it is void by then.</summary>
    public bool TryRead(int c)
    {
        int first = -1, lived = -1, openedBy = -1;
        turns.Clear();
        for (var i = log.CaseStart[c]; i < log.CaseStart[c + 1]; i++)
        {
            if (!log.IsKnownAt(i, asOfTicks)) continue;
            var means = meaning[log.Label[i]];
            if (first < 0) first = i;
            if (lived < 0 && means is not LabelMeaning.Evidence) lived = i;
            if (openedBy < 0 && means is LabelMeaning.Opened) openedBy = i;
            if (means is LabelMeaning.Ended or LabelMeaning.Voided or LabelMeaning.Reopened) turns.Add(i);
        }
        if (first < 0) return false;
        InTheOrderRecorded();
        // Whoever says when it opened may say so later than something else of the case; without a word, the first thing done opens it.
        return TryFold(c, log.EffectiveTicks[openedBy >= 0 ? openedBy : lived >= 0 ? lived : first], openedBy >= 0);
    }

    private bool TryFold(int c, long openedTicks, bool saysOpening)
    {
        All.Clear();
        AfterClosing = 0;
        var (from, closedBy) = (openedTicks, -1);
        foreach (var turn in turns)
        {
            if (meaning[log.Label[turn]] is not LabelMeaning.Reopened)
            {
                // The first closing stands until a reopening.
                if (closedBy < 0) closedBy = turn;
                continue;
            }
            if (closedBy < 0) continue;
            var closed = Math.Max(from, log.EffectiveTicks[closedBy]);
            All.Add(new Spell(from, closed, closedBy));
            AfterClosing += KnownBetween(closedBy + 1, turn);
            (from, closedBy) = (Math.Max(closed, log.EffectiveTicks[turn]), -1);
        }
        Ending = closedBy < 0 ? null : (meaning[log.Label[closedBy]] as LabelMeaning.Ended)?.Ending;
        if (closedBy >= 0 && Ending is null) return false;
        Finish(c, from, closedBy, follows: saysOpening || All.Count > 0);
        return true;
    }

    /// <param name="follows">The record says that the closing came after the opening or reopening; so does the history, if only by a
    /// tick, whatever day somebody put on it.</param>
    private void Finish(int c, long from, int closedBy, bool follows)
    {
        var end = log.CaseStart[c + 1];
        EndOfEvents = end;
        if (closedBy < 0)
        {
            All.Add(new Spell(from, asOfTicks, -1));
            AfterClosing = 0;
            return;
        }
        var closed = log.EffectiveTicks[closedBy];
        All.Add(new Spell(from, Math.Max(closed, follows ? from + 1 : from), closedBy));
        EndOfEvents = closedBy;
        if (closed < from)
            while (EndOfEvents < end && log.EffectiveTicks[EndOfEvents] <= from) EndOfEvents++;
        AfterClosing += KnownBetween(Math.Max(EndOfEvents, closedBy + 1), end);
    }

    private int KnownBetween(int from, int to)
    {
        var known = 0;
        for (var i = from; i < to; i++) known += log.IsKnownAt(i, asOfTicks) ? 1 : 0;
        return known;
    }

    /// <summary>Nearly always they are in order already; equal times keep the order of the log.</summary>
    private void InTheOrderRecorded()
    {
        for (var i = 1; i < turns.Count; i++)
        {
            var moving = turns[i];
            var at = i;
            for (; at > 0 && log.RecordedAt(turns[at - 1]) > log.RecordedAt(moving); at--) turns[at] = turns[at - 1];
            turns[at] = moving;
        }
    }
}
