using System.Collections.Immutable;
using Headway.Formats.Mapping;

namespace Headway.Formats.Csv;

/// <summary>The mapping's columns as positions in this file; -1 = none.</summary>
/// <param name="Attributes">Columns kept for every case.</param>
internal sealed record CsvColumns(
    int Case, int Activity, int Time, int Recorded, int Person, int Lifecycle, int Status, int Opened, int Closed,
    ImmutableArray<int> Dates, ImmutableArray<(int Column, string Name)> Attributes)
{
    public ImmutableArray<int> DateColumns =>
        [.. new[] { Time, Recorded, Opened, Closed }.Concat(Dates).Where(column => column >= 0).Distinct()];

    /// <summary>Null, with findings, when the mapping asks for columns that the file does not have.</summary>
    public static CsvColumns? Of(CsvHead head, LogMapping mapping, string file, List<Finding> findings)
    {
        var names = mapping.Columns;
        if (head.Columns.Length == 0)
        {
            findings.Add(Wrong(file, "", "The file is empty, or its first row does not end.", "There is no header to read by.",
                "Export it again."));
            return null;
        }
        foreach (var twice in head.Columns.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1))
            findings.Add(Wrong(file, twice.Key, $"Two columns are called '{twice.Key}'.", "Nobody can say which one is meant.",
                "Rename one."));
        var events = mapping.Shape == LogShape.Events;
        int Find(string field, string? name, bool needed)
        {
            var index = head.IndexOf(name);
            if (index < 0 && (needed || name is not null))
            {
                findings.Add(Wrong(file, $"columns.{field}",
                    name is null ? $"The mapping does not say which column is the {field}."
                        : $"There is no column '{name}' for the {field}.",
                    "Without it the rows cannot be read.", $"Name one of: {string.Join(", ", head.Columns.Take(30))}."));
            }
            return index;
        }

        var found = new CsvColumns(
            Find("case", names.Case, needed: events), Find("activity", names.Activity, needed: events),
                Find("time", names.Time, needed: events),
            Find("recorded", names.Recorded, false), Find("person", names.Person, false), Find("lifecycle", names.Lifecycle, false),
            Find("status", names.Status, needed: !events), Find("opened", names.Opened, false), Find("closed", names.Closed, false),
            [.. names.Dates.Select(name => Find("dates", name, true))], []);
        var asked = new[] { mapping.Amount, mapping.Owner }.Concat(mapping.Segments)
            .Concat(mapping.Outcomes.Select(outcome => outcome.Column)).OfType<string>().Distinct(StringComparer.Ordinal);
        return found with { Attributes = [.. asked.Select(name => (Find("attribute", name, true), name)).Where(each => each.Item1 >= 0)] };
    }

    private static Finding Wrong(string file, string field, string message, string why, string help) =>
        new("csv-column", Severity.Error, new Place(file, 1, 0, field), message, why, help);
}
