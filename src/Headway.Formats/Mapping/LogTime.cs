using System.Buffers.Text;

namespace Headway.Formats.Mapping;

/// <summary>How the dates of a column are written.</summary>
public enum DateStyle
{
    /// <summary>2017-03-01, with time 2017-03-01T09:30:00.000+01:00; blank for T, seconds, fraction and zone may be missing.</summary>
    Iso,

    /// <summary>01-03-2017, 1/3/17, 01.03.2017 09:30: day first.</summary>
    DayMonthYear,

    /// <summary>03/01/2017, 3-1-17: month first.</summary>
    MonthDayYear,

    /// <summary>Days since 1899-12-30, as spreadsheets count them.</summary>
    ExcelSerial,
}

/// <summary>Instants from text, byte by byte, without a culture and without a string.</summary>
public static class LogTime
{
    /// <summary>Before it lie the zeros of date types (0001, 1601, 1753, 1899), never an event of a sale.</summary>
    private const int LeastYear = 1900;

    /// <summary>1900 to 2100: outside of it a serial number is more likely something else.</summary>
    private const int SerialMost = 73_415;

    /// <summary>Two-digit years below this are 20xx, from it on 19xx.</summary>
    private const int Pivot = 70;

    private static readonly long serialZero = new DateTime(1899, 12, 30).Ticks;

    /// <param name="zone">Of times that name none; bare dates begin at its midnight.</param>
    /// <param name="ticks">UTC.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, DateStyle style, TimeZoneInfo zone, out long ticks)
    {
        ticks = 0;
        return style switch
        {
            DateStyle.Iso => TryParseIso(text, zone, out ticks),
            DateStyle.DayMonthYear => TryParseParts(text, dayFirst: true, zone, out ticks),
            DateStyle.MonthDayYear => TryParseParts(text, dayFirst: false, zone, out ticks),
            DateStyle.ExcelSerial => TryParseSerial(text, zone, out ticks),
        };
    }

    /// <summary>Whether a date names no time of day; a serial number does by its fraction.</summary>
    public static bool IsBareDay(ReadOnlySpan<byte> text, DateStyle style) =>
        !text.Contains(style == DateStyle.ExcelSerial ? (byte)'.' : (byte)':');

