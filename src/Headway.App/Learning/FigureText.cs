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

    public static object Json(Figure figure) => figure.Match<object>(
        known => new { verdict = "known", known.Value, Interval = Json(known.Interval), known.N },
        later => new { verdict = "notReachedYet", later.MoreThanDays, later.N },
        few => new { verdict = "notEnoughHistory", few.Have, few.Need, few.What, N = few.Have });

    public static object? Json(Interval? interval) => interval is { } known ? new { known.Low, known.High } : null;

    private static string Range(Interval? interval, Func<double, string> text) =>
        interval is { } known ? $" ({text(known.Low)} to {text(known.High)})" : "";
}
