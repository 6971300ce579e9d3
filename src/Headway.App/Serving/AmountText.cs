using System.Globalization;
using System.Text.RegularExpressions;

namespace Headway.App.Serving;

/// <summary>Amounts as people write them: 84000, 84,000, 84k, 1.2m, €84,000.50. What could be read two ways is refused with both
/// readings; a factor of a thousand in a goal is no small mistake.</summary>
public static partial class AmountText
{
    private const string Forms = "write it like 2000000, 2,000,000, 640k or 2m.";

    /// <summary>The longest amount that can be meant has 13 digits with commas and cents.</summary>
    private const int MaxLength = 40;

    public static Answer<decimal> Read(string text)
    {
        var plain = text.Trim().TrimStart('€', '$', '£', '¥').Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        if (plain.Length > MaxLength || !Shape().IsMatch(plain)) return Unreadable(text);
        var factor = plain[^1] switch { 'k' => 1_000m, 'm' => 1_000_000m, _ => 1m };
        var number = plain.TrimEnd('k', 'm');
        return number.IndexOfAny([',', '.']) < 0 ? Checked(text, number, factor) : Marked(text, number, factor);
    }

    /// <summary>A whole number with a mark or more in it.</summary>
    private static Answer<decimal> Marked(string text, string number, decimal factor)
    {
        var hasPoint = number.Contains('.', StringComparison.Ordinal);
        var hasComma = number.Contains(',', StringComparison.Ordinal);
        // 1,234,567.89: commas in groups of three and at most one point behind them leave no doubt.
        if (hasComma && Grouped().IsMatch(number) && (factor == 1 || !IsOneGroup(number)))
            return Checked(text, number.Replace(",", "", StringComparison.Ordinal), factor);
        if (hasComma && hasPoint) return Unreadable(text);
        var marks = number.Count(letter => letter is ',' or '.');
        var joined = number.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        var decimals = number.Length - 1 - number.LastIndexOfAny([',', '.']);
        // 1.2m is plain, and so is 84000.50; three digits behind a point may be thousands, and a comma that groups nothing is a point.
        if (hasPoint && marks == 1 && (factor > 1 || decimals != 3)) return Checked(text, number, factor);
        var asPoint = number[..number.IndexOfAny([',', '.'])] + "." + number[(number.IndexOfAny([',', '.']) + 1)..]
            .Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        return Ambiguous(text, asPoint, joined, factor);
    }

    private static bool IsOneGroup(string number) => number.Count(letter => letter == ',') == 1 && !number.Contains('.',
        StringComparison.Ordinal);

    private static Answer<decimal> Ambiguous(string text, string asPoint, string joined, decimal factor) =>
        TryRead(asPoint, factor, out var one) && TryRead(joined, factor, out var other)
            ? new Refusal("amount-ambiguous",
                $"“{text.Trim()}” could be {Shown(one)} or {Shown(other)}; write {Bare(one)} or {Bare(other)}.")
            : Unreadable(text);

    private static Answer<decimal> Checked(string text, string number, decimal factor)
    {
        if (!TryRead(number, factor, out var amount)) return Unreadable(text);
        return Money.Refuses(new Money(amount, "")) is { } no ? no : amount;
    }

    private static bool TryRead(string number, decimal factor, out decimal amount)
    {
        amount = 0;
        // Nothing as long as this overflows a decimal once it is bounded before it is multiplied.
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read)) return false;
        amount = Math.Min(read, 2 * Money.Max) * factor;
        return true;
    }

    private static Refusal Unreadable(string text) => new("amount-unreadable",
        $"“{(text.Length > MaxLength ? text[..MaxLength] + "…" : text)}” is no amount; {Forms}");

    private static string Shown(decimal amount) => amount.ToString("#,0.######", CultureInfo.InvariantCulture);

    private static string Bare(decimal amount) => amount.ToString("0.######", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[0-9]+([.,][0-9]+)*[km]?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\A[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();
}
