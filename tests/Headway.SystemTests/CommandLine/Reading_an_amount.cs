using System.Globalization;
using Headway.App.Serving;
using Xunit;

namespace Headway.SystemTests.CommandLine;

public sealed class Reading_an_amount
{
    [Theory]
    [InlineData("2m", 2_000_000)]
    [InlineData("2M", 2_000_000)]
    [InlineData("1.25m", 1_250_000)]
    [InlineData("640k", 640_000)]
    [InlineData("2000000", 2_000_000)]
    [InlineData("2,000,000", 2_000_000)]
    [InlineData("195,000", 195_000)]
    [InlineData("€ 84,000.50", 84_000.5)]
    [InlineData("84000.5", 84_000.5)]
    [InlineData("2 000 000", 2_000_000)]
    [InlineData("0", 0)]
    [InlineData("1000000m", 1e12)]
    public void As_people_write_it_gives_what_they_mean(string text, double amount) => Assert.Equal((decimal)amount, Read(text));

    [Theory]
    [InlineData("1,5", "1.5", "15")]
    [InlineData("2.000.000", "2", "2,000,000")]
    [InlineData("195.000", "195", "195,000")]
    [InlineData("1,250k", "1,250", "1,250,000")]
    [InlineData("12,34", "12.34", "1,234")]
    [InlineData("0,500", "0.5", "500")]
    public void That_can_be_read_two_ways_is_refused_with_both(string text, string one, string other)
    {
        var why = Refused(text);
        Assert.Equal("amount-ambiguous", why.Code);
        Assert.StartsWith($"“{text}” could be {one} or {other}; write ", why.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("-5")]
    [InlineData("2e6")]
    [InlineData("1.2.3,4")]
    [InlineData("99999999999999999999999999999999999999999")]
    public void That_is_none_is_refused(string text) => Assert.Equal("amount-unreadable", Refused(text).Code);

    [Theory]
    [InlineData("1000000000001")]
    [InlineData("1000001m")]
    [InlineData("99999999999999999999999999m")]
    public void Beyond_all_money_is_refused(string text) => Assert.Equal("amount-too-large", Refused(text).Code);

    /// <summary>What a refusal proposes is itself an amount that can be read.</summary>
    [Theory]
    [InlineData("1,5")]
    [InlineData("2.000.000")]
    [InlineData("1,250k")]
    public void Proposes_what_it_accepts(string text)
    {
        var proposals = Refused(text).Sentence.Split("write ")[1].TrimEnd('.').Split(" or ");
        Assert.All(proposals, each => Assert.Equal(decimal.Parse(each, CultureInfo.InvariantCulture), Read(each)));
    }

    private static decimal Read(string text) =>
        AmountText.Read(text).Match(amount => amount, why => throw new ArgumentException(why.Sentence));

    private static Refusal Refused(string text) => AmountText.Read(text).Match(amount => new Refusal("none", $"{amount}"), why => why);
}
