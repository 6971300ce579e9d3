namespace Headway.Formats.Crm;

/// <summary>What an export says of one opportunity, gathered from all its tables.</summary>
internal sealed class CrmOpportunity(string id)
{
    /// <summary>As it stood where it was met first; Salesforce writes it with 15 or 18 characters.</summary>
    public string Id { get; set; } = id;

    /// <summary>Has a row of its own; else only its changes are there.</summary>
    public bool IsListed { get; set; }

    public uint Fingerprint { get; set; }

    public bool IsDeleted { get; set; }

    public CrmTime? Opened { get; set; }

    public CrmTime? Closed { get; set; }

    public CrmTime? StageChanged { get; set; }

    /// <summary>As the row has it now.</summary>
    public string Stage { get; set; } = "";

    /// <summary>What its closing is called, when the row says that it ended.</summary>
    public string? Ending { get; set; }

    public bool IsWon { get; set; }

    /// <summary>The moment of its closing was written by the system, not typed in.</summary>
    public bool ClosingIsStamped { get; set; }

    public string Amount { get; set; } = "";

    public string Owner { get; set; } = "";

    /// <summary>Empty when the export says none, or it is not lost.</summary>
    public string LostReason { get; set; } = "";

    public SortedDictionary<string, string> Segments { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Competitors { get; } = new(StringComparer.Ordinal);

    public List<CrmChange> Changes { get; } = [];

    public List<CrmActivity> Activities { get; } = [];
}

/// <summary>One change. Null = this row says nothing of it; empty = it was taken away.</summary>
/// <param name="StageBefore">Null where the table does not keep it.</param>
internal sealed record CrmChange(long Ticks, string? StageBefore, string? Stage, string? Amount, CrmTime? Closing, string By)
{
    /// <summary>Merged when it repeats the stage before it; the row that counts it.</summary>
    public CrmRowCount? Row { get; init; }

    /// <summary>Only the first or the last time in this stage is known.</summary>
    public bool IsSummary { get; init; }
}

/// <summary>Done, by whom, and when that was written down.</summary>
internal sealed record CrmActivity(string Kind, CrmTime At, long? RecordedTicks, string By)
{
    /// <summary>Of the calendar: the row that counts it; set aside where it lies ahead.</summary>
    public CrmRowCount? Meeting { get; init; }
}

/// <summary>Counts of one table. An accepted row that turns out to repeat another moves to merged.</summary>
internal sealed class CrmRowCount
{
    public int Read { get; set; }

    public int Accepted { get; set; }

    public int Merged { get; set; }

    public int SetAside { get; set; }
}
