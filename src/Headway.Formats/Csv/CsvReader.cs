using System.Collections.Immutable;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Csv;

/// <summary>Reads a log or a table of opportunities from CSV (RFC 4180), streamed in blocks of rows, on all cores where rows are
/// events.</summary>
/// <remarks>Findings stop the file; a faulty row is rejected with its line and field and the others go on.</remarks>
public static class CsvReader
{
    /// <param name="raw">Can seek; it is read more than once and stays open.</param>
    /// <param name="file">Name for findings.</param>
    public static LogReading Read(Stream raw, string file, LogMapping mapping, EventLogLimits limits)
    {
        try
        {
            var reading = TryRead(raw, file, mapping, limits, encoding: null);
            // Something past the sample was not UTF-8; Windows-1252 is what spreadsheets write instead.
            return reading ?? TryRead(raw, file, mapping, limits, "windows-1252")!;
        }
        catch (LogLimitException fault)
        {
            return Refused(new Finding(fault.Code, Severity.Error, new Place(file, 0, 0, ""), fault.Message,
                "A limit keeps one file from taking the whole machine.", "Split the log, or raise the limit if you trust the file."));
        }
        catch (InvalidDataException fault)
        {
            return Refused(new Finding("gzip-broken", Severity.Error, new Place(file, 0, 0, ""),
                $"The file cannot be unpacked: {fault.Message}",
                "Half a log would be a wrong log, so nothing was imported.", "Fetch or pack the file again."));
        }
    }

    private static LogReading? TryRead(Stream raw, string file, LogMapping mapping, EventLogLimits limits, string? encoding)
    {
        var head = CsvHead.Of(raw, limits, encoding);
        var findings = new List<Finding>();
        var columns = CsvColumns.Of(head, mapping, file, findings);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(mapping.Zone, out var zone))
        {
            findings.Add(new Finding("mapping-zone", Severity.Error, new Place(file, 0, 0, "zone"),
                $"There is no time zone '{mapping.Zone}'.",
                "Times without a zone cannot be placed.", "Use a name like Europe/Amsterdam or UTC."));
        }
        if (columns is null || findings.Any(finding => finding.Severity == Severity.Error)) return Refused([.. findings]);
        var styles = StylesOf(raw, file, head, columns.DateColumns, mapping, limits, findings);
        if (styles is null || findings.Any(finding => finding.Severity == Severity.Error)) return styles is null ? null
            : Refused([.. findings]);
        if (head.Encoding is "windows-1252" or "utf-16" or "utf-16-be")
        {
            findings.Add(new Finding("csv-encoding", Severity.Information, new Place(file, 0, 0, ""),
                $"The file is read as {head.Encoding}.",
                "Umlauts and accents come out wrong when the encoding is guessed wrong.",
                    "Look at the names in the preview; export as UTF-8 if they are wrong."));
        }

