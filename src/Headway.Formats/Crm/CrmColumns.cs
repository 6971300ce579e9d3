using System.Collections.Immutable;

namespace Headway.Formats.Crm;

/// <summary>What the columns of a known export are taken for.</summary>
public static class CrmColumns
{
    /// <summary>By header; a column that is not there is not used.</summary>
    public static ImmutableDictionary<string, string> UsesOf(CrmSource source, ImmutableArray<string> headers)
    {
        if (CrmLayout.Of(headers, source) is not { } layout) return ImmutableDictionary<string, string>.Empty;
        var uses = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (field, column) in layout.Positions(headers).OrderBy(each => each.Key))
            uses.TryAdd(headers[column], WordOf(field));
        foreach (var column in layout.AllOf(CrmField.Amount, headers)) uses.TryAdd(headers[column], WordOf(CrmField.Amount));
        foreach (var (column, stage) in CrmTable.StagesEnteredIn(source, headers)) uses[headers[column]] = $"When {stage} was entered";
        return uses.ToImmutable();
    }

    private static string WordOf(CrmField field) => field switch
    {
        CrmField.Id => "Opportunity",
        CrmField.Stage => "Stage",
        CrmField.StageOrder => "Order of the stages",
        CrmField.Opened => "Opened on",
        CrmField.Closed => "Closed on",
        CrmField.StageChanged => "Stage changed on",
        CrmField.WonAt => "Won on",
        CrmField.LostAt => "Lost on",
        CrmField.Amount => "Amount",
        CrmField.Owner => "Owner",
        CrmField.IsClosed or CrmField.IsWon or CrmField.IsLost or CrmField.Status or CrmField.StatusReason => "How it ended",
        CrmField.IsDeleted => "Left out when deleted",
        CrmField.Currency => "Currency",
        CrmField.Pipeline or CrmField.LeadSource or CrmField.SaleType => "Segment",
        CrmField.LostReason => "Reason of a loss",
        CrmField.FirstName or CrmField.LastName or CrmField.Email or CrmField.Username => "Name of a person",
        CrmField.Opportunity => "Opportunity",
        CrmField.ChangedAt => "When",
        CrmField.ChangedBy => "Who did it",
        CrmField.Field => "What changed",
        CrmField.Before => "Value before",
        CrmField.After => "Value after",
        CrmField.ActivityDay or CrmField.ActivityDone => "When",
        CrmField.ActivityRecorded or CrmField.Modified => "When it was recorded",
        CrmField.ActivityKind or CrmField.ActivitySubkind => "What was done",
        CrmField.Competitor => "Competitor",
    };
}
