using System.Text.Json.Serialization;

namespace Headway;

/// <summary>Days of the organisation: instants are UTC, days, periods and freshness use its zone (rule 5).</summary>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="FiscalYearStartMonth">1 to 12; the fiscal year is named for the calendar year in which it ends.</param>
public sealed record Calendar(TimeZoneInfo Zone, int FiscalYearStartMonth = 1)
{
    public static readonly Calendar Utc = new(TimeZoneInfo.Utc);

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The first instant of a day.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (Zone.IsInvalidTime(local)) local = local.AddMinutes(30);
        // Where clocks go back at midnight, midnight comes twice: the first one, at the larger offset, begins the day.
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The first instant after a day: a date counts as the whole day.</summary>
    public DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>The fiscal quarter that holds a day.</summary>
    public Period QuarterOf(DateOnly day)
    {
        var monthsIn = (day.Month - FiscalYearStartMonth + 12) % 12 / 3 * 3;
        var yearStart = new DateOnly(day.Month >= FiscalYearStartMonth ? day.Year : day.Year - 1, FiscalYearStartMonth, 1);
        var start = yearStart.AddMonths(monthsIn);
        var name = FiscalYearStartMonth == 1 ? yearStart.Year : yearStart.Year + 1;
        return new Period($"Q{monthsIn / 3 + 1} {name}", start, start.AddMonths(3).AddDays(-1));
    }
}

/// <summary>Days from the first to the last, both counted in.</summary>
public sealed record Period(string Name, DateOnly First, DateOnly Last)
{
    public bool Contains(DateOnly day) => day >= First && day <= Last;

    [JsonIgnore]
    public int Days => Last.DayNumber - First.DayNumber + 1;
}
