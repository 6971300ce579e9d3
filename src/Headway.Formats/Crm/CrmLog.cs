using System.Collections.Immutable;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Crm;

/// <summary>From opportunities with their changes to a log of events, each with the time the source wrote it down.</summary>
internal sealed class CrmLog
{
    public const string Opened = "Opportunity created";
    public const string Reopened = "Reopened";
    public const string Amount = "Amount";
    public const string Owner = "Owner";

    /// <summary>Known at the closing and not before, so it is kept and never compared by.</summary>
    public const string LostReason = "Lost reason";

    /// <summary>Before the kind of an activity, so that a call named like a stage is none.</summary>
    public const string ActivityPrefix = "Task: ";

    /// <summary>Known of an export without a history of stages: where an open one stands. It says nothing of the way there.</summary>
    public const string StageNow = "Stage now";

    public const string Competitor = "Competitor";

    /// <summary>Before the kind of a meeting.</summary>
    public const string MeetingPrefix = "Event: ";

    /// <summary>Attributes to compare by.</summary>
    public static readonly ImmutableArray<(CrmField Field, string Name)> Segments =
        [(CrmField.Pipeline, "Pipeline"), (CrmField.LeadSource, "Lead source"), (CrmField.SaleType, "Type")];

    private readonly CrmRows rows;
    private readonly LogMapping mapping;
    private readonly EventLogLimits limits;
    private readonly Calendar days;
    private readonly HashSet<string> endings;
    private readonly HashSet<string> known;
    private readonly CrmStageNames names;
    private readonly EventLogBuilder builder = new();
    private readonly EventLogPart part;
    private readonly Dictionary<string, List<(long Ticks, string Value)>> amounts = new(StringComparer.Ordinal);
    private long lastTicks;

    public CrmLog(CrmRows rows, LogMapping mapping, TimeZoneInfo zone, EventLogLimits limits)
    {
        (this.rows, this.mapping, this.limits, days) = (rows, mapping, limits, new Calendar(zone));
        part = builder.NewPart();
        known = [.. mapping.KnownLabels];
        names = CrmStageNames.Of(rows);
        endings = [.. rows.Won, .. rows.NotWon, .. mapping.Endings.ByEnding.SelectMany(each => each.Labels)];
        // A stage left again, such as a reopened Closed Won, or changes without the table of opportunities: the word tells.
        foreach (var stage in rows.All.SelectMany(each => each.Changes).Select(change => change.Stage).OfType<string>().Distinct())
            if (LabelWords.IsOutright(names.Of(stage)) && LabelWords.EndingOf(names.Of(stage)) is not null) endings.Add(names.Of(stage));
    }

