namespace Headway;

/// <summary>An amount in one currency. Totals across currencies need a dated rate (rule 26), so there is no adding across them
/// here.</summary>
/// <param name="Amount">Any sign; minor units as the currency has them.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Currency} {Amount:#,0.##}");
}