        if (head.SaysAbove(file) is { } above) findings.Add(above);
        var plan = new CsvPlan(file, head, columns, styles, zone!, mapping, limits);
        using var utf8 = head.OpenUtf8(raw, limits);
        var blocks = new CsvBlocks(utf8, head.Delimiter, Math.Max(limits.MaxTextBytes, 1 << 20));
        var reading = mapping.Shape == LogShape.Events ? EventRows.Read(plan, blocks) : CaseRows.Read(plan, blocks);
        if (blocks.NotUtf8) return null;
        if (blocks.EndlessRowLine > 0)
        {
            return Refused(new Finding("csv-open-quote", Severity.Error, new Place(file, blocks.EndlessRowLine, 1, ""),
                $"The row that begins in line {blocks.EndlessRowLine} does not end: a quote is opened and never closed.",
                "Everything after it would be one field, so nothing was imported.",
                    "Close the quote, or double it if it is part of the text."));
        }
        return reading is not LogReading.Accepted accepted ? reading : accepted with
        {
            Findings = [.. findings, .. accepted.Findings],
            DateStyles = [.. styles.OrderBy(each => each.Key).Select(each => (head.Columns[each.Key], each.Value))],
        };
    }

    /// <summary>The style of each date column, or findings; null = the file is not in the encoding it was taken for.</summary>
    internal static Dictionary<int, DateStyle>? StylesOf(
        Stream raw, string file, CsvHead head, ImmutableArray<int> dates, LogMapping mapping, EventLogLimits limits, List<Finding> findings)
    {
        // A log of millions of ISO times need not be read twice: the reader itself meets any other style later.
        if (dates.All(column => head.Sample.All(row => column >= row.Length || IsIso(row[column]))) && mapping.Shape == LogShape.Events)
            return dates.ToDictionary(column => column, _ => DateStyle.Iso);
        using var utf8 = head.OpenUtf8(raw, limits);
        var blocks = new CsvBlocks(utf8, head.Delimiter, Math.Max(limits.MaxTextBytes, 1 << 20));
        var surveys = dates.ToDictionary(column => column, _ => new DateSurvey());
        for (var block = new CsvBlock(); blocks.Next(block);)
        {
            var row = new CsvRow(block);
            head.Pass(block, ref row);
            while (row.Next())
                foreach (var column in dates) surveys[column].See(row.Field(column), row.Field(column).IsEmpty ? 0 : row.Line);
        }
        if (blocks.NotUtf8) return null;
        var settled = surveys.Values.Select(survey => survey.Verdict(file, "", mapping.DateStyle).Style)
            .FirstOrDefault(style => style is DateStyle.DayMonthYear or DateStyle.MonthDayYear);
        var styles = new Dictionary<int, DateStyle>();
        foreach (var (column, survey) in surveys)
        {
            // Columns of one export are written alike, so one that is unclear follows one that is not.
            var (style, finding) = survey.Verdict(file, head.Columns[column], mapping.DateStyle ?? settled);
            if (finding is not null) findings.Add(finding);
            else if (survey.Dates == 0 && survey.Others > 0)
            {
                findings.Add(new Finding("csv-no-dates", Severity.Error, new Place(file, 2, 0, head.Columns[column]),
                    $"Column '{head.Columns[column]}' holds no dates.", "The mapping names it as a date.",
                        "Name another column, or none."));
            }
            styles[column] = style ?? DateStyle.Iso;
        }
        return styles;
    }

    private static bool IsIso(string text) =>
        text.Length == 0 || LogTime.TryParseIso(System.Text.Encoding.UTF8.GetBytes(text), TimeZoneInfo.Utc, out _);

    private static LogReading.Refused Refused(params ImmutableArray<Finding> findings) => new(findings);
}

/// <summary>Everything that is settled before the first row.</summary>
internal sealed record CsvPlan(
    string File, CsvHead Head, CsvColumns Columns, Dictionary<int, DateStyle> Styles, TimeZoneInfo Zone, LogMapping Mapping,
        EventLogLimits Limits)
{
    public RejectedRow Reject(in CsvRow row, int column, string code, string sentence) => new(
        row.Line, column >= 0 && column < Head.Columns.Length ? Head.Columns[column] : "", code, sentence,
        System.Text.Encoding.UTF8.GetString(row.Text[..Math.Min(row.Text.Length, Limits.MaxTextBytes)]));

    public RejectedRow RejectDate(in CsvRow row, int column) =>
        Reject(row, column, "csv-date",
            $"'{System.Text.Encoding.UTF8.GetString(row.Field(column))}' in '{Head.Columns[column]}' is no date of 1900 or later.");

    public bool TryTime(ReadOnlySpan<byte> text, int column, out long ticks) => LogTime.TryParse(text, Styles[column], Zone, out ticks);

    public bool IsBareDay(ReadOnlySpan<byte> text, int column) => LogTime.IsBareDay(text, Styles[column]);

    /// <summary>A row may lack empty cells at its end, as spreadsheets cut them; more cells than columns is a broken row.</summary>
    public bool HasFields(in CsvRow row) => row.Fields == Head.Columns.Length;
}
