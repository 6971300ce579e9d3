using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>Seller-hours a win: the hours of all that closed, shared among those won.</summary>
internal static class HoursAWin
{
    /// <summary>A ratio of two means over the closed: its error by the delta method, hours and winning taken together.</summary>
    /// <param name="hours">Of each that closed.</param>
    /// <param name="won">Likewise; at least one.</param>
    public static Figure.Known Of(double[] hours, bool[] won)
    {
        var (n, share) = (hours.Length, won.Average(each => each ? 1.0 : 0));
        var ratio = hours.Average() / share;
        var squares = hours.Zip(won, (spent, isWon) => spent - (isWon ? ratio : 0)).Sum(each => each * each);
        var error = Math.Sqrt(squares / (n - 1) / n) / share;
        return new Figure.Known(ratio, new Interval(Math.Max(0, ratio - 1.959964 * error), ratio + 1.959964 * error), n);
    }
}
