using System.Text;
using Headway.Formats.Columns;
using Headway.Formats.Mapping;
using Headway.Formats.Ocel;
using Headway.Formats.ProcessFile;
using Headway.Histories;
using Headway.Tests.Formats.Crm;
using Headway.Tests.Formats.Spreadsheet;

namespace Headway.Tests.Formats.Fuzzing;

/// <summary>A way into the program for a file of somebody else's.</summary>
/// <param name="Seeds">Whole files it takes.</param>
/// <param name="Read">Reads; returns what is wrong with the answer, null when nothing.</param>
internal sealed record FuzzedReader(string Name, byte[][] Seeds, Func<byte[], string?> Read);

/// <summary>Every reader of files. A new reader joins here.</summary>
internal static class FuzzedReaders
{
    private const string Events = "case,activity,time,recorded,person\n1,stage:ask,2026-01-05,2026-01-05,Ada\n1,\"won, at "
        + "last\",2026-02-05 10:00,,Ben\n"
        + "2,stage:ask,2026-01-06,,\n2,lost,2026-03-01,,Ada\n";

    private const string Cases = "id;status;opened;closed;amount\n1;Won;05.01.2026;31.01.2026;5000\n"
        + "2;Lost;06.01.2026;28.02.2026;\n3;Open;07.01.2026;;9\n";

    private const string Xes = "<?xml version=\"1.0\"?><log xes.version=\"1.0\"><global scope=\"event\"><string key=\"concept:name\" "
        + "value=\"\"/>"
        + "</global><trace><string key=\"concept:name\" value=\"1\"/><float key=\"amount\" value=\"10.5\"/><event>"
        + "<string key=\"concept:name\" value=\"ask\"/><date key=\"time:timestamp\" value=\"2026-01-05T10:00:00.000+01:00\"/>"
        + "<string key=\"lifecycle:transition\" value=\"complete\"/></event><event><string key=\"concept:name\" value=\"won\"/>"
        + "<date key=\"time:timestamp\" value=\"2026-01-06T10:00:00.000+01:00\"/></event></trace></log>";

    public static readonly FuzzedReader[] All =
    [
        Log("events.csv", Text(Events)),
        Log("cases.csv", Text(Cases)),
        Log("events.csv.gz", Mutator.Packed(Text(Events))),
        Log("log.xes", Text(Xes)),
        Log("log.xes.gz", Mutator.Packed(Text(Xes))),
        Log("book.xlsx", MadeWorkbook.Of(2, ["case", "activity", "time"], ["1", "a", new MadeWorkbook.Date(46_027.5)], [],
            ["1", "won", new MadeWorkbook.Date(46_028)]).ToArray()),
        Log("salesforce.zip", MadeExports.Zip(("Opportunity.csv", MadeExports.SalesforceRows), ("OpportunityHistory.csv",
            MadeExports.SalesforceChanges), ("Task.csv", MadeExports.SalesforceTasks)).ToArray()),
        Log("Opportunity.csv", Text(MadeExports.SalesforceRows), Text(MadeExports.SalesforceChanges)),
        Log("hubspot.zip", MadeExports.Zip(("deals.csv", MadeExports.Deals), ("history.json", MadeExports.PropertyHistory)).ToArray()),
        Log("deals.csv", Text(MadeExports.Deals), Text(MadeExports.PipedriveDeals)),
        Log("history.json", Text(MadeExports.PropertyHistory), Text(MadeExports.Flow), Text(MadeExports.Audit)),
        Log("pipedrive.zip", MadeExports.Zip(("deals.csv", MadeExports.PipedriveDeals), ("flow.json", MadeExports.Flow)).ToArray()),
        Log("log.jsonocel", Text(SeedLogs.OcelJson), Text(SeedLogs.OldOcelJson), SeedLogs.OwnOcel(OcelWriter.WriteJson)),
        Log("log.jsonocel.gz", Mutator.Packed(Text(SeedLogs.OcelJson))),
        Log("log.xmlocel", Text(SeedLogs.OcelXml), Text(SeedLogs.OldOcelXml), SeedLogs.OwnOcel(OcelWriter.WriteXml)),
        Log("log.sqlite", SeedLogs.OcelDatabase(), SeedLogs.OwnOcel(OcelWriter.WriteSqlite)),
        Log("log.sqlite.gz", Mutator.Packed(SeedLogs.OcelDatabase())),
        Log("ocel.zip", MadeExports.Zip(("log.jsonocel", Text(SeedLogs.OcelJson))).ToArray()),
        Log("dynamics.xlsx", SeedLogs.Dynamics()),
        Yaml("mapping.yaml", MappingFiles(), ReadMapping),
        Yaml("process.yaml", ProcessFiles(), bytes =>
        {
            _ = ProcessFileReader.Read(bytes, "process.yaml");
            return null;
        }),
    ];

