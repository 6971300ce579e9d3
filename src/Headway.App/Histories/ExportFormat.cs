using System.Text;
using Headway.Formats;
using Headway.Formats.Csv;
using Headway.Formats.Ocel;
using Headway.Formats.Spreadsheet;
using Headway.Formats.Xes;

namespace Headway.App.Histories;

/// <summary>One way a history is written, the same for every door.</summary>
/// <param name="Name">As asked for.</param>
/// <param name="Title">For people.</param>
/// <param name="Rows">What will be written under a header: rows of a table, or events of the log.</param>
/// <param name="Write">Writes it, and says how many rows or events that were.</param>
internal sealed record ExportFormat(
    string Name, string Extension, string ContentType, string Title, Func<ExportedHistory, int> Rows,
    Func<ExportedHistory, Stream, int> Write)
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>A row is an opportunity, and not something that happened.</summary>
    private bool OfOpportunities { get; init; }

    /// <summary>Rows a file of this kind holds at most; null = any number.</summary>
    private int? MostRows { get; init; }

    public static readonly ExportFormat Csv = Table("csv", "csv", "text/csv; charset=utf-8", "CSV", history => history.CaseCount,
        (history, to) => AsText(to, text => new HistoryCsv(history, text).WriteOpportunities()))
        with
    { OfOpportunities = true };

    public static readonly ExportFormat Events = Table("events", "csv", "text/csv; charset=utf-8", "CSV", history => history.RowCount,
        (history, to) => AsText(to, text => new HistoryCsv(history, text).WriteEvents()));

    public static readonly ExportFormat Xlsx = Table("xlsx", "xlsx", Workbook, "Excel", history => history.CaseCount,
        (history, to) => AsBook(to, book => new HistoryXlsx(history, book).WriteOpportunities()))
        with
    { OfOpportunities = true, MostRows = XlsxWriter.MostRows - 1 };

    public static readonly ExportFormat XlsxEvents = Table("xlsx-events", "xlsx", Workbook, "Excel", history => history.RowCount,
        (history, to) => AsBook(to, book => new HistoryXlsx(history, book).WriteEvents()))
        with
    { MostRows = XlsxWriter.MostRows - 1 };

    public static readonly ExportFormat Xes = Table(
        "xes", "xes", "application/xml", "XES", history => history.EventCount, XesWriter.Write);

    public static readonly ExportFormat OcelJson = Log("ocel", "jsonocel", "application/json", "OCEL 2.0 as JSON", OcelWriter.WriteJson);

    public static readonly ExportFormat OcelXml = Log("ocel-xml", "xmlocel", "application/xml", "OCEL 2.0 as XML", OcelWriter.WriteXml);

    public static readonly ExportFormat OcelSqlite = Log("ocel-sqlite", "sqlite", "application/vnd.sqlite3", "OCEL 2.0 as SQLite",
        OcelWriter.WriteSqlite);

    public static readonly IReadOnlyList<ExportFormat> All = [Csv, Events, Xlsx, XlsxEvents, Xes, OcelJson, OcelXml, OcelSqlite];

    /// <summary>Null when it fits.</summary>
    public Refusal? TooLong(ExportedHistory history) => MostRows is { } most && Rows(history) is var rows && rows > most
        ? new Refusal("export-too-long", $"{rows:N0} rows are more than a sheet of Excel holds ({most:N0} and its header); take CSV.")
        : null;

    /// <summary>What was written, and where.</summary>
    /// <param name="written">As <see cref="Write"/> said.</param>
    public string Told(ExportedHistory history, int written, string where) => OfOpportunities
        ? $"Wrote {Number(written, "opportunity", "opportunities")}, one a row, to {where} as {Title}."
        : $"Wrote {Number(written, "event", "events")} of {Number(history.CaseCount, "opportunity", "opportunities")} to {where} as "
        + $"{Title}.";

    /// <summary>What writes as many as were counted before.</summary>
    private static ExportFormat Table(
        string name, string extension, string contentType, string title, Func<ExportedHistory, int> rows,
        Action<ExportedHistory, Stream> write) =>
        new(name, extension, contentType, title, rows, (history, to) =>
        {
            write(history, to);
            return rows(history);
        });

    /// <summary>More is an event there than in the log, so the writer counts.</summary>
    private static ExportFormat Log(
        string name, string extension, string contentType, string title, Func<ExportedHistory, Stream, int> write) =>
        new(name, extension, contentType, title, history => history.EventCount, write);

    private static string Number(int count, string one, string several) => $"{count:N0} {(count == 1 ? one : several)}";

    private static void AsText(Stream to, Action<TextWriter> write)
    {
        using var text = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true);
        write(text);
    }

    /// <summary>An archive is written with places gone back to, which a connection cannot.</summary>
    private static void AsBook(Stream to, Action<Stream> write)
    {
        using var book = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16,
            FileOptions.DeleteOnClose);
        write(book);
        book.Position = 0;
        book.CopyTo(to);
    }
}
