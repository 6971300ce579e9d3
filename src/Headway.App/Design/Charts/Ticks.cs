namespace Headway.App.Design.Charts;

/// <summary>Round places on an axis: steps of 1, 2 or 5 times a power of ten; for dates, first days of months, quarters or
/// years.</summary>
public static class Ticks
{
    const int Most = 12; // an axis with more labels than this is a ruler, not an aid

    /// <summary>Round values that cover [low, high]; the first is at or below low, the last at or above high.</summary>
    /// <param name="wanted">About how many; the answer has at least 2 and at most 12.</param>
    public static IReadOnlyList<double> Nice(double low, double high, int wanted)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high)) return [0, 1];
        if (high < low) (low, high) = (high, low);
        // A single value (or nothing but zeros) still deserves an axis: widen it by its own size, or to [0, 1].
        if (high - low <= Math.Abs(high) * 1e-12) (low, high) = high == 0 ? (0, 1) : (Math.Min(0, low), Math.Max(0, high));

        var step = NiceStep((high - low) / Math.Clamp(wanted, 1, Most - 2));
        var first = Math.Floor((low / step) + 1e-9);
        var last = Math.Ceiling((high / step) - 1e-9);
        var ticks = new List<double>();
        for (var at = first; at <= last && ticks.Count < Most; at++) ticks.Add(at * step);
        return ticks;
    }

    /// <summary>Days worth naming between two dates, both ends' months included where they fall inside.</summary>
    public static IReadOnlyList<DateOnly> Dates(DateOnly from, DateOnly to, int most)
    {
        if (to <= from) return [from];
        most = Math.Clamp(most, 2, Most);
        var days = to.DayNumber - from.DayNumber;
        if (days <= 45) return Days(from, to, Math.Max(1, NiceDays(days / (double)most)));
        var months = Math.Max(1, (int)Math.Ceiling(days / 30.44 / most));
        var step = months switch { 1 or 2 or 3 => months, <= 6 => 6, <= 12 => 12, _ => (months + 11) / 12 * 12 };
        return Months(from, to, step);
    }

    static double NiceStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var fraction = raw / power;
        return power * (fraction <= 1 + 1e-9 ? 1 : fraction <= 2 + 1e-9 ? 2 : fraction <= 5 + 1e-9 ? 5 : 10);
    }

    static int NiceDays(double raw) => raw switch { <= 1 => 1, <= 2 => 2, <= 7 => 7, _ => 14 };

    static List<DateOnly> Days(DateOnly from, DateOnly to, int step)
    {
        var days = new List<DateOnly>();
        for (var day = from; day <= to; day = day.AddDays(step)) days.Add(day);
        return days;
    }

    static List<DateOnly> Months(DateOnly from, DateOnly to, int step)
    {
        var first = new DateOnly(from.Year, ((from.Month - 1) / Math.Min(step, 12) * Math.Min(step, 12)) + 1, 1);
        var months = new List<DateOnly>();
        for (var day = first; day <= to; day = day.AddMonths(step))
            if (day >= from) months.Add(day);
        return months;
    }
}
