using Headway.App.Design;
using Headway.Learning;
using Headway.Statistics.Intervals;

namespace Headway.App.Learning;

/// <summary>Figures in words and for programs: a number with its interval and sample, or why there is none.</summary>
internal static class FigureText
{
    public static string Share(Figure figure) => figure.Match(
        known => $"{100 * known.Value:0.0} %{Range(known.Interval, share => $"{100 * share:0.0}")}",
        later => $"not within {later.MoreThanDays:0} days",
        few => $"not enough ({few.Have} {few.What})");

    public static string Days(Figure figure) => figure.Match(
        known => $"{known.Value:0.0}{Range(known.Interval, days => $"{days:0.0}")}",
        later => $"over {later.MoreThanDays:0}",
        few => $"not enough ({few.Have} of {few.Need})");

    /// <summary>Of 100, its range below; or what is missing.</summary>
    public static Cell ShareCell(Figure figure) => Cell(figure, share => $"{Wording.Percent(share)}", "{0} of 100");

    public static Cell DaysCell(Figure figure) => Cell(figure, Wording.Days);

    /// <summary>The value, its range below unless both ends read the same; or what is missing.</summary>
    /// <param name="whole">Around the value, not around its range.</param>
    public static Cell Cell(Figure figure, Func<double, string> text, string whole = "{0}") => figure.Match(
        known => new Cell(whole.Replace("{0}", text(known.Value), StringComparison.Ordinal),
            known.Interval is { } range && text(range.Low) != text(range.High) ? $"{text(range.Low)} to {text(range.High)}" : null),
        later => new Cell("not reached yet", $"more than {Wording.Days(later.MoreThanDays)}"),
        few => new Cell("not enough history", $"{few.Have} of {few.Need} {few.What}"));

    public static object Json(Figure figure) => figure.Match<object>(
        known => new { verdict = "known", known.Value, Interval = Json(known.Interval), known.N },
        later => new { verdict = "notReachedYet", later.MoreThanDays, later.N },
        few => new { verdict = "notEnoughHistory", few.Have, few.Need, few.What, N = few.Have });

    public static object? Json(Interval? interval) => interval is { } known ? new { known.Low, known.High } : null;

    private static string Range(Interval? interval, Func<double, string> text) =>
        interval is { } known ? $" ({text(known.Low)} to {text(known.High)})" : "";
}
