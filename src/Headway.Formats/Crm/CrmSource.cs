namespace Headway.Formats.Crm;

/// <summary>Whose export it is. The columns and their traps are known, so no mapping of columns is needed.</summary>
public enum CrmSource
{
    Salesforce,
    HubSpot,
    Pipedrive,
    Dynamics,
}

/// <summary>The sources by the names they have in mappings and on the command line.</summary>
public static class CrmSources
{
    public static (string Text, CrmSource Value)[] ByName =>
    [
        ("salesforce", CrmSource.Salesforce), ("hubspot", CrmSource.HubSpot), ("pipedrive", CrmSource.Pipedrive),
        ("dynamics", CrmSource.Dynamics),
    ];

    public static string NameOf(CrmSource source) => ByName.First(each => each.Value == source).Text;

    /// <summary>As its makers write it.</summary>
    public static string TitleOf(CrmSource source) => source switch
    {
        CrmSource.Salesforce => "Salesforce",
        CrmSource.HubSpot => "HubSpot",
        CrmSource.Pipedrive => "Pipedrive",
        CrmSource.Dynamics => "Dynamics 365",
    };
}

/// <summary>What one table of an export holds, in the order in which they are read: opportunities first.</summary>
internal enum CrmTableKind
{
    Opportunities,

    /// <summary>One row for each change of an opportunity, with its values afterwards.</summary>
    Snapshots,

    /// <summary>One row for each changed field, with the value before and after.</summary>
    FieldChanges,

    Activities,

    /// <summary>Of the calendar: whether one was held no table says.</summary>
    Meetings,

    /// <summary>Who else an opportunity might go to.</summary>
    Competitors,

    /// <summary>Who the ids of owners and doers are.</summary>
    People,
}

/// <summary>What a column means, whatever the export calls it.</summary>
internal enum CrmField
{
    Id,
    Stage,
    StageOrder,
    Opened,
    Closed,
    StageChanged,
    WonAt,
    LostAt,
    Amount,
    Owner,
    IsClosed,
    IsWon,
    IsLost,
    IsDeleted,
    Status,
    StatusReason,
    Currency,
    Pipeline,
    LeadSource,
    SaleType,
    LostReason,
    FirstName,
    LastName,
    Email,
    Username,
    Opportunity,
    ChangedAt,
    ChangedBy,
    Field,
    Before,
    After,
    ActivityDay,
    ActivityDone,
    ActivityRecorded,
    ActivityKind,
    ActivitySubkind,
    Modified,
    Competitor,
}
