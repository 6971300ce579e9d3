using System.Globalization;

namespace Headway.Histories;

/// <summary>From events to cases: one walk over each case in order of time, over only what was recorded by the date.</summary>
internal sealed class HistoryBuilding
{
    private readonly EventLog log;
    private readonly HistoryShape shape;
    private readonly LabelMeaning[] meaning;
    private readonly long asOfTicks;
    private readonly CaseAttribute? amountAttribute;
    private readonly ValueChanges? amountChanges;

    private readonly List<int> caseIndex = [];
    private readonly List<long> opened = [];
    private readonly List<long> exit = [];
    private readonly List<byte> endings = [];
    private readonly List<double> amount = [];
    private readonly List<int> afterClosing = [];
    private readonly List<int> visitStart = [0];
    private readonly List<int> visitStage = [];
    private readonly List<long> visitEntered = [];
    private readonly List<int> evidenceStart = [0];
    private readonly List<LabelMeaning.Evidence> evidence = [];
    private readonly List<int> evidenceEvent = [];
    private readonly List<int> activityStart = [0];
    private readonly List<int> activity = [];
    private readonly List<int> activityEvent = [];

    private HistoryBuilding(EventLog log, HistoryShape shape, LabelMeaning[] meaning, long asOfTicks)
    {
        this.log = log;
        this.shape = shape;
        this.meaning = meaning;
        this.asOfTicks = asOfTicks;
        amountChanges = shape.AmountAttribute is { } changing ? log.FindChanges(changing) : null;
        amountAttribute = shape.AmountAttribute is { } name ? log.FindAttribute(name) : null;
    }

    public static HistoryColumns Build(EventLog log, HistoryShape shape, LabelMeaning[] meaning, long asOfTicks)
    {
        var building = new HistoryBuilding(log, shape, meaning, asOfTicks);
        for (var c = 0; c < log.Cases; c++) building.AddCase(c);
        return building.Finish();
    }

    private void AddCase(int c)
    {
        var first = -1;
        var firstLived = -1;
        var endedBy = -1;
        var after = 0;
        for (var i = log.CaseStart[c]; i < log.CaseStart[c + 1]; i++)
        {
            if (!log.IsKnownAt(i, asOfTicks)) continue;
            if (first < 0) first = i;
            if (firstLived < 0 && meaning[log.Label[i]] is not LabelMeaning.Evidence) firstLived = i;
            switch (meaning[log.Label[i]])
            {
                case LabelMeaning.Reopened when endedBy >= 0: endedBy = -1; break;
                case LabelMeaning.Ended when endedBy < 0: endedBy = i; break;
                default: after += endedBy < 0 ? 0 : 1; break;
            }
        }
        if (first < 0) return;

        var opening = log.EffectiveTicks[firstLived < 0 ? first : firstLived];
        var ended = endedBy >= 0;
        caseIndex.Add(c);
        opened.Add(opening);
        exit.Add(ended ? log.EffectiveTicks[endedBy] : asOfTicks);
        endings.Add(ended ? (byte)((LabelMeaning.Ended)meaning[log.Label[endedBy]]).Ending : (byte)0);
        afterClosing.Add(ended ? after : 0);
        amount.Add(AmountOf(c, ended));
        AddEventsOf(c, opening, ended ? endedBy : int.MaxValue);
        visitStart.Add(visitStage.Count);
        evidenceStart.Add(evidence.Count);
        activityStart.Add(activity.Count);
    }

    private void AddEventsOf(int c, long opening, int endedBy)
    {
        var firstVisit = visitStage.Count;
        for (var i = log.CaseStart[c]; i < log.CaseStart[c + 1] && i < endedBy; i++)
        {
            if (!log.IsKnownAt(i, asOfTicks)) continue;
            switch (meaning[log.Label[i]])
            {
                case LabelMeaning.StageEntered entered:
                    // The first stage is where a case starts when no label says otherwise.
                    if (visitStage.Count == firstVisit && entered.Stage != 0 && log.EffectiveTicks[i] > opening) Visit(
                        firstVisit, 0, opening);
                    Visit(firstVisit, entered.Stage, log.EffectiveTicks[i]);
                    break;
                case LabelMeaning.Evidence piece:
                    evidence.Add(piece);
                    evidenceEvent.Add(i);
                    break;
                case LabelMeaning.ActivityDone done:
                    activity.Add(done.Activity);
                    activityEvent.Add(i);
                    break;
                case LabelMeaning.Ended or LabelMeaning.Reopened or LabelMeaning.Nothing:
                    break;
            }
        }
        if (visitStage.Count == firstVisit && !shape.Stages.IsDefaultOrEmpty) Visit(firstVisit, 0, opening);
    }

