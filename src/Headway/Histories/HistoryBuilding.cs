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
    private readonly CaseSpells spells;
    private readonly HistoryVisits visits;
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
        spells = new CaseSpells(log, meaning, asOfTicks);
        visits = new HistoryVisits(spells, shape.Stages);
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
        if (!spells.TryRead(c)) return;
        caseIndex.Add(c);
        opened.Add(spells.All[0].FromTicks);
        exit.Add(spells.All[^1].UntilTicks);
        endings.Add((byte)(spells.Ending ?? 0));
        afterClosing.Add(spells.AfterClosing);
        amount.Add(AmountOf(c, spells.Ending is not null));
        AddEventsOf(c);
        evidenceStart.Add(evidence.Count);
        activityStart.Add(activity.Count);
    }

    private void AddEventsOf(int c)
    {
        visits.BeginCase();
        for (var i = log.CaseStart[c]; i < spells.EndOfEvents; i++)
        {
            if (!log.IsKnownAt(i, asOfTicks)) continue;
            switch (meaning[log.Label[i]])
            {
                case LabelMeaning.StageEntered entered:
                    visits.Enter(i, entered.Stage, log.EffectiveTicks[i]);
                    break;
                case LabelMeaning.Evidence piece:
                    evidence.Add(piece);
                    evidenceEvent.Add(i);
                    break;
                case LabelMeaning.ActivityDone done:
                    activity.Add(done.Activity);
                    activityEvent.Add(i);
                    break;
                default:
                    // Openings, closings and reopenings made the spells; the rest means nothing.
                    break;
            }
        }
        visits.EndCase();
    }

    private double AmountOf(int c, bool ended)
    {
        if (amountChanges is not null)
            return amountChanges.Of(c, asOfTicks) is { } then && TryReadAmount(then, out var amountThen) ? amountThen : double.NaN;
        var known = shape.IsKnown(shape.AmountKnown, asOfTicks, ended);
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
            visits.Start, visits.Stage, visits.Entered, [.. amount])
        {
            VisitLeftTicks = visits.Left,
            VisitSpell = visits.Spell,
            Spells = visits.Spells,
            Evidence = new EvidenceColumns(
                [.. evidenceStart], [.. evidence.Select(piece => piece.Outcome)], [.. evidence.Select(piece => piece.Confirms)],
                [.. evidenceEvent.Select(i => log.EffectiveTicks[i])], [.. evidenceEvent.Select(log.RecordedAt)]),
            Activities = new ActivityColumns(
                [.. activityStart], [.. activity], [.. activityEvent.Select(i => log.EffectiveTicks[i])],
                [.. activityEvent.Select(log.RecordedAt)],
                [.. activityEvent.Select(i => log.Person.Length == 0 ? -1 : log.Person[i])]),
            AfterClosing = [.. afterClosing],
            ZeroLengthVisits = visits.ZeroLength,
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
}
