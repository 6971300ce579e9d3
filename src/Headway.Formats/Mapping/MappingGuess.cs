using System.Collections.Immutable;
using Headway.Formats.Csv;
using Headway.Formats.Xes;
using Headway.Histories;

namespace Headway.Formats.Mapping;

/// <summary>A first mapping for a file nobody has mapped: columns by their usual names, endings by usual words. A person looks at it and
/// saves it.</summary>
public static class MappingGuess
{
    private static readonly string[] caseNames =
        ["case:concept:name", "case_id", "case", "opportunity id", "opportunity number", "record id", "deal - id", "deal id", "id",
            "opportunityid", "(Do Not Modify) Opportunity"];
    private static readonly string[] activityNames = ["concept:name", "activity", "event", "label", "task"];
    private static readonly string[] timeNames = ["time:timestamp", "timestamp", "time", "date", "effective_at", "event time"];
    private static readonly string[] personNames = ["org:resource", "resource", "user", "person", "performed by"];
    private static readonly string[] statusNames =
        ["deal_stage", "deal stage", "stage", "stagename", "deal - status", "deal - stage", "status", "opportunity result", "statecode",
            "result"];
    private static readonly string[] openedNames =
        ["engage_date", "created date", "createddate", "create date", "created on", "createdon", "deal - deal created", "deal - add time",
            "opened", "lead acquisition date"];
    private static readonly string[] closedNames =
        ["close_date", "close date", "closedate", "closed", "actual close date", "actualclosedate", "deal - deal closed on",
            "deal - won time"];
    private static readonly string[] amountNames =
        ["amount", "close_value", "case:amount", "deal - value", "value", "est. revenue", "estimatedvalue", "opportunity amount usd",
            "deal value, $", "AMOUNT_REQ"];
    private static readonly string[] ownerNames = ["owner", "sales_agent", "deal owner", "deal - owner", "ownerid", "opportunity owner",
        "seller"];
    private static readonly string[] wonWords = ["won", "closed won", "closedwon", "customer", "win"];
    private static readonly string[] lostWords = ["lost", "closed lost", "closedlost", "loss", "churned", "cancelled", "canceled",
        "rejected"];
    private static readonly string[] noGoWords = ["disqualified", "declined", "no-go", "nogo", "unqualified"];

    internal static LogMapping OfCsv(CsvHead head)
    {
        string? Column(string[] names) => names.Select(name => head.Columns
            .FirstOrDefault(column => CsvHead.Plain(column) == CsvHead.Plain(name)))
            .FirstOrDefault(found => found is { Length: > 0 });
        var activity = Column(activityNames);
        var time = Column(timeNames);
        var amount = Column(amountNames);
        var owner = Column(ownerNames);
        if (activity is not null && time is not null)
        {
            var columns = new ColumnMapping(Column(caseNames), activity, time, null, Column(personNames),
                Column(["lifecycle:transition", "lifecycle"]));
            var labels = Values(head, activity);
            return new LogMapping(LogFormat.Csv, LogShape.Events, columns)
            {
                Amount = amount,
                Owner = owner,
                Endings = EndingsOf(labels),
                Stages = StagesOf(labels)
            };
        }
        var status = Column(statusNames);
        var opened = Column(openedNames);
        var values = status is null ? [] : Values(head, status);
        var endings = EndingsOf(values);
        var ended = endings.ByEnding.SelectMany(each => each.Labels).ToHashSet(StringComparer.Ordinal);
        var open = values.Where(value => !ended.Contains(value) && value.Length > 0).ToArray();
        return new LogMapping(LogFormat.Csv, LogShape.Cases, new ColumnMapping(Column(caseNames), Status: status, Opened: opened,
            Closed: Column(closedNames)))
        {
            // Without a history of stages, everything that is not an ending is one stage: open.
            Stages = open.Length == 0 && opened is null ? []
                : [new ElementLabels("open", "Open", [.. open, .. opened is null ? Array.Empty<string>() : [opened]])],
            Endings = endings,
            Amount = amount,
            Owner = owner,
        };
    }

    internal static LogMapping OfXes(EventLog log)
    {
        string? Attribute(string[] names) => log.Attributes.FirstOrDefault(each =>
            names.Any(name => CsvHead.Plain(name) == CsvHead.Plain(each.Name)))?.Name;
        return new LogMapping(LogFormat.Xes, LogShape.Events, ColumnMapping.None)
        {
            Endings = EndingsOf(log.Labels),
            Stages = StagesOf(log.Labels),
            Amount = Attribute(amountNames),
            Owner = Attribute(ownerNames),
        };
    }

    private static string[] Values(CsvHead head, string column)
    {
        var index = head.IndexOf(column);
        return [.. head.Sample.Where(row => index < row.Length).Select(row => row[index]).Distinct().Take(100)];
    }

    private static EndingLabels EndingsOf(IEnumerable<string> labels)
    {
        var all = labels.ToArray();
        ImmutableArray<string> Having(string[] words) =>
            [.. all.Where(label => words.Any(word => Words(label).EndsWith(" " + word, StringComparison.Ordinal)))];
        return new EndingLabels(Having(wonWords), Having(lostWords), [.. all.Where(label => Words(label) == " no decision")],
            Having(noGoWords));
    }

    /// <summary>Labels that call themselves a stage, in the order in which they were first seen.</summary>
    private static ImmutableArray<ElementLabels> StagesOf(IEnumerable<string> labels)
    {
        var ended = EndingsOf(labels).ByEnding.SelectMany(each => each.Labels).ToHashSet(StringComparer.Ordinal);
        return [.. labels.Where(label => Words(label).StartsWith(" stage ", StringComparison.Ordinal) && !ended.Contains(label))
            .Select(label => new ElementLabels(Keys.FromName(label), label, [label])).Where(stage => Keys.IsValid(stage.Key))
                .DistinctBy(stage => stage.Key)];
    }

    private static string Words(string label) =>
        " " + string.Join(' ', label.ToLowerInvariant().Split([' ', '_', ':', '-', '(', ')'], StringSplitOptions.RemoveEmptyEntries));
}
