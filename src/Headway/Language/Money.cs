namespace Headway;

/// <summary>An amount in one currency. Totals across currencies need a dated rate (rule 26), so there is no adding across them
/// here.</summary>
/// <param name="Amount">Any sign; minor units as the currency has them.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    /// <summary>
    /// In any currency. Beyond it an amount is a slip of the keyboard, and hundredths of it would not fit a list's column.
    /// </summary>
    public const decimal Max = 1_000_000_000_000m;

    /// <summary>Null for an amount of an opportunity that may stand: zero to <see cref="Max"/>, or none.</summary>
    public static Refusal? Refuses(Money? amount) => amount?.Amount switch
    {
        < 0 => new Refusal("amount-negative", "An amount is zero or more; leave it empty while it is unknown."),
        > Max => new Refusal("amount-too-large", "An amount is at most a million million; look at the number of zeros."),
        not null when amount.Value.Currency is not { Length: 3 } code || !code.All(char.IsAsciiLetterUpper) =>
            new Refusal("currency-unreadable", "A currency is three capital letters, for example EUR."),
        _ => null,
    };

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Currency} {Amount:#,0.##}");
}
