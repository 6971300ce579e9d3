using System.Globalization;

namespace Headway.App.Design.Charts;

/// <summary>Numbers in a seller's words: short, three digits at most, never more exact than they are.</summary>
public static class ChartText
{
    const string Gap = "\u00a0"; // a figure and its unit stay on one line

    /// <summary>"€ 412k", "€ 2.46M", "−€ 30k". Unknown currencies keep their code.</summary>
    public static string Money(double amount, string currency)
    {
        var sign = amount < 0 ? "−" : "";
        return sign + Symbol(currency) + Gap + Magnitude(Math.Abs(amount));
    }

    /// <summary>A share in [0, 1] as "58 %". What rounds to nothing or to everything says so in words.</summary>
    public static string Percent(double share)
    {
        if (!double.IsFinite(share)) return "not known";
        if (share is > 0 and < 0.01) return "under" + Gap + "1" + Gap + "%";
        if (share is > 0.99 and < 1) return "over" + Gap + "99" + Gap + "%";
        return Whole(share * 100) + Gap + "%";
    }

    /// <summary>"44 % (39–49)".</summary>
    public static string PercentRange(double share, double low, double high) =>
        $"{Percent(share)} ({Whole(low * 100)}–{Whole(high * 100)})";

    public static string Days(double days) => Whole(days) + Gap + (Math.Round(Math.Abs(days)) == 1 ? "day" : "days");

    /// <summary>"+12", "−3", "0": points of a hundred.</summary>
    public static string Points(double points)
    {
        var rounded = Math.Round(points, MidpointRounding.AwayFromZero);
        return rounded == 0 ? "0" : rounded > 0 ? "+" + Whole(rounded) : Whole(rounded);
    }

    /// <summary>A count with thousands set apart: "3,412"; from a million on "1.2M".</summary>
    public static string Count(double count) =>
        Math.Abs(count) < 1e6 ? Whole(count) : (count < 0 ? "−" : "") + Magnitude(Math.Abs(count));

    public static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    public static string DayAndYear(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    static string Whole(double value)
    {
        if (!double.IsFinite(value)) return "?";
        var rounded = Math.Round(value, MidpointRounding.AwayFromZero);
        return (rounded < 0 ? "−" : "") + Math.Abs(rounded).ToString("#,0", CultureInfo.InvariantCulture);
    }

    static string Magnitude(double size)
    {
        if (!double.IsFinite(size)) return "?";
        if (size >= 999.5e9) return Digits(size / 1e12) + "T";
        if (size >= 999.5e6) return Digits(size / 1e9) + "B";
        if (size >= 999.5e3) return Digits(size / 1e6) + "M";
        return size >= 999.5 ? Digits(size / 1e3) + "k" : Digits(size);
    }

    // Three digits: 2.46, 24.6, 246. Money below a thousand and full thousands need no fraction to be understood.
    static string Digits(double value) =>
        value.ToString(value >= 99.95 ? "#,0" : value >= 9.995 ? "0.#" : "0.##", CultureInfo.InvariantCulture);

    static string Symbol(string currency) => currency switch
    {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "CHF" => "Fr.",
        _ => currency,
    };
}