    public static bool TryParseIso(ReadOnlySpan<byte> text, TimeZoneInfo zone, out long ticks)
    {
        ticks = 0;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Digits(text[..4], out var year) || !Digits(text.Slice(5, 2), out var month)
            || !Digits(text.Slice(8, 2), out var day)) return false;
        if (!TryDay(year, month, day, out ticks)) return false;
        if (text.Length == 10) return ToUtc(ref ticks, zone);
        return text[10] is (byte)'T' or (byte)' ' or (byte)'t' && TryAddTime(text[11..], zone, ref ticks);
    }

    private static bool TryParseParts(ReadOnlySpan<byte> text, bool dayFirst, TimeZoneInfo zone, out long ticks)
    {
        ticks = 0;
        // Four digits in front are a year, and not of this style.
        if (!Number(ref text, out var first, out var digits) || digits > 2 || !Separator(ref text, out var separator)) return false;
        if (!Number(ref text, out var second, out digits) || digits > 2) return false;
        if (!Separator(ref text, out var again) || again != separator) return false;
        if (!Number(ref text, out var year, out var yearDigits) || yearDigits is not (2 or 4)) return false;
        if (yearDigits == 2) year += year < Pivot ? 2000 : 1900;
        if (!TryDay(year, dayFirst ? second : first, dayFirst ? first : second, out ticks)) return false;
        if (text.IsEmpty) return ToUtc(ref ticks, zone);
        text = text[0] == ',' ? text[1..] : text;
        return text.Length > 1 && text[0] is (byte)' ' or (byte)'T' && TryAddTime(text[1..].TrimStart((byte)' '), zone, ref ticks);
    }

    private static bool TryParseSerial(ReadOnlySpan<byte> text, TimeZoneInfo zone, out long ticks)
    {
        ticks = 0;
        if (!Utf8Parser.TryParse(text, out double days, out var used) || used != text.Length || days < 2 || days > SerialMost) return false;
        // Serial times are fractions of a day in a double: good to the second, not below.
        ticks = serialZero + (long)Math.Round(days * 86_400) * TimeSpan.TicksPerSecond;
        return ToUtc(ref ticks, zone);
    }

    private static bool TryAddTime(ReadOnlySpan<byte> text, TimeZoneInfo zone, ref long ticks)
    {
        if (!Number(ref text, out var hour, out _) || hour > 24 || text.IsEmpty || text[0] != ':') return false;
        text = text[1..];
        if (!Number(ref text, out var minute, out _) || minute > 59) return false;
        ticks += hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute;
        if (!text.IsEmpty && text[0] == ':')
        {
            text = text[1..];
            if (!Number(ref text, out var second, out _) || second > 60) return false;
            ticks += second * TimeSpan.TicksPerSecond;
            if (!text.IsEmpty && text[0] is (byte)'.' or (byte)',') AddFraction(ref text, ref ticks);
        }
        if (text.IsEmpty) return ToUtc(ref ticks, zone);
        if (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z') return true;
        if (HalfDay(text, hour, ref ticks)) return ToUtc(ref ticks, zone);
        return TryOffset(text.TrimStart((byte)' '), ref ticks);
    }

    private static bool HalfDay(ReadOnlySpan<byte> text, int hour, ref long ticks)
    {
        text = text.TrimStart((byte)' ');
        if (text.Length != 2 || (text[1] | 0x20) != 'm' || hour is 0 or > 12) return false;
        if ((text[0] | 0x20) == 'p' && hour < 12) ticks += 12 * TimeSpan.TicksPerHour;
        if ((text[0] | 0x20) == 'a' && hour == 12) ticks -= 12 * TimeSpan.TicksPerHour;
        return (text[0] | 0x20) is 'a' or 'p';
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, ref long ticks)
    {
        if (text.IsEmpty || text[0] is not ((byte)'+' or (byte)'-')) return false;
        var ahead = text[0] == '+';
        text = text[1..];
        if (text.Length is not (2 or 4 or 5) || !Digits(text[..2], out var hours)) return false;
        var minutes = 0;
        if (text.Length > 2 && !Digits(text[^2..], out minutes)) return false;
        if (hours > 14 || minutes > 59) return false;
        var offset = hours * TimeSpan.TicksPerHour + minutes * TimeSpan.TicksPerMinute;
        ticks += ahead ? -offset : offset;
        return true;
    }

    private static void AddFraction(ref ReadOnlySpan<byte> text, ref long ticks)
    {
        text = text[1..];
        for (var unit = TimeSpan.TicksPerSecond / 10; !text.IsEmpty && text[0] is >= (byte)'0' and <= (byte)'9'; unit /= 10)
        {
            ticks += unit * (text[0] - '0');
            text = text[1..];
        }
    }

    private static bool ToUtc(ref long ticks, TimeZoneInfo zone)
    {
        if (zone == TimeZoneInfo.Utc) return true;
        var local = new DateTime(ticks, DateTimeKind.Unspecified);
        // A time that the clock change skips is read an hour later, as a wall clock would have shown it.
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        ticks = local.Ticks - zone.GetUtcOffset(local).Ticks;
        return true;
    }

    private static bool TryDay(int year, int month, int day, out long ticks)
    {
        ticks = 0;
        if (year is < LeastYear or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        ticks = new DateTime(year, month, day).Ticks;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var letter in text)
        {
            var digit = letter - '0';
            if ((uint)digit > 9) return false;
            value = value * 10 + digit;
        }
        return true;
    }

    private static bool Number(ref ReadOnlySpan<byte> text, out int value, out int digits)
    {
        value = 0;
        for (digits = 0; digits < 5 && digits < text.Length && text[digits] is >= (byte)'0' and <= (byte)'9'; digits++)
            value = value * 10 + text[digits] - '0';
        text = text[digits..];
        return digits is > 0 and < 5;
    }

    private static bool Separator(ref ReadOnlySpan<byte> text, out byte separator)
    {
        separator = text.IsEmpty ? (byte)0 : text[0];
        if (separator is not ((byte)'-' or (byte)'/' or (byte)'.')) return false;
        text = text[1..];
        return true;
    }
}
