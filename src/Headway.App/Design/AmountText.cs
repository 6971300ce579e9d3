using System.Globalization;
using System.Text.RegularExpressions;

namespace Headway.App.Design;

/// <summary>The one reader of amounts that people type, in every form: 84000, 84k, 1.2M, 84 000, 1.234.567,89, € 84,50.</summary>
/// <remarks>
/// A single comma or point before exactly three digits is thousands to one reader and a decimal to another. Such a text is refused with
/// both readings: a wrong amount is worse than a second look.
/// </remarks>
public static partial class AmountText
{
    /// <summary>Digits in all; more is no amount anybody typed on purpose.</summary>
    private const int MaxDigits = 15;

    /// <returns>Null for an empty text: not known. Zero to <see cref="Money.Max"/> with at most two decimals otherwise.</returns>
    public static Answer<decimal?> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return (decimal?)null;
        var match = Shape().Match(Spaces().Replace(text.Trim(), ""));
        if (!match.Success) return Unreadable(text);
        var digits = match.Groups["digits"].Value;
        if (digits.Count(char.IsAsciiDigit) > MaxDigits) return TooLarge;
        var factor = match.Groups["unit"].Value switch { "k" or "K" => 1_000m, "" => 1m, _ => 1_000_000m };
        var separators = digits.Where(c => c is '.' or ',').ToList();
        if (separators.Count == 1 && digits.Split(separators[0]) is [{ Length: <= 3 } whole, { Length: 3 }] && whole[0] != '0')
        {
            var (thousands, point) = (Number(digits, null) * factor, Number(digits, separators[0]) * factor);
            return new Refusal("amount-ambiguous",
                $"“{text.Trim()}” may mean {Plain(thousands)} or {Plain(point)}; write the one you mean, without a separator.");
        }
        return Decimal(digits, separators) is { } mark ? Bounded(text, Number(digits, mark.Point) * factor) : Unreadable(text);
    }

    /// <summary>What separates the decimals; null when the separators fit no way of writing a number.</summary>
    private static (char? Point, bool Fits)? Decimal(string digits, List<char> separators)
    {
        if (separators.Count == 0) return (null, true);
        var last = separators[^1];
        var isPoint = separators.Count(c => c == last) == 1;
        var whole = isPoint ? digits[..digits.LastIndexOf(last)] : digits;
        if (separators.Take(separators.Count - 1).Distinct().Count() > 1) return null;
        var grouped = whole.Any(c => !char.IsAsciiDigit(c));
        return grouped && !Groups().IsMatch(whole) ? null : (isPoint ? last : null, true);
    }

    private static decimal Number(string digits, char? point) => decimal.Parse(
        string.Concat(digits.Where(c => char.IsAsciiDigit(c) || c == point)).Replace(',', '.'), NumberStyles.AllowDecimalPoint,
        CultureInfo.InvariantCulture);

    private static Answer<decimal?> Bounded(string text, decimal amount) =>
        amount > Money.Max ? TooLarge : decimal.Round(amount, 2) == amount ? WithoutTrailingZeros(amount) : Unreadable(text);

    /// <summary>1.2M is kept as 1200000, not as 1200000.0: what is stored should not tell how it was typed.</summary>
    private static decimal WithoutTrailingZeros(decimal amount) => amount / 1.0000000000000000000000000000m;

    private static Refusal TooLarge => Money.Refuses(new Money(Money.Max + 1, ""))!;

    private static Refusal Unreadable(string text) =>
        new("amount-unreadable", $"“{text.Trim()}” is no amount; write it like 84000, 84.50 or 84k.");

    private static string Plain(decimal amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:[€$£]|[A-Z]{3})?(?<digits>\d(?:[\d.,]*\d)?)(?<unit>[kKmM]?)(?:[€$£]|[A-Z]{3})?$")]
    private static partial Regex Shape();

    /// <summary>Spaces of any width and apostrophes: nobody's decimal point.</summary>
    [GeneratedRegex(@"[\s'’]")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^\d{1,3}(?:[.,]\d{3})+$")]
    private static partial Regex Groups();
}
