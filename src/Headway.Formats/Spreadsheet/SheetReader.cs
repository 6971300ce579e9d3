using System.Globalization;
using System.Text;
using System.Xml;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Spreadsheet;

/// <summary>One sheet as CSV in UTF-8, so that everything a CSV goes through holds for it too.</summary>
/// <param name="texts">Of the workbook, by number.</param>
/// <param name="dates">Which styles show dates.</param>
/// <param name="packedBytes">Of the sheet in its archive: what it makes is held against them.</param>
internal sealed class SheetReader(
    List<string> texts, List<bool> dates, bool is1904, string file, EventLogLimits limits, long packedBytes)
{
    private const int MostRows = 1_048_576;
    private const int MostColumns = 16_384;

    /// <summary>From the first day of 1900 to that of 1904, where some workbooks begin to count.</summary>
    private const int Days1904 = 1_462;

    private const double LastSerial = 2_958_465.99999;

    private readonly MemoryStream csv = new();
    private readonly List<string> row = [];
    private readonly StringBuilder line = new();
    private readonly List<(int Number, string Text)> titles = [];
    private int width;
    private int nextRow = 1;

    public MemoryStream Read(XmlReader reader)
    {
        using (reader)
        {
            var column = 0;
            var inRow = 0;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "row") WriteRow(inRow);
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "row")
                {
                    inRow = RowOf(reader);
                    (column, row.Capacity) = (0, Math.Max(row.Capacity, width));
                    row.Clear();
                }
                else if (reader.LocalName == "c" && inRow > 0)
                {
                    column = ColumnOf(reader.GetAttribute("r"), column);
                    Put(column++, CellOf(reader));
                }
            }
        }
        if (width == 0) WriteTitles();
        csv.Position = 0;
        return csv;
    }

    private int RowOf(XmlReader reader)
    {
        var number = reader.GetAttribute("r") is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture,
            out var said)
            ? said : nextRow;
        return number >= nextRow && number <= MostRows ? number
            : throw new InvalidDataException($"the rows of {file} are out of order.");
    }

    /// <summary>From 0, of a place like AB12; the next one where a cell does not say.</summary>
    private int ColumnOf(string? place, int next)
    {
        if (place is null) return next < MostColumns ? next : throw new InvalidDataException($"a row of {file} is too wide.");
        var column = 0;
        foreach (var letter in place)
        {
            if (!char.IsAsciiLetterUpper(letter)) break;
            column = column * 26 + letter - 'A' + 1;
            if (column > MostColumns) throw new InvalidDataException($"a row of {file} is too wide.");
        }
        return column > next || column - 1 == next ? column - 1
            : throw new InvalidDataException($"the cells of {file} are out of order.");
    }

    private void Put(int column, string text)
    {
        if (text.Length == 0) return;
        // One cell too many is enough to have the row rejected, however far to the right it stands.
        if (width > 0) column = Math.Min(column, width);
        while (row.Count <= column) row.Add("");
        row[column] = text;
    }

    private string CellOf(XmlReader reader)
    {
        var type = reader.GetAttribute("t");
        var isDate = type is null or "n" && int.TryParse(reader.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var style)
            && style < dates.Count && dates[style];
        if (reader.IsEmptyElement) return "";
        var depth = reader.Depth;
        var value = "";
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth + 1 && reader.LocalName is "v" or "is")
                value = Workbook.TextOf(reader);
        }
        if (value.Length > limits.MaxTextBytes) value = value[..limits.MaxTextBytes];
        return type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count ? texts[index]
                : throw new InvalidDataException($"a cell of {file} names a text that is not there."),
            "b" => value == "1" ? "TRUE" : "FALSE",
            "e" => "",
            "inlineStr" or "str" or "d" => value,
            _ => isDate ? Date(value) : Plain(value),
        };
    }

    private string Date(string serial)
    {
        if (!double.TryParse(serial, NumberStyles.Float, CultureInfo.InvariantCulture, out var days)) return serial;
        if (is1904) days += Days1904;
        if (!(days >= 1 && days <= LastSerial)) return serial;
        var seconds = (long)Math.Round(days * 86_400);
        var time = new DateTime(1899, 12, 30).AddSeconds(seconds);
        return time.ToString(seconds % 86_400 == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number as a whole number, though the workbook writes it with an exponent: it may be an id.</summary>
    private static string Plain(string number) => number.Contains('E', StringComparison.OrdinalIgnoreCase)
        && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && Math.Abs(value) < 1e15 && value == Math.Truncate(value)
        ? value.ToString("F0", CultureInfo.InvariantCulture) : number;

    private void WriteRow(int number)
    {
        while (row.Count > 0 && row[^1].Length == 0) row.RemoveAt(row.Count - 1);
        if (row.Count == 0)
        {
            return;
        }
        if (width == 0)
        {
            // A title fills one cell; the table begins with the first row that fills more, and blank lines keep the numbers of the rows.
            if (number <= CsvHead.MostAbove && row.Count(cell => cell.Length > 0) < 2)
            {
                titles.Add((number, row[^1]));
                row.Clear();
                return;
            }
            if (number > CsvHead.MostAbove) WriteTitles();
            if (width == 0) width = row.Count;
        }
        WriteLine(number);
    }

    /// <summary>There is one column only, and what seemed titles are its cells.</summary>
    private void WriteTitles()
    {
        if (titles.Count == 0) return;
        if (titles[0].Number > 1) throw new InvalidDataException($"row 1 of {file} is empty; the names of the columns belong there.");
        var waiting = row.ToArray();
        width = 1;
        foreach (var (number, text) in titles)
        {
            row.Clear();
            row.Add(text);
            WriteLine(number);
        }
        row.AddRange(waiting);
    }

    private void WriteLine(int number)
    {
        line.Clear();
        line.Append('\n', number - nextRow);
        for (var c = 0; c < Math.Max(width, row.Count); c++)
        {
            if (c > 0) line.Append(',');
            if (c < row.Count) AppendQuoted(row[c]);
        }
        line.Append('\n');
        csv.Write(Encoding.UTF8.GetBytes(line.ToString()));
        nextRow = number + 1;
        row.Clear();
        if (csv.Length > Math.Min(limits.MaxBytes, int.MaxValue / 2)
            || (csv.Length > limits.UnpackingFreeBytes && csv.Length > limits.MaxUnpackingRatio * packedBytes))
            throw new LogLimitException("log-too-large", $"{file} becomes larger than a table of its size ever is.");
    }

    /// <summary>Line breaks within a cell become blanks, so that a line of the CSV is a row of the sheet.</summary>
    private void AppendQuoted(string cell)
    {
        if (cell.AsSpan().IndexOfAny(",\"\r\n;\t|") < 0)
        {
            line.Append(cell);
            return;
        }
        line.Append('"');
        foreach (var letter in cell)
        {
            if (letter == '"') line.Append('"');
            line.Append(letter is '\r' or '\n' ? ' ' : letter);
        }
        line.Append('"');
    }
}
