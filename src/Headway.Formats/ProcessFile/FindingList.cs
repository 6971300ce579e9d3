using System.Collections.Immutable;

namespace Headway.Formats.ProcessFile;

/// <summary>Everything found in one file so far. Findings never stop the reading: the next one is wanted too.</summary>
internal sealed class FindingList(string file)
{
    private readonly List<Finding> findings = [];

    public bool HasErrors => findings.Any(finding => finding.Severity == Severity.Error);

    public Place PlaceOf(int line, int column, string element) => new(file, line, column, element);

    public void Error(string rule, int line, int column, string element, string message, string why, string help) =>
        findings.Add(new Finding(rule, Severity.Error, PlaceOf(line, column, element), message, why, help));

    public void Warning(string rule, int line, int column, string element, string message, string why, string help) =>
        findings.Add(new Finding(rule, Severity.Warning, PlaceOf(line, column, element), message, why, help));

    public ImmutableArray<Finding> InOrder() =>
        [.. findings.OrderBy(finding => finding.Place.Line).ThenBy(finding => finding.Place.Column)];
}
