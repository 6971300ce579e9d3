using System.Globalization;
using Headway.App.Design;
using Xunit;

namespace Headway.SystemTests.Opportunities;

public sealed class Reading_an_amount
{
    private static string Read(string? text) => AmountText.Read(text).Match(
        amount => amount?.ToString(CultureInfo.InvariantCulture) ?? "not known", refusal => refusal.Code);

    [Theory]
    [InlineData("84000", "84000")]
    [InlineData("84k", "84000")]
    [InlineData("1.2M", "1200000")]
    [InlineData("1,2m", "1200000")]
    [InlineData("84,50", "84.5")] // was read as 8450
    [InlineData("84.5", "84.5")]
    [InlineData("€ 84 000", "84000")]
    [InlineData("84\u00a0000,50 €", "84000.5")]
    [InlineData("CHF 84'000.50", "84000.5")]
    [InlineData("1.234.567,89", "1234567.89")]
    [InlineData("1,234,567.89", "1234567.89")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("0.500M", "500000")]
    [InlineData("0", "0")]
    [InlineData("", "not known")]
    [InlineData(null, "not known")]
    public void Takes_what_has_one_meaning(string? text, string amount) =>
        Assert.Equal(amount, Read(text));

    [Theory]
    [InlineData("84.000", "84000", "84")] // was read as 84
    [InlineData("84,000", "84000", "84")]
    [InlineData("1.234", "1234", "1.23")]
    [InlineData("1,250k", "1250000", "1250")]
    public void Names_both_readings_of_what_has_two(string text, string one, string other)
    {
        var refusal = AmountText.Read(text).Match(_ => throw new Xunit.Sdk.XunitException("It was read."), no => no);
        Assert.Equal("amount-ambiguous", refusal.Code);
        Assert.Contains($"{one} or {other}", refusal.Sentence);
    }

    [Theory]
    [InlineData("eighty")]
    [InlineData("84.")]
    [InlineData(",5")]
    [InlineData("-5")]
    [InlineData("1.23,4,5")]
    [InlineData("12,34,567")]
    [InlineData("84.005,123")]
    [InlineData("84kk")]
    [InlineData("1e6")]
    public void Refuses_what_has_none(string text) => Assert.Equal("amount-unreadable", Read(text));

    [Theory]
    [InlineData("1000000M", "1000000000000")]
    [InlineData("1000001M", "amount-too-large")]
    [InlineData("999999999999999M", "amount-too-large")]
    [InlineData("99999999999999999999999999999M", "amount-too-large")]
    public void Bounds_it_before_it_is_multiplied(string text, string read) => Assert.Equal(read, Read(text));

    [Fact]
    public void Reads_back_every_amount_however_it_is_grouped()
    {
        var random = new Random(20261124);
        var german = new NumberFormatInfo { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };
        for (var i = 0; i < 5_000; i++)
        {
            var amount = Math.Round((decimal)Math.Pow(10, random.NextDouble() * 12), 2);
            foreach (var text in new[]
            {
                amount.ToString("0.00", CultureInfo.InvariantCulture), amount.ToString("#,0.00", CultureInfo.InvariantCulture),
                amount.ToString("#,0.00", german),
            })
                Assert.True(AmountText.Read(text).Match(read => read == amount, _ => false), $"{text} (seed 20261124, step {i})");
        }
    }
}
