using System.IO.Compression;
using System.Text;
using Headway.Formats.Crm;
using Headway.Formats.Mapping;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats.Crm;

/// <summary>Exports with the headers of the real ones and invented content.</summary>
internal static class MadeExports
{
    public static readonly string SalesforceRows = Read("Opportunity.csv");

    public static readonly string SalesforceChanges = Read("OpportunityHistory.csv");

    public static readonly string SalesforceTasks = Read("Task.csv");

    public static readonly string SalesforceMeetings = Read("Event.csv");

    public static readonly string Deals = Read("hubspot-deals.csv");

    public static readonly string PropertyHistory = Read("hubspot-history.json");

    public static readonly string PipedriveDeals = Read("pipedrive-deals.csv");

    public static readonly string Flow = Read("pipedrive-flow.json");

    public static readonly string Audit = Read("dynamics-audit.json");

    public static MemoryStream Zip(params (string Name, string Text)[] files) =>
        Zip([.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text)))]);

    public static MemoryStream Zip(params (string Name, byte[] Bytes)[] files)
    {
        var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        packed.Position = 0;
        return packed;
    }

    public static FileGlance Glance(Stream raw, CrmSource? source = null) => FileGlance.Of(raw, "export.zip", EventLogLimits.Default,
        source);

    /// <summary>Read by its own guess, through the mapping's text, as it is stored.</summary>
    public static LogImport.Imported Import(Stream raw)
    {
        var glance = Glance(raw);
        Assert.Empty(glance.Findings.Where(finding => finding.Severity == Severity.Error));
        var mapping = MappingFile.Read(MappingFile.Write(glance.Guess), "guess");
        Assert.Empty(mapping.Findings);
        var read = LogImport.Read(raw, "export.zip", mapping.Mapping!, EventLogLimits.Default).Match(
            imported => imported, refused => throw new Xunit.Sdk.XunitException(string.Join(" ", refused.Findings.Select(each =>
                each.Message))));
        var rows = read.Report.Rows;
        Assert.Equal(rows.Read, rows.Accepted + rows.Merged + rows.Rejected);
        return read;
    }

    private static string Read(string name) =>
        File.ReadAllText(Path.Combine(SharedLogs.Repository(), "tests", "Headway.Tests", "Formats", "Crm", "exports", name)).TrimEnd('\n');

    public static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Label and time of every event of a case.</summary>
    public static (string Label, string Time)[] EventsOf(LogImport.Imported read, string id)
    {
        var c = Array.IndexOf(read.Log.CaseIds, id);
        Assert.True(c >= 0, $"no case {id}");
        return [.. Enumerable.Range(read.Log.CaseStart[c], read.Log.CaseStart[c + 1] - read.Log.CaseStart[c]).Select(i =>
            (read.Log.Labels[read.Log.Label[i]],
                new DateTime(read.Log.EffectiveTicks[i]).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)))];
    }

    public static DepthLine Depth(LogImport.Imported read, string topic) => Assert.Single(read.Report.Depth, line => line.Topic == topic);
}