    private static FuzzedReader Log(string name, params byte[][] seeds) => new(name, seeds, bytes => ReadLog(name, bytes));

    private static FuzzedReader Yaml(string name, byte[][] seeds, Func<byte[], string?> read) => new(name, seeds, read);

    /// <summary>As a person meets it: looked at first, then read by the guess, with its gaps filled by "none".</summary>
    private static string? ReadLog(string name, byte[] bytes)
    {
        using var raw = new MemoryStream(bytes);
        var glance = FileGlance.Of(raw, name, EventLogLimits.Default);
        if (glance.Report is { } report && Wrong(report.Rows) is { } wrong) return wrong;
        if (glance.Report is null && !glance.Findings.Any(finding => finding.Severity == Severity.Error))
            return "neither a report nor an error that says why";
        var mapping = MappingFile.Read(MappingFile.Write(glance.Guess).Replace(": unknown", ": none", StringComparison.Ordinal),
            "guess").Mapping;
        if (mapping is null) return null;
        return LogImport.Read(raw, name, mapping, EventLogLimits.Default).Match(
            imported => Wrong(imported.Report.Rows) ?? NotKept(imported.Log),
            refused => refused.Findings.Any(finding => finding.Severity == Severity.Error) ? null : "refused without an error");
    }

    /// <summary>What is imported is kept as columns: they must hold all of it.</summary>
    private static string? NotKept(EventLog log)
    {
        if (log.Events == 0) return "a history without events";
        var kept = LogColumns.Read(LogColumns.Write(log));
        return kept.CaseStart.AsSpan().SequenceEqual(log.CaseStart) && kept.Label.AsSpan().SequenceEqual(log.Label)
            && kept.EffectiveTicks.AsSpan().SequenceEqual(log.EffectiveTicks) && kept.Attributes.Count == log.Attributes.Count
            && kept.WithdrawnTicks.AsSpan().SequenceEqual(log.WithdrawnTicks) ? null : "a history that is kept in part";
    }

    private static string? ReadMapping(byte[] bytes)
    {
        var read = MappingFile.Read(Encoding.UTF8.GetString(bytes), "mapping.yaml");
        if (read.Mapping is not { } mapping) return read.Findings.IsEmpty ? "no mapping, and no finding that says why" : null;
        return MappingFile.Read(MappingFile.Write(mapping), "again").Mapping is null ? "a mapping that is written cannot be read" : null;
    }

    private static string? Wrong(RowCounts rows) => rows.Read == rows.Accepted + rows.Merged + rows.Rejected ? null
        : $"{rows.Read} rows are not {rows.Accepted} accepted + {rows.Merged} merged + {rows.Rejected} rejected";

    private static byte[][] MappingFiles() => Examples("mappings");

    private static byte[][] ProcessFiles() => Examples("processes");

    private static byte[][] Examples(string folder) =>
        [.. Directory.GetFiles(Path.Combine(SharedLogs.Repository(), "examples", folder), "*.yaml").Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)];

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