    /// <summary>Labels that are stages, and those that ended an opportunity.</summary>
    public SortedSet<string> Stages { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> WonLabels { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> NotWonLabels { get; } = new(StringComparer.Ordinal);

    public CrmCounts Counts { get; } = new();

    public EventLog Build()
    {
        Counts.UnnamedStages = names.Unnamed;
        foreach (var opportunity in rows.All)
        {
            if (opportunity.IsDeleted) Counts.Deleted++;
            else Add(opportunity);
        }
        var log = builder.Build().Log;
        return amounts.Count == 0 ? log : WithAmounts(log);
    }

    private void Add(CrmOpportunity opportunity)
    {
        var changes = Ordered(opportunity.Changes);
        var staged = changes.Where(change => change.Stage is not null).ToList();
        if (staged.Count == 0 && opportunity is { Opened: null, Closed: null, StageChanged: null }) return;
        Counts.Opportunities++;
        Counts.WithStages += staged.Count > 0 ? 1 : 0;
        Counts.WithSummaries += staged.Any(change => change.IsSummary) ? 1 : 0;
        var c = part.Case(opportunity.Id);
        Describe(opportunity, c);
        if (staged.Count == 0 && opportunity is { Ending: null, Stage.Length: > 0 })
        {
            Counts.StagesNow.Add(opportunity.Stage);
            Set(c, StageNow, opportunity.Stage);
        }
        var opened = opportunity.Opened ?? (staged.Count > 0 ? new CrmTime(staged[0].Ticks, false)
            : opportunity.StageChanged ?? opportunity.Closed!.Value);
        var openedTicks = staged.Count > 0 ? Math.Min(opened.Ticks, staged[0].Ticks) : opened.Ticks;
        Event(c, Opened, openedTicks, opened.IsDay ? EventLog.Assumed : openedTicks, opportunity.Owner);
        var walk = new Walk(c, opportunity, openedTicks, HasTimes: !opened.IsDay || staged.Count > 0) { LastTicks = openedTicks };
        if (staged is [{ StageBefore.Length: > 0 } first, ..]) Enter(walk, names.Of(first.StageBefore), openedTicks, null, first.By);
        foreach (var change in staged)
        {
            if (!Enter(walk, names.Of(change.Stage!), change.Ticks, change.Closing, change.By) && change.Row is { } row)
            {
                row.Accepted--;
                row.Merged++;
            }
        }
        if (opportunity.Ending is { } ending && (walk.Stage is null || !endings.Contains(walk.Stage))) CloseByRow(walk, ending);
        if (staged.Count > 0 && opportunity.IsListed && opportunity.Stage.Length > 0 && walk.Stage is { } last
            && opportunity.Ending is null && names.Of(opportunity.Stage) != last) Counts.OtherStageNow++;
        Do(walk);
        Value(opportunity, changes);
    }

    /// <summary>Where one opportunity stands while its changes are walked.</summary>
    private sealed record Walk(int Case, CrmOpportunity Opportunity, long OpenedTicks, bool HasTimes)
    {
        public string? Stage { get; set; }

        public long LastTicks { get; set; }
    }

    /// <summary>False when it is the stage before: a row that was written because something else changed.</summary>
    private bool Enter(Walk walk, string stage, long ticks, CrmTime? closing, string by)
    {
        if (stage == walk.Stage) return false;
        ticks = Math.Max(ticks, walk.OpenedTicks);
        var ends = endings.Contains(stage);
        if (walk.Stage is { } before && endings.Contains(before) && !ends)
        {
            Event(walk.Case, Reopened, Math.Max(ticks, walk.LastTicks), ticks, by);
            Counts.Reopened++;
        }
        if (ends)
        {
            var label = EndingLabel(stage, walk.Opportunity);
            var effective = ClosingTicks(walk, closing ?? walk.Opportunity.Closed, ticks);
            Event(walk.Case, label, effective, ticks, by);
            walk.LastTicks = Math.Max(walk.LastTicks, effective);
        }
        else
        {
            Stages.Add(stage);
            Event(walk.Case, stage, ticks, ticks, by);
            walk.LastTicks = Math.Max(walk.LastTicks, ticks);
        }
        walk.Stage = stage;
        return true;
    }

    private void CloseByRow(Walk walk, string ending)
    {
        var opportunity = walk.Opportunity;
        var closed = opportunity.Closed ?? opportunity.StageChanged;
        if (closed is null) Counts.ClosedUndated++;
        var ticks = opportunity.ClosingIsStamped ? Math.Max(closed!.Value.Ticks, walk.LastTicks) : ClosingTicks(walk, closed, null);
        Event(walk.Case, EndingLabel(ending, opportunity), ticks, opportunity.ClosingIsStamped ? ticks : EventLog.Assumed,
            opportunity.Owner);
        walk.Stage = ending;
    }

    /// <summary>The end of the day that was typed in, not after the moment it was written down, and not before what led to it.</summary>
    private long ClosingTicks(Walk walk, CrmTime? closing, long? recordedTicks)
    {
        Counts.Closings++;
        if (closing is not { } at) return recordedTicks ?? walk.LastTicks;
        var day = at.IsDay && walk.HasTimes
            ? days.EndOf(days.DayOf(new DateTimeOffset(at.Ticks, TimeSpan.Zero))).UtcTicks - 1 : at.Ticks;
        if (recordedTicks - day > CrmCounts.LateDays * TimeSpan.TicksPerDay) Counts.BackDated++;
        if (day < walk.OpenedTicks) Counts.EnteredLate++;
        var latest = recordedTicks ?? Math.Max(mapping.AsOf?.UtcTicks ?? long.MaxValue, at.Ticks);
        return Math.Max(Math.Min(day, latest), walk.LastTicks);
    }

    private string EndingLabel(string name, CrmOpportunity opportunity)
    {
        var won = opportunity.Ending is not null ? opportunity.IsWon : rows.Won.Contains(name) || LabelWords.EndingOf(name) == Ending.Won;
        // A name that means both, such as "Closed" with a mark beside it, becomes two.
        var both = rows.Won.Contains(name) && rows.NotWon.Contains(name);
        if (!both) won = rows.Won.Contains(name) || (!rows.NotWon.Contains(name) && LabelWords.EndingOf(name) == Ending.Won);
        var label = !both ? name : won ? $"{name} (won)" : $"{name} (not won)";
        // "Closed Lost" because nobody decided is no loss to a competitor: the reason says how it ended.
        if (!won && ReasonEnds(opportunity.LostReason) && $"{label}: {opportunity.LostReason}" is var said
            && (known.Count == 0 || known.Contains(said))) label = said;
        (won ? WonLabels : NotWonLabels).Add(label);
        return label;
    }

    private static bool ReasonEnds(string reason) => reason.Length > 0 && LabelWords.Of(reason) != "declined"
        && LabelWords.EndingOf(reason) is Ending.NoDecision or Ending.NoGo;

    private void Do(Walk walk)
    {
        foreach (var activity in walk.Opportunity.Activities)
        {
            var ticks = activity.At.Ticks;
            // A bare day is the whole day, so on the first one it is not before the opening.
            if (activity.At.IsDay && ticks < walk.OpenedTicks && walk.OpenedTicks - ticks < TimeSpan.TicksPerDay) ticks = walk.OpenedTicks;
            if (ticks < walk.OpenedTicks)
            {
                Counts.ActivitiesBefore++;
                continue;
            }
            if (activity.Meeting is { } row)
            {
                // When it ended is not known of every meeting; by the end of its day it was over.
                if (days.EndOf(days.DayOf(new DateTimeOffset(activity.At.Ticks, TimeSpan.Zero))).UtcTicks > rows.LastKnownTicks)
                {
                    row.SetAside++;
                    Counts.MeetingsAhead++;
                    continue;
                }
                Counts.Meetings++;
            }
            else Counts.Activities++;
            Event(walk.Case, (activity.Meeting is null ? ActivityPrefix : MeetingPrefix) + activity.Kind, ticks,
                activity.RecordedTicks is { } recorded ? Math.Max(recorded, ticks) : EventLog.Assumed, activity.By);
        }
    }

    private void Value(CrmOpportunity opportunity, List<CrmChange> changes)
    {
        var known = new List<(long, string)>();
        foreach (var change in changes)
            if (change.Amount is { } amount && amount != (known.Count == 0 ? "" : known[^1].Item2)) known.Add((change.Ticks, amount));
        Counts.AmountChanges += known.Count;
        if (known.Count > 0) lastTicks = Math.Max(lastTicks, known[^1].Item1);
        amounts[opportunity.Id] = known;
    }

    /// <summary>Where changes of amounts are known, the amount of the export is only the last of them.</summary>
    private EventLog WithAmounts(EventLog log)
    {
        if (Counts.AmountChanges == 0) return log;
        var now = rows.All.Where(each => !each.IsDeleted).ToDictionary(each => each.Id, each => each.Amount, StringComparer.Ordinal);
        var (start, values, value, recorded) = (new int[log.Cases + 1], new List<string>(), new List<int>(), new List<long>());
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var c = 0; c < log.Cases; c++)
        {
            var known = amounts[log.CaseIds[c]];
            if (now[log.CaseIds[c]] is { Length: > 0 } last && (known.Count == 0 || known[^1].Value != last)) known.Add((lastTicks, last));
            foreach (var (ticks, text) in known)
            {
                if (text.Length > 0 && !index.ContainsKey(text))
                {
                    index[text] = values.Count;
                    values.Add(text);
                }
                value.Add(text.Length == 0 ? -1 : index[text]);
                recorded.Add(ticks);
            }
            start[c + 1] = value.Count;
        }
        return new EventLog(log.CaseIds, log.CaseStart, log.Labels, log.Label, log.EffectiveTicks, log.RecordedTicks, log.People,
            log.Person,
            log.Attributes)
        {
            Changes = [new ValueChanges(Amount, start, [.. values], [.. value], [.. recorded])],
        };
    }

    private void Describe(CrmOpportunity opportunity, int c)
    {
        Set(c, Amount, opportunity.Amount);
        Set(c, Owner, NameOf(opportunity.Owner));
        Set(c, LostReason, opportunity.LostReason);
        Set(c, Competitor, string.Join("; ", opportunity.Competitors));
        if (opportunity.Competitors.Count > 0) Counts.WithCompetitors++;
        foreach (var (name, value) in opportunity.Segments) Set(c, name, value);
    }

    private void Set(int c, string name, string value)
    {
        if (value.Length == 0 || value.Length > limits.MaxTextBytes) return;
        if (part.Attribute(name, limits.MaxAttributes) is >= 0 and var attribute) part.SetAttribute(attribute, c, value);
    }

    private void Event(int c, string label, long ticks, long recordedTicks, string by)
    {
        lastTicks = Math.Max(lastTicks, Math.Max(ticks, recordedTicks));
        part.Add(c, part.Label(label), ticks, part.Person(NameOf(by)), recordedTicks, fingerprint: 0);
    }

    private string NameOf(string id)
    {
        if (id.Length == 0 || rows.People.IsEmpty) return id;
        var name = rows.NameOf(id);
        if (ReferenceEquals(name, id)) Counts.UnnamedPeople.Add(id);
        return name;
    }

    /// <summary>By time. The source does not promise an order for what it wrote in the same second; there each change follows the one that
    /// left the stage it came from, else the document.</summary>
    private static List<CrmChange> Ordered(List<CrmChange> changes)
    {
        // Whoever keeps real changes beside the summary of stages is believed, and the summary is not needed.
        var kept = changes.Any(change => change is { IsSummary: false, Stage: not null }) ? changes.Where(change => !change.IsSummary)
            : changes;
        var ordered = kept.OrderBy(change => change.Ticks).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            var stage = i == 0 ? null : ordered[i - 1].Stage;
            if (ordered[i].StageBefore is not { } before || before == stage) continue;
            for (var j = i + 1; j < ordered.Count && ordered[j].Ticks == ordered[i].Ticks; j++)
            {
                var follows = stage is null ? ordered[j].Stage == before : ordered[j].StageBefore == stage;
                if (!follows) continue;
                var moved = ordered[j];
                ordered.RemoveAt(j);
                ordered.Insert(i, moved);
                break;
            }
        }
        return ordered;
    }
}
