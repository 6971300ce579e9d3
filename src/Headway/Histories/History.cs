namespace Headway.Histories;

/// <summary>How a case ended (rule 18). Open is not an ending: it is censored at the date of the history.</summary>
public enum Ending
{
    Won = 1,
    Lost = 2,
    NoDecision = 3,
    NoGo = 4,
}

/// <summary>What a label of a log means in a history.</summary>
public abstract record LabelMeaning
{
    private LabelMeaning()
    {
    }

    /// <summary>The case opened. Where a log has such a label its time is the opening, whatever else is dated earlier.</summary>
    public sealed record Opened : LabelMeaning;

    /// <summary>The case entered the stage with this index.</summary>
    public sealed record StageEntered(int Stage) : LabelMeaning;

    /// <summary>Evidence on the outcome with this index.</summary>
    public sealed record Evidence(int Outcome, bool Confirms) : LabelMeaning;

    /// <summary>Something that was done; it moves nothing by itself.</summary>
    public sealed record ActivityDone(int Activity) : LabelMeaning;

    /// <summary>The case ended this way.</summary>
    public sealed record Ended(Ending Ending) : LabelMeaning;

    /// <summary>The case was a duplicate, a test or an error: from then on it is no case of learning, unless it is opened again (rule
    /// 18).</summary>
    public sealed record Voided : LabelMeaning;

    /// <summary>A case that was ended or void was opened again.</summary>
    public sealed record Reopened : LabelMeaning;

    /// <summary>Known to the log, of no meaning to the process: stays a label (rule 24).</summary>
    public sealed record Nothing : LabelMeaning;
}

/// <summary>
/// Everything known at a date about a set of cases, in columns: when each opened, which stages it entered, what evidence came, how it
/// ended,
/// or that it was still open. <c>AsOf</c> is the only way in for learning and forecasting, so looking ahead is impossible.
/// </summary>
/// <remarks>
/// Censoring is typed: <see cref="EndingOf"/> is null for a case that was open at <see cref="AsOfTicks"/>. Left truncation: a case enters
/// observation at <see cref="EntryTicks"/>, which is later than its opening when the source shows only cases that survived until then.
/// </remarks>
public sealed class History
{
    private readonly EventLog log;
    private readonly LabelMeaning[] meaning;

    private History(EventLog log, HistoryShape shape, LabelMeaning[] meaning, long asOfTicks, HistoryColumns columns)
    {
        this.log = log;
        this.meaning = meaning;
        Shape = shape;
        AsOfTicks = asOfTicks;
        Columns = columns;
    }

    public HistoryShape Shape { get; }

    public long AsOfTicks { get; }

    /// <summary>The cases known at the date, in columns.</summary>
    public HistoryColumns Columns { get; }

    public int Cases => Columns.OpenedTicks.Length;

    /// <summary>False when everything in the log bears one instant: the source gave no dates, so nothing can be said about time.</summary>
    public bool HasDates => log.Events < 2 || log.EffectiveTicks.AsSpan().IndexOfAnyExcept(log.EffectiveTicks[0]) >= 0;

    public Ending? EndingOf(int caseIndex) => Columns.Endings[caseIndex] == 0 ? null : (Ending)Columns.Endings[caseIndex];

    public long EntryTicks(int caseIndex) => Columns.EntryTicks[caseIndex];

    /// <summary>The history as known at a date: only events recorded by then (rule 3).</summary>
    /// <param name="asOf">Inclusive. Events recorded later do not exist.</param>
    /// <remarks>O(events). Deleting everything recorded later gives the same answer; a property test holds that.</remarks>
    public static History AsOf(EventLog log, HistoryShape shape, DateTimeOffset asOf)
    {
        var meaning = shape.MeaningOf(log.Labels);
        return new History(log, shape, meaning, asOf.UtcTicks, HistoryColumns.From(log, shape, meaning, asOf.UtcTicks));
    }

    /// <summary>The same log as known at an earlier date.</summary>
    public History AsOf(DateTimeOffset asOf) => AsOf(log, Shape, asOf);

    /// <summary>
    /// An attribute of a case as known at the date; null when it was not. Where the log keeps no changes of it, it is the value of the
    /// import, known before only where the shape says so (rule 3).
    /// </summary>
    /// <param name="caseIndex">Row of <see cref="Columns"/>.</param>
    public string? TextOf(string attribute, int caseIndex)
    {
        var inLog = Columns.CaseIndex[caseIndex];
        if (log.FindChanges(attribute) is { } changes) return changes.Of(inLog, AsOfTicks);
        return Shape.IsKnown(Shape.KnownOf(attribute), AsOfTicks, Columns.Endings[caseIndex] != 0)
            ? log.FindAttribute(attribute)?.Of(inLog) : null;
    }

    public LabelMeaning MeaningOf(int label) => meaning[label];

    public EventLog Log => log;
}
