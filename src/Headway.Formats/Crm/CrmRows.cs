using System.Collections.Immutable;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Crm;

/// <summary>Reads the rows of an export's tables into opportunities. Every row is accepted, merged or rejected, and counted where that
/// happens.</summary>
internal sealed partial class CrmRows(CrmSource source, EventLogLimits limits)
{
    /// <summary>Salesforce: the id of an opportunity begins so.</summary>
    private const string OpportunityPrefix = "006";

    private readonly Dictionary<string, CrmOpportunity> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<CrmTable, CrmRowCount> counts = [];
    private bool lists;

    /// <summary>In the order in which they were met.</summary>
    public List<CrmOpportunity> All { get; } = [];

    public RejectedRowsBuilder Rejected { get; } = new();

    /// <summary>Salesforce: the places of the stages on the road, where the export has them.</summary>
    public Dictionary<string, int> StagePlaces { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Currencies { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of what ended as won and lost, by the export's own word for it.</summary>
    public SortedSet<string> Won { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> NotWon { get; } = new(StringComparer.Ordinal);

    /// <summary>HubSpot: the columns of stages, to be told from their pipelines by what the rows say.</summary>
    public HashSet<string> StagesNow { get; } = new(StringComparer.Ordinal);

    /// <summary>Who the ids are.</summary>
    public CrmPeople People { get; } = new();

    public IEnumerable<CrmRowCount> Counts => counts.Values;

    /// <summary>When the system last wrote something down; a meeting after it may never have been held.</summary>
    public long LastKnownTicks { get; private set; }

    /// <summary>Their change histories say 7 where a deal says "Proposal".</summary>
    public bool NamesStagesById => source is CrmSource.HubSpot or CrmSource.Pipedrive;

    /// <summary>Opportunities first, then their changes, then what was done.</summary>
    public void ReadAll(IEnumerable<CrmTable> tables)
    {
        foreach (var table in tables.OrderBy(table => table.Layout.Kind).ThenBy(table => table.Part.Name, StringComparer.Ordinal))
        {
            counts[table] = new CrmRowCount();
            lists |= table.Layout.Kind == CrmTableKind.Opportunities;
            using var utf8 = table.Head.OpenUtf8(table.Part.Raw, limits);
            var blocks = new CsvBlocks(utf8, table.Head.Delimiter, Math.Max(limits.MaxTextBytes, 1 << 20));
            for (var block = new CsvBlock(); blocks.Next(block);)
            {
                var row = new CsvRow(block);
                table.Head.Pass(block, ref row);
                while (row.Next()) Read(table, row);
            }
            if (blocks.EndlessRowLine > 0) throw new CrmRowException(table.Part.Name, blocks.EndlessRowLine);
        }
    }

    private void Read(CrmTable table, in CsvRow row)
    {
        if (row.Fields == 1 && row.Text.IsEmpty) return;
        var count = counts[table];
        count.Read++;
        if (Counts.Sum(each => (long)each.Read) > limits.MaxEvents)
            throw new LogLimitException("log-too-large", $"The files hold more than {limits.MaxEvents:N0} rows.");
        if (row.Fields != table.Head.Columns.Length)
        {
            Rejected.Add(table.Reject(row, CrmField.Id, "csv-fields",
                $"The row has {row.Fields} fields, the header {table.Head.Columns.Length}."));
            return;
        }
        switch (table.Layout.Kind)
        {
            case CrmTableKind.Opportunities:
                ReadOpportunity(table, row, count);
                break;
            case CrmTableKind.Snapshots:
                ReadSnapshot(table, row, count);
                break;
            case CrmTableKind.FieldChanges:
                ReadFieldChange(table, row, count);
                break;
            case CrmTableKind.Activities:
                ReadActivity(table, row, count);
                break;
            case CrmTableKind.Meetings:
                ReadMeeting(table, row, count);
                break;
            case CrmTableKind.Competitors:
                ReadCompetitor(table, row, count);
                break;
            case CrmTableKind.People:
                ReadPerson(table, row, count);
                break;
        }
    }

    private void ReadOpportunity(CrmTable table, in CsvRow row, CrmRowCount count)
    {
        var id = table.Text(row, CrmField.Id);
        if (id.Length == 0 || id.Length > limits.MaxTextBytes)
        {
            Rejected.Add(table.Reject(row, CrmField.Id, "csv-no-case", "The row has no id."));
            return;
        }
        if (!TryTimes(table, row, out var times)) return;
        if (times.Values.All(time => time is null))
        {
            Rejected.Add(table.Reject(row, CrmField.Opened, "csv-no-time",
                "The row has no date at all, so nothing is known of when it was."));
            return;
        }
        var fingerprint = RowFingerprint.Of(row.Text);
        if (byKey.TryGetValue(KeyOf(id), out var before) && before.IsListed)
        {
            if (before.Fingerprint == fingerprint) count.Merged++;
            else Rejected.Add(table.Reject(row, CrmField.Id, "csv-id-twice",
                "Another row has this id and other values; the first one was taken."));
            return;
        }
        count.Accepted++;
        var opportunity = Of(id);
        opportunity.IsListed = true;
        opportunity.Fingerprint = fingerprint;
        opportunity.IsDeleted = IsTrue(table.Text(row, CrmField.IsDeleted));
        if (opportunity.IsDeleted) count.SetAside++;
        opportunity.Stage = table.Text(row, CrmField.Stage);
        opportunity.Owner = table.Text(row, CrmField.Owner);
        foreach (var (field, name) in CrmLog.Segments)
            if (table.Text(row, field) is { Length: > 0 } value) opportunity.Segments[name] = value;
        opportunity.Amount = AmountOf(table, row);
        opportunity.Opened = times[CrmField.Opened];
        Known(times[CrmField.Opened], times[CrmField.StageChanged], times[CrmField.WonAt], times[CrmField.LostAt]);
        opportunity.StageChanged = times[CrmField.StageChanged];
        if (opportunity.Stage.Length > 0) StagesNow.Add(opportunity.Stage);
        if (int.TryParse(table.Text(row, CrmField.StageOrder), out var place)) StagePlaces.TryAdd(opportunity.Stage, place);
        if (table.Text(row, CrmField.Currency) is { Length: 3 } currency) Currencies.Add(currency.ToUpperInvariant());
        Close(opportunity, table, row, times);
        foreach (var (column, stage) in table.StagesEntered)
        {
            table.TryTime(row, column, out var entered);
            if (entered is { } at) opportunity.Changes.Add(new CrmChange(at.Ticks, null, stage, null, null, "") { IsSummary = true });
        }
    }

    private bool TryTimes(CrmTable table, in CsvRow row, out Dictionary<CrmField, CrmTime?> times)
    {
        times = [];
        foreach (var field in (CrmField[])[CrmField.Opened, CrmField.Closed, CrmField.StageChanged, CrmField.WonAt, CrmField.LostAt])
        {
            if (!table.TryTime(row, field, out var time))
            {
                RejectDate(table, row, field);
                return false;
            }
            times[field] = time;
        }
        foreach (var (column, _) in table.StagesEntered)
        {
            if (table.TryTime(row, column, out _)) continue;
            Rejected.Add(table.Reject(row, CrmField.Stage, "csv-date",
                $"'{System.Text.Encoding.UTF8.GetString(row.Field(column))}' in '{table.Head.Columns[column]}' is no date of 1900 or "
                    + $"later."));
            return false;
        }
        return true;
    }

    /// <summary>Whether it ended, and what that is called: the system's own mark where there is one, else the word.</summary>
    private void Close(CrmOpportunity opportunity, CrmTable table, in CsvRow row, Dictionary<CrmField, CrmTime?> times)
    {
        bool? won = null;
        var name = opportunity.Stage;
        if (source is CrmSource.Pipedrive or CrmSource.Dynamics)
        {
            var status = table.Text(row, CrmField.Status);
            won = LabelWords.EndingOf(status) is { } ending ? ending == Ending.Won : null;
            name = table.Text(row, CrmField.StatusReason) is { Length: > 0 } reason && won == false ? reason : status;
        }
        else if (table.Has(CrmField.IsWon) && IsTrue(table.Text(row, CrmField.IsWon))) won = true;
        else if (IsTrue(table.Text(row, CrmField.IsLost)) || IsTrue(table.Text(row, CrmField.IsClosed)))
            // A report may say only that it is closed; then the word tells which way.
            won = !table.Has(CrmField.IsWon) && LabelWords.EndingOf(name) == Ending.Won;
        else if (!table.Has(CrmField.IsWon) && !table.Has(CrmField.IsClosed) && LabelWords.EndingOf(name) is { } byWord)
            won = byWord == Ending.Won;
        if (won is null || name.Length == 0) return;
        (won.Value ? Won : NotWon).Add(name);
        (opportunity.Ending, opportunity.IsWon) = (name, won.Value);
        var stamped = won.Value ? times[CrmField.WonAt] : times[CrmField.LostAt];
        if (!won.Value) opportunity.LostReason = table.Text(row, CrmField.LostReason);
        opportunity.ClosingIsStamped = stamped is { IsDay: false };
        opportunity.Closed = stamped ?? times[CrmField.Closed];
    }

    private void ReadSnapshot(CrmTable table, in CsvRow row, CrmRowCount count)
    {
        if (Found(table, row, count) is not { } opportunity) return;
        if (Required(table, row, CrmField.ChangedAt) is not { } at) return;
        Known(at);
        if (!table.TryTime(row, CrmField.Closed, out var closing))
        {
            RejectDate(table, row, CrmField.Closed);
            return;
        }
        var stage = table.Text(row, CrmField.Stage);
        if (stage.Length == 0)
        {
            Rejected.Add(table.Reject(row, CrmField.Stage, "csv-no-activity", "The row names no stage."));
            return;
        }
        count.Accepted++;
        opportunity.Changes.Add(new CrmChange(
            at.Ticks, table.Has(CrmField.Before) ? table.Text(row, CrmField.Before) : null, stage,
            table.Has(CrmField.Amount) ? table.Text(row, CrmField.Amount) : null, closing, table.Text(row,
                CrmField.ChangedBy))
        { Row = count });
    }

    private void ReadFieldChange(CrmTable table, in CsvRow row, CrmRowCount count)
    {
        if (Found(table, row, count) is not { } opportunity) return;
        if (Required(table, row, CrmField.ChangedAt) is not { } at) return;
        Known(at);
        var (before, after) = (table.Text(row, CrmField.Before), table.Text(row, CrmField.After));
        var by = table.Text(row, CrmField.ChangedBy);
        count.Accepted++;
        switch (CsvHead.Plain(table.Text(row, CrmField.Field)))
        {
            case "stagename" or "stage" or "dealstage" or "stageid" or "stepname" or "salesstagecode" when after.Length > 0:
                opportunity.Changes.Add(new CrmChange(at.Ticks, before, after, null, null, by) { Row = count });
                break;
            case "amount" or "value" or "estimatedvalue":
                opportunity.Changes.Add(new CrmChange(at.Ticks, null, null, after, null, by));
                break;
            default:
                count.SetAside++;
                break;
        }
    }

    private void ReadPerson(CrmTable table, in CsvRow row, CrmRowCount count)
    {
        var id = table.Text(row, CrmField.Id);
        if (id.Length == 0 || id.Length > limits.MaxTextBytes)
        {
            Rejected.Add(table.Reject(row, CrmField.Id, "csv-no-case", "The row has no id."));
            return;
        }
        count.Accepted++;
        var name = $"{table.Text(row, CrmField.FirstName)} {table.Text(row, CrmField.LastName)}".Trim();
        var email = table.Text(row, CrmField.Email);
        if (name.Length == 0) name = email.Length > 0 ? email : table.Text(row, CrmField.Username);
        if (!People.Add(KeyOf(id), name, email)) count.SetAside++;
    }

    /// <summary>What an id of a person is called; as it stands where nobody says.</summary>
    public string NameOf(string id) => People.NameOf(KeyOf(id)) ?? id;

    /// <summary>The opportunity a row is about; null when the row was rejected or set aside.</summary>
    private CrmOpportunity? Found(CrmTable table, in CsvRow row, CrmRowCount count)
    {
        var id = table.Text(row, CrmField.Opportunity);
        if (id.Length == 0 || id.Length > limits.MaxTextBytes)
        {
            Rejected.Add(table.Reject(row, CrmField.Opportunity, "csv-no-case", "The row names no opportunity."));
            return null;
        }
        if (IsTrue(table.Text(row, CrmField.IsDeleted)) || (byKey.TryGetValue(KeyOf(id), out var known) && known.IsDeleted))
        {
            count.Accepted++;
            count.SetAside++;
            return null;
        }
        if (!lists || byKey.ContainsKey(KeyOf(id))) return Of(id);
        Rejected.Add(table.Reject(row, CrmField.Opportunity, "crm-unknown-opportunity",
            $"The opportunity {id} is in none of the files."));
        return null;
    }

    private CrmTime? Required(CrmTable table, in CsvRow row, CrmField field)
    {
        if (!table.TryTime(row, field, out var time)) RejectDate(table, row, field);
        else if (time is null) Rejected.Add(table.Reject(row, field, "csv-no-time", "The row does not say when it was."));
        return time;
    }

    private void RejectDate(CrmTable table, in CsvRow row, CrmField field) => Rejected.Add(table.Reject(row, field, "csv-date",
        $"'{table.Text(row, field)}' is no date of 1900 or later."));

    private static string AmountOf(CrmTable table, in CsvRow row)
    {
        foreach (var column in table.Amounts)
            if (!row.Field(column).IsEmpty) return System.Text.Encoding.UTF8.GetString(row.Field(column));
        return "";
    }

    private CrmOpportunity Of(string id)
    {
        if (byKey.TryGetValue(KeyOf(id), out var found)) return found;
        All.Add(found = byKey[KeyOf(id)] = new CrmOpportunity(id));
        return found;
    }

    /// <summary>The last three of Salesforce's 18 characters only repeat which of the others are capitals.</summary>
    private string KeyOf(string id) => source switch
    {
        CrmSource.Salesforce => id.Length == 18 && id.All(char.IsAsciiLetterOrDigit) ? id[..15] : id,
        CrmSource.Dynamics => id.Trim('{', '}').ToUpperInvariant(),
        _ => id,
    };

    private static bool IsTrue(string text) => text.Length > 0
        && CsvHead.Plain(text) is "true" or "1" or "yes" or "ja" or "wahr" or "vrai" or "si" or "oui";
}

/// <summary>A row that does not end, in one of several files.</summary>
internal sealed class CrmRowException(string file, int line) : Exception
{
    public Finding Finding { get; } = new("csv-open-quote", Severity.Error, new Place(file, line, 1, ""),
        $"The row that begins in line {line} does not end: a quote is opened and never closed.",
        "Everything after it would be one field, so nothing was imported.", "Close the quote, or double it if it is part of the text.");
}
