using System.Globalization;

namespace Headway.Learning;

/// <summary>Whom to pursue, as far as won value per week open can say: the first thing the page of the customers tells.</summary>
public static class WorthSentences
{
    /// <param name="money">Writes an amount for the reader.</param>
    /// <returns>Empty where fewer than two kinds have a value.</returns>
    public static string Of(SegmentTable table, Func<double, string> money)
    {
        var found = WorthContrasts.Of(table);
        if (found.Pairs == 0) return "";
        var pairs = found.Pairs == 1 ? "the only pair" : Invariant($"{found.Pairs:N0} pairs judged together");
        if (found.Differ.IsEmpty)
            return $"By {table.Attribute} none differs from another in won value per week open by more than chance would have it "
                + $"({pairs}).";
        var first = found.Differ[0];
        var others = found.Pairs == 1 ? "" : Invariant($" {found.Differ.Length:N0} of {pairs} differ.");
        return $"By {table.Attribute}, {first.More.Value} is associated with {Worth(first.More, money)} of won value per week open, "
            + $"{first.Less.Value} with {Worth(first.Less, money)}: "
            + Invariant($"{first.Times:0.0} times as much ({first.Range.Low:0.0} to {first.Range.High:0.0}). ")
            + $"Most of that is in {Mostly(first, money)}.{others}";
    }

    private static string Mostly(WorthContrast pair, Func<double, string> money) => pair.Mostly switch
    {
        WorthPart.ShareWon => $"how often they are won, {Percent(pair.More.Won)} against {Percent(pair.Less.Won)} of 100",
        WorthPart.Amount => $"the amounts, {money(Value(pair.More.AmountMean))} against {money(Value(pair.Less.AmountMean))} on average",
        WorthPart.Time => $"the time they are open, {Days(pair.More.DaysOpenMean)} against {Days(pair.Less.DaysOpenMean)} days",
    };

    private static string Worth(Segment segment, Func<double, string> money) =>
        segment.WorthPerWeek is Figure.Known { Interval: { } range } known
            ? $"{money(known.Value)} ({money(range.Low)} to {money(range.High)})" : "";

    private static string Percent(Figure figure) => Wording.Percent(Value(figure)).ToString(CultureInfo.InvariantCulture);

    private static string Days(Figure figure) => Value(figure).ToString("0", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static double Value(Figure figure) => ((Figure.Known)figure).Value;
}
