using System.Collections.Immutable;
using Headway.Formats.Mapping;

namespace Headway.Formats.Crm;

/// <summary>What was met while an export was read.</summary>
internal sealed class CrmCounts
{
    /// <summary>A closing written down later than this after its day counts as back-dated, as evidence does.</summary>
    public const int LateDays = 14;

    public int Opportunities { get; set; }

    public int WithStages { get; set; }

    public int WithSummaries { get; set; }

    public int Deleted { get; set; }

    public int Reopened { get; set; }

    public int Closings { get; set; }

    public int BackDated { get; set; }

    public int EnteredLate { get; set; }

    public int ClosedUndated { get; set; }

    public int OtherStageNow { get; set; }

    public int AmountChanges { get; set; }

    public int Activities { get; set; }

    public int ActivitiesBefore { get; set; }

    public int Meetings { get; set; }

    /// <summary>On a day that was not over at the last thing the export knows.</summary>
    public int MeetingsAhead { get; set; }

    public int WithCompetitors { get; set; }

    /// <summary>Of open opportunities without a history of stages.</summary>
    public SortedSet<string> StagesNow { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids that no table of people names.</summary>
    public HashSet<string> UnnamedPeople { get; } = new(StringComparer.Ordinal);

    public ImmutableArray<string> UnnamedStages { get; set; } = [];
}

/// <summary>What an export can and cannot teach by the way its system keeps history.</summary>
internal static class CrmDepth
{
    private const int MostNames = 10;

    public static ImmutableArray<DepthLine> Of(CrmSource source, IReadOnlyCollection<CrmTable> tables, CrmCounts counts)
    {
        var lines = ImmutableArray.CreateBuilder<DepthLine>();
        void Says(bool when, string topic, bool teaches, string sentence)
        {
            if (when) lines.Add(new DepthLine(topic, teaches, sentence));
        }

        Says(true, "source", true, $"Read as an export of {CrmSources.TitleOf(source)}: "
            + $"{string.Join(", ", tables.Select(table => $"{KindOf(table.Layout.Kind)} ({table.Part.Name})"))}.");
        Says(counts.WithStages == 0, "stage-history", false, MissingStages(source) + (counts.StagesNow.Count == 0 ? ""
            : $" Where each open one stands ({string.Join(", ", counts.StagesNow.Take(MostNames))}) is kept with it as "
            + $"“{CrmLog.StageNow}”; without the days those stages were entered, the road has one stage."));
        Says(counts.WithSummaries > 0, "stage-history", false,
            $"For {counts.WithSummaries:N0} opportunities only one date for each stage is there, so whoever went back and came again "
                + $"is seen "
            + "once: loops are lost. The property history of the deals, as JSON, shows them.");
        var without = counts.Opportunities - counts.WithStages;
        Says(counts.WithStages > 0 && without > 0, "stage-history", false,
            $"{without:N0} of {counts.Opportunities:N0} opportunities have no recorded change of stage: they were not tracked then, "
                + $"or never "
            + "moved.");
        Says(source == CrmSource.Salesforce && counts.WithStages > 0 && tables.All(table => table.Layout.Kind != CrmTableKind.Snapshots),
            "stage-history", false, "Field history reaches back 18 to 24 months and begins when tracking was switched on; "
            + "OpportunityHistory reaches further.");
        Says(counts.AmountChanges > 0, "amount-history", true,
            $"Amounts as they were at the time: {Number(counts.AmountChanges, "value", "values")}.");
        Says(counts.AmountChanges == 0, "amount-history", false,
            "Amounts, owners and segments are those of the export; what they were before is unknown, and no backtest uses them.");
        Says(counts.Activities > 0, "activities", true, $"Activities that were done: {counts.Activities:N0}.");
        Says(counts.ActivitiesBefore > 0, "activities-before", false,
            $"Left out because they lie before the opportunity was created: {Number(counts.ActivitiesBefore, "activity", "activities")}.");
        Says(counts.Meetings > 0, "meetings", true,
            $"Meetings whose day was over: {counts.Meetings:N0}. The calendar does not say whether they were held.");
        Says(counts.MeetingsAhead > 0, "meetings-ahead", false,
            $"Left out because their day was not over at the last thing the export knows: "
            + $"{Number(counts.MeetingsAhead, "meeting", "meetings")}.");
        Says(counts.WithCompetitors > 0, "competitors", false,
            $"Competitors are named for {Number(counts.WithCompetitors, "opportunity", "opportunities")}. Nobody knows since when, so they "
            + "are kept and not compared by.");
        Says(counts.Deleted > 0, "deleted", false, $"Deleted in the source and left out: "
            + $"{Number(counts.Deleted, "opportunity", "opportunities")}.");
        Says(counts.BackDated > 0, "back-dated", false,
            $"{counts.BackDated:N0} of {counts.Closings:N0} closings were written down more than {CrmCounts.LateDays} days after the "
                + $"day they "
            + "are dated.");
        Says(counts.EnteredLate > 0, "entered-late", false,
            $"Entered after the day they closed, and so silent about time: {Number(counts.EnteredLate, "opportunity", "opportunities")}.");
        Says(counts.ClosedUndated > 0, "closed-undated", false,
            $"Closed without a closing date, and counted as closed at the last event: "
            + $"{Number(counts.ClosedUndated, "opportunity", "opportunities")}.");
        Says(counts.OtherStageNow > 0, "stage-now", false,
            $"{counts.OtherStageNow:N0} open opportunities are now in another stage than their history ends with: changes are missing.");
        Says(source == CrmSource.Salesforce && tables.Any(table => table.Head.Columns.Contains("OwnerId"))
            && tables.All(table => table.Layout.Kind != CrmTableKind.People), "owner-names", false,
            "People are known by their ids only. Add User.csv of the same export for their names.");
        Says(counts.UnnamedPeople.Count > 0, "owner-names", false,
            $"Named in no table of people, and so known by their ids only: {Number(counts.UnnamedPeople.Count, "person", "people")}.");
        Says(!counts.UnnamedStages.IsEmpty, "stage-ids", false,
            $"Known by its number only: stage {string.Join(", ", counts.UnnamedStages.Take(MostNames))}; "
            + "name them under stages in the mapping.");
        return lines.ToImmutable();
    }

    private static string Number(int count, string one, string several) => $"{count:N0} {(count == 1 ? one : several)}";

    private static string MissingStages(CrmSource source) => "No history of stages: " + source switch
    {
        CrmSource.Salesforce => "an opportunity shows only where it is now. Add OpportunityHistory.csv of the same export.",
        CrmSource.HubSpot =>
            "a deal shows only where it is now. Add the 'Date entered …' columns, or better the property history as JSON.",
        CrmSource.Pipedrive =>
            "a deals export keeps only the last change. Add the answers of the API's deals/{id}/flow as JSON files.",
        CrmSource.Dynamics => "a view shows only where an opportunity is now. Add the audit history (RetrieveRecordChangeHistory) as JSON.",
    };

    private static string KindOf(CrmTableKind kind) => kind switch
    {
        CrmTableKind.Opportunities => "opportunities",
        CrmTableKind.Snapshots => "stage history",
        CrmTableKind.FieldChanges => "field history",
        CrmTableKind.Activities => "activities",
        CrmTableKind.Meetings => "meetings",
        CrmTableKind.Competitors => "competitors",
        CrmTableKind.People => "people",
    };
}
