using System.Collections.Immutable;
using Headway.Formats.Csv;

namespace Headway.Formats.Crm;

/// <summary>One known table: by which headers it is told from others, and what its columns are called, the surest names first.</summary>
/// <param name="Signs">Each must be there; of the names in one of them any will do.</param>
internal sealed record CrmLayout(
    CrmSource Source, CrmTableKind Kind, ImmutableArray<string[]> Signs, ImmutableArray<(CrmField Field, string[] Names)> Columns)
{
    /// <summary>How a table made of JSON is headed.</summary>
    public static readonly string[] ChangeColumns = ["record id", "property", "old value", "value", "timestamp", "changed by"];

    /// <summary>In views that join tables Dynamics puts the table's name before each column.</summary>
    private const string Joined = "Opportunity_";

    private const string Between = " - ";
    private const string Deal = "Deal" + Between;

    /// <summary>What Pipedrive exports besides; of these the same words head the columns, and they are no deals.</summary>
    private static readonly string[] otherKinds =
        ["Lead", "Project", "Person", "People", "Contact", "Organization", "Organisation", "Activity", "Product", "Note"];

    /// <summary>A field of the system's own in HubSpot, and one that companies add to the others.</summary>
    private static readonly string[] lostReasons =
        ["Closed Lost Reason", "Lost Reason", "Loss Reason", "Reason Lost", "Reason for Loss", "Lost Reason Detail"];

    private static readonly CrmLayout[] all =
    [
        // API names of the weekly export, then the labels of a report.
        new(CrmSource.Salesforce, CrmTableKind.FieldChanges,
            [["OpportunityId", "Opportunity ID"], ["Field", "Field / Event"], ["OldValue", "Old Value"], ["NewValue", "New Value"]],
            [
                (CrmField.Opportunity, ["OpportunityId", "Opportunity ID"]), (CrmField.ChangedAt, ["CreatedDate", "Edit Date"]),
                (CrmField.ChangedBy, ["CreatedById", "Edited By"]), (CrmField.Field, ["Field", "Field / Event"]),
                (CrmField.Before, ["OldValue", "Old Value"]), (CrmField.After, ["NewValue", "New Value"]), (CrmField.IsDeleted,
                    ["IsDeleted"]),
            ]),
        new(CrmSource.Salesforce, CrmTableKind.Snapshots,
            [["OpportunityId", "Opportunity ID"], ["StageName", "To Stage"], ["CreatedDate", "Last Modified", "Last Modified Date"]],
            [
                (CrmField.Opportunity, ["OpportunityId", "Opportunity ID"]), (CrmField.Before, ["From Stage",
                    "FromOpportunityStageName"]),
                (CrmField.Stage, ["StageName", "To Stage"]),
                (CrmField.ChangedAt, ["CreatedDate", "Last Modified Date", "Last Modified"]),
                (CrmField.ChangedBy, ["CreatedById", "Last Modified By"]),
                (CrmField.Amount, ["Amount"]), (CrmField.Closed, ["CloseDate", "Close Date"]), (CrmField.IsDeleted, ["IsDeleted"]),
            ]),
        new(CrmSource.Salesforce, CrmTableKind.Opportunities,
            [["Id", "Opportunity ID", "Opportunity Name"], ["StageName", "Stage"], ["CloseDate", "Close Date"], ["CreatedDate",
                "Created Date"],
                ["IsWon", "IsClosed", "OwnerId", "ForecastCategory", "Opportunity Owner", "Opportunity Name"]],
            [
                (CrmField.Id, ["Id", "Opportunity ID", "Opportunity Name"]), (CrmField.Stage, ["StageName", "Stage"]),
                (CrmField.StageOrder, ["StageSortOrder"]), (CrmField.Opened, ["CreatedDate", "Created Date"]),
                (CrmField.Closed, ["CloseDate", "Close Date"]), (CrmField.StageChanged, ["LastStageChangeDate", "Last Stage Change Date"]),
                (CrmField.Amount, ["Amount"]), (CrmField.Owner, ["OwnerId", "Opportunity Owner"]), (CrmField.IsClosed, ["IsClosed",
                    "Closed"]),
                (CrmField.IsWon, ["IsWon", "Won"]), (CrmField.IsDeleted, ["IsDeleted"]),
                (CrmField.Currency, ["CurrencyIsoCode", "Opportunity Currency", "Amount Currency"]),
                (CrmField.LeadSource, ["LeadSource", "Lead Source"]), (CrmField.SaleType, ["Type"]),
                (CrmField.LostReason, [.. lostReasons.SelectMany(name => new[] { name, name + "__c" })]),
            ]),
        new(CrmSource.Salesforce, CrmTableKind.Activities,
            [["WhatId"], ["ActivityDate"], ["Status"]],
            [
                (CrmField.Opportunity, ["WhatId"]), (CrmField.ActivityDay, ["ActivityDate"]), (CrmField.ActivityDone,
                    ["CompletedDateTime"]),
                (CrmField.ActivityRecorded, ["CreatedDate"]), (CrmField.ActivityKind, ["TaskSubtype"]), (CrmField.ActivitySubkind,
                    ["Type"]),
                (CrmField.Status, ["Status"]), (CrmField.IsClosed, ["IsClosed"]), (CrmField.IsDeleted, ["IsDeleted"]),
                (CrmField.Owner, ["OwnerId"]),
            ]),
        new(CrmSource.Salesforce, CrmTableKind.Meetings,
            [["WhatId"], ["StartDateTime", "ActivityDateTime", "ActivityDate"], ["EndDateTime", "DurationInMinutes", "IsAllDayEvent"]],
            [
                (CrmField.Opportunity, ["WhatId"]), (CrmField.ActivityDay, ["StartDateTime", "ActivityDateTime"]),
                (CrmField.ActivityDone, ["ActivityDate"]), (CrmField.ActivityRecorded, ["CreatedDate"]),
                (CrmField.Modified, ["LastModifiedDate", "SystemModstamp"]), (CrmField.ActivityKind, ["Type"]),
                (CrmField.ActivitySubkind, ["EventSubtype"]), (CrmField.IsDeleted, ["IsDeleted"]), (CrmField.Owner, ["OwnerId"]),
            ]),
        new(CrmSource.Salesforce, CrmTableKind.Competitors, [["OpportunityId"], ["CompetitorName"]],
            [
                (CrmField.Opportunity, ["OpportunityId"]), (CrmField.Competitor, ["CompetitorName"]),
                (CrmField.IsDeleted, ["IsDeleted"]),
            ]),
        new(CrmSource.Salesforce, CrmTableKind.People,
            [["Id", "User ID"], ["LastName", "Last Name"], ["Username", "UserRoleId", "ManagerId", "ProfileId", "UserType"]],
            [
                (CrmField.Id, ["Id", "User ID"]), (CrmField.FirstName, ["FirstName", "First Name"]),
                (CrmField.LastName, ["LastName", "Last Name"]), (CrmField.Email, ["Email"]), (CrmField.Username, ["Username"]),
            ]),
        Changes(CrmSource.HubSpot, ["dealId", "record id", "object id", "hs_object_id"], ["property", "property name"], ["value"]),
        new(CrmSource.HubSpot, CrmTableKind.Opportunities,
            [["Record ID", "Deal ID", "hs_object_id"], ["Deal Name", "dealname"], ["Deal Stage", "dealstage"]],
            [
                (CrmField.Id, ["Record ID", "Deal ID", "hs_object_id"]), (CrmField.Stage, ["Deal Stage", "dealstage"]),
                (CrmField.Opened, ["Create Date", "createdate"]), (CrmField.Closed, ["Close Date", "closedate"]),
                (CrmField.Amount, ["Amount"]), (CrmField.Owner, ["Deal owner", "hubspot_owner_id"]),
                (CrmField.IsClosed, ["Is Deal Closed?", "hs_is_closed"]), (CrmField.IsWon, ["Is Closed Won", "hs_is_closed_won"]),
                (CrmField.IsLost, ["Is closed lost", "hs_is_closed_lost"]), (CrmField.Currency, ["Currency", "deal_currency_code"]),
                (CrmField.Pipeline, ["Pipeline"]), (CrmField.SaleType, ["Deal Type", "dealtype"]),
                (CrmField.LostReason, lostReasons),
            ]),
        new(CrmSource.Pipedrive, CrmTableKind.Opportunities,
            [["Deal - ID", "Deal - Pipedrive System ID"], ["Deal - Status"]],
            [
                (CrmField.Id, ["Deal - ID", "Deal - Pipedrive System ID"]), (CrmField.Stage, ["Deal - Stage",
                    "Deal - Stage (pipeline)"]),
                (CrmField.Opened, ["Deal - Deal created", "Deal - Add time", "Deal - Created"]),
                (CrmField.Closed, ["Deal - Deal closed on", "Deal - Closed on"]),
                (CrmField.StageChanged, ["Deal - Last stage change", "Deal - Stage change time"]), (CrmField.WonAt, ["Deal - Won time"]),
                (CrmField.LostAt, ["Deal - Lost time"]), (CrmField.Amount, ["Deal - Value"]), (CrmField.Owner, ["Deal - Owner"]),
                (CrmField.Status, ["Deal - Status"]), (CrmField.Currency, ["Deal - Currency of Value"]),
                (CrmField.Pipeline, ["Deal - Pipeline"]), (CrmField.LeadSource, ["Deal - Source channel"]),
                (CrmField.LostReason, ["Deal - Lost reason"]),
            ]),
        // The same by the names of its API.
        new(CrmSource.Pipedrive, CrmTableKind.Opportunities, [["id"], ["stage_id"], ["status"], ["add_time"]],
            [
                (CrmField.Id, ["id"]), (CrmField.Stage, ["stage_id"]), (CrmField.Opened, ["add_time"]), (CrmField.Closed, ["close_time"]),
                (CrmField.StageChanged, ["stage_change_time"]), (CrmField.WonAt, ["won_time"]), (CrmField.LostAt, ["lost_time"]),
                (CrmField.Amount, ["value"]), (CrmField.Owner, ["user_id"]), (CrmField.Status, ["status"]),
                (CrmField.Currency, ["currency"]), (CrmField.Pipeline, ["pipeline_id"]), (CrmField.LostReason, ["lost_reason"]),
            ]),
        new(CrmSource.Dynamics, CrmTableKind.Opportunities,
            [["(Do Not Modify) Opportunity", "opportunityid"], ["(Do Not Modify) Row Checksum", "statecode", "stepname", "estimatedvalue"]],
            [
                (CrmField.Id, ["(Do Not Modify) Opportunity", "opportunityid"]),
                (CrmField.Stage, ["Sales Stage", "Pipeline Phase", "stepname", "salesstagecode"]),
                (CrmField.Opened, ["Created On", "createdon"]), (CrmField.Closed, ["Actual Close Date", "actualclosedate"]),
                (CrmField.Amount, ["Actual Revenue", "actualvalue", "Est. revenue", "estimatedvalue"]), (CrmField.Owner, ["Owner",
                    "ownerid"]),
                (CrmField.Status, ["Status", "statecode"]), (CrmField.StatusReason, ["Status Reason", "statuscode"]),
                (CrmField.Currency, ["Currency", "transactioncurrencyid"]),
                (CrmField.LostReason, lostReasons),
            ]),
        Changes(CrmSource.Pipedrive, ["record id"], ["property"], ["value"]),
        Changes(CrmSource.Dynamics, ["record id"], ["property"], ["value"]),
    ];

    /// <summary>The table these headers are those of; null = none that is known. A source narrows it; JSON names its own.</summary>
    public static CrmLayout? Of(IReadOnlyCollection<string> headers, CrmSource? source)
    {
        var plain = PlainHeaders(headers).ToHashSet(StringComparer.Ordinal);
        return all.FirstOrDefault(layout => (source is null || layout.Source == source)
            && layout.Signs.All(sign => sign.Any(name => plain.Contains(CsvHead.Plain(name)))));
    }

    /// <summary>Position of each field's column; a field without one is missing.</summary>
    public Dictionary<CrmField, int> Positions(ImmutableArray<string> headers)
    {
        var plain = PlainHeaders(headers);
        var positions = new Dictionary<CrmField, int>();
        foreach (var (field, names) in Columns)
        {
            foreach (var name in names)
            {
                var at = Array.IndexOf(plain, CsvHead.Plain(name));
                if (at < 0) continue;
                positions[field] = at;
                break;
            }
        }
        return positions;
    }

    /// <summary>Of an amount in Dynamics: what came of it where it closed, else what is expected.</summary>
    public ImmutableArray<int> AllOf(CrmField field, ImmutableArray<string> headers)
    {
        var plain = PlainHeaders(headers);
        return [.. Columns.Where(each => each.Field == field).SelectMany(each => each.Names)
            .Select(name => Array.IndexOf(plain, CsvHead.Plain(name))).Where(at => at >= 0).Distinct()];
    }

    private static string[] PlainHeaders(IReadOnlyCollection<string> headers)
    {
        var deal = WordForDeal(headers);
        return [.. headers.Select(header => CsvHead.Plain(
            header.StartsWith(Joined, StringComparison.OrdinalIgnoreCase) ? header[Joined.Length..]
            : deal is not null && header.StartsWith(deal, StringComparison.OrdinalIgnoreCase) ? Deal + header[deal.Length..] : header))];
    }

    /// <summary>Pipedrive puts the word for a deal before each column, in the language of whoever exports: "Obchod - ID". Null when it is
    /// the English one, that for another kind of thing, or when the columns have no such word in common.</summary>
    private static string? WordForDeal(IReadOnlyCollection<string> headers)
    {
        var words = headers.Select(header => (Header: header, At: header.IndexOf(Between, StringComparison.Ordinal)))
            .Where(each => each.At > 0)
            .GroupBy(each => each.Header[..(each.At + Between.Length)], StringComparer.OrdinalIgnoreCase).ToList();
        return words.MaxBy(group => group.Count()) is { } most && 2 * most.Count() > headers.Count
            && !most.Key.Equals(Deal, StringComparison.OrdinalIgnoreCase)
            && !otherKinds.Contains(most.Key[..^Between.Length].Trim(), StringComparer.OrdinalIgnoreCase) ? most.Key : null;
    }

    private static CrmLayout Changes(CrmSource source, string[] record, string[] property, string[] value) => new(
        source, CrmTableKind.FieldChanges, [record, property, value, ["timestamp"]],
        [
            (CrmField.Opportunity, record), (CrmField.ChangedAt, ["timestamp"]), (CrmField.ChangedBy, ["changed by", "updatedByUserId"]),
            (CrmField.Field, property), (CrmField.Before, ["old value"]), (CrmField.After, value),
        ]);
}
