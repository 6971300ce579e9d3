using System.Collections.Immutable;
using Headway.Formats.Mapping;

namespace Headway.Formats.Csv;

/// <summary>Looks at every date of a file before one is believed: which styles could it be, and on which line does each show
/// itself?</summary>
internal sealed class DateSurvey
{
    /// <summary>Day-first and month-first are one kind of writing until a number above 12 tells them apart.</summary>
    private readonly Dictionary<string, (int Line, string Text)> firstOfWriting = [];
    private (int Line, string Text)? dayFirst;
    private (int Line, string Text)? monthFirst;
    private (int Line, string Text)? either;

    public int Dates { get; private set; }

    public int Others { get; private set; }

    public void See(ReadOnlySpan<byte> text, int line)
    {
        if (text.IsEmpty) return;
        if (LogTime.TryParseIso(text, TimeZoneInfo.Utc, out _)) Note("year first", text, line);
        else if (LogTime.TryParse(text, DateStyle.ExcelSerial, TimeZoneInfo.Utc, out _)) Note("serial number", text, line);
        else
        {
            var day = LogTime.TryParse(text, DateStyle.DayMonthYear, TimeZoneInfo.Utc, out var one);
            var month = LogTime.TryParse(text, DateStyle.MonthDayYear, TimeZoneInfo.Utc, out var other);
            if (!day && !month)
            {
                Others++;
                return;
            }
            Note($"parts joined by '{(char)text[text.IndexOfAny("-/."u8)]}'", text, line);
            // The first of March read either way is two days; the third of March is one.
            if (day && month && one != other) either ??= (line, Show(text));
            else if (day && !month) dayFirst ??= (line, Show(text));
            else if (month && !day) monthFirst ??= (line, Show(text));
        }
    }

    /// <param name="asked">The style the mapping names, or null.</param>
    public (DateStyle? Style, Finding? Finding) Verdict(string file, string column, DateStyle? asked)
    {
        if (firstOfWriting.Count > 1)
        {
            var two = firstOfWriting.OrderBy(each => each.Value.Line).Take(2).ToArray();
            return (null, TwoStyles(file, column, two[0].Value, two[0].Key, two[1].Value, two[1].Key));
        }
        if (dayFirst is { } day && monthFirst is { } month) return (null, TwoStyles(file, column, day, "day first", month, "month first"));
        if (firstOfWriting.ContainsKey("year first")) return (DateStyle.Iso, null);
        if (firstOfWriting.ContainsKey("serial number")) return (DateStyle.ExcelSerial, null);
        if (dayFirst is { } onlyDay && asked == DateStyle.MonthDayYear) return (null, Against(file, column, onlyDay, "m/d/y"));
        if (monthFirst is { } onlyMonth && asked == DateStyle.DayMonthYear) return (null, Against(file, column, onlyMonth, "d/m/y"));
        if (dayFirst is not null) return (DateStyle.DayMonthYear, null);
        if (monthFirst is not null) return (DateStyle.MonthDayYear, null);
        if (asked is DateStyle.DayMonthYear or DateStyle.MonthDayYear) return (asked, null);
        return either is { } unclear ? (null, Ambiguous(file, column, unclear)) : (DateStyle.Iso, null);
    }

    private void Note(string writing, ReadOnlySpan<byte> text, int line)
    {
        Dates++;
        if (!firstOfWriting.ContainsKey(writing)) firstOfWriting[writing] = (line, Show(text));
    }

    public static Finding TwoStyles(
        string file, string column, (int Line, string Text) one, string oneWriting, (int Line, string Text) other, string otherWriting) =>
        new("csv-two-date-styles", Severity.Error, new Place(file, other.Line, 0, column),
            $"Column '{column}' holds two styles of dates: '{one.Text}' ({oneWriting}) in line {one.Line} "
                + $"and '{other.Text}' ({otherWriting}) in line {other.Line}.",
            "Reading some dates wrongly would shift months without anybody noticing.",
                "Export again with one style of date, best as yyyy-mm-dd.");

    private static Finding Ambiguous(string file, string column, (int Line, string Text) date) =>
        new("csv-ambiguous-dates", Severity.Error, new Place(file, date.Line, 0, column),
            $"The dates of '{column}' could be day first or month first; "
                + $"'{date.Text}' in line {date.Line} reads both ways and no other date settles it.",
            "Read the wrong way, a day becomes a month.", "Say 'date-style: d/m/y' or 'date-style: m/d/y' in the mapping.");

    private static Finding Against(string file, string column, (int Line, string Text) date, string asked) =>
        new("csv-date-style", Severity.Error, new Place(file, date.Line, 0, column),
            $"The mapping says {asked}, but '{date.Text}' in line {date.Line} cannot be read so.",
            "The other dates would be read the wrong way round.", "Take 'date-style' out of the mapping; the file settles it by itself.");

    private static string Show(ReadOnlySpan<byte> text) => System.Text.Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)]);
}
