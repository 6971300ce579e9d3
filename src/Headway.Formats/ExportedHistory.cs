using Headway.Histories;

namespace Headway.Formats;

/// <summary>What goes out of a history as known at its date, whatever it is written in.</summary>
/// <param name="PersonName">Our own history names people by their ids; what they are called.</param>
/// <param name="Sees">By the id of a case: whether the person it is written for may see it.</param>
public sealed record ExportedHistory(History History, Func<string, string> PersonName, Func<string, bool> Sees)
{
    /// <summary>What stands around our own opportunities; null for an imported history, which does not know.</summary>
    public OwnRecord? Record { get; init; }

    internal OwnSurroundings? SurroundingsOf(int c) => Record?.Cases.GetValueOrDefault(CaseId(c));

    /// <summary>Opportunities that go out.</summary>
    public int CaseCount => Cases.Count();

    /// <summary>Events of theirs that were in the record at the date, one a row of a table.</summary>
    public int RowCount => Cases.Sum(c => EventsOf(c).Count(each => each.WithdrawnTicks is null) + (UnsaidStageOf(c) is null ? 0 : 1));

    /// <summary>The same with evidence that was retracted by then, as logs have it.</summary>
    public int EventCount => Cases.Sum(c => EventsOf(c).Count());

    private HistoryColumns Columns => History.Columns;

    /// <summary>Rows of <see cref="Histories.History.Columns"/>.</summary>
    internal IEnumerable<int> Cases => Enumerable.Range(0, History.Cases).Where(c => Sees(CaseId(c)));

    /// <summary>The stage a case began in where no event says so: our own log leaves the first stage unsaid, and a table of events alone
    /// would lose it. It was known when the opening was. Null where an event says it, or no label means that stage.</summary>
    internal ExportedEvent? UnsaidStageOf(int c)
    {
        var first = Columns.VisitStart[c];
        if (first == Columns.VisitStart[c + 1] || EventsOf(c).Any(each => each.Meaning is LabelMeaning.StageEntered
            && each.EffectiveTicks <= Columns.VisitEnteredTicks[first])) return null;
        if (!stageLabels.TryGetValue(Columns.VisitStage[first], out var label)) return null;
        var opening = EventsOf(c).FirstOrDefault(each => each.Meaning is LabelMeaning.Opened);
        return new ExportedEvent(
            label, new LabelMeaning.StageEntered(Columns.VisitStage[first]), Columns.OpenedTicks[c], opening?.RecordedTicks, null, null);
    }

    private readonly Dictionary<int, string> stageLabels = History.Shape.Labels.Where(each => each.Value is LabelMeaning.StageEntered)
        .OrderBy(each => each.Key, StringComparer.Ordinal).GroupBy(each => ((LabelMeaning.StageEntered)each.Value).Stage)
        .ToDictionary(group => group.Key, group => group.First().Key);

    internal string CaseId(int c) => History.Log.CaseIds[Columns.CaseIndex[c]];

    /// <summary>Events of a case that were in the record at the date, and evidence that was retracted by then.</summary>
    internal IEnumerable<ExportedEvent> EventsOf(int c)
    {
        var (log, inLog) = (History.Log, Columns.CaseIndex[c]);
        for (var i = log.CaseStart[inLog]; i < log.CaseStart[inLog + 1]; i++)
        {
            var known = log.IsKnownAt(i, History.AsOfTicks);
            var withdrawn = log.WithdrawnTicks.Length > 0 && log.WithdrawnTicks[i] <= History.AsOfTicks;
            if (!known && !withdrawn) continue;
            if (!known && (log.RecordedAt(i) > History.AsOfTicks || log.EffectiveTicks[i] > History.AsOfTicks)) continue;
            yield return new ExportedEvent(
                log.Labels[log.Label[i]], History.MeaningOf(log.Label[i]), log.EffectiveTicks[i],
                log.RecordedTicks.Length == 0 || log.RecordedTicks[i] == EventLog.Assumed ? null : log.RecordedTicks[i],
                log.Person.Length == 0 || log.Person[i] < 0 ? null : PersonName(log.People[log.Person[i]]),
                withdrawn ? log.WithdrawnTicks[i] : null);
        }
    }

    /// <summary>Names of case attributes, the kept and the changing, each once.</summary>
    internal IReadOnlyList<string> Attributes { get; } = [.. History.Log.Changes.Select(each => each.Name)
        .Concat(History.Log.Attributes.Select(each => each.Name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The value at the date; people by their names.</summary>
    internal string? ValueOf(string attribute, int c) =>
        Named(attribute, attribute == History.Shape.AmountAttribute ? AmountOf(c) : History.TextOf(attribute, c));

    /// <summary>Every value by the date with when it was recorded, null where it was taken away; one without a time when the log keeps no
    /// changes of it.</summary>
    internal IEnumerable<(long? Ticks, string? Value)> ValuesOf(string attribute, int c)
    {
        var (log, inLog) = (History.Log, Columns.CaseIndex[c]);
        if (log.FindChanges(attribute) is not { } changes)
        {
            if (ValueOf(attribute, c) is { } value) yield return (null, value);
            yield break;
        }
        for (var i = changes.Start[inLog]; i < changes.Start[inLog + 1]; i++)
            if (changes.RecordedTicks[i] <= History.AsOfTicks)
                yield return (changes.RecordedTicks[i], Named(attribute, changes.Value[i] < 0 ? null : changes.Values[changes.Value[i]]));
    }

    private string? AmountOf(int c) => double.IsNaN(Columns.Amount[c]) ? null : History.TextOf(History.Shape.AmountAttribute!, c);

    private string? Named(string attribute, string? value) =>
        value is not null && attribute == History.Shape.OwnerAttribute ? PersonName(value) : value;
}

/// <param name="RecordedTicks">Null = the source gave none.</param>
/// <param name="WithdrawnTicks">When the evidence was retracted; null = it stands.</param>
internal sealed record ExportedEvent(
    string Label, LabelMeaning Meaning, long EffectiveTicks, long? RecordedTicks, string? Person, long? WithdrawnTicks);

/// <summary>Text and times as XML and JSON files of logs have them.</summary>
internal static class ExportText
{
    /// <summary>ISO 8601 with milliseconds and zone: what every tool reads, and no more than any log means.</summary>
    public static string Time(long ticks) => new DateTime(ticks, DateTimeKind.Utc)
        .ToString("yyyy-MM-ddTHH:mm:ss.fff+00:00", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>XML has no way to write most control characters, nor half of a surrogate pair; U+FFFD stands for each.</summary>
    public static string ForXml(string text)
    {
        if (IsPlain(text)) return text;
        var safe = text.ToCharArray();
        for (var i = 0; i < safe.Length; i++)
        {
            if (i + 1 < safe.Length && System.Xml.XmlConvert.IsXmlSurrogatePair(safe[i + 1], safe[i])) i++;
            else if (!System.Xml.XmlConvert.IsXmlChar(safe[i])) safe[i] = '\uFFFD';
        }
        return new string(safe);
    }

    private static bool IsPlain(string text)
    {
        foreach (var letter in text)
            if (letter < ' ' || letter >= '\uD800') return false;
        return true;
    }
}
