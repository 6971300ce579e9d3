using Headway.App.Design;

namespace Headway.App.Histories;

/// <summary>Findings of a file or its mapping as the pages list them.</summary>
internal static class DraftFindings
{
    public const string Ambiguous = "csv-ambiguous-dates";

    public const string OtherFormat = "mapping-other-format";

    public static IReadOnlyList<FindingRow> Of(IEnumerable<Finding> findings) => [.. findings.OrderBy(finding => finding.Severity).Select(
        finding => new FindingRow(
            finding.Severity switch
            {
                Severity.Error => Gravity.Error,
                Severity.Warning => Gravity.Warning,
                Severity.Information => Gravity.Hint,
            },
            Where(finding.Place), finding.Message, $"{finding.Why} {finding.Help}", finding.Rule))];

    private static string Where(Place place) => (place.Line, place.Element) switch
    {
        (0, "") => "",
        (0, var field) => $"{field}:",
        (var line, "") => $"Line {line}:",
        (var line, var field) => $"Line {line}, {field}:",
    };
}
