using System.Text;
using Headway.Formats;
using Headway.Formats.Csv;
using Headway.Formats.Ocel;
using Headway.Formats.Xes;

namespace Headway.App.Histories;

/// <summary>One way a history is written, the same for every door.</summary>
/// <param name="Name">As asked for.</param>
internal sealed record ExportFormat(string Name, string Extension, string ContentType, Action<ExportedHistory, Stream> Write)
{
    public static readonly ExportFormat Csv = new("csv", "csv", "text/csv; charset=utf-8", (history, to) =>
        AsText(to, text => new HistoryCsv(history, text).WriteOpportunities()));

    public static readonly ExportFormat Events = new("events", "csv", "text/csv; charset=utf-8", (history, to) =>
        AsText(to, text => new HistoryCsv(history, text).WriteEvents()));

    public static readonly ExportFormat Xes = new("xes", "xes", "application/xml", XesWriter.Write);

    public static readonly ExportFormat OcelJson = new("ocel", "jsonocel", "application/json", OcelWriter.WriteJson);

    public static readonly ExportFormat OcelXml = new("ocel-xml", "xmlocel", "application/xml", OcelWriter.WriteXml);

    public static readonly ExportFormat OcelSqlite = new("ocel-sqlite", "sqlite", "application/vnd.sqlite3", OcelWriter.WriteSqlite);

    public static readonly IReadOnlyList<ExportFormat> All = [Csv, Events, Xes, OcelJson, OcelXml, OcelSqlite];

    private static void AsText(Stream to, Action<TextWriter> write)
    {
        using var text = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true);
        write(text);
    }
}