    private void Visit(int firstVisit, int stage, long enteredTicks)
    {
        if (visitStage.Count > firstVisit && visitStage[^1] == stage) return;
        visitStage.Add(stage);
        visitEntered.Add(enteredTicks);
    }

    private double AmountOf(int c, bool ended)
    {
        if (amountChanges is not null)
            return amountChanges.Of(c, asOfTicks) is { } then && TryReadAmount(then, out var amountThen) ? amountThen : double.NaN;
        var known = shape.AmountKnown switch
        {
            KnownFrom.Opening => true,
            KnownFrom.Closing => ended,
            KnownFrom.Import => asOfTicks >= shape.ImportedAt?.UtcTicks,
        };
        return known && amountAttribute?.Of(c) is { } text && TryReadAmount(text, out var value) ? value : double.NaN;
    }

    /// <summary>
    /// Digits with a decimal point; thousands separated by commas, blanks or apostrophes, and a currency sign, are read over.
    /// </summary>
    internal static bool TryReadAmount(string text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return double.IsFinite(value);
        var plain = new string([.. text.Where(letter => char.IsAsciiDigit(letter) || letter is '.' or '-')]);
        var readable = text.All(letter => char.IsAsciiDigit(letter) || ".,-' $€£ \u00A0\u202F".Contains(letter, StringComparison.Ordinal));
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && readable;
    }

    private HistoryColumns Finish()
    {
        long[] openedTicks = [.. opened];
        long[] exitTicks = [.. exit];
        byte[] endingOf = [.. endings];
        var since = shape.Truncation switch
        {
            LeftTruncation.Never => null,
            LeftTruncation.Since at => at.At.UtcTicks,
            _ => TruncationDetection.Since(openedTicks, exitTicks, endingOf),
        };
        return new HistoryColumns(
            [.. caseIndex], openedTicks, EntryTicks(openedTicks, exitTicks, since), exitTicks, endingOf,
            [.. visitStart], [.. visitStage], [.. visitEntered], [.. amount])
        {
            Evidence = new EvidenceColumns(
                [.. evidenceStart], [.. evidence.Select(piece => piece.Outcome)], [.. evidence.Select(piece => piece.Confirms)],
                [.. evidenceEvent.Select(i => log.EffectiveTicks[i])], [.. evidenceEvent.Select(log.RecordedAt)]),
            Activities = new ActivityColumns(
                [.. activityStart], [.. activity], [.. activityEvent.Select(i => log.EffectiveTicks[i])],
                [.. activityEvent.Select(i => log.Person.Length == 0 ? -1 : log.Person[i])]),
            AfterClosing = [.. afterClosing],
            ZeroLengthVisits = ZeroLengthVisits(exitTicks),
            TruncatedSinceTicks = since,
        };
    }

    private static long[] EntryTicks(long[] openedTicks, long[] exitTicks, long? since)
    {
        if (since is not { } start) return openedTicks;
        var entry = new long[openedTicks.Length];
        for (var c = 0; c < entry.Length; c++) entry[c] = Math.Min(Math.Max(openedTicks[c], start), Math.Max(openedTicks[c], exitTicks[c]));
        return entry;
    }

    private int ZeroLengthVisits(long[] exitTicks)
    {
        var zero = 0;
        for (var c = 0; c + 1 < visitStart.Count; c++)
        {
            for (var v = visitStart[c]; v < visitStart[c + 1]; v++)
            {
                var left = v + 1 < visitStart[c + 1] ? visitEntered[v + 1] : exitTicks[c];
                if (left == visitEntered[v]) zero++;
            }
        }
        return zero;
    }
}
