using Headway.App.Serving;
using Headway.Formats.Mapping;

namespace Headway.App.Histories;

internal enum ImportOutcome
{
    Imported,
    Repeat,
    DryRun,
}

/// <summary>The report of an import, for people and for programs.</summary>
internal static class ImportAnswer
{
    /// <summary>Rows shown in full to people; the reject file has the rest.</summary>
    private const int ShownRejections = 5;

    /// <param name="areWritten">The rejected rows were asked for in a file.</param>
    public static void Text(string file, ImportId id, ImportOutcome outcome, ImportReport report, bool areWritten)
    {
        var (rows, endings) = (report.Rows, report.Endings);
        Console.WriteLine($"{file}: {rows.Read:N0} rows read, {rows.Accepted:N0} accepted, {rows.Merged:N0} merged, "
            + $"{rows.Rejected:N0} rejected.");
        if (rows.SetAside > 0)
            Console.WriteLine($"{rows.SetAside:N0} of the accepted are set aside: a lifecycle state that does not count, or what is "
                + $"deleted, planned or about something else.");
        Console.WriteLine($"{report.Cases:N0} opportunities with {report.Events:N0} events: {endings.Won:N0} won, {endings.Lost:N0} lost, "
            + $"{endings.NoDecision:N0} without a decision, {endings.NoGo:N0} no-go, {endings.Open:N0} open.");
        Console.WriteLine("\nWhat it can teach, and what not:");
        foreach (var line in report.Depth) Console.WriteLine($"  {(line.Teaches ? "+" : "-")} {line.Sentence}");
        foreach (var finding in report.Findings) Console.WriteLine($"  {finding.Severity.ToString().ToLowerInvariant()}: "
            + $"{finding.Message} {finding.Help}");
        if (report.Rejected.Count > 0)
        {
            Console.WriteLine($"\nRejected: "
                + $"{string.Join(", ", report.Rejected.CountByCode.Select(each => $"{each.Value:N0} {each.Key}"))}.");
            foreach (var row in report.Rejected.Listed.Take(ShownRejections)) Console.WriteLine(
                $"  line {row.Line}, {row.Field}: {row.Sentence}");
            if (!areWritten)
                Console.WriteLine("  The same command with --rejects FILE writes them to a file, each with its reason.");
        }
        Console.WriteLine();
        Console.WriteLine(outcome switch
        {
            ImportOutcome.Imported => $"Imported as {HistorySource.ShortId(id)}. Next: headway learn funnel",
            ImportOutcome.Repeat => $"This file with this mapping is here already, as {HistorySource.ShortId(id)}; nothing was added.",
            ImportOutcome.DryRun => "A dry run: nothing was stored.",
        });
    }

    public static ImportDocument Json(ImportId id, ImportOutcome outcome, ImportReport report) => new(
        id, outcome, report.Rows.Read, report.Rows.Accepted, report.Rows.Merged, report.Rows.Rejected, report.Rows.SetAside,
        [.. report.Rejected.Listed.Select(row => new ImportDocument.Rejection(row.Line, row.Field, row.Code, row.Sentence))],
        report.Cases, report.Events, report.Endings, report.Depth,
        [.. report.Findings.Select(finding => new ImportDocument.FoundInFile(
            finding.Rule, finding.Severity, finding.Place.File, finding.Place.Line, finding.Place.Column, finding.Message, finding.Help))]);
}

/// <summary>The report of an import as one document: the same on the command line and in the API.</summary>
internal sealed record ImportDocument(
    ImportId Id, ImportOutcome Outcome, long Read, long Accepted, long Merged, long Rejected, long SetAside,
    IReadOnlyList<ImportDocument.Rejection> Rejections, int Cases, int Events, EndingCounts Endings, IReadOnlyList<DepthLine> Depth,
    IReadOnlyList<ImportDocument.FoundInFile> Findings)
{
    public sealed record Rejection(long Line, string Field, string Code, string Sentence);

    public sealed record FoundInFile(string Rule, Severity Severity, string File, int Line, int Column, string Message, string Help);
}
