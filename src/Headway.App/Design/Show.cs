using System.Globalization;

namespace Headway.App.Design;

/// <summary>How values are written on pages: short money, days people say, thin spaces that keep number and unit together.</summary>
public static class Show
{
    private const string Nbsp = "\u00a0";

    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal) { ["EUR"] = "€", ["USD"] = "$", ["GBP"] = "£" };

    /// <summary>Short money: € 84k, € 1.2M. Whole below a thousand.</summary>
    public static string Money(decimal amount, string? currency)
    {
        var sign = currency is null ? "" : Signs.GetValueOrDefault(currency, currency) + Nbsp;
        return sign + Short(amount);
    }

    /// <summary>To the unit, where amounts are compared with each other: € 2,166.</summary>
    public static string WholeMoney(decimal amount, string? currency) =>
        (currency is null ? "" : Signs.GetValueOrDefault(currency, currency) + Nbsp)
            + amount.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Money(Money? money) => money is { } known ? Money(known.Amount, known.Currency) : "no amount yet";

    public static string MinorMoney(long? minor, string? currency) => minor is { } known ? Money(known / 100m, currency) : "no amount yet";

    public static string Short(decimal amount) => Math.Abs(amount) switch
    {
        >= 10_000_000 => (amount / 1_000_000).ToString("0.#", CultureInfo.InvariantCulture) + "M",
        >= 1_000_000 => (amount / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 10_000 => (amount / 1_000).ToString("0", CultureInfo.InvariantCulture) + "k",
        >= 1_000 => (amount / 1_000).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => amount.ToString("0", CultureInfo.InvariantCulture),
    };

    /// <summary>12 Dec, or 12 Dec 2027 when the year is not this one.</summary>
    public static string Day(DateOnly day, DateOnly today) =>
        day.ToString(day.Year == today.Year ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset instant, Calendar calendar, DateOnly today) => Day(calendar.DayOf(instant), today);

    /// <summary>"today", "yesterday", "12 days ago".</summary>
    public static string Ago(DateTimeOffset instant, Calendar calendar, DateOnly today) =>
        (today.DayNumber - calendar.DayOf(instant).DayNumber) switch
        {
            <= 0 => "today",
            1 => "yesterday",
            var days => $"{days} days ago",
        };

    public static string Percent(double share) =>
        share is > 0 and < 0.01 ? $"under 1{Nbsp}%" : share is > 0.99 and < 1 ? $"over 99{Nbsp}%"
        : $"{(share * 100).ToString("0", CultureInfo.InvariantCulture)}{Nbsp}%";

    public static string Count(long count, string one, string many) =>
        count == 1 ? $"1 {one}" : $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {many}";

    /// <summary>One to nine in words, at the start of a sentence with a capital.</summary>
    public static string InWords(int count, bool capital = false)
    {
        string[] words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        var word = count is >= 0 and < 10 ? words[count] : count.ToString(CultureInfo.InvariantCulture);
        return capital ? char.ToUpperInvariant(word[0]) + word[1..] : word;
    }
}
